// When a VM is next assessed: a pure function of its streams, asked instead of ticking through the year (R13).
// Refuses to know what an assessment finds.

import { NEVER } from '../kernel/eventlist.ts';
import { below, draw, drawAt, drawBelow, substream } from '../kernel/streams.ts';
import type { Timers } from './timers.ts';
import type { World } from './world.ts';

export type Assessments = ReturnType<typeof assessmentsOf>;

export function assessmentsOf(world: World, { isOn, nextOn }: Timers) {
  const { night: lastNight, luck: streams, horizon, assessmentNights } = world;
  const { luck, clock, plan, plans } = world.fleet;
  const { hasChanges, ofGroup, after } = assessmentNights;
  const { firstRow, start, end, rowAt } = world.nights;

  /** Instant of the assessment in one of the VM's nights: uniform over its off-peak hours. */
  function hourOf(vm: number, night: number): number {
    const row = firstRow[clock[vm]] + night;
    const length = end[row] - start[row];
    return start[row] + Math.floor((draw(streams.hour, luck[vm], night) / 2 ** 32) * length);
  }

  /** The night of a VM's first periodic assessment in the run. */
  function firstNight(vm: number): number {
    const { least, spread } = ofGroup(vm);
    return drawBelow(least + spread - 1, streams.gap, luck[vm], 0xffff);
  }

  /** Whether a night of the VM begins after the run. */
  function isPast(vm: number, night: number): boolean {
    const row = firstRow[clock[vm]] + night;
    return row >= firstRow[clock[vm] + 1] || start[row] > horizon;
  }

  /** The night of the periodic assessment after that of a night; `gap` is the VM's stream of luck.gap. */
  function followingNight(vm: number, gap: number, night: number): number {
    const { least, spread } = after(vm, start[firstRow[clock[vm]] + night]);
    return night + least + (spread === 1 ? 0 : below(spread, drawAt(gap, night)));
  }

  /** The first such night from `night` on whose off-peak hours are not over at t; it may be past the run. */
  function nightNotOver(vm: number, gap: number, night: number, until: number): number {
    // `| 0` tells the compiler that these are whole numbers of 32 bits.
    const t = until | 0;
    let at = night | 0;
    if (hasChanges) {
      while (!isPast(vm, at) && end[firstRow[clock[vm]] + at] <= t) at = followingNight(vm, gap, at);
      return at;
    }
    // Eleven nights lie between two releases: a loop of its own, without asking for each who may have changed it.
    const first = firstRow[clock[vm]];
    const nights = firstRow[clock[vm] + 1] - first;
    const { least, spread } = ofGroup(vm);
    while (at < nights && end[first + at] <= t)
      at += least + (spread === 1 ? 0 : below(spread, drawAt(gap, at)));
    return at;
  }

  /**
   * First periodic assessment at or after t at which the VM is on, NEVER when there is none in the run. One that finds
   * the VM off is missed, the VM waits for the next (F7). Must be asked with growing t.
   */
  function nextAssessment(vm: number, t: number): number {
    const gap = substream(streams.gap, luck[vm]);
    let night = nightNotOver(vm, gap, lastNight[vm] < 0 ? firstNight(vm) : lastNight[vm], t);
    for (; !isPast(vm, night); night = followingNight(vm, gap, night)) {
      if (isNoNight(vm, night)) continue;
      const at = hourOf(vm, night);
      if (at < t || !isOn(vm, at)) continue;
      lastNight[vm] = night;
      return at;
    }
    return NEVER;
  }

  /** Instant of the periodic assessment in one of the VM's nights, on or off, NEVER after the last night of the run. */
  function assessmentIn(vm: number, night: number): number {
    return isPast(vm, night) ? NEVER : hourOf(vm, night);
  }

  /** Whether a clock change leaves a VM's night without off-peak hours, so that nobody is assessed in it (R3). */
  function isNoNight(vm: number, night: number): boolean {
    const row = firstRow[clock[vm]] + night;
    return start[row] === end[row];
  }

  /** The night of the periodic assessment after that of a night. */
  function nightAfter(vm: number, night: number): number {
    return followingNight(vm, substream(streams.gap, luck[vm]), night);
  }

  /** Whether a periodic assessment in `from <= t < to` was missed because the VM was off (F7). */
  function missedAssessment(vm: number, from: number, to: number): boolean {
    const power = plans[plan[vm]];
    if (power.alwaysOn) return false;
    const gap = substream(streams.gap, luck[vm]);
    let night = nightNotOver(vm, gap, firstNight(vm), from);
    for (; !isPast(vm, night); night = followingNight(vm, gap, night)) {
      if (isNoNight(vm, night)) continue;
      const at = hourOf(vm, night);
      if (at >= to) return false;
      if (at >= from && !power.isOn(luck[vm], at)) return true;
    }
    return false;
  }

  /** First instant at or after t in off-peak hours at which the VM is on, NEVER when there is none in the run. */
  function nextOffPeak(vm: number, t: number): number {
    for (let at = t; at <= horizon; ) {
      at = nextOn(vm, at);
      if (at > horizon) break;
      const row = rowAt(clock[vm], at);
      if (start[row] <= at) return at;
      at = start[row];
      if (at <= horizon && isOn(vm, at) && end[row] > at) return at;
      if (end[row] === start[row]) at++;
    }
    return NEVER;
  }

  /** Start of the first off-peak window after the one that t is in, or after t; the VM being on there. */
  function nextWindow(vm: number, t: number): number {
    const row = rowAt(clock[vm], t);
    return nextOffPeak(vm, start[row] <= t ? end[row] : t);
  }

  return {
    firstNight,
    nightAfter,
    isNoNight,
    assessmentIn,
    nextAssessment,
    missedAssessment,
    nextOffPeak,
    nextWindow,
  };
}
