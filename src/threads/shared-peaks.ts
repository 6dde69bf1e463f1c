// The peaks of places that the parts of a split run share, all but sets: days are added up once every part has sent them.
// Refuses to know how they are sent.

import type { SortedDay } from '../metrics/day-changes.ts';
import { addDay, noPeaks, type Peaks } from '../metrics/peaks.ts';
import type { Places } from '../metrics/places.ts';

export class SharedPeaks {
  readonly #places: Places;
  readonly #peaks: Peaks;
  readonly #days: SortedDay[][] = [];
  #next = 0;

  constructor(places: Places) {
    this.#places = places;
    this.#peaks = noPeaks(places);
  }

  note(day: number, changes: SortedDay): void {
    this.#days[day] ??= [];
    this.#days[day].push(changes);
  }

  /** Every day before this one is complete. */
  settle(days: number): void {
    for (; this.#next < days; this.#next++) {
      const parts = this.#days[this.#next];
      if (parts !== undefined) addDay(this.#peaks, this.#places, parts);
      delete this.#days[this.#next];
    }
  }

  /** All days are complete: the most there ever were, by place. */
  finish(): Int32Array {
    this.settle(this.#days.length);
    return this.#peaks.most;
  }
}
