// The peaks of places that the parts of a split run share, all but sets: days are added up once every part has sent them.
// Refuses to know how they are sent.

import type { SortedDay } from '../metrics/day-changes.ts';
import { type Peaks, peaksOf } from '../metrics/peaks.ts';
import type { Places } from '../metrics/places.ts';

/** Later than any turn. */
const NO_TURN = 0x7fffffff;

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
        if (parts !== undefined) this.#addDay(state, parts);
        delete ofState[this.#next];
      });
    }
  }

  /** Turn by turn, the exits of all parts before their entries. */
  #addDay(state: number, parts: readonly SortedDay[]): void {
    const at = parts.map(() => 0);
    const from = parts.map(() => 0);
    for (let turn = firstTurn(parts, at); turn < NO_TURN; turn = firstTurn(parts, at)) {
      for (let part = 0; part < parts.length; part++) {
        const { turns, counts, members } = parts[part];
        if (at[part] === turns.length || turns[at[part]] !== turn) continue;
        const to = from[part] + counts[at[part]++];
        this.#peaks.add(state, turn, members, from[part], to);
        from[part] = to;
      }
    }
  }

  /** All days are complete: by state and place the most there ever were. */
  finish(): Int32Array[] {
    this.settle(Math.max(...this.#days.map(({ length }) => length)));
    return this.#days.map((_, state) => this.#peaks.mostIn(state));
  }
}

/** The first turn of some parts from where each of them is. */
function firstTurn(parts: readonly SortedDay[], at: readonly number[]): number {
  let earliest = NO_TURN;
  for (let part = 0; part < parts.length; part++) {
    const { turns } = parts[part];
    if (at[part] < turns.length && turns[at[part]] < earliest) earliest = turns[at[part]];
  }
  return earliest;
}
