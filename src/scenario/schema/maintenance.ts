// A maintenance configuration of guest scope, a customer's schedule, in Azure's own spelling (R31). Refuses to know which
// VMs it is assigned to and when its windows fall.
import * as z from 'zod';
import { formatDuration, parseClock } from '../../calendar/duration.ts';
import { HOUR, MINUTE, parseInstant } from '../../calendar/instant.ts';
import { parseRecurrence, type Recurrence } from '../../calendar/recurrence/recurrence.ts';
import { name, oneOf, type TextKind, TIME_ZONE, textOf } from './values.ts';
import { windowsParameters } from './windows-parameters.ts';

/** `2024-01-09 23:00`, a local time; becomes seconds as if it were UTC. */
const LOCAL_TIME: TextKind<number> = {
  expected: 'expected a local date and time such as 2024-01-09 23:00',
  pattern: String.raw`^\d{4}-\d\d-\d\d[ T]\d\d:\d\d(:\d\d)?$`,
  parse: (text) =>
    /^\d{4}-\d\d-\d\d[ T]\d\d:\d\d(:\d\d)?$/.test(text) ? parseInstant(text.replace(' ', 'T')) : undefined,
  rule: 'R31',
};

const SHORTEST = HOUR + 30 * MINUTE;
const LONGEST = 3 * HOUR + 55 * MINUTE;

/** Length of a window as Azure writes it (F39). */
const WINDOW: TextKind<number> = {
  expected: 'expected the length of the window, 01:30 to 03:55',
  pattern: String.raw`^0(1:[3-5]\d|2:[0-5]\d|3:([0-4]\d|5[0-5]))$`,
  parse: (text) => {
    const seconds = parseClock(text);
    return seconds !== undefined && seconds >= SHORTEST && seconds <= LONGEST ? seconds : undefined;
  },
  hint: (text) => {
    const seconds = parseClock(text);
    return seconds === undefined ? undefined : `${formatDuration(seconds)} is not between 1h30m and 3h55m`;
  },
  rule: 'R31',
};

const LEAST_HOURS = 6;

const RECUR_EVERY: TextKind<Recurrence> = {
  expected:
    'expected how often it recurs, such as Day, 2Weeks Monday,Friday, Month day23 or Month Second Tuesday Offset4, at least 6 hours apart',
  parse: (text) => {
    const recurrence = parseRecurrence(text);
    return recurrence?.unit === 'hour' && recurrence.every < LEAST_HOURS ? undefined : recurrence;
  },
  hint: (text) =>
    parseRecurrence(text)?.unit === 'hour' ? 'the shortest that Azure takes is 6Hours' : undefined,
  rule: 'R31',
};

const installPatches = () =>
  z
    .strictObject({
      rebootSetting: oneOf(['IfRequired', 'Never', 'Always'])
        .prefault('IfRequired')
        .describe("Whether a run restarts the VM; the VM's own setting takes precedence (F16)."),
      windowsParameters: windowsParameters()
        .prefault({ classificationsToInclude: ['Critical', 'Security'] })
        .describe('Which updates are installed on Windows; Critical and Security when left out.'),
    })
    .prefault({})
    .describe('What a run installs.');

export const maintenanceConfiguration = z.lazy(() =>
  z.strictObject({
    name: name().describe('Name of the configuration, by which groups are assigned to it.'),
    startDateTime: textOf(LOCAL_TIME).describe(
      'Local time from which it recurs, such as 2024-01-09 23:00; every window begins at that time of the day.',
    ),
    expirationDateTime: textOf(LOCAL_TIME)
      .optional()
      .describe('Local time from which no window begins any more; never when left out.'),
    duration: textOf(WINDOW).describe('Length of a window, 01:30 to 03:55 (F39).'),
    timeZone: textOf(TIME_ZONE).describe('Time zone of these times, by its Windows or IANA id.'),
    recurEvery: textOf(RECUR_EVERY).describe(
      'Day, 3Days, 6Hours, Week Saturday,Sunday, 2Weeks Monday, Month day23,day24, Month Last Sunday or Month Second Tuesday Offset4 (offset of -6 to 6 days); at least 6 hours apart (R31, F43).',
    ),
    installPatches: installPatches(),
  }),
);

export type MaintenanceConfiguration = z.output<typeof maintenanceConfiguration>;
