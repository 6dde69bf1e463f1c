// Lengths of time and clock times of a day as whole seconds, and their text. Knows no calendar: a day is 24 h,
// and months and years, whose length depends on the date, are refused.
import { DAY, HOUR, MINUTE } from './instant.ts';

const NUMBER = String.raw`(\d+(?:\.\d+)?)`;
const SHORT = new RegExp(`^(?:${NUMBER}w)?(?:${NUMBER}d)?(?:${NUMBER}h)?(?:${NUMBER}m)?(?:${NUMBER}s)?$`);
const ISO = new RegExp(
  `^P(?=.)(?:${NUMBER}W)?(?:${NUMBER}D)?(?:T(?=.)(?:${NUMBER}H)?(?:${NUMBER}M)?(?:${NUMBER}S)?)?$`,
);
const UNITS = [7 * DAY, DAY, HOUR, MINUTE, 1];

/**
 * Seconds of `30d`, `90m`, `1d12h`, `1.5h`, `45s`, `2w`, or of ISO 8601 `P30D`, `PT3H55M`, `P1DT12H`. Units go from
 * large to small, each at most once. Undefined for any other text and for what is not a whole number of seconds.
 */
export function parseDuration(text: string): number | undefined {
  const match = text === '' ? null : (SHORT.exec(text) ?? ISO.exec(text));
  if (match === null) return undefined;
  let total = 0;
  for (const [index, unit] of UNITS.entries()) {
    const [whole = '', fraction = ''] = (match[index + 1] ?? '').split('.');
    // In integers: 1.1 * 3600 is not 3960 in floating point.
    const scale = 10 ** fraction.length;
    const scaled = Number(whole + fraction) * unit;
    if (!Number.isSafeInteger(scaled) || scaled % scale !== 0) return undefined;
    total += scaled / scale;
  }
  return Number.isSafeInteger(total) ? total : undefined;
}

/**
 * The shortest text that parseDuration reads back as `seconds` (whole, >= 0): mixed units (`30d`, `3h55m`), or one
 * unit when that is shorter and its count stays below 100 (`90s`, `36h`), where people still read it at a glance.
 */
export function formatDuration(seconds: number): string {
  const units: [number, string][] = [
    [DAY, 'd'],
    [HOUR, 'h'],
    [MINUTE, 'm'],
    [1, 's'],
  ];
  let mixed = '';
  let rest = seconds;
  for (const [unit, letter] of units) {
    const count = Math.floor(rest / unit);
    if (count > 0) mixed += `${count}${letter}`;
    rest -= count * unit;
  }
  if (mixed === '') return '0s';
  const single = units.find(([unit]) => seconds % unit === 0 && seconds / unit < 100);
  if (single === undefined) return mixed;
  const text = `${seconds / single[0]}${single[1]}`;
  return text.length < mixed.length ? text : mixed;
}

/** Seconds of the day of `22:00`, `22:00:30` or `24:00` (86 400, the end of the day); else undefined. */
export function parseClock(text: string): number | undefined {
  const match = /^(\d\d):(\d\d)(?::(\d\d))?$/.exec(text);
  if (match === null) return undefined;
  const [minute, second] = [Number(match[2]), Number(match[3] ?? 0)];
  const clock = Number(match[1]) * HOUR + minute * MINUTE + second;
  return minute < 60 && second < 60 && clock <= DAY ? clock : undefined;
}

/** `22:00`, or `22:00:30` when there are seconds; reads back with parseClock (seconds of day 0..86 400). */
export function formatClock(secondsOfDay: number): string {
  const two = (value: number): string => String(value).padStart(2, '0');
  const second = secondsOfDay % MINUTE;
  const clock = `${two(Math.floor(secondsOfDay / HOUR))}:${two(Math.floor(secondsOfDay / MINUTE) % 60)}`;
  return second === 0 ? clock : `${clock}:${two(second)}`;
}
