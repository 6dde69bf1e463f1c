// The entries and exits of one day: noted in any order, handed on by minute.
// Refuses to know what is entered, and where the places are.

/** A day's entries and exits in order of their minutes. Plain data: it can be sent to another thread. */
export interface SortedDay {
  /** How many there are in each minute. */
  readonly perMinute: Int32Array;
  /** `spot * 2` of each (places.ts), and 1 more for an entry. */
  readonly spots: Int32Array;
  readonly subscriptions: Int32Array;
}

export class DayChanges {
  readonly #perMinute: Int32Array;
  #size = 0;
  #minute = new Uint16Array(64);
  #spot = new Int32Array(64);
  #subscription = new Int32Array(64);

  constructor(minutes: number) {
    this.#perMinute = new Int32Array(minutes);
  }

  add(minute: number, spot: number, subscription: number, by: 1 | -1): void {
    const at = this.#size++;
    if (at === this.#minute.length) this.#grow();
    this.#perMinute[minute]++;
    this.#minute[at] = minute;
    this.#spot[at] = 2 * spot + (by > 0 ? 1 : 0);
    this.#subscription[at] = subscription;
  }

  /** What was noted, by minute (a counting sort); nothing is noted any more. */
  take(): SortedDay {
    const perMinute = this.#perMinute.slice();
    const spots = new Int32Array(this.#size);
    const subscriptions = new Int32Array(this.#size);
    const free = new Int32Array(perMinute.length);
    for (let minute = 1; minute < free.length; minute++)
      free[minute] = free[minute - 1] + perMinute[minute - 1];
    for (let at = 0; at < this.#size; at++) {
      const to = free[this.#minute[at]]++;
      spots[to] = this.#spot[at];
      subscriptions[to] = this.#subscription[at];
    }
    this.#size = 0;
    this.#perMinute.fill(0);
    return { perMinute, spots, subscriptions };
  }

  #grow(): void {
    const length = 2 * this.#minute.length;
    const [minute, spot, subscription] = [this.#minute, this.#spot, this.#subscription];
    this.#minute = new Uint16Array(length);
    this.#spot = new Int32Array(length);
    this.#subscription = new Int32Array(length);
    this.#minute.set(minute);
    this.#spot.set(spot);
    this.#subscription.set(subscription);
  }
}
