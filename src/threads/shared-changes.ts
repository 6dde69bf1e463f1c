// Memory that all threads of a split run see, for the entries and exits of their VMs. Refuses to know what is written there.

import { type ChangeMemory, FIRST_NUMBERS } from '../metrics/change-memory.ts';

/** Plain data: every part gets it when it begins. */
export interface SharedChanges {
  /** One for each part. They grow where they are: nobody has to be told. */
  readonly numbers: readonly SharedArrayBuffer[];
  readonly heads: SharedArrayBuffer;
}

/**
 * Addresses are set aside for so many bytes, memory only for what is used: for each VM of the fleet 512 changes of what is
 * open, two days at most, where a run makes four. Some machines have few addresses to give (`ulimit -v`).
 */
const mostBytes = (vms: number): number => Math.min(2 ** 32, 2 ** 26 + vms * 2 ** 12);

export function sharedChanges(parts: number, slots: number, vms: number): SharedChanges {
  const { BYTES_PER_ELEMENT: width } = Int32Array;
  const piece = (): SharedArrayBuffer =>
    new SharedArrayBuffer(width * FIRST_NUMBERS, { maxByteLength: mostBytes(vms) });
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
