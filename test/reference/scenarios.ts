// Small scenarios written by hand, each for one thing that engine and reference could see differently.
// Refuses to know their results; only which kinds of facts must occur, lest a scenario shows nothing.

import { AUTUMN, group, type HandWritten, SPRING, written } from './written.ts';

export const handWritten: readonly HandWritten[] = [
  written(
    'zones across subscriptions, looked at daily',
    ['zoneTurn'],
    SPRING,
    [group('zonal', 24, { zones: ['1', '2'], subscriptions: 3, region: 'northcentralus' })],
    {
      rollout: { gate: { checkInterval: '1d' } },
      parameters: { assessmentPeriod: { min: '1d', max: '3d' } },
    },
  ),
  written('hotpatch beside cumulative updates', ['becameEffective', 'phasePassed'], SPRING, [
    group('hot', 6),
    group('cold', 6, { patchSettings: { enableHotpatching: false } }),
    group('old', 4, { sku: '2019-datacenter', region: 'eastus' }),
  ]),
  written('availability sets of several sizes', ['deferred'], SPRING, [
    group('small', 9, { availabilitySets: { size: 9, updateDomains: 3 } }),
    group('large', 25, { sku: '2022-datacenter', availabilitySets: { size: 25, updateDomains: 5 } }),
  ]),
  written('three zones and a region without', ['zoneTurn'], SPRING, [
    group('zonal', 12, { zones: ['1', '2', '3'] }),
    group('plain', 4, { region: { westeurope: 1, northeurope: 1 } }),
  ]),
  written(
    'zones in a given order, each with some nights',
    ['zoneTurn'],
    SPRING,
    [
      group('zonal', 12, {
        zones: ['1', '2', '3'],
        power: { offNightly: { probability: 0.6, from: '22:00' } },
      }),
    ],
    { rollout: { order: { zones: ['3', '1', '2'] } }, parameters: { zoneTurn: '3d', zoneBake: '2h' } },
  ),
  written(
    'subscription limits and their lifting',
    ['limitRelaxed', 'deferred'],
    SPRING,
    [
      group('many', 34, {
        subscriptions: 2,
        power: { weekly: [{ days: ['Tuesday'], from: '12:00', to: '03:00' }] },
      }),
    ],
    { parameters: { deadline: '16d', subscriptionRelaxBefore: '9d', installHotpatch: { median: '2h' } } },
  ),
  written(
    'power lost in flight',
    ['runInterrupted', 'healthUnknown'],
    SPRING,
    [
      group('nights', 20, {
        sku: '2022-datacenter',
        subscriptions: 10,
        power: { weekly: [{ from: '06:00', to: '23:10' }], stops: { probability: 1, duration: '5h' } },
      }),
    ],
    { parameters: { healthProbe: '40m', assessmentPeriod: { min: '1d', max: '2d' } } },
  ),
  written('the owner restarts what Never leaves pending', ['becameEffective', 'overdue'], SPRING, [
    group('never', 8, {
      patchSettings: { enableHotpatching: false, automaticByPlatformSettings: { rebootSetting: 'Never' } },
      power: { offNightly: { probability: 0.05 } },
    }),
    group('neverOff', 4, { patchSettings: { automaticByPlatformSettings: { rebootSetting: 'Never' } } }),
    group('always', 4, { patchSettings: { automaticByPlatformSettings: { rebootSetting: 'Always' } } }),
  ]),
  written(
    'a bad patch halts its rollout',
    ['unhealthy', 'recovered', 'rolloutHalted', 'overdue'],
    SPRING,
    [group('canary', 10, { subscriptions: 5 }), group('broad', 10, { region: 'uksouth', zones: ['1', '2'] })],
    {
      incidents: [{ kind: 'badPatch', release: '2024-04', probability: 0.8, recoverAfter: '3d' }],
      rollout: { phases: [{ regions: ['westeurope'] }, { regions: ['uksouth'] }] },
    },
  ),
  written(
    'a KB withdrawn in a halted rollout, with zones',
    ['withdrawn', 'rolloutHalted'],
    SPRING,
    [
      group('zonal', 12, {
        subscriptions: 4,
        zones: ['1', '2'],
        patchSettings: { enableHotpatching: false },
      }),
    ],
    {
      parameters: { zoneTurn: '6d' },
      incidents: [
        { kind: 'badPatch', release: '2024-04', probability: 0.9, recoverAfter: '25d' },
        { kind: 'kbWithdrawn', kb: 'KB5036909', at: '2024-04-25' },
      ],
    },
  ),
  written(
    'October 2025: a wrong offer takes VMs off the track',
    ['trackChanged', 'hotpatchDisabled'],
    AUTUMN,
    [
      group('hot', 14, { sku: '2025-datacenter-azure-edition', zones: ['1', '2'] }),
      group('switched', 6, { sku: '2025-datacenter-azure-edition', region: 'uksouth' }),
    ],
    {
      incidents: [
        { kind: 'wrongOffer', kb: 'KB5070881', share: 0.6, from: '2025-10-23T18:00:00Z', to: '2025-10-28' },
      ],
      actions: [
        { at: '2025-10-20', groups: ['switched'], hotpatch: 'off' },
        { at: '2025-11-05', groups: ['switched'], hotpatch: 'on' },
      ],
    },
  ),
  written(
    'October 2025: two rollouts overlap in sets',
    ['phasePassed'],
    AUTUMN,
    [
      group('set', 12, { sku: '2019-datacenter', availabilitySets: { size: 12, updateDomains: 4 } }),
      group('rest', 12, { sku: '2022-datacenter', region: 'northeurope' }),
    ],
    { parameters: { updateDomainGap: '20h', setShare: 0.5 } },
  ),
  written(
    '.NET beside hotpatches, in windows too short for both',
    ['runCompleted'],
    SPRING,
    [group('hot', 8), group('cold', 8, { sku: '2022-datacenter' })],
    {
      catalogue: [{ calendar: 'generated', dotnet: true }],
      parameters: { offPeakStart: '02:00', offPeakEnd: '02:50', strictWindowCheck: true },
    },
  ),
  written(
    'five time zones over a clock change',
    ['deferred'],
    ['2024-09-20', '2024-12-01'],
    [
      group('spread', 20, {
        sku: '2022-datacenter',
        timeZone: {
          'Australia/Lord_Howe': 1,
          'America/New_York': 1,
          'W. Europe Standard Time': 1,
          'Asia/Kathmandu': 1,
          'America/Santiago': 1,
        },
        power: { weekly: [{ from: '21:00', to: '03:30' }] },
      }),
    ],
    { parameters: { offPeakStart: '01:30', offPeakEnd: '03:00' } },
  ),
  written(
    'failures, retries and outages',
    ['patchFailed', 'rebootFailed'],
    SPRING,
    [
      group('a', 10, { sku: '2022-datacenter', availabilitySets: { size: 5, updateDomains: 2 } }),
      group('b', 10, { region: 'uksouth', zones: ['1', '2'] }),
    ],
    {
      parameters: { installFailure: 0.4, rebootFailure: 0.3, retryBackoff: '30h', healthRecovery: '2d' },
      incidents: [
        { kind: 'regionOutage', region: 'uksouth', from: '2024-04-12T23:00:00Z', to: '2024-04-14' },
        { kind: 'massPowerOff', share: 0.5, from: '2024-05-16T22:30:00Z', to: '2024-05-17T12:00:00Z' },
      ],
    },
  ),
  written(
    'restarts by the owner: pending, in flight, off, in an outage',
    ['actionDone', 'actionRefused', 'runInterrupted', 'healthUnknown'],
    SPRING,
    [
      group('never', 6, {
        sku: '2022-datacenter',
        patchSettings: { automaticByPlatformSettings: { rebootSetting: 'Never' } },
      }),
      group('busy', 20, {
        sku: '2022-datacenter',
        subscriptions: 20,
        power: { offNightly: { probability: 0.2 } },
      }),
      group('uk', 3, { region: 'uksouth' }),
    ],
    {
      parameters: { healthProbe: '2h', assessmentPeriod: { min: '1d', max: '1d' }, installFailure: 0.2 },
      incidents: [{ kind: 'regionOutage', region: 'uksouth', from: '2024-04-01', to: '2024-04-05' }],
      actions: [
        ...['13', '14', '15'].flatMap((day) =>
          ['00', '01', '02', '03'].map((hour) => ({ at: `2024-03-${day}T${hour}:10:00Z`, restart: 'now' })),
        ),
        { at: '2024-04-02', restart: 'now', groups: ['uk'] },
        { at: '2024-04-02', assess: 'now' },
        { at: '2024-04-10T12:00:00Z', assess: 'now' },
        { at: '2024-04-14T01:00:00Z', assess: 'now' },
        { at: '2024-04-28T12:00:00Z', restart: 'now', groups: ['never'], vms: ['never-2', 'never-3'] },
      ],
    },
  ),
  written(
    'switched on and off by hand, beside the plan and through outages',
    ['actionDone', 'actionRefused', 'overdue'],
    SPRING,
    [
      group('plan', 8, { power: { weekly: [{ from: '07:00', to: '23:00' }] } }),
      group('on', 8, { region: 'uksouth', sku: '2022-datacenter' }),
    ],
    {
      incidents: [
        { kind: 'regionOutage', region: 'uksouth', from: '2024-04-10', to: '2024-04-12' },
        { kind: 'massPowerOff', share: 0.5, from: '2024-05-01', to: '2024-05-20' },
      ],
      actions: [
        { at: '2024-03-12T23:30:00Z', power: 'on', groups: ['plan'] },
        { at: '2024-03-20T12:00:00Z', power: 'off' },
        { at: '2024-03-30T12:00:00Z', power: 'on', groups: ['on'], vms: ['on-1', 'on-2', 'on-3'] },
        { at: '2024-04-11', power: 'on' },
        { at: '2024-05-05', power: 'on', groups: ['on'] },
      ],
    },
  ),
];
