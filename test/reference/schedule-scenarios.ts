// Scenarios written by hand in which VMs follow maintenance configurations (R31). Refuses to know their results.

import { group, type HandWritten, type Part, SPRING, written } from './written.ts';

const configuration = (name: string, more: Part): Part => ({
  name,
  startDateTime: '2024-01-05 23:00',
  duration: '02:00',
  timeZone: 'W. Europe Standard Time',
  recurEvery: 'Week Friday',
  ...more,
});
const following = (names: string[], settings: Part = {}): Part => ({
  sku: '2022-datacenter',
  patchSettings: {
    patchMode: 'AutomaticByPlatform',
    automaticByPlatformSettings: { bypassPlatformSafetyChecksOnUserSchedule: true, ...settings },
  },
  maintenanceConfigurations: names,
});

export const scheduleScenarios: readonly HandWritten[] = [
  written(
    'schedules that meet, sets in turn, VMs that are off, and operators beside them',
    ['runStarted', 'patchChosen', 'deferred', 'runInterrupted', 'overdue', 'unhealthy'],
    SPRING,
    [
      group('weekly', 6, following(['fridays'])),
      group('both', 6, following(['fridays', 'nights'], { rebootSetting: 'Never' })),
      group('set', 12, { ...following(['fridays']), availabilitySets: { size: 12, updateDomains: 4 } }),
      group('hot', 6, {
        ...following(['nights']),
        sku: '2022-datacenter-azure-edition-core',
        power: { offNightly: { probability: 0.5, from: '22:30', to: '05:00' } },
      }),
      group('unselected', 3, following(['definitions'])),
      group('platform', 6, { sku: '2022-datacenter' }),
    ],
    {
      catalogue: [{ calendar: 'real', dotnet: true }],
      maintenanceConfigurations: [
        configuration('fridays', {}),
        configuration('nights', {
          startDateTime: '2024-03-01 23:30',
          duration: '01:30',
          recurEvery: 'Day',
          installPatches: {
            rebootSetting: 'Always',
            windowsParameters: { classificationsToInclude: ['Security'], kbNumbersToExclude: ['5036618'] },
          },
        }),
        configuration('definitions', {
          recurEvery: '8Hours',
          installPatches: { windowsParameters: { classificationsToInclude: ['Definition'] } },
        }),
      ],
      parameters: { installFailure: 0.1, installCumulative: { median: '40m', sigma: 0.6 } },
      incidents: [
        { kind: 'badPatch', release: '2024-03', probability: 0.3, recoverAfter: '3d' },
        { kind: 'massPowerOff', share: 0.4, from: '2024-03-15T22:20:00Z', for: '30m' },
      ],
      actions: [
        {
          at: '2024-03-15T21:55:00Z',
          groups: ['set'],
          install: {
            rebootSetting: 'IfRequired',
            maximumDuration: 'PT1H',
            windowsParameters: { classificationsToInclude: ['Security'] },
          },
        },
        { at: '2024-03-15T22:40:00Z', groups: ['weekly', 'set'], restart: 'now' },
        { at: '2024-04-01', groups: ['both'], settings: { rebootSetting: 'Unknown' } },
        // Away from their schedule and back, through enablement (R11, R12).
        { at: '2024-03-20T09:00:00Z', settings: { patchMode: 'AutomaticByOS', enableHotpatching: false } },
        {
          at: '2024-03-22T22:30:00Z',
          groups: ['set', 'weekly'],
          settings: { patchMode: 'AutomaticByPlatform' },
        },
        { at: '2024-04-10T12:00:00Z', settings: { patchMode: 'AutomaticByPlatform' } },
        {
          at: '2024-04-26T12:00:00Z',
          groups: ['set'],
          settings: { bypassPlatformSafetyChecksOnUserSchedule: false },
        },
        {
          at: '2024-05-03T12:00:00Z',
          groups: ['set'],
          settings: { bypassPlatformSafetyChecksOnUserSchedule: true },
        },
      ],
    },
  ),
];
