// The peaks of places that the parts of a split run share, all but sets: days are added up once every part has sent them.
// Refuses to know how they are sent.

import type { SortedDay } from '../metrics/day-changes.ts';
import { type Peaks, peaksOf } from '../metrics/peaks.ts';
import type { Places } from '../metrics/places.ts';

export class SharedPeaks {
  readonly #peaks: Peaks;
  /** By state and day, of each part. */
  readonly #days: SortedDay[][][];
  #next = 0;

  constructor(places: Places, states: number) {
    this.#peaks = peaksOf(places, states);
    this.#days = Array.from({ length: states }, () => []);
  }

  note(state: number, day: number, changes: SortedDay): void {
    this.#days[state][day] ??= [];
    this.#days[state][day].push(changes);
  }

  /** Every day before this one is complete. */
  settle(days: number): void {
    for (; this.#next < days; this.#next++) {
      this.#days.forEach((ofState, state) => {
        const parts = ofState[this.#next];
        if (parts !== undefined) this.#peaks.addDay(state, parts);
        delete ofState[this.#next];
      });
    }
  }

  /** All days are complete: by state and place the most there ever were. */
  finish(): Int32Array[] {
    this.settle(Math.max(...this.#days.map(({ length }) => length)));
    return this.#days.map((_, state) => this.#peaks.mostIn(state));
  }
}
