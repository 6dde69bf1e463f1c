// What a parameter of the model is: one entry gives its schema, its default and its line in the assumption ledger.
// Refuses to know the parameters themselves.
import * as z from 'zod';

/** A parameter of the model. `T` is the schema of its value. */
export interface Parameter<T extends z.ZodType = z.ZodType> {
  readonly type: T;
  /** The default, written as a user would write it. */
  readonly usual: z.input<T>;
  /** `documented` in a vendor source or `assumed` by this project. */
  readonly basis: 'documented' | 'assumed';
  /** Fact (F..) or unspecified point (U..) and why this default. */
  readonly source: string;
  readonly description: string;
}

export function parameter<T extends z.ZodType>(
  type: T,
  usual: z.input<T>,
  basis: 'documented' | 'assumed',
  source: string,
  description: string,
): Parameter<T> {
  return { type, usual, basis, source, description };
}

type Shape<R extends Record<string, Parameter>> = { [K in keyof R]: z.ZodPrefault<R[K]['type']> };

/** The keys of an object schema in which every parameter of the registry may be left out. */
export function shapeOf<R extends Record<string, Parameter>>(registry: R): Shape<R> {
  const shape = Object.entries(registry).map(([name, { type, usual, basis, source, description }]) => [
    name,
    type
      .prefault(usual as never)
      // Not `describe`, which makes the type anew.
      .register(z.globalRegistry, {
        description: `${description} ${basis === 'assumed' ? 'Assumed' : 'Documented'}; ${source}.`,
      }),
  ]);
  return Object.fromEntries(shape) as Shape<R>;
}
