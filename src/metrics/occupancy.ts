// How many VMs are in some states at once, looked at every full minute, and the most there ever were.
// Refuses to know which states these are.

import { DAY, MINUTE } from '../calendar/instant.ts';
import { dayWriterOf, type SortedDay } from './day-changes.ts';
import { OPEN_MINUTES, openMinutesOf } from './open-minutes.ts';
import { peaksOf } from './peaks.ts';
import type { Places } from './places.ts';
import { CELL_ROW, NEIGHBOURS_BITS, type VmPlaces } from './vm-places.ts';

/** Takes a day's changes of a state for the places that other parts of a split run share: all but availability sets. */
export type ShareDay = (state: number, day: number, changes: SortedDay) => void;

/**
 * Entries and exits may come out of order between two calls of `settle`, which lie a day apart at most: a change is
 * noted, and a minute is added up and forgotten once everything before its end is known. Availability sets have theirs
 * in order: they are counted at every instant. States are numbered from 0.
 */
export interface Occupancy {
  /** A VM is in a state from t on, in seconds of the run. */
  enter(state: number, vm: number, t: number): void;
  /** It is in that state no more. */
  exit(state: number, vm: number, t: number): void;
  /** Reads what an entry or exit of a VM will need (LedgerSink). */
  expect(vm: number): number;
  /** Everything before t is known. */
  settle(t: number): void;
  /** The run is over: by state and place the most there ever were. */
  finish(): Int32Array[];
}

/**
 * Of all states in one, so that the compiler finds one of each function. With `share` only availability sets are
 * counted here.
 */
export function occupancyOf(
  { rowOfNeighbours, rows, zone, group }: VmPlaces,
  places: Places,
  states: number,
  share?: ShareDay,
): Occupancy {
  const { next, set, area, subscription, width } = CELL_ROW;
  const { enterAtOnce, exitAtOnce, add, mostIn } = peaksOf(places, states);
  const { write, end } = dayWriterOf();
  const { note, take } = openMinutesOf(states, share === undefined ? add : write);
  /** In here it is a constant to the compiler. */
  const NEIGHBOURS = NEIGHBOURS_BITS;
  /** Minutes that are over. */
  let settled = 0;

  /** Row of a VM's cell. */
  function rowOf(vm: number): number {
    let row = rowOfNeighbours[vm >> NEIGHBOURS];
    while (rows[row + next] <= vm) row += width;
    return row;
  }

  function whereIs(vm: number, row: number): number {
    return ((rows[row + area] + zone[vm]) << 16) | group[vm];
  }

  function enter(state: number, vm: number, t: number): void {
    const row = rowOf(vm);
    const place = rows[row + set];
    if (place >= 0) enterAtOnce(state, place);
    // By a literal: a multiplication.
    note(state, 2 * (((t | 0) / 60) | 0) + 1, whereIs(vm, row), rows[row + subscription]);
  }

  function exit(state: number, vm: number, t: number): void {
    const row = rowOf(vm);
    const place = rows[row + set];
    if (place >= 0) exitAtOnce(state, place);
    note(state, 2 * (((t | 0) / 60) | 0), whereIs(vm, row), rows[row + subscription]);
  }

  function expect(vm: number): number {
    return rows[rowOfNeighbours[vm >> NEIGHBOURS]] ^ zone[vm] ^ group[vm];
  }

  function settle(t: number): void {
    const minute = Math.floor(t / MINUTE);
    if (share === undefined) addUp(minute);
    else for (let day = settled / (DAY / MINUTE); day < Math.floor(t / DAY); day++) shareDay(day, share);
  }

  function addUp(until: number): void {
    for (let state = 0; state < states; state++) take(state, settled, until);
    settled = until;
  }

  function shareDay(day: number, give: ShareDay): void {
    for (let state = 0; state < states; state++) {
      take(state, settled, settled + DAY / MINUTE);
      const changes = end();
      if (changes !== undefined) give(state, day, changes);
    }
    settled += DAY / MINUTE;
  }

  return {
    enter,
    exit,
    expect,
    settle,
    finish() {
      settle((settled + OPEN_MINUTES) * MINUTE);
      if (share !== undefined) settle((settled + DAY / MINUTE) * MINUTE);
      return Array.from({ length: states }, (_, state) => mostIn(state));
    },
  };
}
