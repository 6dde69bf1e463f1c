// What the threads of a split run tell each other. Refuses to know who listens.

import type { Release } from '../catalogue/release.ts';
import type { SortedDay } from '../metrics/day-changes.ts';
import type { STATES } from '../metrics/fold.ts';
import type { OverdueRow, RolloutEvent, VmExtremes } from '../metrics/folded.ts';
import type { CountColumns } from '../metrics/group-counts.ts';
import type { Rollout } from '../rollout/rollouts.ts';
import type { Scenario } from '../scenario/schema.ts';

/** What a part is told when it begins. */
export interface PartInput {
  readonly scenario: Scenario;
  readonly releases: readonly Release[];
  readonly part: number;
  readonly parts: number;
  readonly room: SharedArrayBuffer;
}

export type State = (typeof STATES)[number];

/** What a part has folded. VMs and cells are numbered within the part. */
export interface PartResult {
  readonly counts: CountColumns;
  readonly measured: readonly (readonly number[])[];
  readonly extremes: VmExtremes;
  readonly inFlight: Int32Array;
  readonly rebooting: Int32Array;
  readonly overdueRows: readonly OverdueRow[];
  /** The same in every part. */
  readonly rolloutEvents: readonly RolloutEvent[];
  readonly rollouts: readonly Rollout[];
}

/** What there was to add up on a day. */
export interface Shared {
  readonly state: State;
  readonly day: number;
  readonly changes: SortedDay;
}

export type PartMessage =
  /** With these every day before `days` has been told; with the share of the virtual time that has passed. */
  | {
      readonly kind: 'settled';
      readonly shared: readonly Shared[];
      readonly days: number;
      readonly progress: number;
    }
  | { readonly kind: 'end'; readonly shared: readonly Shared[]; readonly result: PartResult };
