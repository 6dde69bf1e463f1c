// Values that look right to their author: too large, too long, or out of date; rows as in mistakes.ts.
import type { Row } from './mistakes.ts';
import { broken } from './scenarios.ts';

export const VALUES_OF_FORM: Row[] = [
  [
    broken({ 15: 'seed: 12345678901234567890123' }),
    '15:7 seed',
    /^is too large for a number to be exact\nwrite it as a text, in quotes$/,
  ],
  [broken({ 15: 'seed: -9007199254740993' }), '15:7 seed', /^is too large for a number to be exact\n/],
  [broken({ 15: 'seed: 1.5' }), '15:7 seed', 'expected a text or a whole number, found 1.5'],
];

/** Form alone does not show them. */
export const VALUES_OF_MEANING: Row[] = [
  [
    broken({ 14: '    timeZone: Kamchatka standard time' }),
    '14:15 fleet.1.timeZone',
    'an obsolete id; Windows uses "Russia Time Zone 11" instead',
  ],
  [
    broken({ 14: '    timeZone: { UTC: 3, Mid-Atlantic Standard Time: 1 }' }),
    '14:25 fleet.1.timeZone.Mid-Atlantic Standard Time',
    'an obsolete id; Windows uses "UTC-02" instead',
  ],
  [
    broken({ 9: `    subscription: { ? ${'s'.repeat(6_000)} : 1 }` }),
    `9:23 fleet.0.subscription.${'s'.repeat(6_000)}`,
    /^expected the name of a subscription, at most 100 characters, found "s{56}\.\.\.\nundefined$/,
  ],
];
