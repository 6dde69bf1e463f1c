// How many VMs are in some state at once, looked at every full minute, and the most there ever were.
// Refuses to know which state that is.

import { DAY, MINUTE } from '../calendar/instant.ts';
import type { Fleet } from '../fleet/fleet.ts';
import { BATCH, OpenDays, type SortedDay } from './day-changes.ts';
import { addDay, noPeaks } from './peaks.ts';
import { CELL_ROW, NEIGHBOURS_BITS, type Places } from './places.ts';

/** Takes a day's changes for the places that other parts of a split run share: all but availability sets. */
export type ShareDay = (day: number, changes: SortedDay) => void;

/**
 * Entries and exits may come out of order between two calls of `settle`: a change is noted, and a day is added up and
 * forgotten once everything before its end is known. Availability sets have theirs in order: they are counted at
 * every instant.
 */
export interface Occupancy {
  /** A VM enters (+1) or leaves (-1) the state at t, in seconds of the run. */
  change(vm: number, t: number, by: 1 | -1): void;
  /** Everything before t is known. */
  settle(t: number): void;
  /** The run is over: by place the most there ever were. */
  finish(): Int32Array;
}

/** With `share` only availability sets are counted here. */
export function occupancyOf(fleet: Fleet, places: Places, share?: ShareDay): Occupancy {
  const { group, zone } = fleet;
  const { cellOfNeighbours, cellRows } = places;
  const { next, set, area, subscription, width } = CELL_ROW;
  const peaks = noPeaks(places);
  const { now, most } = peaks;
  const vms = new Int32Array(BATCH);
  /** Instants of entries, and of exits all bits turned. */
  const instants = new Int32Array(BATCH);
  const open = new OpenDays();
  let size = 0;
  let settledDays = 0;

  function change(vm: number, t: number, by: 1 | -1): void {
    vms[size] = vm;
    instants[size] = by > 0 ? t : ~t;
    if (++size === BATCH) look();
  }

  function look(): void {
    const count = size;
    if (count === 0) return;
    const { turns, where, subscriptions } = open.next(count);
    for (let at = 0; at < count; at++) {
      const vm = vms[at];
      let row = width * cellOfNeighbours[vm >> NEIGHBOURS_BITS];
      while (cellRows[row + next] <= vm) row += width;
      const exit = instants[at] >> 31;
      const place = cellRows[row + set];
      if (place >= 0) {
        const inSet = now[place] + 1 + 2 * exit;
        now[place] = inSet;
        if (inSet > most[place]) most[place] = inSet;
      }
      turns[at] = 2 * (((instants[at] ^ exit) / MINUTE) | 0) + 1 + exit;
      where[at] = ((cellRows[row + area] + zone[vm]) << 16) | group[vm];
      subscriptions[at] = cellRows[row + subscription];
    }
    size = 0;
  }

  function settle(t: number): void {
    look();
    const until = Math.floor(t / DAY);
    for (; settledDays < until; settledDays++) if (!open.isEmpty) addUp(settledDays);
  }

  function addUp(day: number): void {
    const sorted = open.take(day);
    if (share === undefined) addDay(peaks, places, [sorted]);
    else share(day, sorted);
  }

  return {
    change,
    settle,
    finish() {
      look();
      while (!open.isEmpty) addUp(settledDays++);
      return most;
    },
  };
}
