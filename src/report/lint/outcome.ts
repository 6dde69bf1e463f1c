// What lint has to say about each of some scenarios, as every format is given it. Refuses to know how it is told.

import type { Level, LintFinding } from '../../lint/rule.ts';
import type { Problem } from '../../scenario/problem.ts';

/** One scenario. With problems nothing else is known of it. */
export interface LintedScenario {
  readonly file: string;
  /** The scenario's own name; the file where it cannot be read. */
  readonly name: string;
  readonly problems: readonly Problem[];
  readonly findings: readonly LintFinding[];
}

/** How many findings there are of a level. */
export const countOf = (scenarios: readonly LintedScenario[], level: Level): number =>
  scenarios.reduce((sum, one) => sum + one.findings.filter((finding) => finding.level === level).length, 0);
