// The reasons a VM is off: weekly plans, nights, stops, outages. Each answers for any VM and instant, nothing is executed.
// Refuses to know what being off means for patching.

import type { Instant } from '../calendar/instant.ts';
import { DAY } from '../calendar/instant.ts';
import { type Nights, nightAt, nights } from '../calendar/night.ts';
import { type Intervals, weeklyIntervals } from '../calendar/weekly.ts';
import type { ZoneTable } from '../calendar/zone.ts';
import { NEVER } from '../kernel/eventlist.ts';
import { draw, type StreamKey, thresholdOf } from '../kernel/streams.ts';
import type { Power } from '../scenario/schema.ts';

/** One reason to be off. Times are seconds since the run's start; `luck` is the VM's identity in draws. */
export interface OffSource {
  /** End of the off interval that holds t, -1 when this source does not have the VM off at t. */
  offUntil(luck: number, t: number): number;
  /** Start of the first off interval after t, NEVER when there is none. */
  nextOff(luck: number, t: number): number;
}

/** Off in given intervals (sorted by start), for the share of VMs below the threshold. */
export class FixedOff implements OffSource {
  readonly #intervals: readonly { readonly from: number; readonly to: number }[];
  readonly #key: StreamKey;
  readonly #threshold: number;

  constructor(intervals: readonly { from: number; to: number }[], key: StreamKey = 0, share = 1) {
    this.#intervals = [...intervals].filter(({ from, to }) => from < to).sort((a, b) => a.from - b.from);
    this.#key = key;
    this.#threshold = thresholdOf(share);
  }

  offUntil(luck: number, t: number): number {
    if (!this.#hit(luck)) return -1;
    let until = -1;
    for (const { from, to } of this.#intervals) {
      if (from > t) break;
      if (t < to && to > until) until = to;
    }
    return until;
  }

  nextOff(luck: number, t: number): number {
    if (!this.#hit(luck)) return NEVER;
    for (const { from } of this.#intervals) if (from > t) return from;
    return NEVER;
  }

  #hit(luck: number): boolean {
    return this.#threshold === 2 ** 32 || draw(this.#key, luck, 0) < this.#threshold;
  }
}

/** Off outside weekly windows of local time. */
class WeeklyOff implements OffSource {
  readonly #on: Intervals;
  readonly #perSecond: number;

  constructor(on: Intervals) {
    this.#on = on;
    // The last one may be over before the run, and there may be none.
    this.#perSecond = on.end.length / Math.max(1, on.end.at(-1) ?? 1);
  }

  /** Index of the first window that ends after t; they are spread evenly, so that it is near where t lies in the run. */
  #at(t: number): number {
    const { end } = this.#on;
    let index = Math.max(0, Math.min(end.length, Math.floor(t * this.#perSecond)));
    while (index > 0 && end[index - 1] > t) index--;
    while (index < end.length && end[index] <= t) index++;
    return index;
  }

  offUntil(_luck: number, t: number): number {
    const index = this.#at(t);
    if (index === this.#on.end.length) return NEVER;
    return this.#on.start[index] <= t ? -1 : this.#on.start[index];
  }

  nextOff(_luck: number, t: number): number {
    const index = this.#at(t);
    return index === this.#on.end.length ? NEVER : this.#on.end[index];
  }
}

/** Off for a night with a probability, drawn per VM and night. */
class NightlyOff implements OffSource {
  readonly #nights: Nights;
  readonly #key: StreamKey;
  readonly #threshold: number;

  constructor(windows: Nights, key: StreamKey, probability: number) {
    this.#nights = windows;
    this.#key = key;
    this.#threshold = thresholdOf(probability);
  }

  offUntil(luck: number, t: number): number {
    const night = nightAt(this.#nights, t);
    const off = this.#nights.start[night] <= t && draw(this.#key, luck, night) < this.#threshold;
    return off ? this.#nights.end[night] : -1;
  }

  nextOff(luck: number, t: number): number {
    const { start } = this.#nights;
    for (let night = nightAt(this.#nights, t); night < start.length; night++) {
      if (start[night] > t && draw(this.#key, luck, night) < this.#threshold) return start[night];
    }
    return NEVER;
  }
}

const BLOCK = 30 * DAY;

/** Stopped for some days with a probability per 30 days: at most one stop begins in each 30 days, at any instant. */
class StopsOff implements OffSource {
  readonly #key: StreamKey;
  readonly #threshold: number;
  readonly #duration: number;
  readonly #end: number;

  constructor(key: StreamKey, probability: number, duration: number, end: number) {
    this.#key = key;
    this.#threshold = thresholdOf(probability);
    this.#duration = duration;
    this.#end = end;
  }

  /** Start of the stop of a block, NEVER when there is none; block 0 begins with the run. */
  #start(luck: number, block: number): number {
    if (block < 0 || draw(this.#key, luck, 2 * block) >= this.#threshold) return NEVER;
    return block * BLOCK + Math.floor((draw(this.#key, luck, 2 * block + 1) / 2 ** 32) * BLOCK);
  }

  offUntil(luck: number, t: number): number {
    const last = Math.floor(t / BLOCK);
    for (let block = Math.floor((t - this.#duration) / BLOCK); block <= last; block++) {
      const start = this.#start(luck, block);
      if (start <= t && t < start + this.#duration) return Math.min(NEVER, start + this.#duration);
    }
    return -1;
  }

  nextOff(luck: number, t: number): number {
    for (let block = Math.max(0, Math.floor(t / BLOCK)); block * BLOCK <= this.#end; block++) {
      const start = this.#start(luck, block);
      if (start > t && start < NEVER) return start;
    }
    return NEVER;
  }
}

/** The sources of one group's power plan on one clock, over the run `[origin, until]`. */
export function offSources(
  power: Power,
  table: ZoneTable,
  origin: Instant,
  until: Instant,
  key: (purpose: string) => StreamKey,
): OffSource[] {
  const sources: OffSource[] = [];
  const { offNightly, weekly, off, stops } = power;
  if (weekly !== undefined) sources.push(new WeeklyOff(weeklyIntervals(table, weekly, origin, until)));
  if (offNightly !== undefined && offNightly.probability > 0) {
    const window = { start: offNightly.from, end: offNightly.to };
    sources.push(
      new NightlyOff(nights(table, window, origin, until), key('power off at night'), offNightly.probability),
    );
  }
  if (off.length > 0) {
    sources.push(new FixedOff(off.map(({ from, to }) => ({ from: from - origin, to: to - origin }))));
  }
  if (stops !== undefined && stops.probability > 0) {
    sources.push(new StopsOff(key('power stops'), stops.probability, stops.duration, until - origin));
  }
  return sources;
}
