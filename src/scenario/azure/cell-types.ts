// The types of values in exports of Azure: absent is null, words come in any case. Refuses to know which field has which.
import * as z from 'zod';

/** Absent, null and the empty text all say that there is nothing. */
const nothing = (value: unknown): unknown => (value === null || value === '' ? undefined : value);

const optional = <T extends z.ZodType>(type: T) => z.preprocess(nothing, type.optional()).optional();

export const text = () => optional(z.string({ error: 'a text was expected' }));

export const flag = () =>
  optional(
    z.preprocess(
      (value) =>
        typeof value === 'string' ? ({ true: true, false: false }[value.toLowerCase()] ?? value) : value,
      z.boolean({ error: 'true or false was expected' }),
    ),
  );

/** One of Azure's words, in whichever case. */
export function word(...words: readonly string[]) {
  const found = new Map(words.map((one) => [one.toLowerCase(), one]));
  return optional(
    z.string({ error: `one of ${words.join(', ')} was expected` }).transform((written, context) => {
      const known = found.get(written.toLowerCase());
      if (known !== undefined) return known;
      context.addIssue({ code: 'custom', message: `"${written}" is none of ${words.join(', ')}` });
      return z.NEVER;
    }),
  );
}

export const object = <T extends z.ZodRawShape>(shape: T) =>
  optional(z.object(shape, { error: 'an object was expected' }));

/** Availability zones; a VM has one, some formats write it without the list. */
export const zones = () =>
  optional(
    z.preprocess(
      (value) => (typeof value === 'string' || typeof value === 'number' ? [value] : value),
      z.array(z.union([z.string(), z.number()]).transform(String), { error: 'a list of zones was expected' }),
    ),
  );

/** The first thing that is wrong, as one line. */
export function reasonOf(error: z.ZodError): string {
  const { path, message } = error.issues[0]!;
  return path.length === 0 ? message : `${path.join('.')}: ${message}`;
}
