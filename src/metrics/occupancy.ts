// How many VMs are in some states at once, looked at every full minute, and the most there ever were.
// Refuses to know which states these are.

import { DAY } from '../calendar/instant.ts';
import type { Fleet } from '../fleet/fleet.ts';
import { BATCH, OpenDays, type SortedDay } from './day-changes.ts';
import { peaksOf } from './peaks.ts';
import { CELL_ROW, NEIGHBOURS_BITS, type Places } from './places.ts';

/** Takes a day's changes of a state for the places that other parts of a split run share: all but availability sets. */
export type ShareDay = (state: number, day: number, changes: SortedDay) => void;

/**
 * Entries and exits may come out of order between two calls of `settle`: a change is noted, and a day is added up and
 * forgotten once everything before its end is known. Availability sets have theirs in order: they are counted at
 * every instant. States are numbered from 0.
 */
export interface Occupancy {
  /** A VM enters (+1) or leaves (-1) a state at t, in seconds of the run. */
  change(state: number, vm: number, t: number, by: 1 | -1): void;
  /** Everything before t is known. */
  settle(t: number): void;
  /** The run is over: by state and place the most there ever were. */
  finish(): Int32Array[];
}

/** Of all states in one, so that the compiler finds one change. With `share` only availability sets are counted here. */
export function occupancyOf(fleet: Fleet, places: Places, states: number, share?: ShareDay): Occupancy {
  const { group, zone } = fleet;
  const { cellOfNeighbours, cellRows } = places;
  const { next, set, area, subscription, width } = CELL_ROW;
  const { changeAtOnce, addDay, mostIn } = peaksOf(places, states);
  const open = Array.from({ length: states }, () => new OpenDays());
  // The newest changes, BATCH for each state, and how many there are.
  const turns = new Int32Array(states * BATCH);
  const where = new Int32Array(states * BATCH);
  const subscriptions = new Int32Array(states * BATCH);
  const size = new Int32Array(states);
  let settledDays = 0;

  function change(state: number, vm: number, t: number, by: 1 | -1): void {
    let row = width * cellOfNeighbours[vm >> NEIGHBOURS_BITS];
    while (cellRows[row + next] <= vm) row += width;
    const place = cellRows[row + set];
    if (place >= 0) changeAtOnce(state, place, by);
    const at = state * BATCH + size[state];
    // Minutes, by a literal: a multiplication. Twice that, and 1 more for an entry.
    turns[at] = 2 * (((t | 0) / 60) | 0) + (by > 0 ? 1 : 0);
    where[at] = ((cellRows[row + area] + zone[vm]) << 16) | group[vm];
    subscriptions[at] = cellRows[row + subscription];
    size[state]++;
    if (size[state] === BATCH) note(state);
  }

  function note(state: number): void {
    const from = state * BATCH;
    const to = from + size[state];
    if (to > from)
      open[state].note(turns.subarray(from, to), where.subarray(from, to), subscriptions.subarray(from, to));
    size[state] = 0;
  }

  function settle(t: number): void {
    const until = Math.floor(t / DAY);
    for (let state = 0; state < states; state++) {
      note(state);
      for (let day = settledDays; day < until; day++) if (!open[state].isEmpty) addUp(state, day);
    }
    settledDays = Math.max(settledDays, until);
  }

  function addUp(state: number, day: number): void {
    const sorted = open[state].take(day);
    if (share === undefined) addDay(state, [sorted]);
    else share(state, day, sorted);
  }

  return {
    change,
    settle,
    finish() {
      for (let state = 0; state < states; state++) {
        note(state);
        for (let day = settledDays; !open[state].isEmpty; day++) addUp(state, day);
      }
      return open.map((_, state) => mostIn(state));
    },
  };
}
