// The scalar values of a scenario file: how each is written and what it becomes. Refuses to know where they are used.
import * as z from 'zod';
import { formatDuration, parseClock, parseDuration } from '../../calendar/duration.ts';
import { DAY, type Instant, parseInstant } from '../../calendar/instant.ts';
import { obsoleteZone, resolveZone, zoneNames } from '../../calendar/zone.ts';
import { didYouMean } from '../suggestion.ts';

/** What a finding says beyond its message; travels in the `params` of a zod issue. */
export interface IssueDetail {
  readonly rule?: string;
  readonly hint?: string | undefined;
  readonly atKey?: boolean;
  /** The keys of the mapping (the one at the path, or around it with `atKey`) that it is about; all when not given. */
  readonly about?: readonly string[];
}

/** A value written as text. `expected` opens the message about a text that `parse` refuses (undefined). */
export interface TextKind<T> {
  readonly expected: string;
  readonly parse: (text: string) => T | undefined;
  /** What editors check while the user types; never stricter than `parse`. */
  readonly pattern?: string;
  readonly hint?: (text: string) => string | undefined;
  readonly rule?: string;
}

/** The schema of one text of that kind. */
export function textOf<T>(kind: TextKind<T>) {
  // Not `meta`, which makes the type anew.
  return z
    .string({ error: kind.expected })
    .register(z.globalRegistry, kind.pattern === undefined ? {} : { pattern: kind.pattern })
    .transform((text, context): T => {
      const value = kind.parse(text);
      if (value !== undefined) return value;
      context.addIssue({ code: 'custom', message: kind.expected, params: detailOf(kind, text) });
      return z.NEVER;
    });
}

/** Rule and hint for a text that the kind refused. */
export function detailOf<T>(kind: TextKind<T>, text: string): { [key: string]: unknown } & IssueDetail {
  return { rule: kind.rule, hint: kind.hint?.(text) } as IssueDetail & Record<string, unknown>;
}

const matching =
  (pattern: string, change: (text: string) => string = (text) => text) =>
  (text: string): string | undefined =>
    new RegExp(pattern).test(text) ? change(text) : undefined;

const NUMBER = String.raw`\d+(\.\d+)?`;
const SHORT_DURATION = `(${NUMBER}w)?(${NUMBER}d)?(${NUMBER}h)?(${NUMBER}m)?(${NUMBER}s)?`;
const ISO_DURATION = `P(${NUMBER}W)?(${NUMBER}D)?(T(${NUMBER}H)?(${NUMBER}M)?(${NUMBER}S)?)?`;

/** A length of time between two bounds, both written like the value itself; becomes whole seconds. */
export function duration(least: string, most: string) {
  const [low, high] = [parseDuration(least)!, parseDuration(most)!];
  return textOf({
    expected: `expected a duration from ${formatDuration(low)} to ${formatDuration(high)}, such as 30d, 90m or PT3H55M`,
    pattern: `^(?=.)(${SHORT_DURATION}|${ISO_DURATION})$`,
    parse: (text) => {
      const seconds = parseDuration(text);
      return seconds !== undefined && seconds >= low && seconds <= high ? seconds : undefined;
    },
  });
}

/** A clock time, 00:00 to before 24:00; becomes seconds of the day. */
export function clock() {
  return textOf({
    expected: 'expected a clock time such as 22:00',
    pattern: String.raw`^\d\d:\d\d(:\d\d)?$`,
    parse: (text) => {
      const seconds = parseClock(text);
      return seconds === DAY ? undefined : seconds;
    },
  });
}

/** The clock time at which something ends: like clock(), and also 24:00. */
export function closingClock() {
  return textOf({
    expected: 'expected a clock time such as 06:00, at most 24:00',
    pattern: String.raw`^\d\d:\d\d(:\d\d)?$`,
    parse: parseClock,
  });
}

const EARLIEST = parseInstant('2000-01-01')!;
const LATEST = parseInstant('2100-12-31T23:59:59Z')!;

/** A date (midnight UTC) or a date with a time, in the years 2000 to 2100; becomes UTC seconds. */
export const INSTANT: TextKind<Instant> = {
  expected: 'expected a date such as 2024-01-09 or 2024-01-09T18:00:00Z in the years 2000 to 2100',
  pattern: String.raw`^\d{4}-\d\d-\d\d(T\d\d:\d\d.*)?$`,
  parse: (text) => {
    const instant = parseInstant(text);
    return instant !== undefined && instant >= EARLIEST && instant <= LATEST ? instant : undefined;
  },
  rule: 'R1',
};
export const instant = () => textOf(INSTANT);

const PERCENTAGE = String.raw`^(100(\.0+)?|\d{1,2}(\.\d+)?)%$`;

/** A share of a whole: 0 to 1, or a percentage such as `10%`; becomes 0..1. */
export function share() {
  const expected = 'expected a share, 0 to 1 or 0% to 100%';
  return z
    .union([z.number().meta({ minimum: 0, maximum: 1 }), z.string().meta({ pattern: PERCENTAGE })], {
      error: expected,
    })
    .transform((written, context): number => {
      const percent =
        typeof written === 'string' && new RegExp(PERCENTAGE).test(written)
          ? written.slice(0, -1)
          : undefined;
      const value = typeof written === 'number' ? written : Number(percent ?? Number.NaN) / 100;
      if (value >= 0 && value <= 1) return value;
      context.addIssue({ code: 'custom', message: expected });
      return z.NEVER;
    });
}

/** `1,000`; Intl would take longer to get going than all else here. */
const grouped = (whole: number): string => String(whole).replace(/\B(?=(\d{3})+$)/g, ',');

/** A whole number between two bounds. */
export function integer(least: number, most: number, rule?: string) {
  const expected = `expected a whole number from ${grouped(least)} to ${grouped(most)}`;
  return z
    .number({ error: expected })
    .refine((value) => Number.isInteger(value) && value >= least && value <= most, {
      error: expected,
      params: { rule },
    })
    .meta({ type: 'integer', minimum: least, maximum: most });
}

/** Any number between two bounds. */
export function decimal(least: number, most: number) {
  const expected = `expected a number from ${least} to ${most}`;
  return z.number({ error: expected }).min(least, { error: expected }).max(most, { error: expected });
}

/** True or false. */
export const flag = () => z.boolean({ error: 'expected true or false' });

/** Free text of at most so many characters, on as many lines as it likes. */
export function prose(most: number) {
  const expected = `expected a text of at most ${grouped(most)} characters`;
  return z.string({ error: expected }).max(most, { error: expected });
}

/** A name that can be part of a file name and of a VM's name. */
const NAME: TextKind<string> = {
  expected:
    'expected a name of at most 64 letters, digits, "-", "_" and ".", the first and last a letter or digit',
  pattern: '^[A-Za-z0-9]([A-Za-z0-9._-]{0,62}[A-Za-z0-9])?$',
  parse: matching('^[A-Za-z0-9]([A-Za-z0-9._-]{0,62}[A-Za-z0-9])?$'),
};
export const name = () => textOf(NAME);

/** A region: Azure's name (`westeurope`) or display name (`West Europe`); becomes the name. */
export const REGION: TextKind<string> = {
  expected: 'expected a region such as westeurope',
  pattern: '^ *[A-Za-z][A-Za-z0-9 ]{0,62}$',
  parse: matching('^ *[A-Za-z][A-Za-z0-9 ]{0,62}$', (text) => text.replaceAll(' ', '').toLowerCase()),
};
export const region = () => textOf(REGION);

/** A time zone by its Windows or IANA id; becomes the IANA id (R3). */
export const TIME_ZONE: TextKind<string> = {
  expected:
    'expected a time zone by its Windows or IANA id, such as "W. Europe Standard Time" or Europe/Berlin',
  parse: resolveZone,
  hint: (text) => {
    const instead = obsoleteZone(text);
    return instead === undefined
      ? didYouMean(text, zoneNames())
      : `an obsolete id; Windows uses "${instead}" instead`;
  },
  rule: 'R3',
};

/** `KB` and digits. */
export const kb = () =>
  textOf({
    expected: 'expected a KB number such as KB5034129',
    pattern: String.raw`^[Kk][Bb]\d{6,10}$`,
    parse: matching(String.raw`^[Kk][Bb]\d{6,10}$`, (text) => text.toUpperCase()),
    hint: (text) => (/^\d{6,10}$/.test(text) ? `did you mean "KB${text}"?` : undefined),
  });

/** A month of the release calendar, such as `2024-08`. */
export const month = () =>
  textOf({
    expected: 'expected a month such as 2024-08',
    pattern: String.raw`^20\d\d-(0[1-9]|1[0-2])$`,
    parse: matching(String.raw`^20\d\d-(0[1-9]|1[0-2])$`),
  });

/** An availability zone: "1", "2" or "3", also without the quotes. */
export function zone() {
  const expected = 'expected an availability zone: "1", "2" or "3"';
  return z
    .union([z.string().meta({ enum: ['1', '2', '3'] }), z.number().meta({ enum: [1, 2, 3] })], {
      error: expected,
    })
    .transform((written, context): string => {
      if (/^[123]$/.test(String(written))) return String(written);
      context.addIssue({ code: 'custom', message: expected, params: { rule: 'R17' } });
      return z.NEVER;
    });
}

/** One of a few words. */
export function oneOf<const W extends readonly [string, ...string[]]>(words: W) {
  return z.enum(words, {
    error: words.length === 1 ? `expected ${words[0]}` : `expected one of ${words.join(', ')}`,
  });
}

/** A list of at least one, and at most so many that a run can still be followed. */
export function listOf<T extends z.ZodType>(item: T, what: string, most = 1000) {
  const expected = `expected a list of at least one ${what}`;
  return upTo(z.array(item, { error: expected }).min(1, { error: expected }), what, most);
}

/** A list that may be empty. */
export function anyOf<T extends z.ZodType>(item: T, what: string, most = 1000) {
  return upTo(z.array(item, { error: `expected a list of ${what}s` }), what, most);
}

function upTo<T extends z.ZodType>(list: z.ZodArray<T>, what: string, most: number) {
  return list.max(most, { error: `has more than ${grouped(most)} ${what}s` });
}
