// How many VMs are in some state at once, looked at every full minute, and the most there ever were.
// Refuses to know which state that is.

import { DAY, MINUTE } from '../calendar/instant.ts';

const MINUTES = DAY / MINUTE;

/**
 * Counts per entity (a group, a region, ...). Entries and exits may come out of order between two calls of
 * `settle`; a day is added up and forgotten once everything before its end is known. Entities from `exactFrom` on
 * (availability sets) have theirs in order: they are counted at every instant, and cost no memory per day.
 */
export class Occupancy {
  readonly peak: Int32Array;
  readonly #changes: (Int32Array | undefined)[][];
  readonly #now: Int32Array;
  readonly #free: Int32Array[] = [];
  readonly #exactFrom: number;
  #settledDays = 0;

  constructor(entities: number, exactFrom: number) {
    this.#exactFrom = exactFrom;
    this.peak = new Int32Array(entities);
    this.#now = new Int32Array(entities);
    this.#changes = Array.from({ length: exactFrom }, () => []);
  }

  /** A VM enters (+1) or leaves (-1) the state at t, in seconds of the run: in the first `count` of `entities`. */
  change(entities: Int32Array, count: number, t: number, by: 1 | -1): void {
    const minute = Math.floor(t / MINUTE);
    const day = Math.floor(minute / MINUTES);
    for (let index = 0; index < count; index++) {
      const entity = entities[index];
      if (entity >= this.#exactFrom) {
        this.#now[entity] += by;
        if (this.#now[entity] > this.peak[entity]) this.peak[entity] = this.#now[entity];
      } else this.#page(entity, day)[minute - day * MINUTES] += by;
    }
  }

  #page(entity: number, day: number): Int32Array {
    const pages = this.#changes[entity];
    const known = pages[day];
    if (known !== undefined) return known;
    const page = this.#free.pop() ?? new Int32Array(MINUTES);
    pages[day] = page;
    return page;
  }

  /** Everything before t is known. */
  settle(t: number): void {
    const days = Math.floor(t / DAY);
    for (let day = this.#settledDays; day < days; day++) this.#addUp(day);
    this.#settledDays = Math.max(this.#settledDays, days);
  }

  /** The run is over: adds up what is left. */
  finish(): void {
    const days = Math.max(0, ...this.#changes.map((pages) => pages.length));
    for (let day = this.#settledDays; day < days; day++) this.#addUp(day);
    this.#settledDays = days;
  }

  #addUp(day: number): void {
    for (let entity = 0; entity < this.#changes.length; entity++) {
      const page = this.#changes[entity][day];
      if (page === undefined) continue;
      let now = this.#now[entity];
      let peak = this.peak[entity];
      for (let minute = 0; minute < MINUTES; minute++) {
        now += page[minute];
        if (now > peak) peak = now;
      }
      this.#now[entity] = now;
      this.peak[entity] = peak;
      page.fill(0);
      this.#free.push(page);
      this.#changes[entity][day] = undefined;
    }
  }
}
