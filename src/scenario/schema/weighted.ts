// A value that differs between the VMs of a group: one value, or several with weights. Refuses to know how a fleet
// is divided by them.
import * as z from 'zod';
import { detailOf, integer, type TextKind } from './values.ts';

/** Values with whole weights >= 1: `x: v` is one value of weight 1, `x: { v: 3, w: 1 }` is three to one. */
export type Weighted<T> = { readonly value: T; readonly weight: number }[];

const MAX_ENTRIES = 1000;

/** The schema of one text of that kind, or of a mapping from such texts to weights 1 to 1,000. */
export function weighted<T>(kind: TextKind<T>) {
  return z
    .union(
      [z.string().meta(patternOf(kind)), z.record(z.string(), integer(1, 1000)).meta({ minProperties: 1 })],
      {
        error: `${kind.expected}, or a mapping of several to their weights`,
      },
    )
    .transform((written, context): Weighted<T> => {
      const single = typeof written === 'string';
      const values = new Map<T, number>();
      if (!single && Object.keys(written).length > MAX_ENTRIES) {
        context.addIssue({
          code: 'custom',
          message: `has more than ${MAX_ENTRIES.toLocaleString('en')} entries`,
        });
        return z.NEVER;
      }
      const refuse = (text: string, message: string, detail: Record<string, unknown>): void =>
        context.addIssue({
          code: 'custom',
          message,
          path: single ? [] : [text],
          params: { ...detail, atKey: !single },
        });
      for (const [text, weight] of single ? [[written, 1] as const] : Object.entries(written)) {
        const value = kind.parse(text);
        if (value === undefined) refuse(text, kind.expected, detailOf(kind, text));
        else if (values.has(value)) refuse(text, 'is named twice', {});
        else values.set(value, weight);
      }
      if (!single && Object.keys(written).length === 0)
        context.addIssue({ code: 'custom', message: 'expected at least one entry' });
      return [...values].map(([value, weight]) => ({ value, weight }));
    });
}

function patternOf<T>(kind: TextKind<T>): { pattern?: string } {
  return kind.pattern === undefined ? {} : { pattern: kind.pattern };
}
