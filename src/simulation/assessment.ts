// When a VM is next assessed: a pure function of its streams, asked instead of ticking through the year (R13).
// Refuses to know what an assessment finds.

import { nightAt } from '../calendar/night.ts';
import { NEVER } from '../kernel/eventlist.ts';
import { below, draw, drawAt, drawBelow, substream } from '../kernel/streams.ts';
import { isOn, nextOn } from './timers.ts';
import type { World } from './world.ts';

/** Instant of the assessment in one of the VM's nights: uniform over its off-peak hours. */
function hourOf(world: World, vm: number, night: number): number {
  const { start, end } = world.fleet.clocks[world.fleet.clock[vm]].offPeak;
  const length = end[night] - start[night];
  return start[night] + Math.floor((draw(world.luck.hour, world.fleet.luck[vm], night) / 2 ** 32) * length);
}

/** The night of a VM's first periodic assessment in the run. */
export function firstNight({ fleet, luck, assessmentNights }: World, vm: number): number {
  const { least, spread } = assessmentNights.ofGroup(vm);
  return drawBelow(least + spread - 1, luck.gap, fleet.luck[vm], 0xffff);
}

/** The night of the periodic assessment after that of a night; `gap` is the VM's stream of luck.gap. */
function followingNight(world: World, vm: number, gap: number, night: number): number {
  const { start } = world.fleet.clocks[world.fleet.clock[vm]].offPeak;
  const { least, spread } = world.assessmentNights.after(vm, start[night]);
  return night + least + (spread === 1 ? 0 : below(spread, drawAt(gap, night)));
}

/**
 * First periodic assessment at or after t at which the VM is on, NEVER when there is none in the run. One that finds
 * the VM off is missed, the VM waits for the next (F7). Must be asked with growing t.
 */
export function nextAssessment(world: World, vm: number, t: number): number {
  const { luck, clock } = world.fleet;
  const { start, end } = world.fleet.clocks[clock[vm]].offPeak;
  const gap = substream(world.luck.gap, luck[vm]);
  let night = world.night[vm] < 0 ? firstNight(world, vm) : world.night[vm];
  for (; start[night] <= world.horizon; night = followingNight(world, vm, gap, night)) {
    // Over by then, also when a clock change leaves it without off-peak hours (R3).
    if (end[night] <= t || start[night] === end[night]) continue;
    const at = hourOf(world, vm, night);
    if (at < t || !isOn(world, vm, at)) continue;
    world.night[vm] = night;
    return at;
  }
  return NEVER;
}

/** Instant of the periodic assessment in one of the VM's nights, on or off, NEVER after the last night of the run. */
export function assessmentIn(world: World, vm: number, night: number): number {
  const { start } = world.fleet.clocks[world.fleet.clock[vm]].offPeak;
  return start[night] <= world.horizon ? hourOf(world, vm, night) : NEVER;
}

/** Whether a clock change leaves a VM's night without off-peak hours, so that nobody is assessed in it (R3). */
export function isNoNight(world: World, vm: number, night: number): boolean {
  const { start, end } = world.fleet.clocks[world.fleet.clock[vm]].offPeak;
  return start[night] === end[night];
}

/** The night of the periodic assessment after that of a night. */
export function nightAfter(world: World, vm: number, night: number): number {
  return followingNight(world, vm, substream(world.luck.gap, world.fleet.luck[vm]), night);
}

/** Whether a periodic assessment in `from <= t < to` was missed because the VM was off (F7). */
export function missedAssessment(world: World, vm: number, from: number, to: number): boolean {
  const { luck, clock, plan } = world.fleet;
  const power = world.fleet.plans[plan[vm]];
  if (power.alwaysOn) return false;
  const { start, end } = world.fleet.clocks[clock[vm]].offPeak;
  const gap = substream(world.luck.gap, luck[vm]);
  for (let night = firstNight(world, vm); start[night] < to; night = followingNight(world, vm, gap, night)) {
    // Over before, or a night that a clock change leaves without off-peak hours: nobody is assessed in it (R3).
    if (end[night] <= from || start[night] === end[night]) continue;
    const at = hourOf(world, vm, night);
    if (at >= from && at < to && !power.isOn(luck[vm], at)) return true;
  }
  return false;
}

/** First instant at or after t in off-peak hours at which the VM is on, NEVER when there is none in the run. */
export function nextOffPeak(world: World, vm: number, t: number): number {
  const { offPeak } = world.fleet.clocks[world.fleet.clock[vm]];
  for (let at = t; at <= world.horizon; ) {
    at = nextOn(world, vm, at);
    if (at > world.horizon) break;
    const night = nightAt(offPeak, at);
    if (offPeak.start[night] <= at) return at;
    at = offPeak.start[night];
    if (at <= world.horizon && isOn(world, vm, at) && offPeak.end[night] > at) return at;
    if (offPeak.end[night] === offPeak.start[night]) at++;
  }
  return NEVER;
}

/** Start of the first off-peak window after the one that t is in, or after t; the VM being on there. */
export function nextWindow(world: World, vm: number, t: number): number {
  const { offPeak } = world.fleet.clocks[world.fleet.clock[vm]];
  const night = nightAt(offPeak, t);
  return nextOffPeak(world, vm, offPeak.start[night] <= t ? offPeak.end[night] : t);
}
