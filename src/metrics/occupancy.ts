// How many VMs are in some state at once, looked at every full minute, and the most there ever were.
// Refuses to know which state that is.

import { DAY, MINUTE } from '../calendar/instant.ts';
import type { Fleet } from '../fleet/fleet.ts';
import { OpenDays, roomForChanges, type SortedDay } from './day-changes.ts';
import { addAcross, addWithin, noPeaks } from './peaks.ts';
import type { Places } from './places.ts';

/** Changes that are kept as they came before they are looked at: many at a time take less each. */
const BATCH = 1024;

/** Takes a day's changes for the places that other parts of a split run share: fleet, groups and subscriptions. */
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

/** With `share` only regions, zones and sets are counted here. */
export function occupancyOf(fleet: Fleet, places: Places, share?: ShareDay): Occupancy {
  const { group, zone, cells } = fleet;
  const { region: regionOfCell, subscription: subscriptionOfCell, first: firstOfCell } = cells;
  const { setOfCell, areaOfRegion, cellOfNeighbours } = places;
  const peaks = noPeaks(places);
  const { now, most } = peaks;
  const vms = new Int32Array(BATCH);
  /** Instants of entries, and of exits all bits turned. */
  const instants = new Int32Array(BATCH);
  const batch = roomForChanges(BATCH);
  const { turns, where, subscriptions } = batch;
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
    for (let at = 0; at < count; at++) {
      const vm = vms[at];
      let cell = cellOfNeighbours[vm >> 4];
      while (firstOfCell[cell + 1] <= vm) cell++;
      const entering = instants[at] >> 31;
      const set = setOfCell[cell];
      if (set >= 0) {
        const inSet = now[set] + 1 + 2 * entering;
        now[set] = inSet;
        if (inSet > most[set]) most[set] = inSet;
      }
      turns[at] = 2 * (((instants[at] ^ entering) / MINUTE) | 0) + 1 + entering;
      where[at] = ((areaOfRegion[regionOfCell[cell]] + zone[vm]) << 16) | group[vm];
      subscriptions[at] = subscriptionOfCell[cell];
    }
    open.note(batch, count);
    size = 0;
  }

  function settle(t: number): void {
    look();
    const until = Math.floor(t / DAY);
    for (; settledDays < until; settledDays++) if (!open.isEmpty) addUp(settledDays);
  }

  function addUp(day: number): void {
    const sorted = open.take(day);
    addWithin(peaks, places, sorted);
    if (share === undefined) addAcross(peaks, places, [sorted]);
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
