// What the head of a trace says of maintenance configurations. Refuses to know what became of their windows.

import { type Instant, parseInstant } from '../calendar/instant.ts';
import { type Wanted, wantedOf } from './asked.ts';
import { type Line, UnreadableTrace } from './breach.ts';
import { startsOf } from './recurring.ts';
import { field } from './trace-lines.ts';

/** A customer's schedule: the windows of the run, and what is installed in them. */
export interface Configuration {
  readonly name: string;
  readonly starts: readonly Instant[];
  readonly duration: number;
  readonly wanted: Wanted;
}

type Data = Readonly<Record<string, unknown>>;

/** @throws UnreadableTrace */
export function configurationOf(data: Data, line: Line, start: Instant, end: Instant): Configuration {
  const local = (name: string): number => {
    const text = field(data, name, 'text', line) as string;
    const time = parseInstant(text.replace(' ', 'T'));
    if (time === undefined) throw new UnreadableTrace(line.number, `has no local time \`${name}\``);
    return time;
  };
  const schedule = {
    start: local('startDateTime'),
    expiration:
      data.expirationDateTime === undefined ? Number.POSITIVE_INFINITY : local('expirationDateTime'),
    timeZone: field(data, 'timeZone', 'text', line) as string,
    recurEvery: (data.recurEvery ?? {}) as Data,
  };
  try {
    return {
      name: field(data, 'maintenanceConfiguration', 'text', line) as string,
      starts: startsOf(schedule, start, end),
      duration: field(data, 'duration', 'number', line) as number,
      wanted: wantedOf((data.installPatches ?? {}) as Data, line),
    };
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new UnreadableTrace(line.number, `names a time zone \`${schedule.timeZone}\` that does not exist`);
  }
}
