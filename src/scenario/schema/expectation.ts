// What a scenario must show, as its author wrote it. Refuses to know what the words mean.
import * as z from 'zod';
import { listOf, oneOf, prose } from './values.ts';

const EXPECTED = 'expected an expectation such as "overdue == 0", or a mapping with `that`';
const that = () => z.string({ error: EXPECTED }).min(1, { error: EXPECTED }).max(500, { error: EXPECTED });
const NAMES = 'expected a name or a list of names';
const names = () =>
  z
    .union([prose(64), listOf(prose(64), 'name')], { error: NAMES })
    .transform((written) => (typeof written === 'string' ? [written] : written));

export const expectation = z.lazy(() =>
  z
    .union(
      [
        that(),
        z.strictObject({
          that: that().describe('The expectation, such as `reboots.perVm.max <= 5`.'),
          group: names()
            .optional()
            .describe('Groups that each have to meet it; the whole fleet when left out.'),
          variant: names()
            .optional()
            .describe('Variants that each have to meet it, instead of the scenario itself.'),
          level: oneOf(['deny', 'warn'])
            .prefault('deny')
            .describe('Whether not meeting it fails the test, or is only told.'),
          reason: prose(500).optional().describe('Why it is expected; told when it is not met.'),
        }),
      ],
      { error: EXPECTED },
    )
    .transform((written) =>
      typeof written === 'string' ? { that: written, level: 'deny' as const } : written,
    ),
);

export type WrittenExpectation = z.output<typeof expectation>;
