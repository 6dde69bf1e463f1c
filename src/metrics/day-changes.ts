// The entries and exits of one day, noted in any order and read minute by minute.
// Refuses to know what is entered, and where the places are.

type Change = (spot: number, subscription: number, by: number) => void;

export class DayChanges {
  /** Changes so far in each minute. */
  readonly #perMinute: Int32Array;
  #size = 0;
  #minute = new Uint16Array(64);
  /** `spot * 2`, and 1 more for an entry. */
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

  /** Minute by minute: every change of it through `apply`, then every one of them through `look`. */
  eachMinute(apply: Change, look: Change): void {
    const order = this.#sorted();
    const spots = this.#spot;
    const subscriptions = this.#subscription;
    let from = 0;
    for (const count of this.#perMinute) {
      const to = from + count;
      for (let index = from; index < to; index++) {
        const spot = spots[order[index]];
        apply(spot >> 1, subscriptions[order[index]], (spot & 1) === 1 ? 1 : -1);
      }
      for (let index = from; index < to; index++) {
        const spot = spots[order[index]];
        look(spot >> 1, subscriptions[order[index]], (spot & 1) === 1 ? 1 : -1);
      }
      from = to;
    }
  }

  clear(): void {
    this.#size = 0;
    this.#perMinute.fill(0);
  }

  /** The changes' numbers by minute: a counting sort. */
  #sorted(): Int32Array {
    const order = new Int32Array(this.#size);
    const free = new Int32Array(this.#perMinute.length);
    for (let minute = 1; minute < free.length; minute++)
      free[minute] = free[minute - 1] + this.#perMinute[minute - 1];
    for (let at = 0; at < this.#size; at++) order[free[this.#minute[at]]++] = at;
    return order;
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
