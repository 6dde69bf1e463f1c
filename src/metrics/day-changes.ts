// The entries and exits of days that are not over: noted in any order, handed on day by day, in order of their minutes.
// Refuses to know what is entered, and where the places are.

import { DAY, MINUTE } from '../calendar/instant.ts';

/** Minutes of a day, with exits and entries apart. */
const TURNS = 2 * (DAY / MINUTE);

/**
 * A day's entries and exits by minute, in each the exits first. Plain data, all of it in one buffer: it can be handed to
 * another thread at once.
 */
export interface SortedDay {
  /** How many there are: the exits of minute m at 2 m, its entries at 2 m + 1. */
  readonly counts: Int32Array;
  /** Area and group of each (places.ts), as `area << 16 | group`. */
  readonly where: Int32Array;
  readonly subscriptions: Int32Array;
}

/** How many changes are looked at together. */
export const BATCH = 1024;

/** Some changes, in columns of which the first `size` entries count. */
export interface Batch {
  size: number;
  /** Twice the minute of the run, and 1 more for an entry. */
  readonly turns: Int32Array;
  readonly where: Int32Array;
  readonly subscriptions: Int32Array;
}

export class OpenDays {
  readonly #noted: Batch[] = [];
  /** Room of batches that were handed on. */
  readonly #free: Batch[] = [];

  /** Whether nothing is noted. */
  get isEmpty(): boolean {
    return this.#noted.length === 0;
  }

  /** Room for the next batch; it is noted once it is filled in. */
  next(size: number): Batch {
    const batch = this.#free.pop() ?? {
      size,
      turns: new Int32Array(BATCH),
      where: new Int32Array(BATCH),
      subscriptions: new Int32Array(BATCH),
    };
    batch.size = size;
    this.#noted.push(batch);
    return batch;
  }

  /** What was noted of a day, in order (a counting sort); it is noted no more. Days before it have been taken. */
  take(day: number): SortedDay {
    const first = day * TURNS;
    const counts = new Int32Array(TURNS);
    for (const batch of this.#noted) count(batch, first, counts);
    const free = new Int32Array(TURNS);
    for (let turn = 1; turn < TURNS; turn++) free[turn] = free[turn - 1] + counts[turn - 1];
    const size = free[TURNS - 1] + counts[TURNS - 1];
    const all = new Int32Array(TURNS + 2 * size);
    all.set(counts);
    const sorted = {
      counts: all.subarray(0, TURNS),
      where: all.subarray(TURNS, TURNS + size),
      subscriptions: all.subarray(TURNS + size),
    };
    let left = 0;
    for (const batch of this.#noted) {
      moveOut(batch, first, free, sorted);
      if (batch.size > 0) this.#noted[left++] = batch;
      else this.#free.push(batch);
    }
    this.#noted.length = left;
    return sorted;
  }
}

function count({ turns, size }: Batch, first: number, counts: Int32Array): void {
  for (let at = 0; at < size; at++) {
    const turn = turns[at] - first;
    if (turn < TURNS) counts[turn]++;
  }
}

/** Moves what is of the day to its place; the rest moves up. */
function moveOut(batch: Batch, first: number, free: Int32Array, sorted: SortedDay): void {
  const { turns, where, subscriptions, size } = batch;
  const { where: whereSorted, subscriptions: subscriptionsSorted } = sorted;
  let left = 0;
  for (let at = 0; at < size; at++) {
    const turn = turns[at] - first;
    if (turn < TURNS) {
      const to = free[turn]++;
      whereSorted[to] = where[at];
      subscriptionsSorted[to] = subscriptions[at];
    } else {
      turns[left] = turns[at];
      where[left] = where[at];
      subscriptions[left++] = subscriptions[at];
    }
  }
  batch.size = left;
}
