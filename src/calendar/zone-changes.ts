// When the clocks of a zone change, found by asking date-fns-tz again and again; the one door to it. Slow: some hundred
// questions a year. Refuses to remember an answer.
import { createRequire } from 'node:module';
import { DAY, HOUR, type Instant, MINUTE } from './instant.ts';

/** `offsets[i]` seconds east of UTC hold from `starts[i]` (UTC seconds, ascending) on. */
export interface Offsets {
  readonly starts: readonly Instant[];
  readonly offsets: readonly number[];
}

type Library = typeof import('date-fns-tz/formatInTimeZone');

const load = createRequire(import.meta.url);
let library: Library | undefined;

/** Loaded when first asked, since most runs go by the table, and it tries Intl out while it loads. */
function formatInTimeZone(...asked: Parameters<Library['formatInTimeZone']>): string {
  library ??= load('date-fns-tz/formatInTimeZone') as Library;
  return library.formatInTimeZone(...asked);
}

// Closer transitions would be missed: the nearest pair since 1970 that cancels out, in any zone of tzdata 2025, is
// 6.96 days apart (Recife in 2000, Gaza in 2040).
const SCAN_STEP = 5 * DAY;

/** The offset at `from` and every change after it until `to`. @throws RangeError when the zone does not exist */
export function askedOffsets(zone: string, from: Instant, to: Instant): Offsets {
  const starts = [from];
  const offsets = [offsetOf(zone, from)];
  for (let left = from; left < to; left += SCAN_STEP) {
    const right = Math.min(left + SCAN_STEP, to);
    const before = offsets.at(-1)!;
    const after = offsetOf(zone, right);
    if (after === before) continue;
    starts.push(firstInstantNotAt(zone, before, left, right));
    offsets.push(after);
  }
  return { starts, offsets };
}

/** Bisects for the transition in (left, right], where `before` holds at left and no longer at right. */
function firstInstantNotAt(zone: string, before: number, left: Instant, right: Instant): Instant {
  let low = left;
  let high = right;
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (offsetOf(zone, middle) === before) low = middle;
    else high = middle;
  }
  return high;
}

/**
 * The offset through the format 'XXX', the one answer of date-fns-tz 3.2 that is exact: getTimezoneOffset is wrong for hours
 * around a transition, and its wall-clock fields pass through the host's zone.
 */
export function offsetOf(zone: string, instant: Instant): number {
  const text = formatInTimeZone(new Date(instant * 1000), zone, 'XXX');
  if (text === 'Z') return 0;
  const seconds = Number(text.slice(1, 3)) * HOUR + Number(text.slice(4, 6)) * MINUTE;
  return text.startsWith('-') ? -seconds : seconds;
}
