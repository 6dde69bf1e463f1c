// The most there ever were in each place at the end of a minute. Refuses to know what they were and who noted it.

import type { SortedDay } from './day-changes.ts';
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

/*
 * Days are added up in order. Of a minute the exits come first: its entries only raise a place from there on to what it
 * holds at the minute's end, so that it may be looked at after each of them, and a stay within the minute is not seen.
 */

/** Adds a day up, as each part of the run has noted it: all places but sets. */
export function addDay(peaks: Peaks, places: Places, parts: readonly SortedDay[]): void {
  addWithin(peaks, places, parts);
  addAcross(peaks, places, parts);
}

/** In the places that lie within a region: it, and the zone. */
function addWithin({ now, most }: Peaks, places: Places, parts: readonly SortedDay[]): void {
  const { regionOfArea, zoneOfArea } = places;
  const from = parts.map(() => 0);
  for (let turn = 0; turn < parts[0].counts.length; turn++) {
    const entering = (turn & 1) === 1;
    for (let part = 0; part < parts.length; part++) {
      const { counts, where } = parts[part];
      const count = counts[turn];
      if (count === 0) continue;
      const to = from[part] + count;
      if (entering) {
        for (let at = from[part]; at < to; at++) {
          const area = where[at] >>> 16;
          const region = regionOfArea[area];
          const inRegion = ++now[region];
          if (inRegion > most[region]) most[region] = inRegion;
          const zone = zoneOfArea[area];
          const inZone = ++now[zone];
          if (inZone > most[zone]) most[zone] = inZone;
        }
      } else {
        for (let at = from[part]; at < to; at++) {
          const area = where[at] >>> 16;
          now[regionOfArea[area]]--;
          now[zoneOfArea[area]]--;
        }
      }
      from[part] = to;
    }
  }
}

/** In the places across regions: fleet, group and subscription. */
function addAcross({ now, most }: Peaks, places: Places, parts: readonly SortedDay[]): void {
  const firstGroup = places.group(0);
  const firstSubscription = places.subscription(0);
  const from = parts.map(() => 0);
  for (let turn = 0; turn < parts[0].counts.length; turn++) {
    const entering = (turn & 1) === 1;
    for (let part = 0; part < parts.length; part++) {
      const { counts, where, subscriptions } = parts[part];
      const count = counts[turn];
      if (count === 0) continue;
      const to = from[part] + count;
      if (entering) {
        now[0] += count;
        if (now[0] > most[0]) most[0] = now[0];
        for (let at = from[part]; at < to; at++) {
          const group = firstGroup + (where[at] & 0xffff);
          const inGroup = ++now[group];
          if (inGroup > most[group]) most[group] = inGroup;
          const subscription = firstSubscription + subscriptions[at];
          const inSubscription = ++now[subscription];
          if (inSubscription > most[subscription]) most[subscription] = inSubscription;
        }
      } else {
        now[0] -= count;
        for (let at = from[part]; at < to; at++) {
          now[firstGroup + (where[at] & 0xffff)]--;
          now[firstSubscription + subscriptions[at]]--;
        }
      }
      from[part] = to;
    }
  }
}
