// The counts of one group of VMs, folded from the ledger (R34). Refuses to know other groups and single VMs.

import { HOUR } from '../calendar/instant.ts';
import { KINDS } from '../catalogue/release.ts';
import { ACTIONS_TAKEN, REFUSALS } from '../ledger/facts.ts';
import { REASONS } from '../rollout/reasons.ts';
import { Daily } from './daily.ts';
import type { RunExtent } from './run-extent.ts';

/** Horizons of the shares effective, in days. */
export const WITHIN = [7, 14, 30] as const;

/** Causes of reboots: the kinds of releases, and the reboot setting alone. */
export const CAUSES = [...KINDS, 'rebootSetting'] as const;

/** Where an action is counted in `actions`; the last of its columns for one that was carried out. */
export const actionColumn = (action: number, refusal: number = REFUSALS.length): number =>
  action * (REFUSALS.length + 1) + refusal;

export class GroupFold {
  readonly rebootsByCause = new Int32Array(CAUSES.length);
  readonly rebootsByRelease: Int32Array;
  readonly rebootsByMonth: Int32Array;
  readonly installedByRelease: Int32Array;
  readonly effectiveByRelease: Int32Array;
  readonly deferrals = new Float64Array(REASONS.length);
  readonly overdueByReason = new Int32Array(REASONS.length);
  /** Actions by REFUSALS, and one more column for those that were carried out. */
  readonly actions = new Int32Array(ACTIONS_TAKEN.length * (REFUSALS.length + 1));
  readonly effectiveWithin = new Float64Array(WITHIN.length);
  /** Pairs of VM and release by whole hours from release to effective. */
  readonly hours: Float64Array;
  readonly daily: Daily;
  exposureSeconds = 0;
  downSeconds = 0;
  hotpatches = 0;
  installFailures = 0;
  rebootFailures = 0;
  interruptions = 0;
  unhealthy = 0;

  constructor(size: { readonly vms: number; readonly onTrack: number }, releases: number, run: RunExtent) {
    this.rebootsByRelease = new Int32Array(releases);
    this.installedByRelease = new Int32Array(releases);
    this.effectiveByRelease = new Int32Array(releases);
    this.rebootsByMonth = new Int32Array(run.months.length);
    this.hours = new Float64Array(Math.floor(run.horizon / HOUR) + 1);
    this.daily = new Daily(run.days, size.vms, size.onTrack);
  }

  /** The counts as plain data, which can be sent to another thread. */
  counts(): GroupCounts {
    const { daily, ...counts } = this;
    return { ...counts, dailyChanges: daily.changes } as unknown as GroupCounts;
  }

  /** Adds the counts of other VMs of the group. */
  add(counts: GroupCounts): void {
    const { dailyChanges, ...rest } = counts;
    addColumn(this.daily.changes, dailyChanges);
    const own = this as unknown as Record<string, Column | number>;
    for (const [name, value] of Object.entries(rest)) {
      const mine = own[name];
      if (typeof mine === 'number') own[name] = mine + (value as number);
      else addColumn(mine, value as Column);
    }
  }
}

type Column = Int32Array | Float64Array;

/** What GroupFold counts, by the names of its fields. */
export interface GroupCounts extends Readonly<Record<string, Column | number>> {
  readonly dailyChanges: Int32Array;
}

function addColumn(to: Column, from: Column): void {
  for (let at = 0; at < to.length; at++) to[at] += from[at];
}
