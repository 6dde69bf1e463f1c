// The most there ever were in each place at the end of a minute, in each of some states. Refuses to know who noted it.

import type { TakeMembers } from './open-minutes.ts';
import type { Places } from './places.ts';
import { PLACE_ROW } from './vm-places.ts';

export type Peaks = ReturnType<typeof peaksOf>;

/*
 * Minutes are added up in order. Of a minute the exits come first: its entries only raise a place from there on to what
 * it holds at the minute's end, so that it may be looked at after each of them, and a stay within the minute is not seen.
 */
export function peaksOf(places: Places, states: number) {
  const { region, zone, group, subscription } = PLACE_ROW;
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

  /** Adds up entries and exits of VMs whose places are in `rows` (vm-places.ts): in all places but sets. */
  function adderOf(rows: Int32Array): TakeMembers {
    // `| 0`: sums stay whole numbers of 32 bits.
    function enter(base: number, members: Int32Array, from: number, to: number): void {
      raise(base, to - from);
      for (let at = from; at < to; at++) {
        const row = members[at];
        raise((base + rows[row + region]) | 0, 1);
        raise((base + rows[(row + zone) | 0]) | 0, 1);
        raise((base + rows[(row + group) | 0]) | 0, 1);
        raise((base + rows[(row + subscription) | 0]) | 0, 1);
      }
    }

    function exit(base: number, members: Int32Array, from: number, to: number): void {
      left[base] += to - from;
      for (let at = from; at < to; at++) {
        const row = members[at];
        left[(base + rows[row + region]) | 0]++;
        left[(base + rows[(row + zone) | 0]) | 0]++;
        left[(base + rows[(row + group) | 0]) | 0]++;
        left[(base + rows[(row + subscription) | 0]) | 0]++;
      }
    }

    return (state, turn, members, from, to) => {
      if ((turn & 1) === 1) enter(state * width, members, from, to);
      else exit(state * width, members, from, to);
    };
  }

  /** By place, the most there ever were in a state. */
  const mostIn = (state: number): Int32Array => most.slice(state * width, (state + 1) * width);

  return { enterAtOnce, exitAtOnce, adderOf, mostIn };
}
