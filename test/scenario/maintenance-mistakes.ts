// Texts with one mistake each in maintenance configurations or in what is assigned to them (R31), as in mistakes.ts.
import type { Row } from './mistakes.ts';
import { broken } from './scenarios.ts';

const configuration = (changes: string): string =>
  `maintenanceConfigurations: [{ name: night, startDateTime: 2024-01-01 22:00, ${changes} }]`;
const window = "duration: '03:00', timeZone: UTC, recurEvery: Day";

export const MAINTENANCE_OF_FORM: Row[] = [
  [
    broken({}, configuration("duration: '04:00', timeZone: UTC, recurEvery: Day")),
    '16:87 maintenanceConfigurations.0.duration',
    /01:30 to 03:55, found "04:00"/,
  ],
  [
    broken({}, configuration(`${window}, installPatches: { rebootSetting: IfRequird }`)),
    '16:161 maintenanceConfigurations.0.installPatches.rebootSetting',
    'did you mean "IfRequired"?',
  ],
  [
    broken({}, configuration(`${window}, expirationDateTime: 2025-01-01`)),
    '16:148 maintenanceConfigurations.0.expirationDateTime',
    /a local date and time such as 2024-01-09 23:00/,
  ],
  [
    broken(
      {},
      configuration(
        `${window}, installPatches: { windowsParameters: { kbNumbersToExclude: [503], kbNumbersToInclude: [5034129] } }`,
      ),
    ),
    '16:188 maintenanceConfigurations.0.installPatches.windowsParameters.kbNumbersToExclude.0',
    /expected a KB number such as 5034129/,
  ],
];

export const MAINTENANCE_OF_MEANING: Row[] = [
  [
    broken({}, configuration("duration: '03:00', timeZone: UTC, recurEvery: 5Hours")),
    '16:123 maintenanceConfigurations.0.recurEvery',
    'the shortest that Azure takes is 6Hours',
  ],
  [
    broken({}, configuration("duration: '03:00', timeZone: UTC, recurEvery: Month Second Tuesday Offset7")),
    '16:123 maintenanceConfigurations.0.recurEvery',
    /Month Second Tuesday Offset4/,
  ],
  [
    broken({}, configuration("duration: '01:00', timeZone: UTC, recurEvery: Day")),
    '16:87 maintenanceConfigurations.0.duration',
    'R31',
  ],
  [
    broken({}, configuration(`${window}, expirationDateTime: 2023-12-31 22:00`)),
    '16:148 maintenanceConfigurations.0.expirationDateTime',
    'is not after `startDateTime`',
  ],
  [
    broken({ 9: '    maintenanceConfigurations: [nigth]' }, configuration(window)),
    '9:33 fleet.0.maintenanceConfigurations.0',
    'did you mean "night"?',
  ],
  [
    broken({ 9: '    maintenanceConfigurations: [night, night]' }, configuration(window)),
    '9:40 fleet.0.maintenanceConfigurations.1',
    '"night" is listed twice',
  ],
  [
    broken(
      {
        6: '    count: 2999',
        9: '    maintenanceConfigurations: [night]',
        14: '    maintenanceConfigurations: [night]',
      },
      configuration(window),
    ),
    '14:33 fleet.1.maintenanceConfigurations.0',
    /assigned to 3,003 VMs; Azure assigns at most 3,000/,
  ],
];
