// What became of the scenarios of a test run, as every reporter is given it. Refuses to know how it came about and how it
// is told.

import type { Verdict } from '../../experiment/expectation/verdict.ts';
import type { FigureChange } from '../../experiment/key-figures.ts';
import type { Problem } from '../../scenario/problem.ts';

export interface SnapshotOutcome {
  readonly file: string;
  /** `differs`, `missing` and `obsolete` need somebody to look; the others are told. */
  readonly state: 'same' | 'written' | 'updated' | 'removed' | 'differs' | 'missing' | 'obsolete';
  /** Whether the state fails the test run. */
  readonly failed: boolean;
  readonly changes: readonly FigureChange[];
}

/** One scenario. With problems it was not run. */
export interface ScenarioOutcome {
  readonly file: string;
  /** The scenario's own name; the file where it cannot be read. */
  readonly name: string;
  readonly problems: readonly Problem[];
  readonly verdicts: readonly Verdict[];
  readonly snapshot?: SnapshotOutcome;
  readonly milliseconds: number;
}

export interface TestOutcome {
  readonly scenarios: readonly ScenarioOutcome[];
  /** Snapshots of scenarios that are not there any more. */
  readonly orphans: readonly SnapshotOutcome[];
  readonly milliseconds: number;
}

export const statusOf = ({ problems, verdicts, snapshot }: ScenarioOutcome): 'passed' | 'failed' =>
  problems.length > 0 || verdicts.some(({ status }) => status === 'failed') || snapshot?.failed
    ? 'failed'
    : 'passed';

export const verdictsOf = ({ scenarios }: TestOutcome): readonly Verdict[] =>
  scenarios.flatMap(({ verdicts }) => verdicts);

export const snapshotsOf = ({ scenarios, orphans }: TestOutcome): readonly SnapshotOutcome[] => [
  ...scenarios.flatMap(({ snapshot }) => (snapshot === undefined ? [] : [snapshot])),
  ...orphans,
];
