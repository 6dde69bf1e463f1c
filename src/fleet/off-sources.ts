// The reasons a VM is off: weekly plans, nights, stops, outages. Each answers for any VM and instant, nothing is executed.
// Refuses to know what being off means for patching.

import { byDay, firstAfter } from '../calendar/by-day.ts';
import type { Instant } from '../calendar/instant.ts';
import { DAY } from '../calendar/instant.ts';
import { nights } from '../calendar/night.ts';
import { type Intervals, weeklyIntervals } from '../calendar/weekly.ts';
import type { ZoneTable } from '../calendar/zone.ts';
import { NEVER } from '../kernel/eventlist.ts';
import { drawBelow, firstBelow, isBelow, type StreamKey, substream, thresholdOf } from '../kernel/streams.ts';
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
    // What lies beyond NEVER, decades after any run, would be no whole number of 32 bits.
    this.#intervals = intervals
      .filter(({ from, to }) => from < to)
      .map(({ from, to }) => ({ from: Math.min(from, NEVER), to: Math.min(to, NEVER) }))
      .sort((a, b) => a.from - b.from);
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
    return this.#threshold === 2 ** 32 || isBelow(this.#threshold, this.#key, luck, 0);
  }
}

/** Off in given intervals, all of them or each with a probability, drawn per VM and interval. */
class IntervalsOff implements OffSource {
  readonly #start: Int32Array;
  readonly #end: Int32Array;
  readonly #days: Int32Array;
  readonly #key: StreamKey;
  readonly #threshold: number;
  readonly #always: boolean;

  constructor({ start, end }: Intervals, key: StreamKey = 0, probability = 1) {
    this.#start = start;
    this.#end = end;
    this.#days = byDay(end);
    // As a whole number of 32 bits, which the draws take it for: an unsigned one would be boxed.
    this.#key = key | 0;
    this.#threshold = thresholdOf(probability);
    this.#always = probability === 1;
  }

  offUntil(luck: number, t: number): number {
    const index = firstAfter(this.#end, this.#days, t);
    if (index === this.#end.length || this.#start[index] > t) return -1;
    const hit = this.#always || isBelow(this.#threshold, this.#key, luck, index);
    return hit ? this.#end[index] : -1;
  }

  nextOff(luck: number, t: number): number {
    const start = this.#start;
    const { length } = start;
    let index = firstAfter(this.#end, this.#days, t);
    if (index < length && start[index] <= t) index++;
    if (!this.#always) index = firstBelow(this.#threshold, substream(this.#key, luck), index, length);
    return index < length ? start[index] : NEVER;
  }
}

/** What lies between some intervals, before the first and after the last. */
function between({ start, end }: Intervals): Intervals {
  const apart = { start: new Int32Array(end.length + 1), end: new Int32Array(end.length + 1) };
  apart.start.set(end, 1);
  apart.end.set(start);
  apart.start[0] = -NEVER;
  apart.end[start.length] = NEVER;
  return apart;
}

const BLOCK = 30 * DAY;
/** The block that t is in, 0 where it is before the run. Whole numbers of 32 bits, by a literal: a multiplication. */
const blockOf = (t: number): number => Math.max(0, ((t | 0) / 2_592_000) | 0);

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
    if (!isBelow(this.#threshold, this.#key, luck, 2 * block)) return NEVER;
    return block * BLOCK + drawBelow(BLOCK, this.#key, luck, 2 * block + 1);
  }

  offUntil(luck: number, t: number): number {
    const first = blockOf(t - this.#duration);
    // The last of those that overlap first: it ends last. From end to end of hundreds would be a long way.
    for (let block = blockOf(t); block >= first; block--) {
      const start = this.#start(luck, block);
      if (start <= t && t < start + this.#duration) return Math.min(NEVER, start + this.#duration);
    }
    return -1;
  }

  nextOff(luck: number, t: number): number {
    for (let block = blockOf(t); block * BLOCK <= this.#end; block++) {
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
  if (weekly !== undefined)
    sources.push(new IntervalsOff(between(weeklyIntervals(table, weekly, origin, until))));
  if (offNightly !== undefined && offNightly.probability > 0) {
    const window = { start: offNightly.from, end: offNightly.to };
    sources.push(
      new IntervalsOff(
        nights(table, window, origin, until),
        key('power off at night'),
        offNightly.probability,
      ),
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
