// Facts on their way to whoever writes them down: one column that grows, a block of them at a time. Refuses to know what
// facts say.

import type { LedgerSink } from './facts.ts';

/** What a fact is made of, a whole number each; members of an enum are literals where they are used. */
export enum FIELD {
  /** Its instant, in seconds from the beginning of the run. */
  t = 0,
  vm = 1,
  /** Its kind, and `a` behind it. */
  kindAndA = 2,
  b = 3,
  /** How many there are: sixteen bytes, so that no fact lies in two lines of the processor's memory. */
  all = 4,
  /** Bits of the kind. */
  kindBits = 6,
}

export const kindIn = (kindAndA: number): number => kindAndA & ((1 << FIELD.kindBits) - 1);
export const aIn = (kindAndA: number): number => kindAndA >> FIELD.kindBits;
export const kindAndA = (kind: number, a: number): number => kind | (a << FIELD.kindBits);

export interface FactBlock {
  readonly facts: Int32Array;
  readonly count: number;
}

/**
 * Memory that another thread may read. Were it handed over instead, V8 would look before every access to any column
 * whether that one was.
 */
export const emptyBlock = (room = 4096): FactBlock => ({
  facts: new Int32Array(new SharedArrayBuffer(FIELD.all * room * Int32Array.BYTES_PER_ELEMENT)),
  count: 0,
});

/**
 * Gathers facts and hands them on whenever all up to an instant are there; is told where to put the next ones. What is
 * in scope here is a constant to the compiler, so that columns cost no more than their elements; fields of an object
 * would be loaded and checked for each of them.
 */
export function gathering(take: (block: FactBlock) => FactBlock): LedgerSink {
  let { facts } = emptyBlock();
  let size = 0;

  function record(kind: number, t: number, vm: number, a: number, b: number): void {
    if (size === facts.length) enlarge();
    facts[size + FIELD.t] = t;
    facts[size + FIELD.vm] = vm;
    facts[size + FIELD.kindAndA] = kind | (a << FIELD.kindBits);
    facts[size + FIELD.b] = b;
    size += FIELD.all;
  }

  function enlarge(): void {
    const fewer = facts;
    ({ facts } = emptyBlock((2 * fewer.length) / FIELD.all));
    facts.set(fewer);
  }

  function settled(): void {
    ({ facts } = take({ facts, count: size / FIELD.all }));
    size = 0;
  }

  return { record, settled };
}
