// A stretch of time written as `from` with `to` or `for`. Refuses to know what happens in it.
import * as z from 'zod';
import type { Instant } from '../../calendar/instant.ts';
import { duration, instant } from './values.ts';

/** The keys of a span, to be spread into an object schema that ends with spanned(). */
export const SPAN_KEYS = {
  from: instant().describe('Instant at which it begins (ISO 8601, UTC when no offset is written).'),
  to: instant().optional().describe('Instant at which it ends; write either this or `for`.'),
  for: duration('1m', '3650d')
    .optional()
    .describe('How long it lasts, such as 60d; write either this or `to`.'),
};

/** What the JSON Schema says about `to` and `for`. */
export const SPAN_META = { oneOf: [{ required: ['to'] }, { required: ['for'] }] };

interface WrittenSpan {
  readonly from: Instant;
  readonly to?: Instant | undefined;
  readonly for?: number | undefined;
}

/** The same object with `to` always there and no `for`; an issue when both or neither are written, or it is empty. */
export function spanned<T extends WrittenSpan>(
  written: T,
  context: z.RefinementCtx,
): Omit<T, 'from' | 'to' | 'for'> & { from: Instant; to: Instant } {
  const { from, to, for: length, ...rest } = written;
  if ((to === undefined) === (length === undefined)) {
    context.addIssue({
      code: 'custom',
      message: to === undefined ? 'expected `to` or `for`' : 'has both `to` and `for`; write one of them',
      path: to === undefined ? [] : ['for'],
      params: { atKey: to !== undefined, about: ['to', 'for'] },
    });
    return z.NEVER;
  }
  const end = to ?? from + length!;
  if (end <= from)
    context.addIssue({
      code: 'custom',
      message: 'expected an end after `from`',
      path: ['to'],
      params: { rule: 'R1' },
    });
  return { ...rest, from, to: end };
}
