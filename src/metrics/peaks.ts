// The most there ever were in each place at the end of a minute. Refuses to know what they were and who noted it.

import { isOfEntries, type SortedDay } from './day-changes.ts';
import type { Places } from './places.ts';

/** By place: how many there are now, and the most there ever were. */
export interface Peaks {
  readonly now: Int32Array;
  readonly most: Int32Array;
}

export const noPeaks = ({ count }: Places): Peaks => ({
  // One more: nobody looks at what is in no place.
  now: new Int32Array(count + 1),
  most: new Int32Array(count + 1),
});

/** Later than any. */
const NO_TURN = 0x7fffffff;

/*
 * Days are added up in order. Of a minute the exits come first: its entries only raise a place from there on to what it
 * holds at the minute's end, so that it may be looked at after each of them, and a stay within the minute is not seen.
 */

/** Adds a day up in the places that lie within a region: it, and the zone. */
export function addWithin({ now, most }: Peaks, places: Places, { turns, counts, where }: SortedDay): void {
  const { regionOfArea, zoneOfArea } = places;
  let at = 0;
  for (let turn = 0; turn < turns.length; turn++) {
    const to = at + counts[turn];
    if (isOfEntries(turns[turn])) {
      for (; at < to; at++) {
        const area = where[at] >>> 16;
        const region = regionOfArea[area];
        const inRegion = ++now[region];
        if (inRegion > most[region]) most[region] = inRegion;
        const zone = zoneOfArea[area];
        const inZone = ++now[zone];
        if (inZone > most[zone]) most[zone] = inZone;
      }
    } else {
      for (; at < to; at++) {
        const area = where[at] >>> 16;
        now[regionOfArea[area]]--;
        now[zoneOfArea[area]]--;
      }
    }
  }
}

/** Adds a day up, as each part of the run has noted it, in the places across regions: fleet, group and subscription. */
export function addAcross(peaks: Peaks, places: Places, parts: readonly SortedDay[]): void {
  /** Of each part: its next turn, and the next of its changes. */
  const nextTurn = parts.map(() => 0);
  const from = parts.map(() => 0);
  for (;;) {
    let turn = NO_TURN;
    for (let part = 0; part < parts.length; part++) {
      const { turns } = parts[part];
      if (nextTurn[part] < turns.length && turns[nextTurn[part]] < turn) turn = turns[nextTurn[part]];
    }
    if (turn === NO_TURN) return;
    for (let part = 0; part < parts.length; part++) {
      const { turns, counts } = parts[part];
      if (turns[nextTurn[part]] !== turn) continue;
      const to = from[part] + counts[nextTurn[part]++];
      addTurn(peaks, places, parts[part], turn, from[part], to);
      from[part] = to;
    }
  }
}

/** One turn of one part: its changes from `from` to `to`. */
function addTurn(
  { now, most }: Peaks,
  places: Places,
  { where, subscriptions }: SortedDay,
  turn: number,
  from: number,
  to: number,
): void {
  const firstGroup = places.group(0);
  const firstSubscription = places.subscription(0);
  if (isOfEntries(turn)) {
    now[0] += to - from;
    if (now[0] > most[0]) most[0] = now[0];
    for (let at = from; at < to; at++) {
      const group = firstGroup + (where[at] & 0xffff);
      const inGroup = ++now[group];
      if (inGroup > most[group]) most[group] = inGroup;
      const subscription = firstSubscription + subscriptions[at];
      const inSubscription = ++now[subscription];
      if (inSubscription > most[subscription]) most[subscription] = inSubscription;
    }
  } else {
    now[0] -= to - from;
    for (let at = from; at < to; at++) {
      now[firstGroup + (where[at] & 0xffff)]--;
      now[firstSubscription + subscriptions[at]]--;
    }
  }
}
