// A hand-made summary of the real 2024 and its variations, for the renderers. Refuses to be what the engine computes.

import type { GroupSummary, ReleaseSummary, Summary } from '../../src/metrics/summary.ts';

export function groupSummary(changes: Partial<GroupSummary> = {}): GroupSummary {
  return {
    vms: 100,
    covered: 100,
    notCovered: {},
    simulated: 100,
    reboots: {
      total: 1200,
      perVm: 12,
      min: 12,
      max: 12,
      byCause: { cumulative: 1200 },
      byMonth: { '2024-02': 100, '2024-01': 100 },
      byKb: { KB5034129: 100 },
    },
    hotpatches: 0,
    effectiveWithin: { '7d': 0.412, '14d': 0.87, '30d': 1 },
    daysToEffective: { p50: 8.5, p95: 17, max: 21.3 },
    overdue: 0,
    overdueByReason: {},
    deferrals: { phaseNotOpen: 1432, zoneBusy: 0 },
    peakRebooting: 4,
    peakInFlight: 10,
    downtimeMinutes: 4912.4,
    exposureVmDays: 10211.5,
    failures: { install: 12, reboot: 0, interrupted: 0, unhealthy: 0 },
    daily: { offered: [0, 100], installed: [0, 50], effective: [0, 40], onTrack: [0, 0] },
    ...changes,
  };
}

export const hotpatchGroup = groupSummary({
  reboots: {
    total: 500,
    perVm: 5,
    min: 5,
    max: 5,
    byCause: { baseline_planned: 400, baseline_unplanned: 100 },
    byMonth: { '2024-01': 100 },
    byKb: { KB5034129: 100 },
  },
  hotpatches: 800,
  downtimeMinutes: 2050,
});

function release(
  date: string,
  product: string,
  kb: string,
  kind: string,
  counts: Record<string, [number, number]>,
): ReleaseSummary {
  const byGroup = Object.fromEntries(
    Object.entries(counts).map(([name, [installed, reboots]]) => [name, { installed, reboots }]),
  );
  const all = Object.values(byGroup);
  return {
    month: date.slice(0, 7),
    date,
    product,
    kb,
    kind,
    certainty: kb === 'KB5034860' ? 'inferred' : 'documented',
    installed: all.reduce((sum, row) => sum + row.installed, 0),
    reboots: all.reduce((sum, row) => sum + row.reboots, 0),
    byGroup,
  };
}

export const summary: Summary = {
  formatVersion: 1,
  scenario: {
    name: 'hotpatch-2024',
    description: 'Two fleets that differ only in hotpatch, on the real releases of 2024.',
    seed: '2024',
    start: '2024-01-01T00:00:00Z',
    end: '2025-01-14T00:00:00Z',
  },
  fleet: groupSummary({
    vms: 200,
    covered: 200,
    hotpatches: 800,
    reboots: {
      ...groupSummary().reboots,
      total: 1700,
      perVm: 8.5,
      min: 5,
      byCause: { cumulative: 1200, baseline_planned: 400, baseline_unplanned: 100 },
    },
  }),
  groups: { hotpatch: hotpatchGroup, standard: groupSummary() },
  releases: [
    release('2024-01-09', 'WS2022-hotpatch', 'KB5034129', 'baseline_planned', { hotpatch: [100, 100] }),
    release('2024-01-09', 'WS2022', 'KB5034129', 'cumulative', { standard: [100, 100] }),
    release('2024-02-13', 'WS2022-hotpatch', 'KB5034860', 'hotpatch', { hotpatch: [100, 0] }),
    release('2024-02-27', 'WS2022', 'KB5034857', 'preview', {}),
    release('2024-08-13', 'WS2022-hotpatch', 'KB5041160', 'baseline_unplanned', { hotpatch: [100, 100] }),
  ],
  rollouts: [
    {
      month: '2024-01',
      released: '2024-01-09T18:00:00Z',
      expedited: false,
      halted: null,
      phases: [
        {
          name: 'phase-1',
          regions: ['westeurope'],
          opened: '2024-01-09T18:00:00Z',
          passed: '2024-01-14T18:00:00Z',
        },
      ],
    },
    {
      month: '2024-08',
      released: '2024-08-13T17:00:00Z',
      expedited: false,
      halted: '2024-08-16T04:00:00Z',
      phases: [
        { name: 'phase-1', regions: ['westeurope'], opened: '2024-08-13T17:00:00Z', passed: null },
        { name: 'phase-2', regions: ['eastus'], opened: null, passed: null },
      ],
    },
  ],
  peaks: {
    availabilitySets: [],
    zones: [],
    regions: [{ name: 'westeurope', vms: 200, inFlight: 14, rebooting: 6 }],
    subscriptions: [{ name: 'subscription-1', vms: 200, inFlight: 14, rebooting: 6 }],
  },
  overdue: [],
  assumptions: [
    { parameter: 'deadline', value: '30d', basis: 'documented', source: 'F3' },
    { parameter: 'offPeakStart', value: '22:00', basis: 'assumed', source: 'U1' },
    {
      parameter: 'healthProbe',
      value: '5m',
      basis: 'assumed',
      source: 'U6, the figure of extension upgrades',
    },
    { parameter: 'setShare', value: '10%', basis: 'scenario', source: 'F26' },
  ],
  notices: ['2024-09 WS2022-hotpatch: a row of the calendar has no KB and was skipped'],
};
