// What variants are compared by: one number of a run each, with its unit and which way is worse (R34).
// Refuses to know how numbers are compared and shown.

import type { Run } from './replication.ts';

export interface Measure {
  /** Stable name, as in JSON and CSV. */
  readonly key: string;
  readonly label: string;
  readonly unit: 'perVmYear' | 'days' | 'share' | 'vms' | 'minutesPerVmYear' | 'vmDaysPerVmYear';
  readonly better: 'less' | 'more' | 'neither';
  /** A part of the measure named here. */
  readonly partOf?: string;
  /** Null where the run has nothing to measure. */
  readonly of: (run: Run) => number | null;
}

/** Measures of the whole fleet, or of one group; `runs` tell which causes, months and reasons there are. */
export function measuresOf(runs: readonly Run[], years: number, group?: string): Measure[] {
  const figures = (run: Run) => (group === undefined ? run.fleet : run.groups[group]);
  const per = (value: (run: Run) => number) => (run: Run) => {
    const simulated = figures(run)?.simulated ?? 0;
    return simulated === 0 ? null : value(run) / simulated / years;
  };
  const plain = (value: (run: Run) => number | null) => (run: Run) =>
    (figures(run)?.simulated ?? 0) === 0 ? null : value(run);
  const parts = (partOf: string, counts: (run: Run) => Readonly<Record<string, number>>): Measure[] => {
    const names = new Set(runs.filter(figures).flatMap((run) => Object.keys(counts(run))));
    return [...names].sort().map((name) => ({
      key: `${partOf}.${name}`,
      label: name,
      unit: 'perVmYear',
      // Reboots that move from one cause or month to another are not worse; their sum is judged.
      better: 'neither',
      partOf,
      of: per((run) => counts(run)[name] ?? 0),
    }));
  };
  const within = (days: '7d' | '14d' | '30d'): Measure => ({
    key: `effectiveWithin.${days}`,
    label: `Effective within ${days.slice(0, -1)} days`,
    unit: 'share',
    better: 'more',
    of: plain((run) => figures(run).effectiveWithin[days]),
  });
  return [
    {
      key: 'reboots',
      label: 'Reboots per VM-year',
      unit: 'perVmYear',
      better: 'less',
      of: per((run) => figures(run).reboots.total),
    },
    ...parts('reboots.byCause', (run) => figures(run).reboots.byCause),
    ...parts('reboots.byMonth', (run) => figures(run).reboots.byMonth),
    {
      key: 'hotpatches',
      label: 'Hotpatches per VM-year',
      unit: 'perVmYear',
      better: 'neither',
      of: per((run) => figures(run).hotpatches),
    },
    {
      key: 'downtime',
      label: 'Downtime, minutes per VM-year',
      unit: 'minutesPerVmYear',
      better: 'less',
      of: per((run) => figures(run).downtimeMinutes),
    },
    {
      key: 'daysToEffective.p50',
      label: 'Days to effective, median',
      unit: 'days',
      better: 'less',
      of: plain((run) => figures(run).daysToEffective.p50),
    },
    {
      key: 'daysToEffective.p95',
      label: 'Days to effective, 95th percentile',
      unit: 'days',
      better: 'less',
      of: plain((run) => figures(run).daysToEffective.p95),
    },
    within('7d'),
    within('14d'),
    within('30d'),
    {
      key: 'exposure',
      label: 'Exposure, VM-days per VM-year',
      unit: 'vmDaysPerVmYear',
      better: 'less',
      of: per((run) => figures(run).exposureVmDays),
    },
    {
      key: 'peakRebooting',
      label: 'Most VMs rebooting at once',
      unit: 'vms',
      better: 'less',
      of: plain((run) => figures(run).peakRebooting),
    },
    ...(group === undefined
      ? [
          {
            key: 'peakRebootingPerSet',
            label: 'Most of one availability set',
            unit: 'vms',
            better: 'less',
            of: (run: Run) => run.peakRebootingPerSet,
          } satisfies Measure,
        ]
      : []),
    {
      key: 'overdue',
      label: 'Overdue VMs',
      unit: 'vms',
      better: 'less',
      of: plain((run) => figures(run).overdue),
    },
    {
      key: 'covered',
      label: 'Covered VMs',
      unit: 'vms',
      better: 'more',
      of: (run) => figures(run)?.covered ?? null,
    },
  ];
}
