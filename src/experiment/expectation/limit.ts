// Values of expectations: the units of metrics, limits as they are written, and both as text. Refuses to know metrics.

import { formatDuration, parseDuration } from '../../calendar/duration.ts';
import { DAY, HOUR, MINUTE, parseInstant } from '../../calendar/instant.ts';

/** A share is 0 to 1, a duration seconds, a time local wall time in seconds as if it were UTC. */
export const UNITS = ['count', 'number', 'share', 'duration', 'time'] as const;
export type Unit = (typeof UNITS)[number];

export const UNIT_WORDS: Readonly<Record<Unit, string>> = {
  count: 'a number such as 5',
  number: 'a number such as 5 or 2.5',
  share: 'a share such as 95% or 0.95',
  duration: 'a duration such as 14d or 90m',
  time: 'a date such as 2024-08-25, or a local time such as 2024-08-25T06:00',
};

export interface Limit {
  readonly value: number;
  /** A date without a time: the whole day is meant. */
  readonly wholeDay: boolean;
  readonly text: string;
}

/** Undefined for a text that is no value of the unit. A limit may be negative: differences are. */
export function parseLimit(text: string, unit: Unit): Limit | undefined {
  const value = numberOf(text, unit);
  return value === undefined
    ? undefined
    : { value, wholeDay: unit === 'time' && /^\d{4}-\d\d-\d\d$/.test(text), text };
}

function numberOf(text: string, unit: Unit): number | undefined {
  if (unit === 'time') return /[zZ]$|[+]/.test(text) ? undefined : parseInstant(text);
  const sign = text.startsWith('-') ? -1 : 1;
  const plain = text.replace(/^-/, '');
  if (unit === 'duration') {
    const seconds = parseDuration(plain);
    return seconds === undefined ? undefined : sign * seconds;
  }
  const percent = unit === 'share' && plain.endsWith('%');
  const digits = percent ? plain.slice(0, -1) : plain;
  if (!/^\d+(\.\d+)?$/.test(digits)) return undefined;
  const value = (sign * Number(digits)) / (percent ? 100 : 1);
  // More than all is a percentage without its sign.
  return unit === 'share' && Math.abs(value) > 1 ? undefined : value;
}

/** What the value of a metric means against a limit of whole days: its own day. */
export function comparable(value: number, limit: Limit): number {
  return limit.wholeDay ? Math.floor(value / DAY) * DAY : value;
}

export function valueText(value: number, unit: Unit): string {
  if (unit === 'time') return new Date(value * 1000).toISOString().slice(0, 16);
  const sign = value < 0 ? '-' : '';
  const size = Math.abs(value);
  if (unit === 'duration') return `${sign}${formatDuration(readable(size))}`;
  // Never rounded up to all or down to nothing.
  if (unit === 'share')
    return size === 0 || size === 1
      ? `${sign}${size * 100}%`
      : `${sign}${Math.min(99.99, Math.max(0.01, size * 100))
          .toFixed(2)
          .replace(/\.?0+$/, '')}%`;
  return `${sign}${Number(size.toFixed(4))}`;
}

/** Whole hours behind a day, whole minutes behind an hour: nobody reads the seconds of a week. */
function readable(seconds: number): number {
  const step = seconds >= DAY ? HOUR : seconds >= HOUR ? MINUTE : 1;
  return Math.round(seconds / step) * step;
}

/** By how much a value misses a limit: always the distance. */
export function marginText(value: number, limit: Limit, unit: Unit): string {
  const distance = Math.abs(comparable(value, limit) - limit.value);
  if (unit === 'time') return formatDuration(Math.round(distance));
  if (unit === 'share') return `${Number((distance * 100).toFixed(2))} points`;
  return valueText(distance, unit);
}
