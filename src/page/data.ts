// What the page is made from: plain data that survives JSON. Refuses to know how it is gathered, packed and drawn.

import type { Comparison } from '../experiment/compare.ts';
import type { bandsOf } from '../experiment/daily.ts';
import type { Summary } from '../metrics/summary.ts';

/** Numbers of one group, or of the whole fleet, that only the ledger has. */
export interface GroupSeries {
  readonly name: string;
  /** Cause to reboots that began in each month (UTC). */
  readonly rebootsByMonth: Readonly<Record<string, readonly number[]>>;
  /** Reboots that began, by local hour of day, 24 values. */
  readonly rebootsByHour: readonly number[];
  /** Pairs of VM and update by whole days from release to effect; the last value holds all that took longer. */
  readonly effectiveByDay: readonly number[];
  /** VMs by state of the hotpatch track at the end of each month: state to one value a month. */
  readonly track: Readonly<Record<string, readonly number[]>>;
}

/** A stretch of a rollout. Instants UTC seconds. */
export interface RolloutSpan {
  readonly lane: string;
  readonly kind: 'phase' | 'zone' | 'updateDomain';
  readonly from: number;
  readonly to: number;
  /** Install runs that began in it; null for a phase. */
  readonly runs: number | null;
  /** Of a phase whose gate did not open: `to` is then the end of the run. */
  readonly open?: true;
}

export interface RolloutLanes {
  readonly month: string;
  readonly released: number;
  readonly halted: number | null;
  readonly spans: readonly RolloutSpan[];
}

/** Shares over replications, day by day: 5th and 95th percentile. */
export interface Bands {
  readonly replications: number;
  readonly groups: ReturnType<typeof bandsOf>;
}

/** What only the ledger has; a page without a trace goes without. */
export interface LedgerData {
  /** Months (UTC) of `track`. */
  readonly months: readonly string[];
  readonly fleet: GroupSeries;
  readonly groups: readonly GroupSeries[];
  /** Most VMs rebooting at once in each hour of the run, as pairs of hour (from 0) and VMs, where it is not 0. */
  readonly rebootingByHour: readonly (readonly [number, number])[];
  readonly rollouts: readonly RolloutLanes[];
  readonly stories: PackedStories;
}

/** VMs and what happened to them, in columns; see columns.ts. */
export interface PackedStories {
  readonly vms: readonly string[];
  /** VMs that are covered or not, told or not. */
  readonly all: number;
  readonly texts: readonly string[];
  readonly columns: Readonly<Record<string, readonly number[]>>;
  /** Clocks by name: transitions and offsets, UTC seconds and seconds. */
  readonly zones: Readonly<
    Record<string, { readonly starts: readonly number[]; readonly offsets: readonly number[] }>
  >;
}

/** A row of the list at the end: how the run can be made again. */
export type ManifestRows = readonly (readonly [name: string, value: string])[];

/** One variant against the first, with its verdict in words. */
export interface ComparedVariant {
  readonly verdict: string;
  readonly vms: string;
  readonly comparison: Comparison;
}

export type PageData =
  | {
      readonly kind: 'run';
      readonly summary: Summary;
      readonly ledger: LedgerData | null;
      readonly bands: Bands | null;
    }
  | {
      readonly kind: 'comparison';
      readonly method: string;
      readonly replications: number;
      readonly variants: readonly ComparedVariant[];
    };
