// When a VM is next assessed: a pure function of its streams, asked instead of ticking through the year (R13).
// Refuses to know what an assessment finds.

import { nightAt } from '../calendar/night.ts';
import { NEVER } from '../kernel/eventlist.ts';
import { below, draw, drawAt, drawBelow, substream } from '../kernel/streams.ts';
import type { Timers } from './timers.ts';
import type { World } from './world.ts';

export type Assessments = ReturnType<typeof assessmentsOf>;

export function assessmentsOf(world: World, { isOn, nextOn }: Timers) {
  const { night: lastNight, luck: streams, horizon, assessmentNights } = world;
  const { luck, clock, plan, plans } = world.fleet;
  const { hasChanges, ofGroup, after } = assessmentNights;
  /** Off-peak hours by the number of a clock. */
  const nightsOf = world.fleet.clocks.map(({ offPeak }) => offPeak);

  /** Instant of the assessment in one of the VM's nights: uniform over its off-peak hours. */
  function hourOf(vm: number, night: number): number {
    const { start, end } = nightsOf[clock[vm]];
    const length = end[night] - start[night];
    return start[night] + Math.floor((draw(streams.hour, luck[vm], night) / 2 ** 32) * length);
  }

  /** The night of a VM's first periodic assessment in the run. */
  function firstNight(vm: number): number {
    const { least, spread } = ofGroup(vm);
    return drawBelow(least + spread - 1, streams.gap, luck[vm], 0xffff);
  }

  /** The night of the periodic assessment after that of a night; `gap` is the VM's stream of luck.gap. */
  function followingNight(vm: number, gap: number, night: number): number {
    const { least, spread } = after(vm, nightsOf[clock[vm]].start[night]);
    return night + least + (spread === 1 ? 0 : below(spread, drawAt(gap, night)));
  }

  /** The first such night from `night` on whose off-peak hours are not over at t; its number may be past the run's. */
  function nightNotOver(vm: number, gap: number, night: number, t: number): number {
    const { start, end } = nightsOf[clock[vm]];
    // `| 0` tells the compiler that it counts in whole numbers of 32 bits.
    let at = night | 0;
    if (hasChanges) {
      while (start[at] <= horizon && end[at] <= t) at = followingNight(vm, gap, at);
      return at;
    }
    // Eleven nights lie between two releases: a loop of its own, without asking for each who may have changed it.
    const { least, spread } = ofGroup(vm);
    while (end[at] <= t) at += least + (spread === 1 ? 0 : below(spread, drawAt(gap, at)));
    return at;
  }

  /**
   * First periodic assessment at or after t at which the VM is on, NEVER when there is none in the run. One that finds
   * the VM off is missed, the VM waits for the next (F7). Must be asked with growing t.
   */
  function nextAssessment(vm: number, t: number): number {
    const { start, end } = nightsOf[clock[vm]];
    const gap = substream(streams.gap, luck[vm]);
    let night = nightNotOver(vm, gap, lastNight[vm] < 0 ? firstNight(vm) : lastNight[vm], t);
    for (; start[night] <= horizon; night = followingNight(vm, gap, night)) {
      // A clock change leaves it without off-peak hours (R3).
      if (start[night] === end[night]) continue;
      const at = hourOf(vm, night);
      if (at < t || !isOn(vm, at)) continue;
      lastNight[vm] = night;
      return at;
    }
    return NEVER;
  }

  /** Instant of the periodic assessment in one of the VM's nights, on or off, NEVER after the last night of the run. */
  function assessmentIn(vm: number, night: number): number {
    return nightsOf[clock[vm]].start[night] <= horizon ? hourOf(vm, night) : NEVER;
  }

  /** Whether a clock change leaves a VM's night without off-peak hours, so that nobody is assessed in it (R3). */
  function isNoNight(vm: number, night: number): boolean {
    const { start, end } = nightsOf[clock[vm]];
    return start[night] === end[night];
  }

  /** The night of the periodic assessment after that of a night. */
  function nightAfter(vm: number, night: number): number {
    return followingNight(vm, substream(streams.gap, luck[vm]), night);
  }

  /** Whether a periodic assessment in `from <= t < to` was missed because the VM was off (F7). */
  function missedAssessment(vm: number, from: number, to: number): boolean {
    const power = plans[plan[vm]];
    if (power.alwaysOn) return false;
    const { start, end } = nightsOf[clock[vm]];
    const gap = substream(streams.gap, luck[vm]);
    let night = nightNotOver(vm, gap, firstNight(vm), from);
    for (; start[night] < to; night = followingNight(vm, gap, night)) {
      // A night that a clock change leaves without off-peak hours: nobody is assessed in it (R3).
      if (start[night] === end[night]) continue;
      const at = hourOf(vm, night);
      if (at >= from && at < to && !power.isOn(luck[vm], at)) return true;
    }
    return false;
  }

  /** First instant at or after t in off-peak hours at which the VM is on, NEVER when there is none in the run. */
  function nextOffPeak(vm: number, t: number): number {
    const nights = nightsOf[clock[vm]];
    const { start, end } = nights;
    for (let at = t; at <= horizon; ) {
      at = nextOn(vm, at);
      if (at > horizon) break;
      const night = nightAt(nights, at);
      if (start[night] <= at) return at;
      at = start[night];
      if (at <= horizon && isOn(vm, at) && end[night] > at) return at;
      if (end[night] === start[night]) at++;
    }
    return NEVER;
  }

  /** Start of the first off-peak window after the one that t is in, or after t; the VM being on there. */
  function nextWindow(vm: number, t: number): number {
    const nights = nightsOf[clock[vm]];
    const night = nightAt(nights, t);
    return nextOffPeak(vm, nights.start[night] <= t ? nights.end[night] : t);
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
