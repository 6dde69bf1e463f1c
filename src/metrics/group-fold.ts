// The counts of one group of VMs, folded from the ledger (R34). Refuses to know other groups and single VMs.

import { HOUR } from '../calendar/instant.ts';
import { KINDS } from '../catalogue/release.ts';
import { REASONS } from '../rollout/reasons.ts';
import { Daily } from './daily.ts';

/** Horizons of the shares effective, in days. */
export const WITHIN = [7, 14, 30] as const;

/** Causes of reboots: the kinds of releases, and the reboot setting alone. */
export const CAUSES = [...KINDS, 'rebootSetting'] as const;

export class GroupFold {
  readonly rebootsByCause = new Int32Array(CAUSES.length);
  readonly rebootsByRelease: Int32Array;
  readonly rebootsByMonth: Int32Array;
  readonly installedByRelease: Int32Array;
  readonly effectiveByRelease: Int32Array;
  readonly deferrals = new Float64Array(REASONS.length);
  readonly overdueByReason = new Int32Array(REASONS.length);
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

  constructor(
    size: { readonly vms: number; readonly onTrack: number },
    run: {
      readonly releases: number;
      readonly months: number;
      readonly horizon: number;
      readonly days: number;
    },
  ) {
    this.rebootsByRelease = new Int32Array(run.releases);
    this.installedByRelease = new Int32Array(run.releases);
    this.effectiveByRelease = new Int32Array(run.releases);
    this.rebootsByMonth = new Int32Array(run.months);
    this.hours = new Float64Array(Math.floor(run.horizon / HOUR) + 1);
    this.daily = new Daily(run.days, size.vms, size.onTrack);
  }
}
