// When a VM is next assessed: a pure function of its streams, asked instead of ticking through the year (R13).
// Refuses to know what an assessment finds.

import { DAY } from '../calendar/instant.ts';
import { nightAt } from '../calendar/night.ts';
import { NEVER } from '../kernel/eventlist.ts';
import { draw, drawBelow } from '../kernel/streams.ts';
import type { World } from './world.ts';

/** Nights from one periodic assessment to the next: whole nights, uniform from `least` to `least + spread - 1`. */
function nightsBetween(world: World, vm: number): { least: number; spread: number } {
  const group = world.fleet.groups[world.fleet.group[vm]];
  // F8: the platform assesses every 24 hours, which is once a night.
  if (group.patchSettings.assessmentMode === 'AutomaticByPlatform') return { least: 1, spread: 1 };
  const { min, max } = world.scenario.parameters.assessmentPeriod;
  const least = Math.max(1, Math.round(min / DAY));
  return { least, spread: Math.max(1, Math.round(max / DAY) - least + 1) };
}

/** Instant of the assessment in one of the VM's nights: uniform over its off-peak hours. */
function hourOf(world: World, vm: number, night: number): number {
  const { start, end } = world.fleet.clocks[world.fleet.clock[vm]].offPeak;
  const length = end[night] - start[night];
  return start[night] + Math.floor((draw(world.luck.hour, world.fleet.luck[vm], night) / 2 ** 32) * length);
}

/**
 * First periodic assessment at or after t at which the VM is on, NEVER when there is none in the run. One that finds
 * the VM off is missed, the VM waits for the next (F7).
 */
export function nextAssessment(world: World, vm: number, t: number): number {
  const { luck, clock, plan } = world.fleet;
  const power = world.fleet.plans[plan[vm]];
  const { start } = world.fleet.clocks[clock[vm]].offPeak;
  const { least, spread } = nightsBetween(world, vm);
  let night = world.night[vm];
  // The first assessment falls on any of the first nights; from there on each depends on the one before.
  if (night === 0) night = drawBelow(least + spread - 1, world.luck.gap, luck[vm], 0xffff);
  for (; start[night] <= world.horizon; night += least + drawBelow(spread, world.luck.gap, luck[vm], night)) {
    const at = hourOf(world, vm, night);
    if (at < t) continue;
    if (!power.alwaysOn && !power.isOn(luck[vm], at)) continue;
    world.night[vm] = night;
    return at;
  }
  return NEVER;
}

/** First instant at or after t in off-peak hours at which the VM is on, NEVER when there is none in the run. */
export function nextOffPeak(world: World, vm: number, t: number): number {
  const { luck, clock, plan } = world.fleet;
  const power = world.fleet.plans[plan[vm]];
  const { offPeak } = world.fleet.clocks[clock[vm]];
  for (let at = t; at <= world.horizon; ) {
    if (!power.alwaysOn) at = power.nextOn(luck[vm], at);
    if (at > world.horizon) break;
    const night = nightAt(offPeak, at);
    if (offPeak.start[night] <= at) return at;
    at = offPeak.start[night];
    if (at <= world.horizon && (power.alwaysOn || power.isOn(luck[vm], at)) && offPeak.end[night] > at) return at;
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
