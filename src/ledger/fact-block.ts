// Facts on their way to whoever writes them down: columns that grow, a block of them at a time. Refuses to know what facts say.

import type { LedgerSink } from './facts.ts';

/** Integers per fact beside its instant: VM, kind, `a` and `b`. */
export const FIELDS = 4;

export interface FactBlock {
  readonly times: Int32Array;
  readonly rest: Int32Array;
  readonly count: number;
}

/**
 * Memory that another thread may read. Were it handed over instead, V8 would look before every access to any column
 * whether that one was.
 */
const shared = (integers: number): Int32Array =>
  new Int32Array(new SharedArrayBuffer(integers * Int32Array.BYTES_PER_ELEMENT));

export const emptyBlock = (room = 4096): FactBlock => ({
  times: shared(room),
  rest: shared(FIELDS * room),
  count: 0,
});

/**
 * Gathers facts and hands them on whenever all up to an instant are there; is told where to put the next ones. What is
 * in scope here is a constant to the compiler, so that columns cost no more than their elements; fields of an object
 * would be loaded and checked for each of them.
 */
export function gathering(take: (block: FactBlock) => FactBlock): LedgerSink {
  let { times, rest } = emptyBlock();
  let count = 0;

  function record(kind: number, t: number, vm: number, a: number, b: number): void {
    if (count === times.length) enlarge();
    times[count] = t;
    const at = count * FIELDS;
    rest[at] = vm;
    rest[at + 1] = kind;
    rest[at + 2] = a;
    rest[at + 3] = b;
    count++;
  }

  function enlarge(): void {
    const [fewer, narrower] = [times, rest];
    ({ times, rest } = emptyBlock(2 * fewer.length));
    times.set(fewer);
    rest.set(narrower);
  }

  function settled(): void {
    ({ times, rest } = take({ times, rest, count }));
    count = 0;
  }

  return { record, settled };
}
