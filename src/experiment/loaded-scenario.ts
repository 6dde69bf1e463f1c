// A scenario that is fit to run, as plain data that can be sent to threads. Refuses to know how it was read.

import type { Release } from '../catalogue/release.ts';
import type { Assumption } from '../metrics/summary.ts';
import type { Scenario } from '../scenario/schema.ts';

/** A scenario that is fit to run, with its releases and what a reader of the results must know. */
export interface LoadedScenario {
  readonly scenario: Scenario;
  /** Sorted by instant, from 400 days before the start to the end. */
  readonly releases: readonly Release[];
  readonly assumptions: readonly Assumption[];
  readonly notices: readonly string[];
  /** Texts that were read, for digests: the scenario first, then calendar files. */
  readonly inputs: readonly { readonly name: string; readonly text: string }[];
  /** Where each of the scenario's expectations stands in its text, counted from 1. */
  readonly expectationPlaces: readonly { readonly line: number; readonly column: number }[];
}
