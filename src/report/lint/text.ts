// What lint found, for the terminal. Refuses to know the rules.

import { count } from '../numbers.ts';
import { paletteOf } from '../palette.ts';
import { problemText } from '../problems.ts';
import { visibleText } from '../visible-text.ts';
import { countOf, type LintedScenario } from './outcome.ts';

export interface LintTextOptions {
  readonly color: boolean;
  /** Width of the terminal, default 100. */
  readonly columns?: number | undefined;
  /** Not a word about scenarios that pass. */
  readonly quiet?: boolean | undefined;
}

/** Findings shown of one scenario; the other formats have all of them. */
const MOST_SHOWN = 50;

/** Scenarios with problems are left out: those are told as `validate` tells them. */
export function renderLint(
  scenarios: readonly LintedScenario[],
  { color, columns = 100, quiet }: LintTextOptions,
): string {
  const palette = paletteOf(color);
  const sound = scenarios.filter(({ problems }) => problems.length === 0);
  const blocks = sound.flatMap(({ file, findings }) => {
    if (findings.length === 0)
      return quiet ? [] : [`${palette.place(visibleText(file))}: ${palette.good('nothing to report')}`];
    const shown = findings.slice(0, MOST_SHOWN).map((finding) => {
      const level = finding.level === 'warn' ? palette.caution('warn') : palette.faint('note');
      return `${problemText(finding, columns, palette, `${level} ${palette.strong(finding.id)}`)}\n`;
    });
    const more = findings.length - shown.length;
    return more > 0 ? [...shown, palette.faint(`… and ${count(more, 'more finding')} in ${file}\n`)] : shown;
  });
  const [warnings, notes] = [countOf(sound, 'warn'), countOf(sound, 'note')];
  const found = [
    ...(warnings > 0 ? [palette.caution(count(warnings, 'warning'))] : []),
    ...(notes > 0 ? [count(notes, 'note')] : []),
  ];
  const files = count(sound.length, 'scenario');
  const end = found.length > 0 ? [`${found.join(', ')} in ${files}`] : [];
  return [...blocks, ...end].map((block) => `${block}\n`).join('');
}
