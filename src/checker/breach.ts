// What the checker says: a rule that a ledger breaks, and the records that contradict each other.
// Refuses to know how a breach is found or shown.

import type { Instant } from '../calendar/instant.ts';

/** A line of the trace: its number, counted from 1, and its text. */
export interface Line {
  readonly number: number;
  readonly text: string;
}

/** One broken rule (R35). */
export interface Breach {
  /** `R17` and so on; R33 where the ledger contradicts itself. */
  readonly rule: string;
  /** Null where no VM is meant. */
  readonly vm: string | null;
  readonly t: Instant;
  readonly message: string;
  /** The record that breaks the rule. */
  readonly first: Line;
  /** The record it contradicts; null where something is missing, or the record contradicts the calendar. */
  readonly second: Line | null;
}

/** Takes one breach; second may be left out. */
export type Report = (
  rule: string,
  vm: string | null,
  t: Instant,
  message: string,
  first: Line,
  second?: Line | null,
) => void;

/** A text that is no trace, or a damaged one: nothing can be said about rules. */
export class UnreadableTrace extends Error {
  override readonly name = 'UnreadableTrace';
  /** Counted from 1; 0 for an empty text. */
  readonly line: number;

  constructor(line: number, message: string) {
    super(message);
    this.line = line;
  }
}
