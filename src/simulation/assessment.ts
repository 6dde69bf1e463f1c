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

/** The night of a VM's first periodic assessment in the run. */
function firstNight(world: World, vm: number): number {
  const { least, spread } = nightsBetween(world, vm);
  return drawBelow(least + spread - 1, world.luck.gap, world.fleet.luck[vm], 0xffff);
}

/** The night of the periodic assessment after that of a night. */
function followingNight(world: World, vm: number, night: number): number {
  const { least, spread } = nightsBetween(world, vm);
  return night + least + drawBelow(spread, world.luck.gap, world.fleet.luck[vm], night);
}

/**
 * First periodic assessment at or after t at which the VM is on, NEVER when there is none in the run. One that finds
 * the VM off is missed, the VM waits for the next (F7). Must be asked with growing t.
 */
export function nextAssessment(world: World, vm: number, t: number): number {
  const { luck, clock, plan } = world.fleet;
  const power = world.fleet.plans[plan[vm]];
  const { start, end } = world.fleet.clocks[clock[vm]].offPeak;
  let night = world.night[vm] < 0 ? firstNight(world, vm) : world.night[vm];
  for (; start[night] <= world.horizon; night = followingNight(world, vm, night)) {
    const at = hourOf(world, vm, night);
    // A clock change can leave a night without off-peak hours (R3).
    if (at < t || start[night] === end[night] || !(power.alwaysOn || power.isOn(luck[vm], at))) continue;
    world.night[vm] = night;
    return at;
  }
  return NEVER;
}

/**
 * Calls back with every periodic assessment of a VM in `from <= t < to` at which it is on; `night` is where the last
 * call ended (-1: none) and the return value where this one did.
 */
export function assessmentsBetween(
  world: World,
  vm: number,
  night: number,
  [from, to]: readonly [number, number],
  each: (t: number) => void,
): number {
  const { luck, clock, plan } = world.fleet;
  const power = world.fleet.plans[plan[vm]];
  const { start, end } = world.fleet.clocks[clock[vm]].offPeak;
  let at = night < 0 ? firstNight(world, vm) : night;
  for (; start[at] < to; at = followingNight(world, vm, at)) {
    const t = hourOf(world, vm, at);
    if (t >= to) break;
    if (t >= from && start[at] < end[at] && power.isOn(luck[vm], t)) each(t);
  }
  return at;
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
    if (at <= world.horizon && (power.alwaysOn || power.isOn(luck[vm], at)) && offPeak.end[night] > at)
      return at;
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
