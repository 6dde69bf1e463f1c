// Where the threads of a split run meet: they put numbers together in shared memory, in lockstep.
// Refuses to know what the numbers are.

import { numbersFor, type Together } from '../simulation/together.ts';

/** What threads write lies this far apart, in numbers, so that it is in no line of memory with what others write. */
const APART = 32;
const ARRIVED = 0;
const ROUND = APART;
const BANKS = 2 * APART;
/**
 * Looks at the round before a thread goes to sleep, at most and at least: the others are nearly always there within some
 * microseconds, unless they wait for a core. Each long sleep makes it half as patient, each that a few more looks would
 * have spared twice.
 */
const PATIENCE = { most: 16_384, least: 32 } as const;
/** Milliseconds; to fall asleep and to be woken take a good part of it. */
const LONG_SLEEP = 0.1;

/** Room of one part for what it brings to a meeting. */
function widthFor(regions: number): number {
  const { sums, maxima } = numbersFor(regions);
  return Math.ceil((sums.length + maxima.length) / APART) * APART;
}

/** Shared memory for the meetings of so many parts. */
export function meetingRoom(parts: number, regions: number): SharedArrayBuffer {
  const numbers = BANKS + 2 * parts * widthFor(regions);
  return new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT * numbers);
}

interface Attendance {
  readonly part: number;
  readonly parts: number;
  readonly regions: number;
  /** Does a piece of what can be done at any time; false when nothing is left. */
  readonly meanwhile: () => boolean;
}

/** The way in for one part. Its thread must not be the main one, which may not sleep. */
export function meetingOf(
  shared: SharedArrayBuffer,
  { part, parts, regions, meanwhile }: Attendance,
): Together {
  const room = new Int32Array(shared);
  const width = widthFor(regions);
  const { sums, maxima } = numbersFor(regions);
  let patience: number = PATIENCE.most;

  function meet(sumCount: number, maximumCount: number): void {
    const round = Atomics.load(room, ROUND);
    // Two banks in turn: nobody writes into one before everybody has read what it held last.
    const bank = BANKS + (round & 1) * parts * width;
    const own = bank + part * width;
    for (let at = 0; at < sumCount; at++) room[own + at] = sums[at];
    for (let at = 0; at < maximumCount; at++) room[own + sumCount + at] = maxima[at];
    // What was written before is seen by whoever sees the new round.
    if (Atomics.add(room, ARRIVED, 1) === parts - 1) {
      Atomics.store(room, ARRIVED, 0);
      Atomics.add(room, ROUND, 1);
      Atomics.notify(room, ROUND);
    } else awaitRound(round);
    for (let other = 0; other < parts; other++) {
      if (other === part) continue;
      const theirs = bank + other * width;
      for (let at = 0; at < sumCount; at++) sums[at] += room[theirs + at];
      for (let at = 0; at < maximumCount; at++)
        maxima[at] = Math.max(maxima[at], room[theirs + sumCount + at]);
    }
  }

  function awaitRound(round: number): void {
    for (let look = 0; look < patience; look++) {
      if (Atomics.load(room, ROUND) !== round) return;
      if (meanwhile()) look = 0;
    }
    let isLong = false;
    while (Atomics.load(room, ROUND) === round) {
      if (isLong) Atomics.wait(room, ROUND, round);
      else isLong = Atomics.wait(room, ROUND, round, LONG_SLEEP) === 'timed-out';
    }
    patience = isLong ? Math.max(PATIENCE.least, patience / 2) : Math.min(PATIENCE.most, patience * 2);
  }

  return { sums, maxima, meet };
}
