// Local time by temporal-polyfill: the independent oracle of the calendar tests, on any host.
import { Temporal } from 'temporal-polyfill';

/** Hosts whose own zones have whole-hour, half-hour and southern clock changes, or none. */
export const hosts = ['UTC', 'Europe/Berlin', 'America/New_York', 'Australia/Lord_Howe', 'Pacific/Apia'];

/** Runs on a host in a zone; Node follows TZ at run time, which is checked, for a ruse that fails proves nothing. */
export function onHost<T>(zone: string, run: () => T): T {
  const before = process.env.TZ;
  process.env.TZ = zone;
  try {
    if (Intl.DateTimeFormat().resolvedOptions().timeZone !== zone) throw new Error(`host is not in ${zone}`);
    return run();
  } finally {
    if (before === undefined) delete process.env.TZ;
    else process.env.TZ = before;
  }
}

/** R3: the first instant (UTC seconds) of a wall time; in a gap the transition itself, not Temporal's shift. */
export function instantOfWall(zone: string, wall: Temporal.PlainDateTime): number {
  const earlier = wall.toZonedDateTime(zone, { disambiguation: 'earlier' });
  const exists = earlier.toPlainDateTime().equals(wall);
  const instant = exists ? earlier : earlier.getTimeZoneTransition('next')!;
  return instant.epochMilliseconds / 1000;
}

export function offsetAt(zone: string, instant: number): number {
  const zoned = Temporal.Instant.fromEpochMilliseconds(instant * 1000).toZonedDateTimeISO(zone);
  return zoned.offsetNanoseconds / 1e9;
}
