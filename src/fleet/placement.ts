// Spreads the VMs of a group over regions, subscriptions, time zones, zones, sets and update domains (R17-R19).
// Refuses to know calendars and power.

import type { Group, Weighted } from '../scenario/schema.ts';

const patterns = new WeakMap<Weighted<unknown>, Int32Array>();

/** A repeating pattern: each value as often in a row as its weight says. Groups that share a list share its pattern. */
function patternOf(weighted: Weighted<unknown>): Int32Array {
  let pattern = patterns.get(weighted);
  if (pattern === undefined) {
    pattern = Int32Array.from(weighted.flatMap(({ weight }, index) => new Array<number>(weight).fill(index)));
    patterns.set(weighted, pattern);
  }
  return pattern;
}

/** Places gone through in one call: a loop over millions runs on code that V8 makes for it alone and throws away with each surprise. */
export const AT_ONCE = 512;

const ONE = [{ value: undefined, weight: 1 }];

/**
 * Goes from place to place of a group: indices into the group's own lists. The members of a set share all of them, so
 * with sets the spread goes set by set, else VM by VM. The patterns are crossed like the digits of a number, region the
 * lowest, so that every combination occurs in its share.
 */
export class Placement {
  region: number;
  subscription: number;
  timeZone: number;
  /** Index into the group's zones, -1 without. */
  zone: number;
  /** Whether each place is an availability set, with how many members and update domains; else it is a VM. */
  readonly isSet: boolean;
  readonly size: number;
  readonly updateDomains: number;
  readonly #regions: Int32Array;
  readonly #subscriptions: Int32Array;
  readonly #timeZones: Int32Array;
  readonly #zones: number;
  // The digits; that of zones is the zone itself.
  #region = 0;
  #subscription = 0;
  #timeZone = 0;

  /** At the first place. */
  constructor({ region, subscription, timeZone, zones, availabilitySets }: Group) {
    this.#regions = patternOf(region);
    this.#subscriptions = patternOf(subscription);
    this.#timeZones = patternOf(timeZone ?? ONE);
    this.#zones = zones.length;
    this.isSet = availabilitySets !== undefined;
    this.size = availabilitySets?.size ?? 1;
    this.updateDomains = availabilitySets?.updateDomains ?? 1;
    this.region = this.#regions[0];
    this.subscription = this.#subscriptions[0];
    this.timeZone = this.#timeZones[0];
    this.zone = zones.length > 0 ? 0 : -1;
  }

  /** Goes on to the next place. */
  next(): void {
    if (++this.#region === this.#regions.length) {
      this.#region = 0;
      this.#nextZone();
    }
    this.region = this.#regions[this.#region];
  }

  #nextZone(): void {
    if (this.zone >= 0 && ++this.zone < this.#zones) return;
    if (this.zone >= 0) this.zone = 0;
    if (++this.#subscription === this.#subscriptions.length) {
      this.#subscription = 0;
      if (++this.#timeZone === this.#timeZones.length) this.#timeZone = 0;
      this.timeZone = this.#timeZones[this.#timeZone];
    }
    this.subscription = this.#subscriptions[this.#subscription];
  }
}
