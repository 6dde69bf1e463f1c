// The most there ever were in each place at the end of a minute, in each of some states. Refuses to know who noted it.

import type { SortedDay } from './day-changes.ts';
import type { Places } from './places.ts';

/** Later than any turn. */
const NO_TURN = 0x7fffffff;

export type Peaks = ReturnType<typeof peaksOf>;

/*
 * Days are added up in order. Of a minute the exits come first: its entries only raise a place from there on to what it
 * holds at the minute's end, so that it may be looked at after each of them, and a stay within the minute is not seen.
 */
export function peaksOf(places: Places, states: number) {
  const { regionOfArea, zoneOfArea } = places;
  const firstGroup = places.group(0);
  const firstSubscription = places.subscription(0);
  // One more place: nobody looks at what is in none.
  const width = places.count + 1;
  const now = new Int32Array(states * width);
  const most = new Int32Array(states * width);

  /** One more VM in a place, or one fewer, seen at once. */
  function changeAtOnce(state: number, place: number, by: 1 | -1): void {
    const at = state * width + place;
    const there = now[at] + by;
    now[at] = there;
    if (there > most[at]) most[at] = there;
  }

  /** Adds a day up, as each part of the run has noted it: all places but sets. */
  function addDay(state: number, parts: readonly SortedDay[]): void {
    const at = parts.map(() => 0);
    const from = parts.map(() => 0);
    for (let turn = firstTurn(parts, at); turn < NO_TURN; turn = firstTurn(parts, at)) {
      for (let part = 0; part < parts.length; part++) {
        const { turns, counts } = parts[part];
        if (at[part] === turns.length || turns[at[part]] !== turn) continue;
        const to = from[part] + counts[at[part]++];
        if ((turn & 1) === 1) enter(state * width, parts[part], from[part], to);
        else exit(state * width, parts[part], from[part], to);
        from[part] = to;
      }
    }
  }

  function enter(base: number, { where, subscriptions }: SortedDay, from: number, to: number): void {
    raise(base, to - from);
    for (let at = from; at < to; at++) {
      const place = where[at];
      raise(base + regionOfArea[place >>> 16], 1);
      raise(base + zoneOfArea[place >>> 16], 1);
      raise(base + firstGroup + (place & 0xffff), 1);
      raise(base + firstSubscription + subscriptions[at], 1);
    }
  }

  function raise(place: number, by: number): void {
    const there = now[place] + by;
    now[place] = there;
    if (there > most[place]) most[place] = there;
  }

  function exit(base: number, { where, subscriptions }: SortedDay, from: number, to: number): void {
    now[base] -= to - from;
    for (let at = from; at < to; at++) {
      const place = where[at];
      now[base + regionOfArea[place >>> 16]]--;
      now[base + zoneOfArea[place >>> 16]]--;
      now[base + firstGroup + (place & 0xffff)]--;
      now[base + firstSubscription + subscriptions[at]]--;
    }
  }

  /** By place, the most there ever were in a state. */
  const mostIn = (state: number): Int32Array => most.slice(state * width, (state + 1) * width);

  return { changeAtOnce, addDay, mostIn };
}

/** The first turn of some parts from where each of them is. */
function firstTurn(parts: readonly SortedDay[], at: readonly number[]): number {
  let earliest = NO_TURN;
  for (let part = 0; part < parts.length; part++) {
    const { turns } = parts[part];
    if (at[part] < turns.length && turns[at[part]] < earliest) earliest = turns[at[part]];
  }
  return earliest;
}
