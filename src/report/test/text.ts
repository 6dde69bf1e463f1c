// A test run on a terminal, in the way of vitest: a line a scenario, then what failed, then the sums.
// Refuses to know other formats.

import { count } from '../numbers.ts';
import { type Palette, paletteOf } from '../palette.ts';
import { renderProblems } from '../problems.ts';
import { visibleText } from '../visible-text.ts';
import { type ScenarioOutcome, snapshotsOf, statusOf, type TestOutcome, verdictsOf } from './outcome.ts';
import { changeLines, detailLines, expectationText, measuredText, snapshotText } from './words.ts';

export interface TextOptions {
  readonly color: boolean;
  readonly columns?: number | undefined;
}

/** The line of a scenario, as soon as it has ended, and what of it is not met. */
export function renderScenario(scenario: ScenarioOutcome, { color }: TextOptions): string {
  return `${scenarioLines(scenario, paletteOf(color)).join('\n')}\n`;
}

/** What follows when all have ended. */
export function renderEnd(outcome: TestOutcome, options: TextOptions): string {
  const palette = paletteOf(options.color);
  return `${[...detailed(outcome, palette, options), '', ...sums(outcome, palette)].join('\n')}\n`;
}

export function renderTestOutcome(outcome: TestOutcome, options: TextOptions): string {
  return (
    outcome.scenarios.map((scenario) => renderScenario(scenario, options)).join('') +
    renderEnd(outcome, options)
  );
}

function scenarioLines(scenario: ScenarioOutcome, palette: Palette): string[] {
  const { file, verdicts, problems, milliseconds } = scenario;
  const failed = statusOf(scenario) === 'failed';
  const sign = failed ? palette.bad('✗') : palette.good('✓');
  const what =
    problems.length > 0 ? count(problems.length, 'problem') : count(verdicts.length, 'expectation');
  const head = ` ${sign} ${visibleText(file)} ${palette.faint(`(${what}) ${Math.round(milliseconds)}ms`)}`;
  const open = verdicts.filter(({ status }) => failed || status !== 'passed');
  return [
    head,
    ...open.map((verdict) => {
      const text = expectationText(verdict);
      if (verdict.status === 'passed') return `   ${palette.good('✓')} ${palette.faint(text)}`;
      const told = `${text}  ${palette.faint(measuredText(verdict))}`;
      return verdict.status === 'failed'
        ? `   ${palette.bad('✗')} ${told}`
        : `   ${palette.caution('!')} ${told}`;
    }),
    ...(scenario.snapshot?.failed ? [`   ${palette.bad('✗')} ${snapshotText(scenario.snapshot)}`] : []),
  ];
}

function detailed(outcome: TestOutcome, palette: Palette, { color, columns = 100 }: TextOptions): string[] {
  const lines: string[] = [];
  const title = (sign: string, place: string, text: string): void => {
    lines.push('', ` ${sign} ${palette.place(place)} ${palette.strong(text)}`);
  };
  for (const { file, problems, verdicts, snapshot } of outcome.scenarios) {
    if (problems.length > 0) lines.push('', renderProblems(problems, { color, columns }).trimEnd());
    for (const verdict of verdicts.filter(({ status }) => status !== 'passed')) {
      const sign = verdict.status === 'failed' ? palette.bad('FAIL') : palette.caution('WARN');
      title(sign, `${visibleText(file)}:${verdict.line}:${verdict.column}`, expectationText(verdict));
      lines.push(...detailLines(file, verdict).map((line) => `      ${line}`));
    }
    if (snapshot !== undefined && snapshot.changes.length > 0) {
      title(
        snapshot.failed ? palette.bad('FAIL') : palette.caution('NOTE'),
        visibleText(file),
        snapshotText(snapshot),
      );
      for (const { sign, text } of changeLines(snapshot)) {
        const tone = sign === '-' ? palette.bad : sign === '+' ? palette.good : palette.faint;
        lines.push(`      ${tone(`${sign} ${text}`)}`);
      }
    }
  }
  for (const orphan of outcome.orphans)
    lines.push(
      '',
      ` ${orphan.failed ? palette.bad('FAIL') : palette.caution('NOTE')} ${snapshotText(orphan)}`,
    );
  return lines;
}

function sums(outcome: TestOutcome, palette: Palette): string[] {
  const tally = (
    label: string,
    parts: readonly [number, string, (text: string) => string][],
    all: number,
  ): string => {
    const told = parts.filter(([n]) => n > 0).map(([n, words, tone]) => tone(`${n} ${words}`));
    return `${label.padStart(13)}  ${told.join(palette.faint(' | ')) || palette.faint('none')}${all < 0 ? '' : palette.faint(` (${all})`)}`;
  };
  const { scenarios } = outcome;
  const broken = scenarios.filter(({ problems }) => problems.length > 0).length;
  const failed = scenarios.filter((one) => statusOf(one) === 'failed').length - broken;
  const verdicts = verdictsOf(outcome);
  const many = (status: string): number => verdicts.filter((one) => one.status === status).length;
  const snapshots = snapshotsOf(outcome).filter(({ state }) => state !== 'same');
  const states = [...new Set(snapshots.map(({ state }) => state))];
  const { bad, caution, good } = palette;
  return [
    tally(
      'Scenarios',
      [
        [broken, 'with problems', bad],
        [failed, 'failed', bad],
        [scenarios.length - failed - broken, 'passed', good],
      ],
      scenarios.length,
    ),
    tally(
      'Expectations',
      [
        [many('failed'), 'failed', bad],
        [many('warned'), 'warned', caution],
        [many('passed'), 'passed', good],
      ],
      verdicts.length,
    ),
    ...(states.length === 0
      ? []
      : [
          tally(
            'Snapshots',
            states.map((state) => {
              const of = snapshots.filter((one) => one.state === state);
              return [of.length, WORDS[state] ?? state, of.some((one) => one.failed) ? bad : caution];
            }),
            -1,
          ),
        ]),
    `${'Duration'.padStart(13)}  ${(outcome.milliseconds / 1000).toFixed(2)}s`,
  ];
}

const WORDS: Readonly<Record<string, string>> = { differs: 'different' };
