// Scenarios written by hand in which somebody chooses what is installed (R30). Refuses to know their results.

import { group, type HandWritten, type Part, SPRING, written } from './written.ts';

const EVERY = ['Critical', 'Security', 'Updates', 'Definition'];
const choosing = (windowsParameters: Part, rebootSetting = 'IfRequired'): Part => ({
  rebootSetting,
  windowsParameters,
});

export const chosenScenarios: readonly HandWritten[] = [
  written(
    'updates installed on demand, chosen in every way',
    ['patchChosen', 'runInterrupted', 'trackChanged', 'actionRefused'],
    SPRING,
    [
      group('hot', 8),
      group('cold', 8, { sku: '2022-datacenter', availabilitySets: { size: 8 } }),
      group('hand', 6, { sku: '2022-datacenter', patchSettings: { patchMode: 'Manual' } }),
      group('own', 6, { sku: '2019-datacenter', patchSettings: { patchMode: 'AutomaticByOS' } }),
      group('bare', 2, {
        sku: '2022-datacenter',
        provisionVMAgent: false,
        patchSettings: { patchMode: 'Manual' },
      }),
    ],
    {
      catalogue: [{ calendar: 'real', dotnet: true }],
      parameters: { installFailure: 0.2, rebootFailure: 0.1, installCumulative: { median: '40m', sigma: 1 } },
      incidents: [{ kind: 'massPowerOff', share: 0.4, from: '2024-03-28T10:31:00Z', for: '2h' }],
      actions: [
        {
          at: '2024-03-13T09:00:00Z',
          groups: ['hot'],
          install: choosing({ classificationsToInclude: EVERY }),
        },
        {
          at: '2024-03-13T20:00:00Z',
          install: choosing({ classificationsToInclude: ['Security'] }, 'Never'),
        },
        { at: '2024-03-28T10:00:00Z', install: choosing({ classificationsToInclude: EVERY }, 'Always') },
        {
          at: '2024-03-28T10:20:00Z',
          vms: ['hot-1', 'cold-2'],
          install: choosing({ kbNumbersToInclude: [5035857] }),
        },
        {
          at: '2024-04-25T10:00:00Z',
          groups: ['cold', 'hand', 'own'],
          install: {
            ...choosing({ classificationsToInclude: EVERY, excludeKbsRequiringReboot: true }),
            maximumDuration: 'PT30M',
          },
        },
      ],
    },
  ),
];
