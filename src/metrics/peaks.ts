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
  const at = parts.map(() => 0);
  const from = parts.map(() => 0);
  for (let turn = first(parts, at); turn < NO_TURN; turn = first(parts, at)) {
    for (let part = 0; part < parts.length; part++) {
      const { turns, counts } = parts[part];
      if (at[part] === turns.length || turns[at[part]] !== turn) continue;
      const to = from[part] + counts[at[part]++];
      if ((turn & 1) === 1) enter(peaks, places, parts[part], from[part], to);
      else exit(peaks, places, parts[part], from[part], to);
      from[part] = to;
    }
  }
}

/** Later than any. */
const NO_TURN = 0x7fffffff;

/** The first turn of some parts from where each of them is. */
function first(parts: readonly SortedDay[], at: readonly number[]): number {
  let earliest = NO_TURN;
  for (let part = 0; part < parts.length; part++) {
    const { turns } = parts[part];
    if (at[part] < turns.length && turns[at[part]] < earliest) earliest = turns[at[part]];
  }
  return earliest;
}

function enter({ now, most }: Peaks, places: Places, day: SortedDay, from: number, to: number): void {
  const { regionOfArea, zoneOfArea } = places;
  const firstGroup = places.group(0);
  const firstSubscription = places.subscription(0);
  const { where, subscriptions } = day;
  now[0] += to - from;
  if (now[0] > most[0]) most[0] = now[0];
  for (let at = from; at < to; at++) {
    const place = where[at];
    const region = regionOfArea[place >>> 16];
    const inRegion = ++now[region];
    if (inRegion > most[region]) most[region] = inRegion;
    const zone = zoneOfArea[place >>> 16];
    const inZone = ++now[zone];
    if (inZone > most[zone]) most[zone] = inZone;
    const group = firstGroup + (place & 0xffff);
    const inGroup = ++now[group];
    if (inGroup > most[group]) most[group] = inGroup;
    const subscription = firstSubscription + subscriptions[at];
    const inSubscription = ++now[subscription];
    if (inSubscription > most[subscription]) most[subscription] = inSubscription;
  }
}

function exit({ now }: Peaks, places: Places, day: SortedDay, from: number, to: number): void {
  const { regionOfArea, zoneOfArea } = places;
  const firstGroup = places.group(0);
  const firstSubscription = places.subscription(0);
  const { where, subscriptions } = day;
  now[0] -= to - from;
  for (let at = from; at < to; at++) {
    const place = where[at];
    now[regionOfArea[place >>> 16]]--;
    now[zoneOfArea[place >>> 16]]--;
    now[firstGroup + (place & 0xffff)]--;
    now[firstSubscription + subscriptions[at]]--;
  }
}
