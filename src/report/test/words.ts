// Verdicts and snapshots in words, as every reporter has them. Refuses to know the format.

import type { Verdict } from '../../experiment/expectation/verdict.ts';
import type { FigureChange } from '../../experiment/key-figures.ts';
import { count } from '../numbers.ts';
import { shellWord } from '../shell-word.ts';
import { visibleText } from '../visible-text.ts';
import { reasonWords } from '../words.ts';
import type { SnapshotOutcome } from './outcome.ts';

/** `overdue == 0 (group web, variant short-night)`. */
export function expectationText({ expectation: { text, group, variant } }: Verdict): string {
  const asked = [
    ...(group === undefined ? [] : [`group ${group}`]),
    ...(variant === undefined ? [] : [`variant ${variant}`]),
  ];
  return visibleText(text.trim()) + (asked.length === 0 ? '' : ` (${asked.join(', ')})`);
}

/** `measured 40, 35 beyond the limit`. */
export function measuredText({ measuredText: measured, margin }: Verdict): string {
  if (margin === null) return `measured: ${measured}`;
  return /^0\D*$/.test(margin)
    ? `measured ${measured}, which is the limit itself`
    : `measured ${measured}, ${margin} beyond the limit`;
}

/** Who broke it first; undefined where it is no single VM. */
export function brokenText({ broken }: Verdict): string | undefined {
  if (broken === undefined) return undefined;
  const what = broken.what.replace(/: (\w+)$/, (_, reason: string) => `: ${reasonWords(reason)}`);
  return `first: ${broken.vm} at ${broken.instant}, ${what}`;
}

/** The command that shows more; undefined where there is none. */
export function lookCommand(file: string, { broken, expectation, status }: Verdict): string | undefined {
  const { measurement, variant, replications } = expectation;
  if (status === 'passed') return undefined;
  const own = variant === undefined ? [] : ['--variant', variant];
  if (measurement.kind === 'when') {
    const many = replications === undefined ? [] : ['--replications', String(replications)];
    const words = ['when', file, '--vm', measurement.vm, '--release', measurement.release, ...many, ...own];
    return ['patchsim', ...words.map(shellWord)].join(' ');
  }
  if (broken === undefined) return undefined;
  const words = ['explain', file, '--vm', broken.vm, ...own, '--at', broken.instant];
  return ['patchsim', ...words.map(shellWord)].join(' ');
}

/** Everything about a verdict that is not met, a line each. */
export function detailLines(file: string, verdict: Verdict): string[] {
  const look = lookCommand(file, verdict);
  const { reason } = verdict.expectation;
  return [
    measuredText(verdict),
    brokenText(verdict),
    ...(look === undefined ? [] : [`look: ${look}`]),
    ...(reason === undefined ? [] : [`why: ${visibleText(reason.trim())}`]),
  ].filter((line) => line !== undefined);
}

const STATES: Readonly<Record<SnapshotOutcome['state'], string>> = {
  same: 'is as the run',
  written: 'written',
  updated: 'updated',
  removed: 'removed, it was obsolete',
  differs: 'differs from the run; -u updates it',
  missing: 'is not there; run once without CI=true and commit it',
  obsolete: 'is obsolete: no scenario asks for it; -u removes it',
};

export const snapshotText = ({ file, state, changes }: SnapshotOutcome): string =>
  `snapshot ${visibleText(file)} ${STATES[state]}${changes.length === 0 ? '' : ` (${count(changes.length, 'figure')})`}`;

const MOST_CHANGES = 30;

/** What changed, a line each for before and now. */
export function changeLines({
  changes,
}: SnapshotOutcome): { readonly sign: '-' | '+' | ' '; readonly text: string }[] {
  const width = Math.max(0, ...changes.map(({ figure }) => figure.length));
  const line = (figure: string, value: unknown): string =>
    `${figure.padEnd(width)}  ${JSON.stringify(value)}`;
  const lines = changes
    .slice(0, MOST_CHANGES)
    .flatMap(({ figure, before, now }: FigureChange) => [
      ...(before === undefined ? [] : [{ sign: '-' as const, text: line(figure, before) }]),
      ...(now === undefined ? [] : [{ sign: '+' as const, text: line(figure, now) }]),
    ]);
  const more = changes.length - MOST_CHANGES;
  return more > 0 ? [...lines, { sign: ' ', text: `… and ${count(more, 'more figure')}` }] : lines;
}
