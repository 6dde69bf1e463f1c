// What a run was folded into, of all its VMs: the counts of every group, peaks, and who was overdue.
// Refuses to know how it was counted and what a reader wants of it.

import type { Instant } from '../calendar/instant.ts';
import type { Release } from '../catalogue/release.ts';
import type { Fleet } from '../fleet/fleet.ts';
import type { GroupCounts } from './group-counts.ts';
import type { Places } from './places.ts';

export interface OverdueRow {
  readonly vm: number;
  /** Its group, and its number there from 0. */
  readonly group: number;
  readonly ordinal: number;
  readonly release: number;
  readonly reason: number;
}

export interface RolloutEvent {
  readonly kind: number;
  readonly t: number;
  readonly rollout: number;
  readonly phase: number;
}

/** What is known per VM, put together for each group. */
export interface VmExtremes {
  /** Fewest and most reboots of a simulated VM; fewest is the largest integer where there is none. */
  readonly fewest: Int32Array;
  readonly most: Int32Array;
  /** VMs that were overdue with some release. */
  readonly overdue: Int32Array;
}

export interface Folded {
  readonly fleet: Pick<Fleet, 'groups' | 'coverage' | 'regions'>;
  readonly releases: readonly Release[];
  readonly start: Instant;
  readonly end: Instant;
  readonly horizon: number;
  readonly days: number;
  readonly months: readonly string[];
  readonly groups: readonly GroupCounts[];
  /** Releases measured for each group. */
  readonly measured: readonly (readonly number[])[];
  readonly extremes: VmExtremes;
  readonly places: Places;
  /** By place, the most at once. */
  readonly inFlight: Int32Array;
  readonly rebooting: Int32Array;
  /** The first 1000, in order of deadlines and VMs. */
  readonly overdueRows: readonly OverdueRow[];
  readonly rolloutEvents: readonly RolloutEvent[];
}
