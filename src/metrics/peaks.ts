// The most there ever were in each place at the end of a minute, in each of some states. Refuses to know who noted it.

import type { Places } from './places.ts';

/*
 * Minutes are added up in order. Of a minute the exits come first: its entries only raise a place from there on to what
 * it holds at the minute's end, so that it may be looked at after each of them, and a stay within the minute is not seen.
 */
export function peaksOf(places: Places, states: number) {
  const { regionOfArea, zoneOfArea } = places;
  const firstGroup = places.group(0);
  const firstSubscription = places.subscription(0);
  const width = places.count;
  const most = new Int32Array(states * width);
  /** How many may enter until there are more than ever. */
  const left = new Int32Array(states * width);

  function raise(at: number, by: number): void {
    const rest = left[at] - by;
    left[at] = rest;
    if (rest < 0) {
      most[at] -= rest;
      left[at] = 0;
    }
  }

  /** One more VM in a place, seen at once. */
  function enterAtOnce(state: number, place: number): void {
    raise(state * width + place, 1);
  }

  /** One VM fewer in a place. */
  function exitAtOnce(state: number, place: number): void {
    left[state * width + place]++;
  }

  /** Adds up entries or exits of a turn: in all places but sets. */
  function add(state: number, turn: number, members: Int32Array, from: number, to: number): void {
    if ((turn & 1) === 1) enter((state * width) | 0, members, from, to);
    else exit((state * width) | 0, members, from, to);
  }

  function enter(base: number, members: Int32Array, from: number, to: number): void {
    raise(base, (to - from) >> 1);
    // `| 0`: sums stay whole numbers of 32 bits.
    for (let at = from; at < to; at += 2) {
      const where = members[at];
      const area = where >>> 16;
      raise((base + regionOfArea[area]) | 0, 1);
      raise((base + zoneOfArea[area]) | 0, 1);
      raise((base + firstGroup + (where & 0xffff)) | 0, 1);
      raise((base + firstSubscription + members[at + 1]) | 0, 1);
    }
  }

  function exit(base: number, members: Int32Array, from: number, to: number): void {
    left[base] += (to - from) >> 1;
    for (let at = from; at < to; at += 2) {
      const where = members[at];
      const area = where >>> 16;
      left[(base + regionOfArea[area]) | 0]++;
      left[(base + zoneOfArea[area]) | 0]++;
      left[(base + firstGroup + (where & 0xffff)) | 0]++;
      left[(base + firstSubscription + members[at + 1]) | 0]++;
    }
  }

  /** By place, the most there ever were in a state. */
  const mostIn = (state: number): Int32Array => most.slice(state * width, (state + 1) * width);

  return { enterAtOnce, exitAtOnce, add, mostIn };
}
