// The most there ever were in each place at the end of a minute. Refuses to know what they were and who noted it.

import type { SortedDay } from './day-changes.ts';

/** Writes some of the places of a spot and a subscription into `places` (room for 5) and returns how many. */
export type PlacesOf = (spot: number, subscription: number, places: Int32Array) => number;

export class Peaks {
  readonly most: Int32Array;
  readonly #now: Int32Array;
  readonly #placesOf: PlacesOf;
  readonly #found = new Int32Array(5);

  /** Counts in `count` places, of each change in those that `placesOf` names. */
  constructor(count: number, placesOf: PlacesOf) {
    this.most = new Int32Array(count);
    this.#now = new Int32Array(count);
    this.#placesOf = placesOf;
  }

  /** A VM enters (+1) or leaves (-1) a place, seen at once. */
  changeAtOnce(place: number, by: 1 | -1): void {
    const now = this.#now[place] + by;
    this.#now[place] = now;
    if (now > this.most[place]) this.most[place] = now;
  }

  /** Adds the next day up, as each part of the run has noted it; days come in order. */
  addDay(parts: readonly SortedDay[]): void {
    const from = parts.map(() => 0);
    for (let minute = 0; minute < parts[0].perMinute.length; minute++) {
      // Of the minutes of a year hardly one in a hundred has any.
      let changes = 0;
      for (let part = 0; part < parts.length; part++) changes += parts[part].perMinute[minute];
      if (changes === 0) continue;
      for (let part = 0; part < parts.length; part++) {
        this.#apply(parts[part], from[part], from[part] + parts[part].perMinute[minute]);
      }
      // Only at the end of the minute: a stay within it is not seen.
      for (let part = 0; part < parts.length; part++) {
        const to = from[part] + parts[part].perMinute[minute];
        this.#look(parts[part], from[part], to);
        from[part] = to;
      }
    }
  }

  #apply({ spots, subscriptions }: SortedDay, from: number, to: number): void {
    const now = this.#now;
    const found = this.#found;
    for (let at = from; at < to; at++) {
      const count = this.#placesOf(spots[at] >> 1, subscriptions[at], found);
      const by = (spots[at] & 1) === 1 ? 1 : -1;
      for (let index = 0; index < count; index++) now[found[index]] += by;
    }
  }

  #look({ spots, subscriptions }: SortedDay, from: number, to: number): void {
    const now = this.#now;
    const { most } = this;
    const found = this.#found;
    for (let at = from; at < to; at++) {
      if ((spots[at] & 1) === 0) continue;
      const count = this.#placesOf(spots[at] >> 1, subscriptions[at], found);
      for (let index = 0; index < count; index++) {
        const place = found[index];
        if (now[place] > most[place]) most[place] = now[place];
      }
    }
  }
}
