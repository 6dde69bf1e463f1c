// Customers' schedules of drawn scenarios, and who follows them (R31). Refuses to know whole scenarios.
import fc from 'fast-check';
import { one, rarely, record, type Shape, sometimes } from './shape-words.ts';

/** Customers' schedules, of which groups name some: windows that meet, pass midnight, or fall into a clock change. */
const schedule = (name: string): fc.Arbitrary<Shape> =>
  record({
    name: fc.constant(name),
    startDateTime: one('2021-12-31 02:30', '2020-02-29 23:45', '2023-08-08 12:00'),
    expirationDateTime: rarely(one('2024-06-30 03:00'), 8),
    duration: one('01:30', '02:00', '03:55'),
    timeZone: one('UTC', 'W. Europe Standard Time', 'America/New_York', 'Australia/Lord_Howe'),
    recurEvery: one(
      '31Hours',
      'Day',
      '9Days',
      'Week Tuesday,Saturday',
      '3Weeks',
      'Month',
      'Month day15,day31',
      'Month Second Tuesday Offset4',
      '2Months Last Sunday Offset-6',
    ),
    installPatches: sometimes(
      record({
        rebootSetting: sometimes(one('IfRequired', 'Never', 'Always')),
        windowsParameters: sometimes(
          record({
            classificationsToInclude: one(
              ['Critical', 'Security'],
              ['Updates', 'Definition', 'Security'],
              ['Definition'],
            ),
            kbNumbersToExclude: rarely(one(['5034129'], ['5035857', '5036909'])),
            excludeKbsRequiringReboot: rarely(fc.boolean()),
          }),
        ),
      }),
    ),
  });
export const SCHEDULES: fc.Arbitrary<Shape[]> = fc.tuple(schedule('s1'), schedule('s2'));

/** Which of them a group is assigned to. */
export const ASSIGNED: fc.Arbitrary<string[] | undefined> = fc.oneof(
  { weight: 4, arbitrary: fc.constant(undefined) },
  { weight: 1, arbitrary: one(['s1'], ['s2'], ['s1', 's2']) },
);

/** The same settings, with the platform's safety checks left to a schedule. */
export const handedOver = (settings: Shape): Shape => ({
  ...settings,
  automaticByPlatformSettings: {
    ...(settings.automaticByPlatformSettings as object),
    bypassPlatformSafetyChecksOnUserSchedule: true,
  },
});
