// The shape of a run's results: plain data every renderer reads. Refuses to know how it was folded or is shown.

/** Quantiles in days, in steps of one hour; null when nothing became effective. */
export interface DaysToEffective {
  readonly p50: number | null;
  readonly p95: number | null;
  readonly max: number | null;
}

/** Results of one group of VMs, or of the whole fleet (R34). */
export interface GroupSummary {
  readonly vms: number;
  /** VMs covered by automatic guest patching (R9). */
  readonly covered: number;
  /** Not covered: reason code to number of VMs. */
  readonly notCovered: Readonly<Record<string, number>>;
  /** VMs that updates are known for, covered or not: all other figures are about them. */
  readonly simulated: number;
  readonly reboots: {
    readonly total: number;
    readonly perVm: number;
    /** Fewest and most reboots of any one VM. */
    readonly min: number;
    readonly max: number;
    /** Cause: kind of the release that asked for it, `rebootSetting`, ... */
    readonly byCause: Readonly<Record<string, number>>;
    /** `2024-01` (month of the reboot, UTC) to reboots. */
    readonly byMonth: Readonly<Record<string, number>>;
    /** KB that asked for it to reboots. */
    readonly byKb: Readonly<Record<string, number>>;
  };
  /** Hotpatches installed. */
  readonly hotpatches: number;
  /** Release to effective (installed and, where needed, rebooted), pairs of VM and release. Shares 0..1 of the pairs offered. */
  readonly effectiveWithin: {
    readonly '7d': number | null;
    readonly '14d': number | null;
    readonly '30d': number | null;
  };
  readonly daysToEffective: DaysToEffective;
  /** VMs that were overdue for at least one release. */
  readonly overdue: number;
  /** Overdue pairs of VM and release by reason. */
  readonly overdueByReason: Readonly<Record<string, number>>;
  /** Reason to number of deferrals. */
  readonly deferrals: Readonly<Record<string, number>>;
  /** Most VMs rebooting in the same minute. */
  readonly peakRebooting: number;
  /** Most VMs in flight (admitted to healthy) in the same minute. */
  readonly peakInFlight: number;
  /** Minutes VMs were down for reboots, all together. */
  readonly downtimeMinutes: number;
  /** VM-days between a release and the instant it was effective. */
  readonly exposureVmDays: number;
  readonly failures: {
    readonly install: number;
    readonly reboot: number;
    readonly interrupted: number;
    readonly unhealthy: number;
  };
  /** What operators did, a VM each: carried out, and refused by reason. Absent when nobody did anything. */
  readonly actions?: Readonly<Record<string, ActionCounts>>;
  /** One value a day of the run, at 00:00 UTC: VMs whose newest release is offered, installed, effective; VMs on the hotpatch track. */
  readonly daily: {
    readonly offered: readonly number[];
    readonly installed: readonly number[];
    readonly effective: readonly number[];
    readonly onTrack: readonly number[];
  };
}

export interface ActionCounts {
  readonly done: number;
  readonly refused: Readonly<Record<string, number>>;
}

/** One release in the monthly table. */
export interface ReleaseSummary {
  readonly month: string;
  readonly date: string;
  readonly product: string;
  readonly kb: string;
  readonly kind: string;
  readonly certainty: string;
  /** VMs that installed it, and reboots it caused. */
  readonly installed: number;
  readonly reboots: number;
  /** Per group, the same two. */
  readonly byGroup: Readonly<Record<string, { readonly installed: number; readonly reboots: number }>>;
}

export interface OverdueVm {
  readonly vm: string;
  readonly group: string;
  readonly kb: string;
  readonly month: string;
  readonly reason: string;
}

/** One line of the assumption ledger. */
export interface Assumption {
  readonly parameter: string;
  readonly value: string;
  readonly basis: 'documented' | 'assumed' | 'scenario';
  /** Fact or U-point and where it comes from. */
  readonly source: string;
}

/** How one rollout went through its phases. Instants ISO, null while it has not happened. */
export interface RolloutSummary {
  readonly month: string;
  readonly released: string;
  readonly expedited: boolean;
  readonly halted: string | null;
  readonly phases: readonly {
    readonly name: string;
    readonly regions: readonly string[];
    readonly opened: string | null;
    readonly passed: string | null;
  }[];
}

/** Peaks where VMs meet (R34), highest first, at most 20 each. */
export interface PeakRow {
  readonly name: string;
  readonly vms: number;
  readonly inFlight: number;
  readonly rebooting: number;
}

export interface Summary {
  readonly formatVersion: 1;
  readonly scenario: {
    readonly name: string;
    readonly description: string;
    readonly seed: string;
    readonly start: string;
    readonly end: string;
  };
  readonly fleet: GroupSummary;
  readonly groups: Readonly<Record<string, GroupSummary>>;
  readonly releases: readonly ReleaseSummary[];
  readonly rollouts: readonly RolloutSummary[];
  readonly peaks: {
    readonly availabilitySets: readonly PeakRow[];
    readonly zones: readonly PeakRow[];
    readonly regions: readonly PeakRow[];
    readonly subscriptions: readonly PeakRow[];
  };
  /** At most 1,000 rows, in order of VM; `overdue` of the groups counts all. */
  readonly overdue: readonly OverdueVm[];
  readonly assumptions: readonly Assumption[];
  readonly notices: readonly string[];
}
