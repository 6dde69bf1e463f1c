// How many VMs are in some state at once, looked at every full minute, and the most there ever were.
// Refuses to know which state that is.

import { DAY, MINUTE } from '../calendar/instant.ts';
import { DayChanges, type SortedDay } from './day-changes.ts';
import { Peaks } from './peaks.ts';
import type { Places } from './places.ts';

const MINUTES = DAY / MINUTE;

/** Takes a day's changes for the places that other parts of a split run share: fleet, groups and subscriptions. */
export type ShareDay = (day: number, changes: SortedDay) => void;

/**
 * Entries and exits may come out of order between two calls of `settle`: a change is noted, and a day is added up and
 * forgotten once everything before its end is known. Availability sets have theirs in order: they are counted at
 * every instant, at once.
 */
export class Occupancy {
  readonly peaks: Peaks;
  readonly #places: Places;
  readonly #share: ShareDay | undefined;
  readonly #days: (DayChanges | undefined)[] = [];
  readonly #free: DayChanges[] = [];
  #settledDays = 0;

  /** With `share` only regions, zones and sets are counted here. */
  constructor(places: Places, share?: ShareDay) {
    this.#places = places;
    this.#share = share;
    this.peaks = new Peaks(places.count, share === undefined ? places.all : places.within);
  }

  /** A VM enters (+1) or leaves (-1) the state at t, in seconds of the run. */
  change(vm: number, t: number, by: 1 | -1): void {
    const places = this.#places;
    const set = places.setOfVm[vm];
    if (set >= 0) this.peaks.changeAtOnce(set, by);
    const minute = Math.floor(t / MINUTE);
    const day = Math.floor(minute / MINUTES);
    const changes = this.#days[day] ?? this.#newDay(day);
    changes.add(minute - day * MINUTES, places.spotOf(vm), places.subscriptionOf(vm), by);
  }

  #newDay(day: number): DayChanges {
    const changes = this.#free.pop() ?? new DayChanges(MINUTES);
    this.#days[day] = changes;
    return changes;
  }

  /** Everything before t is known. */
  settle(t: number): void {
    const days = Math.floor(t / DAY);
    for (let day = this.#settledDays; day < days; day++) this.#addUp(day);
    this.#settledDays = Math.max(this.#settledDays, days);
  }

  /** The run is over: adds up what is left. */
  finish(): void {
    this.settle(this.#days.length * DAY);
  }

  #addUp(day: number): void {
    const changes = this.#days[day];
    if (changes === undefined) return;
    const sorted = changes.take();
    this.#free.push(changes);
    this.#days[day] = undefined;
    this.peaks.addDay([sorted]);
    this.#share?.(day, sorted);
  }
}
