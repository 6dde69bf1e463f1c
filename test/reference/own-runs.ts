// Small scenarios written by hand in which runs begin that no rollout admits (R29-R31).
// Refuses to know their results; only which kinds of facts must occur, lest a scenario shows nothing.

import { group, type HandWritten, SPRING, written } from './written.ts';

export const ownRuns: readonly HandWritten[] = [
  written(
    'Windows on its own and by hand beside the platform',
    ['runStarted', 'rebootCompleted', 'overdue', 'actionDone'],
    SPRING,
    [
      group('own', 12, {
        sku: '2022-datacenter',
        patchSettings: {
          patchMode: 'AutomaticByOS',
          automaticByPlatformSettings: { rebootSetting: 'Never' },
        },
        power: { offNightly: { probability: 0.5, from: '01:00', to: '03:20' } },
      }),
      group('hand', 4, {
        sku: '2022-datacenter',
        patchSettings: { patchMode: 'Manual', assessmentMode: 'AutomaticByPlatform' },
      }),
      group('left', 3, { sku: '2022-datacenter', patchSettings: { patchMode: 'Manual' } }),
      group('managed', 8),
    ],
    {
      parameters: { rebootDuration: { median: '9m', sigma: 1 }, guestInstallSpread: '50m' },
      actions: [
        { at: '2024-03-20T10:00:00Z', groups: ['hand', 'own'], assess: 'now' },
        { at: '2024-03-21T02:10:00Z', restart: 'now' },
        { at: '2024-04-20T10:00:00Z', groups: ['left'], settings: { assessmentMode: 'AutomaticByPlatform' } },
      ],
    },
  ),
];
