// The power plan of a group: when its VMs are switched on and off (R32). Refuses to know when an interval falls.
import * as z from 'zod';
import { SPAN_KEYS, SPAN_META, spanned } from './span.ts';
import { anyOf, clock, closingClock, duration, listOf, oneOf, share } from './values.ts';

const DAYS = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'] as const;

/** A day of the week by its English name; becomes 0 (Sunday) to 6. */
const day = () => oneOf(DAYS).transform((name) => DAYS.indexOf(name));

const offNightly = z
  .strictObject({
    probability: share().describe('Share of the nights on which a VM is off, drawn per VM and night.'),
    from: clock().prefault('20:00').describe('Local clock time at which it is switched off.'),
    to: closingClock().prefault('07:00').describe('Local clock time at which it is switched on again.'),
  })
  .describe('Off at night with a probability.');

const weekly = listOf(
  z.strictObject({
    days: listOf(day(), 'day')
      .prefault([...DAYS])
      .describe('Days of the week on which the window begins; every day when left out.'),
    from: clock().describe('Local clock time at which VMs are switched on.'),
    to: closingClock().describe(
      'Local clock time at which they are switched off; not after `from`: the next day.',
    ),
  }),
  'window',
  100,
).describe('Windows in which VMs are on, in local time; outside of them they are off.');

const off = anyOf(z.strictObject(SPAN_KEYS).meta(SPAN_META).transform(spanned), 'interval').describe(
  'Intervals in which every VM of the group is off.',
);

const stops = z
  .strictObject({
    probability: share().describe('Probability per 30 days that a VM is stopped.'),
    duration: duration('1m', '3650d').describe('How long a stopped VM stays off.'),
  })
  .describe('VMs stopped at random for some time.');

const plan = z.strictObject({
  offNightly: offNightly.optional(),
  weekly: weekly.optional(),
  off: off.prefault([]),
  stops: stops.optional(),
});

/** `alwaysOn`, or a plan whose keys can be combined: a VM is on when none of them has it off (R32). */
export const power = z
  .union([z.literal('alwaysOn'), plan], { error: 'expected alwaysOn or a power plan' })
  .transform((written): z.output<typeof plan> => (written === 'alwaysOn' ? { off: [] } : written));

export type Power = z.output<typeof power>;
