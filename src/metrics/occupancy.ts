// How many VMs are in some states at once, looked at every full minute, and the most there ever were.
// Refuses to know which states these are.

import { MINUTE } from '../calendar/instant.ts';
import { type ChangeMemory, memoryAlone } from './change-memory.ts';
import { minutesTogether } from './minutes-together.ts';
import { OPEN_MINUTES, openMinutesOf } from './open-minutes.ts';
import { peaksOf } from './peaks.ts';
import type { Places } from './places.ts';
import { CELL_ROW, NEIGHBOURS_BITS, type VmPlaces } from './vm-places.ts';

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
  /** Adds up a piece of what is known, which a part puts off until it has to wait; false when nothing is left. */
  addNext(): boolean;
  /** The run is over: by state and place the most there ever were. */
  finish(): Int32Array[];
}

/** Slots of a part's memory: what was handed over last is still read by others when more is handed over. */
export const slotsFor = (states: number): number => 2 * states;

/** The part that counts a state in all places but availability sets. */
export const counterOf = (state: number, parts: number): number => state % parts;

/**
 * Of all states in one, so that the compiler finds one of each function. Parts of a split run are settled at the same
 * instants; each counts its own availability sets, and in all other places the states that are its own (`counterOf`).
 */
export function occupancyOf(
  { rowOfNeighbours, rows, zone, group }: VmPlaces,
  places: Places,
  states: number,
  memory: ChangeMemory = memoryAlone(slotsFor(states)),
): Occupancy {
  const { next, set, area, subscription, width } = CELL_ROW;
  const { enterAtOnce, exitAtOnce, add, mostIn } = peaksOf(places, states);
  const { note, handOver, takeBack } = openMinutesOf(states, memory, add);
  const { begin, handOn } = minutesTogether(memory, states, add);
  const { part, parts, meet } = memory;
  /** In here it is a constant to the compiler. */
  const NEIGHBOURS = NEIGHBOURS_BITS;
  /** Minutes that are over. */
  let settled = 0;
  /** The first slot of what was handed over last. */
  let slot = states;
  /** The state that is added up; there are others of its own behind it. */
  let adding = states;

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
    addUp(Math.floor(t / MINUTE));
  }

  function addUp(until: number): void {
    while (addNext());
    const before = slot;
    slot = states - slot;
    for (let state = 0; state < states; state++) handOver(slot + state, state, settled, until);
    settled = until;
    meet();
    // All others are through with what was handed over before, too.
    takeBack(before);
    for (let state = part; state < states; state += parts) begin(state, slot + state);
    adding = part;
  }

  function addNext(): boolean {
    for (; adding < states; adding += parts) if (handOn(adding)) return true;
    return false;
  }

  return {
    enter,
    exit,
    expect,
    settle,
    addNext,
    finish() {
      addUp(settled + OPEN_MINUTES);
      while (addNext());
      return Array.from({ length: states }, (_, state) => mostIn(state));
    },
  };
}
