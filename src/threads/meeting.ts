// Where the threads of a split run meet: they add up counts in shared memory, in lockstep.
// Refuses to know what is counted.

import { MOST_COUNTS, type Together } from '../simulation/together.ts';

const ARRIVED = 0;
const ROUND = 1;
const FIRST_COUNT = 2;
/** Looks at the round before a thread goes to sleep: the others are nearly always there within some microseconds. */
const PATIENCE = 2000;

/** Shared memory for a meeting of so many parts. */
export function meetingRoom(parts: number): SharedArrayBuffer {
  return new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT * (FIRST_COUNT + 2 * parts * MOST_COUNTS));
}

/** The way in for one part. Its thread must not be the main one, which may not sleep. */
export function meet(room: SharedArrayBuffer, part: number, parts: number): Together {
  const cells = new Int32Array(room);
  return (counts) => {
    const round = Atomics.load(cells, ROUND);
    // Two banks in turn: nobody writes into one before everybody has read what it held last.
    const bank = FIRST_COUNT + (round & 1) * parts * MOST_COUNTS;
    counts.forEach((count, index) => {
      Atomics.store(cells, bank + part * MOST_COUNTS + index, count);
    });
    if (Atomics.add(cells, ARRIVED, 1) === parts - 1) {
      Atomics.store(cells, ARRIVED, 0);
      Atomics.add(cells, ROUND, 1);
      Atomics.notify(cells, ROUND);
    } else awaitRound(cells, round);
    return counts.map((_, index) => {
      let sum = 0;
      for (let other = 0; other < parts; other++)
        sum += Atomics.load(cells, bank + other * MOST_COUNTS + index);
      return sum;
    });
  };
}

function awaitRound(cells: Int32Array, round: number): void {
  for (let look = 0; look < PATIENCE; look++) if (Atomics.load(cells, ROUND) !== round) return;
  while (Atomics.load(cells, ROUND) === round) Atomics.wait(cells, ROUND, round);
}
