// The entries and exits of days that are not over: noted in any order, handed on day by day, in order of their minutes.
// Refuses to know what is entered, and where the places are.

import { DAY, MINUTE } from '../calendar/instant.ts';

/** Minutes of a day, with exits and entries apart. */
const TURNS = 2 * (DAY / MINUTE);

/** A day's entries and exits by minute, in each the exits first. Plain data: it can be sent to another thread. */
export interface SortedDay {
  /** How many there are: the exits of minute m at 2 m, its entries at 2 m + 1. */
  readonly counts: Int32Array;
  /** Area and group of each (places.ts), as `area << 16 | group`. */
  readonly where: Int32Array;
  readonly subscriptions: Int32Array;
}

/** Some changes, in columns. */
export interface Changes {
  /** Twice the minute of the run, and 1 more for an entry. */
  readonly turns: Int32Array;
  readonly where: Int32Array;
  readonly subscriptions: Int32Array;
}

export const roomForChanges = (length: number): Changes => ({
  turns: new Int32Array(length),
  where: new Int32Array(length),
  subscriptions: new Int32Array(length),
});

export class OpenDays {
  #noted = roomForChanges(64);
  #size = 0;

  /** Whether nothing is noted. */
  get isEmpty(): boolean {
    return this.#size === 0;
  }

  /** Adds the first `count` of some changes. */
  note(changes: Changes, count: number): void {
    const size = this.#size;
    this.#size += count;
    if (this.#size > this.#noted.turns.length) this.#grow();
    copyChanges(changes, count, this.#noted, size);
  }

  /** What was noted of a day, in order (a counting sort); it is noted no more. */
  take(day: number): SortedDay {
    const { turns, where, subscriptions } = this.#noted;
    const first = day * TURNS;
    const counts = new Int32Array(TURNS);
    for (let at = 0; at < this.#size; at++) {
      const turn = turns[at] - first;
      if (turn < TURNS) counts[turn]++;
    }
    const free = new Int32Array(TURNS);
    for (let turn = 1; turn < TURNS; turn++) free[turn] = free[turn - 1] + counts[turn - 1];
    const size = free[TURNS - 1] + counts[TURNS - 1];
    const sorted = { counts, where: new Int32Array(size), subscriptions: new Int32Array(size) };
    let left = 0;
    for (let at = 0; at < this.#size; at++) {
      const turn = turns[at] - first;
      if (turn < TURNS) {
        const to = free[turn]++;
        sorted.where[to] = where[at];
        sorted.subscriptions[to] = subscriptions[at];
      } else {
        turns[left] = turns[at];
        where[left] = where[at];
        subscriptions[left++] = subscriptions[at];
      }
    }
    this.#size = left;
    return sorted;
  }

  #grow(): void {
    const before = this.#noted;
    this.#noted = roomForChanges(Math.max(2 * before.turns.length, this.#size));
    copyChanges(before, before.turns.length, this.#noted, 0);
  }
}

function copyChanges(from: Changes, count: number, to: Changes, at: number): void {
  to.turns.set(from.turns.subarray(0, count), at);
  to.where.set(from.where.subarray(0, count), at);
  to.subscriptions.set(from.subscriptions.subarray(0, count), at);
}
