// The entries and exits of days that are not over: noted in any order, handed on day by day, in order of their minutes.
// Refuses to know what is entered, and where the places are.

import { DAY, MINUTE } from '../calendar/instant.ts';

/** Minutes of a day, with exits and entries apart. */
const TURNS = 2 * (DAY / MINUTE);

/** A day's entries and exits by minute, in each the exits first. Plain data: it can be sent to another thread. */
export interface SortedDay {
  /** In order, those of which there are any: 2 m for the exits of minute m of the day, 2 m + 1 for its entries. */
  readonly turns: Int32Array;
  /** How many there are of each of them. */
  readonly counts: Int32Array;
  /** Area and group of each (places.ts), as `area << 16 | group`. */
  readonly where: Int32Array;
  readonly subscriptions: Int32Array;
}

/** Whether a turn is a minute's entries. */
export const isOfEntries = (turn: number): boolean => (turn & 1) === 1;

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
  /** By turn of the day that is taken: how many there are, then where the next of them goes. All 0 before and after. */
  readonly #byTurn = new Int32Array(TURNS);
  /** Its turns of which there are any. */
  readonly #used = new Int32Array(TURNS);

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
    const byTurn = this.#byTurn;
    let many = 0;
    for (const batch of this.#noted) many = count(batch, first, byTurn, this.#used, many);
    // Of 1,000 VMs a day has some forty turns in use: it must not cost as much as one with all of them.
    const turns = this.#used.slice(0, many).sort();
    const counts = new Int32Array(many);
    let size = 0;
    for (let at = 0; at < many; at++) {
      counts[at] = byTurn[turns[at]];
      byTurn[turns[at]] = size;
      size += counts[at];
    }
    const sorted = { turns, counts, where: new Int32Array(size), subscriptions: new Int32Array(size) };
    let left = 0;
    for (const batch of this.#noted) {
      moveOut(batch, first, byTurn, sorted);
      if (batch.size > 0) this.#noted[left++] = batch;
      else this.#free.push(batch);
    }
    this.#noted.length = left;
    for (let at = 0; at < many; at++) byTurn[turns[at]] = 0;
    return sorted;
  }
}

/** Counts what is of the day; a turn's first makes it one of the `many` used. Returns how many these are then. */
function count(
  { turns, size }: Batch,
  first: number,
  byTurn: Int32Array,
  used: Int32Array,
  many: number,
): number {
  let known = many;
  for (let at = 0; at < size; at++) {
    const turn = turns[at] - first;
    if (turn < TURNS && byTurn[turn]++ === 0) used[known++] = turn;
  }
  return known;
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
