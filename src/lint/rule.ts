// What a lint rule is: a name, what it rests on, and what it finds in a scenario that is fit to run.
// Refuses to know single rules.

import type { Finding, Problem } from '../scenario/problem.ts';
import type { View } from './view.ts';

/** `warn`: most likely not what was meant. `note`: worth knowing. */
export const LEVELS = ['warn', 'note'] as const;
export type Level = (typeof LEVELS)[number];

/** What a rule finds; `level` where it is another than the rule's. */
export interface Found extends Omit<Finding, 'rule' | 'within'> {
  readonly hint: string;
  readonly level?: Level;
}

export interface LintRule {
  /** Stable: what people filter by. */
  readonly id: string;
  readonly level: Level;
  /** The rule of the model it rests on, such as `R9`. */
  readonly rests: string;
  /** One sentence for lists of rules. */
  readonly about: string;
  readonly check: (view: View) => readonly Found[];
}

/** A finding with its place in the text. */
export interface LintFinding extends Problem {
  readonly id: string;
  readonly level: Level;
  readonly hint: string;
  readonly rule: string;
  /** The variant in which it is so, when it is not so in the scenario itself. */
  readonly variant?: string;
}
