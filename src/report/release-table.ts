// The monthly table: every release that a VM installed, how many did and how many rebooted for it.
// Refuses to know how releases are offered.

import type { ReleaseSummary, Summary } from '../metrics/summary.ts';
import { groupsOf, type Layout, type Section, shortName } from './layout.ts';
import { count, formatNumber } from './numbers.ts';
import { paletteOf } from './palette.ts';
import { type Cell, left, right, tableLines } from './table.ts';
import { displayWidth, visibleText } from './visible-text.ts';
import { kindWords } from './words.ts';
import { wrap } from './wrap.ts';

interface Counts {
  readonly installed: number;
  readonly reboots: number;
}

/** Stands for all groups together; no group can be named so. */
const WHOLE_FLEET = '';
const NONE: Counts = { installed: 0, reboots: 0 };

/** Shorter than elsewhere: the marks say planned and unplanned, and the table is wide. */
const SHORT: Readonly<Record<string, string>> = {
  baseline_planned: 'baseline',
  baseline_unplanned: 'baseline',
  cumulative: 'cumulative',
  oob: 'out of band',
  oob_hotpatch: 'oob hotpatch',
};

/** `WS2022-hotpatch` → `WS2022`: the kind already says which of the two lines a release is on. */
const system = (product: string) => visibleText(product.replace(/-hotpatch$/, ''));

function kindText(release: ReleaseSummary, layout: Layout): string {
  const words =
    (SHORT[release.kind] ?? kindWords(release.kind)) + (release.certainty === 'inferred' ? ' ?' : '');
  if (release.kind === 'baseline_unplanned') return layout.palette.caution(`! ${words}`);
  if (release.kind === 'baseline_planned') return layout.palette.place(`* ${words}`);
  return `  ${words}`;
}

const dash = (n: number) => (n === 0 ? '–' : formatNumber(n));

function table(releases: readonly ReleaseSummary[], names: readonly string[], layout: Layout): string[] {
  const { palette } = layout;
  const counts = (release: ReleaseSummary, name: string): Counts =>
    name === WHOLE_FLEET ? release : (release.byGroup[name] ?? NONE);
  const head: Cell[] = ['released', 'KB', '  kind', 'for'].map((text) => left(palette.strong(text)));
  const rows: Cell[][] = [];
  if (names[0] !== WHOLE_FLEET) {
    const blank = head.map(() => left(''));
    rows.push([
      ...blank,
      ...names.map((name): Cell => ({ text: palette.strong(shortName(name, 12)), align: 'right', span: 2 })),
    ]);
  }
  rows.push([...head, ...names.flatMap(() => [right(palette.faint('inst.')), right(palette.faint('reb.'))])]);
  for (const release of releases) {
    const cells = names.flatMap((name) => {
      const { installed, reboots } = counts(release, name);
      return [right(dash(installed)), right(dash(reboots))];
    });
    const place = [release.date.slice(0, 10), release.kb].map((text) => left(visibleText(text)));
    rows.push([...place, left(kindText(release, layout)), left(system(release.product)), ...cells]);
  }
  return tableLines(rows);
}

function legend(releases: readonly ReleaseSummary[]): string[] {
  const kinds = new Set(releases.map((release) => release.kind));
  const marks = ['inst. VMs that installed it', 'reb. reboots it caused'];
  if (kinds.has('baseline_planned')) marks.push('* planned baseline');
  if (kinds.has('baseline_unplanned')) marks.push('! unplanned baseline');
  if (releases.some((release) => release.certainty === 'inferred')) marks.push('? inferred from other data');
  return marks;
}

/** One row per release that was installed; per group while that fits the terminal, else for the whole fleet. */
export function releaseSection(summary: Summary, layout: Layout): Section {
  const shown = summary.releases.filter((release) => release.installed > 0 || release.reboots > 0);
  const names = groupsOf(summary).map(({ name }) => name);
  const plain = { ...layout, palette: paletteOf(false) };
  const fits =
    names.length > 1 && table(shown, names, plain).every((line) => displayWidth(line) <= layout.columns);
  const lines = shown.length === 0 ? [] : table(shown, fits ? names : [WHOLE_FLEET], layout);
  const marks = shown.length === 0 ? [] : legend(shown);
  const hidden = summary.releases.length - shown.length;
  if (hidden > 0) marks.push(`${count(hidden, 'release')} that no VM installed not shown`);
  const notes = wrap(marks, layout.columns, { indent: 2, separator: '   ' });
  lines.push(...notes.map((line) => layout.palette.faint(line)));
  return { title: 'Releases', lines };
}
