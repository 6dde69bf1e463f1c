// When a VM is assessed, in its off-peak hours and switched on again, found by walking nights from the first.
// Refuses to know what happens then.

import { DAY } from '../../src/calendar/instant.ts';
import { nightAt } from '../../src/calendar/night.ts';
import { NEVER, type Vm, type World } from './world.ts';

/** F8: the assessment mode has the platform assess the VM every 24 hours, whoever installs on it. */
export const isByPlatform = (vm: Vm, t: number): boolean =>
  vm.modes.findLast(({ since }) => since <= t)?.mode === 'AutomaticByPlatform';

export const isOn = (vm: Vm, t: number): boolean => vm.power.isOn(vm.luck, t);

/** R13: every periodic assessment of the run, whether the VM is on or not; one a chosen night, at any of its hours. */
function periodicAssessments(world: World, vm: Vm): number[] {
  const { min, max } = world.scenario.parameters.assessmentPeriod;
  /** Fewest nights to the next one and how many there are to choose from, by the mode at an instant. */
  const gapAt = (t: number): [number, number] => {
    if (isByPlatform(vm, t)) return [1, 1];
    const least = Math.max(1, Math.round(min / DAY));
    return [least, Math.max(1, Math.round(max / DAY) - least + 1)];
  };
  const { start, end } = vm.offPeak;
  const found: number[] = [];
  const [first, more] = gapAt(-NEVER);
  let night = world.luck.nightsTo(first + more - 1, vm.luck, 0xffff);
  while (start[night] <= world.horizon) {
    const length = end[night] - start[night];
    if (length > 0) found.push(start[night] + Math.floor(world.luck.shareOfNight(vm.luck, night) * length));
    const [least, choices] = gapAt(start[night]);
    night += least + world.luck.nightsTo(choices, vm.luck, night);
  }
  return found;
}

/** First assessment at or after t that does not find the VM off (F7). */
export function nextAssessment(world: World, vm: Vm, t: number): number {
  return periodicAssessments(world, vm).find((at) => at >= t && isOn(vm, at)) ?? NEVER;
}

export function missedAssessment(world: World, vm: Vm, from: number, to: number): boolean {
  return periodicAssessments(world, vm).some((at) => at >= from && at < to && !isOn(vm, at));
}

/** First instant at or after t in off-peak hours at which the VM is on. */
export function nextOffPeak(world: World, vm: Vm, t: number): number {
  const { start, end } = vm.offPeak;
  if (t > world.horizon) return NEVER;
  for (let night = nightAt(vm.offPeak, t); start[night] <= world.horizon; night++) {
    const at = vm.power.nextOn(vm.luck, Math.max(t, start[night]));
    if (at < end[night]) return at <= world.horizon ? at : NEVER;
  }
  return NEVER;
}

/** First instant of a later off-peak window than that of t at which the VM is on. */
export function nextWindow(world: World, vm: Vm, t: number): number {
  const night = nightAt(vm.offPeak, t);
  return nextOffPeak(world, vm, vm.offPeak.start[night] <= t ? vm.offPeak.end[night] : t);
}

/** First instant at or after t at which the VM is off. */
export function nextOff(vm: Vm, t: number): number {
  if (!isOn(vm, t)) return t;
  const at = vm.power.nextOff(vm.luck, t);
  return at >= 0x7fffffff ? NEVER : at;
}

/** First instant at or after t at which the VM is on. */
export function nextOn(vm: Vm, t: number): number {
  const at = vm.power.nextOn(vm.luck, t);
  return at >= 0x7fffffff ? NEVER : at;
}

/** R24: when the owner next has switched the VM off and on, if something waits for its restart. */
export function restartAt(vm: Vm, t: number): number {
  if (vm.staged < 0 && vm.stagedDotnet < 0) return NEVER;
  const off = nextOff(vm, t);
  return off === NEVER ? NEVER : nextOn(vm, off);
}
