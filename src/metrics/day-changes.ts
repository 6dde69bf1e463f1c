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
  /** In order, those of which there are any: 2 m for the exits of minute m, 2 m + 1 for its entries. */
  readonly turns: Int32Array;
  /** How many there are of each. */
  readonly counts: Int32Array;
  /** Area and group of each (places.ts), as `area << 16 | group`. */
  readonly where: Int32Array;
  readonly subscriptions: Int32Array;
}

/** How many changes are looked at together. */
export const BATCH = 1024;

/** Some changes, in columns of which the first `size` entries count. */
interface Batch {
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

  /** Notes some changes, at most BATCH. */
  note(turns: Int32Array, where: Int32Array, subscriptions: Int32Array): void {
    const batch = this.#free.pop() ?? {
      size: 0,
      turns: new Int32Array(BATCH),
      where: new Int32Array(BATCH),
      subscriptions: new Int32Array(BATCH),
    };
    batch.size = turns.length;
    batch.turns.set(turns);
    batch.where.set(where);
    batch.subscriptions.set(subscriptions);
    this.#noted.push(batch);
  }

  /** What was noted of a day, in order (a counting sort); it is noted no more. Days before it have been taken. */
  take(day: number): SortedDay {
    const first = day * TURNS;
    const byTurn = this.#byTurn;
    let many = 0;
    for (const batch of this.#noted) many = count(batch, { first, byTurn, used: this.#used, many });
    // Of 1,000 VMs a day has some hundred turns in use: it must not cost as much as one with all of them.
    const used = this.#used.subarray(0, many).sort();
    let size = 0;
    for (let at = 0; at < many; at++) size += byTurn[used[at]];
    const all = new Int32Array(2 * many + 2 * size);
    const sorted = {
      turns: all.subarray(0, many),
      counts: all.subarray(many, 2 * many),
      where: all.subarray(2 * many, 2 * many + size),
      subscriptions: all.subarray(2 * many + size),
    };
    sorted.turns.set(used);
    for (let at = 0, free = 0; at < many; at++) {
      const here = byTurn[used[at]];
      sorted.counts[at] = here;
      byTurn[used[at]] = free;
      free += here;
    }
    let left = 0;
    for (const batch of this.#noted) {
      moveOut(batch, first, byTurn, sorted);
      if (batch.size > 0) this.#noted[left++] = batch;
      else this.#free.push(batch);
    }
    this.#noted.length = left;
    for (let at = 0; at < many; at++) byTurn[used[at]] = 0;
    return sorted;
  }
}

interface Counted {
  /** First turn of the day. */
  readonly first: number;
  readonly byTurn: Int32Array;
  /** Turns of which there are any, so many. */
  readonly used: Int32Array;
  readonly many: number;
}

/** Counts what is of the day, and returns how many turns are in use then. */
function count({ turns, size }: Batch, { first, byTurn, used, many }: Counted): number {
  let known = many;
  for (let at = 0; at < size; at++) {
    const turn = turns[at] - first;
    if (turn >= TURNS) continue;
    if (byTurn[turn] === 0) used[known++] = turn;
    byTurn[turn]++;
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
