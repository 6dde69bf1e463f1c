// What a check of a whole scenario is given and gives. Refuses to know any rule.
import type { DocumentPath, Finding } from '../problem.ts';
import type { Scenario } from '../schema.ts';

export interface CheckInput {
  readonly scenario: Scenario;
  /** Whether the value at a path is what the user wrote there; a check must not judge what only stands in for it. */
  readonly isSound: (path: DocumentPath) => boolean;
  /** Whether the value at a path is written at all, and not a default. */
  readonly isWritten: (path: DocumentPath) => boolean;
  /** False when groups are missing, because their file cannot be used: a name that nobody has may be in it. */
  readonly complete: boolean;
  /** Names of groups as written, also of groups that have other mistakes. */
  readonly groupNames: readonly string[];
}

export type Check = (input: CheckInput) => Finding[];
