// What is counted of each group of VMs (R34), as columns with a row for each group. Refuses to know single VMs and facts.

import { HOUR } from '../calendar/instant.ts';
import { KINDS } from '../catalogue/release.ts';
import { ACTIONS_TAKEN, REFUSALS } from '../ledger/facts.ts';
import { REASONS } from '../rollout/reasons.ts';
import { SERIES } from './daily.ts';
import type { RunExtent } from './run-extent.ts';

/** Horizons of the shares effective, in days. */
export const WITHIN = [7, 14, 30] as const;

/** Causes of reboots: the kinds of releases, and the reboot setting alone. */
export const CAUSES = [...KINDS, 'rebootSetting'] as const;

const ACTION_COLUMNS = REFUSALS.length + 1;
const ACTIONS = ACTIONS_TAKEN.length * ACTION_COLUMNS;

/** Where an action is counted in a row of `actions`; the last of its columns for one that was carried out. */
export const actionColumn = (action: number, refusal: number = REFUSALS.length): number =>
  action * ACTION_COLUMNS + refusal;

/** What one number counts. */
const SINGLE = [
  'exposureSeconds',
  'downSeconds',
  'hotpatches',
  'installFailures',
  'rebootFailures',
  'interruptions',
  'unhealthy',
] as const;
type Single = (typeof SINGLE)[number];

interface Rows {
  readonly rebootsByCause: Int32Array;
  readonly rebootsByRelease: Int32Array;
  readonly rebootsByMonth: Int32Array;
  readonly installedByRelease: Int32Array;
  readonly effectiveByRelease: Int32Array;
  readonly deferrals: Float64Array;
  readonly overdueByReason: Int32Array;
  /** Actions by REFUSALS, and one more column for those that were carried out. */
  readonly actions: Int32Array;
  readonly effectiveWithin: Float64Array;
  /** Pairs of VM and release by whole hours from release to effective. */
  readonly hours: Float64Array;
  /** What changed on each day (daily.ts). */
  readonly dailyChanges: Int32Array;
}

/** The counts of all groups, one row behind the other. Plain data: it can be sent to another thread. */
export type CountColumns = Rows & Readonly<Record<Single, Float64Array>>;

/** The counts of one group. */
export type GroupCounts = Rows & Readonly<Record<Single, number>>;

export function countColumns(groups: number, releases: number, run: RunExtent): CountColumns {
  const whole = (width: number): Int32Array => new Int32Array(groups * width);
  const large = (width: number): Float64Array => new Float64Array(groups * width);
  return {
    rebootsByCause: whole(CAUSES.length),
    rebootsByRelease: whole(releases),
    rebootsByMonth: whole(run.months.length),
    installedByRelease: whole(releases),
    effectiveByRelease: whole(releases),
    deferrals: large(REASONS.length),
    overdueByReason: whole(REASONS.length),
    actions: whole(ACTIONS),
    effectiveWithin: large(WITHIN.length),
    hours: large(hoursOf(run)),
    dailyChanges: whole(SERIES.length * (run.days + 2)),
    exposureSeconds: large(1),
    downSeconds: large(1),
    hotpatches: large(1),
    installFailures: large(1),
    rebootFailures: large(1),
    interruptions: large(1),
    unhealthy: large(1),
  };
}

/** Width of a row of `hours`. */
export const hoursOf = ({ horizon }: RunExtent): number => Math.floor(horizon / HOUR) + 1;

/** The rows of each group. */
export function countsOfGroups(columns: CountColumns, groups: number): readonly GroupCounts[] {
  return Array.from({ length: groups }, (_, group) => {
    const rows = Object.entries(columns).map(([name, column]) => {
      const width = column.length / groups;
      const row = column.subarray(group * width, (group + 1) * width);
      return [name, (SINGLE as readonly string[]).includes(name) ? row[0] : row];
    });
    return Object.fromEntries(rows) as GroupCounts;
  });
}

/** Adds the counts of other VMs of the same groups. */
export function addCounts(to: CountColumns, from: CountColumns): void {
  for (const name of Object.keys(to) as (keyof CountColumns)[]) {
    const [sums, more] = [to[name], from[name]];
    for (let at = 0; at < sums.length; at++) sums[at] += more[at];
  }
}
