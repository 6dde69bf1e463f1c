// Points in time as whole UTC seconds, and their ISO 8601 text. Knows nothing of zones, local time or "now".

/** A point in time: whole seconds since 1970-01-01T00:00:00Z (R1). */
export type Instant = number;

export const MINUTE = 60;
export const HOUR = 3600;
export const DAY = 86_400;

const YEAR_2201 = 7_289_654_400;

const ISO =
  /^(\d{4})-(\d\d)-(\d\d)(?:T(\d\d):(\d\d)(?::(\d\d)(?:\.0+)?)?(?:(Z)|([+-])(\d\d)(?::?(\d\d))?)?)?$/;

/**
 * Reads an ISO 8601 date (`2024-01-01`, midnight UTC) or date-time (`2024-01-09T18:00Z`,
 * `2024-01-09T19:00:00+01:00`; UTC when no offset is written).
 * Undefined for any other text, for dates and times that do not exist (2024-02-30, 24:00), for fractions of a
 * second and for instants outside the years 1970..2200.
 */
export function parseInstant(text: string): Instant | undefined {
  const match = ISO.exec(text);
  if (match === null) return undefined;
  const number = (group: number): number => Number(match[group] ?? 0);
  const [year, month, day] = [number(1), number(2), number(3)];
  const [hour, minute, second] = [number(4), number(5), number(6)];
  const [offsetHours, offsetMinutes] = [number(9), number(10)];
  if (hour > 23 || minute > 59 || second > 59 || offsetHours > 23 || offsetMinutes > 59) return undefined;
  // Below the year 100, Date.UTC would read a year of the twentieth century.
  if (year < 1969) return undefined;
  const midnight = new Date(Date.UTC(year, month - 1, day));
  // Date.UTC rolls 30 February over to March; a date that exists comes back unchanged.
  if (midnight.getUTCMonth() !== month - 1 || midnight.getUTCDate() !== day) return undefined;
  const sign = match[8] === '-' ? -1 : 1;
  const offset = sign * (offsetHours * HOUR + offsetMinutes * MINUTE);
  const instant = midnight.getTime() / 1000 + hour * HOUR + minute * MINUTE + second - offset;
  return instant >= 0 && instant < YEAR_2201 ? instant : undefined;
}

/** `2024-01-09T18:00:00Z`; reads back with parseInstant. */
export function formatInstant(instant: Instant): string {
  return `${new Date(instant * 1000).toISOString().slice(0, 19)}Z`;
}

/** The UTC date, `2024-01-09`. */
export function formatDate(instant: Instant): string {
  return formatInstant(instant).slice(0, 10);
}

/** The UTC month, `2024-01`. */
export function monthOf(instant: Instant): string {
  return formatInstant(instant).slice(0, 7);
}
