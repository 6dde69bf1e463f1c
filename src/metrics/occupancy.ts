// How many VMs are in some state at once, looked at every full minute, and the most there ever were.
// Refuses to know which state that is.

import { DAY, MINUTE } from '../calendar/instant.ts';
import { DayChanges } from './day-changes.ts';
import type { Places } from './places.ts';

const MINUTES = DAY / MINUTE;
/** Places of one VM without its availability set: fleet, group, region, zone and subscription. */
const MOST = 5;

/**
 * Counts per place (a group, a region, ...). Entries and exits may come out of order between two calls of `settle`: a
 * change is noted, and a day is added up and forgotten once everything before its end is known. Availability sets
 * have theirs in order: they are counted at every instant, at once.
 */
export class Occupancy {
  readonly peak: Int32Array;
  readonly #places: Places;
  readonly #now: Int32Array;
  readonly #days: (DayChanges | undefined)[] = [];
  readonly #free: DayChanges[] = [];
  readonly #changed = new Int32Array(MOST);
  #settledDays = 0;

  constructor(places: Places) {
    this.#places = places;
    this.peak = new Int32Array(places.count);
    this.#now = new Int32Array(places.count);
  }

  /** A VM enters (+1) or leaves (-1) the state at t, in seconds of the run. */
  change(vm: number, t: number, by: 1 | -1): void {
    const places = this.#places;
    const set = places.setOfVm[vm];
    if (set >= 0) {
      const now = this.#now[set] + by;
      this.#now[set] = now;
      if (now > this.peak[set]) this.peak[set] = now;
    }
    const minute = Math.floor(t / MINUTE);
    const day = Math.floor(minute / MINUTES);
    const changes = this.#days[day] ?? this.#newDay(day);
    changes.add(minute - day * MINUTES, places.spotOf(vm), places.subscriptionOf(vm), by);
  }

  #newDay(day: number): DayChanges {
    const changes = this.#free.pop() ?? new DayChanges(MINUTES);
    this.#days[day] = changes;
    return changes;
  }

  /** Everything before t is known. */
  settle(t: number): void {
    const days = Math.floor(t / DAY);
    for (let day = this.#settledDays; day < days; day++) this.#addUp(day);
    this.#settledDays = Math.max(this.#settledDays, days);
  }

  /** The run is over: adds up what is left. */
  finish(): void {
    this.settle(this.#days.length * DAY);
  }

  #addUp(day: number): void {
    const changes = this.#days[day];
    if (changes === undefined) return;
    const places = this.#places;
    const changed = this.#changed;
    const now = this.#now;
    const { peak } = this;
    changes.eachMinute(
      (spot, subscription, by) => {
        const count = places.at(spot, subscription, changed);
        for (let index = 0; index < count; index++) now[changed[index]] += by;
      },
      // Only at the end of the minute: a stay within it is not seen.
      (spot, subscription, by) => {
        if (by < 0) return;
        const count = places.at(spot, subscription, changed);
        for (let index = 0; index < count; index++) {
          const place = changed[index];
          if (now[place] > peak[place]) peak[place] = now[place];
        }
      },
    );
    changes.clear();
    this.#free.push(changes);
    this.#days[day] = undefined;
  }
}
