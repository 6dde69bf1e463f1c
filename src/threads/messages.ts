// What the threads of a split run tell each other. Refuses to know who listens.

import type { Release } from '../catalogue/release.ts';
import type { Layout } from '../fleet/layout.ts';
import type { STATES } from '../metrics/fold.ts';
import type { OverdueRow, RolloutEvent, VmExtremes } from '../metrics/folded.ts';
import type { CountColumns } from '../metrics/group-counts.ts';
import type { Rollout } from '../rollout/rollouts.ts';
import type { Scenario } from '../scenario/schema.ts';
import type { SharedChanges } from './shared-changes.ts';

/** What a part is told when it begins. */
export interface PartInput {
  readonly scenario: Scenario;
  readonly releases: readonly Release[];
  readonly layout: Layout;
  /** Part of each cell of the layout (split.ts). */
  readonly partOf: Uint16Array;
  readonly part: number;
  readonly parts: number;
  readonly room: SharedArrayBuffer;
  readonly changes: SharedChanges;
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

export type PartMessage =
  /** The share of the virtual time that has passed: the same in every part, told by the first. */
  | { readonly kind: 'progress'; readonly progress: number }
  | { readonly kind: 'end'; readonly result: PartResult };
