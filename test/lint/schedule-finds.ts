// Scenarios in which a lint rule finds something about customers' schedules, by rule. Refuses to know how they are linted.

import type { Case } from './finds.ts';
import { changed, NIGHTS, scheduled, WEB_MODE, WEEKLY } from './fleet.ts';

export const SCHEDULE_FINDS: Readonly<Record<string, readonly Case[]>> = {
  'schedule-refused': [
    [
      'under Manual',
      changed(
        { [WEB_MODE]: 'patchSettings: { patchMode: Manual }\n    maintenanceConfigurations: [nights]' },
        NIGHTS,
      ),
      '[nights]',
      'the patch mode is Manual',
    ],
  ],
  'schedule-idle': [
    ['nobody', changed({}, NIGHTS), 'nights', 'no group is assigned to maintenance configuration "nights"'],
    [
      'no window',
      scheduled('[nights]', NIGHTS.replace('recurEvery: Day', 'recurEvery: 12Months')),
      '12Months',
      'no window in the run',
    ],
  ],
  'schedules-meet': [
    [
      'weekly within daily ones',
      scheduled('[nights, weekly]', NIGHTS + WEEKLY),
      '[nights, weekly]',
      '"nights" and "weekly" overlap on the VMs of group "web", first at 2024-01-07T00:30:00Z',
    ],
  ],
  'power-misses-schedule': [
    [
      'switched on when the window begins',
      scheduled('[nights]', NIGHTS, 'power: { weekly: [{ from: "23:00", to: "12:00" }] }'),
      '[{ from: "23:00", to: "12:00" }]',
      'never on when their maintenance configurations run',
    ],
    [
      'at work by day, mostly',
      scheduled('[nights]', NIGHTS, 'power: { offNightly: { probability: 90% } }'),
      '{ probability: 90% }',
      'windows only',
    ],
  ],
};
