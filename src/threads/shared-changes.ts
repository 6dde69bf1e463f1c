// Memory that all threads of a split run see, for the entries and exits of their VMs. Refuses to know what is written there.

import { type ChangeMemory, FIRST_NUMBERS } from '../metrics/change-memory.ts';

/** Plain data: every part gets it when it begins. */
export interface SharedChanges {
  /** One for each part. They grow where they are: nobody has to be told. */
  readonly numbers: readonly SharedArrayBuffer[];
  readonly heads: SharedArrayBuffer;
}

/** Addresses are set aside for so many bytes at most, memory only for what is used. */
const MOST_BYTES = 2 ** 32;

export function sharedChanges(parts: number, slots: number): SharedChanges {
  const { BYTES_PER_ELEMENT: width } = Int32Array;
  const piece = (): SharedArrayBuffer =>
    new SharedArrayBuffer(width * FIRST_NUMBERS, { maxByteLength: MOST_BYTES });
  return {
    numbers: Array.from({ length: parts }, piece),
    heads: new SharedArrayBuffer(width * parts * slots),
  };
}

/** What a part sees of it. */
export function changesOf(
  { numbers, heads }: SharedChanges,
  { part, meet }: Pick<ChangeMemory, 'part' | 'meet'>,
): ChangeMemory {
  const views = numbers.map(viewOf);
  return {
    part,
    parts: numbers.length,
    heads: new Int32Array(heads),
    numbersOf(other) {
      if (views[other].byteLength !== numbers[other].byteLength) views[other] = viewOf(numbers[other]);
      return views[other];
    },
    enlarge: () => numbers[part].grow(2 * numbers[part].byteLength),
    meet,
  };
}

/** Of a fixed length: V8 asks at every access to one without whether it has grown. */
const viewOf = (buffer: SharedArrayBuffer): Int32Array =>
  new Int32Array(buffer, 0, buffer.byteLength / Int32Array.BYTES_PER_ELEMENT);
