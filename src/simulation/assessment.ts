// When a VM is next assessed: a pure function of its streams, asked instead of ticking through the year (R13).
// Refuses to know what an assessment finds.

import { NEVER } from '../kernel/eventlist.ts';
import { below, drawAt, drawBelow, substream } from '../kernel/streams.ts';
import type { Timers } from './timers.ts';
import type { World } from './world.ts';

/** VMs whose nights are passed over together. */
export const AT_ONCE = 256;

export type Assessments = ReturnType<typeof assessmentsOf>;

export function assessmentsOf(world: World, { isOn, nextOn }: Timers) {
  const { night: lastNight, horizon, assessmentNights } = world;
  const { gap: gapStream, hour: hourStream } = world.luck;
  const { luck, clock, group, plan, plans, simulated } = world.fleet;
  const { hasChanges, least, spread, after } = assessmentNights;
  const [leastOfAll, spreadOfAll] = [least[0], spread[0]];
  /** All VMs are assessed as often as one another, all the time. */
  const alike =
    !hasChanges && least.every((of) => of === leastOfAll) && spread.every((of) => of === spreadOfAll);
  const { firstRow, start, end, rowAt, nightsOver } = world.nights;
  // In scope they are constants to the compiler.
  const drawn = drawAt;
  const pick = below;
  const ofVm = substream;
  /** Of AT_ONCE VMs: a night, how many are over, the stream of luck.gap; and which of these VMs are behind. */
  const nightOf = new Int32Array(AT_ONCE);
  const overOf = new Int32Array(AT_ONCE);
  const gapOf = new Int32Array(AT_ONCE);
  const behind = new Int32Array(AT_ONCE);
  /** By clock: nights that begin in the run. */
  const nightsOf = Int32Array.from(
    world.fleet.clocks,
    (_, one) => start.subarray(firstRow[one], firstRow[one + 1]).filter((begin) => begin <= horizon).length,
  );

  /** Instant of the assessment in one of the VM's nights, a row: uniform over its off-peak hours. */
  function hourOf(vm: number, night: number, row: number): number {
    return (start[row] + pick(end[row] - start[row], drawn(ofVm(hourStream, luck[vm]), night))) | 0;
  }

  /** The night of a VM's first periodic assessment in the run. */
  function firstNight(vm: number): number {
    return drawBelow(least[group[vm]] + spread[group[vm]] - 1, gapStream, luck[vm], 0xffff);
  }

  /** Whether a night of the VM begins after the run. */
  function isPast(vm: number, night: number): boolean {
    return night >= nightsOf[clock[vm]];
  }

  /** The night of the periodic assessment after that of a night; `gap` is the VM's stream of luck.gap. */
  function followingNight(vm: number, gap: number, night: number): number {
    if (!hasChanges) return night + least[group[vm]] + pick(spread[group[vm]], drawn(gap, night));
    const nights = after(vm, start[firstRow[clock[vm]] + night]);
    return night + nights.least + pick(nights.spread, drawn(gap, night));
  }

  /** The first such night from `night` on whose off-peak hours are not over at t; it may be past the run. */
  function nightNotOver(vm: number, gap: number, night: number, t: number): number {
    // `| 0` tells the compiler that these are whole numbers of 32 bits.
    const over = nightsOver(clock[vm], t) | 0;
    let at = night | 0;
    if (hasChanges) {
      while (at < over && !isPast(vm, at)) at = followingNight(vm, gap, at);
      return at;
    }
    // Eleven nights lie between two releases: a loop of its own, without asking for each who may have changed it.
    const fewest = least[group[vm]];
    const more = spread[group[vm]];
    while (at < over) at = (at + fewest + pick(more, drawn(gap, at))) | 0;
    return at;
  }

  /**
   * Passes over the nights of all VMs that are over at t, as `nextAssessment` would for one. A draw waits for the one before
   * it of the same VM: those of many VMs in turns do not wait for one another.
   */
  function passNights(t: number): void {
    if (!alike) return;
    for (let vm = 0; vm < simulated; vm += AT_ONCE) passSome(vm, Math.min(AT_ONCE, simulated - vm), t);
  }

  function passSome(first: number, many: number, t: number): void {
    let left = 0;
    for (let at = 0; at < many; at++) left = begin(at, first + at, knownNight(first + at), t, left);
    while (left > 0) left = passOne(left);
    for (let at = 0; at < many; at++) {
      if (!isPast(first + at, nightOf[at])) lastNight[first + at] = nightOf[at];
    }
  }

  /** Begins with a night of a VM, one of AT_ONCE; returns how many of them are behind t, of `left` before it. */
  function begin(at: number, vm: number, night: number, t: number, left: number): number {
    nightOf[at] = night;
    overOf[at] = nightsOver(clock[vm], t);
    gapOf[at] = ofVm(gapStream, luck[vm]);
    behind[left] = at;
    // Added, not branched to: who is behind is hard to foretell.
    return (left + Number(nightOf[at] < overOf[at])) | 0;
  }

  /** One night of each that is behind; returns how many still are. */
  function passOne(many: number): number {
    let left = 0;
    for (let one = 0; one < many; one++) {
      const at = behind[one];
      const night = (nightOf[at] + leastOfAll + pick(spreadOfAll, drawn(gapOf[at], nightOf[at]))) | 0;
      nightOf[at] = night;
      behind[left] = at;
      left += Number(night < overOf[at]);
    }
    return left;
  }

  /** The latest night of the VM's periodic assessments that is known. */
  function knownNight(vm: number): number {
    return lastNight[vm] < 0 ? firstNight(vm) : lastNight[vm];
  }

  /**
   * First periodic assessment at or after t at which the VM is on, NEVER when there is none in the run. One that finds
   * the VM off is missed, the VM waits for the next (F7). Must be asked with growing t.
   */
  function nextAssessment(vm: number, t: number): number {
    const gap = ofVm(gapStream, luck[vm]);
    const first = firstRow[clock[vm]];
    const nights = nightsOf[clock[vm]];
    let night = nightNotOver(vm, gap, knownNight(vm), t);
    for (; night < nights; night = followingNight(vm, gap, night)) {
      const row = first + night;
      if (start[row] === end[row]) continue;
      const at = hourOf(vm, night, row);
      if (at < t || !isOn(vm, at)) continue;
      lastNight[vm] = night;
      return at;
    }
    return NEVER;
  }

  /** Instant of the periodic assessment in one of the VM's nights, on or off, NEVER after the last night of the run. */
  function assessmentIn(vm: number, night: number): number {
    return isPast(vm, night) ? NEVER : hourOf(vm, night, firstRow[clock[vm]] + night);
  }

  /** Whether a clock change leaves a VM's night without off-peak hours, so that nobody is assessed in it (R3). */
  function isNoNight(vm: number, night: number): boolean {
    const row = firstRow[clock[vm]] + night;
    return start[row] === end[row];
  }

  /** The night of the periodic assessment after that of a night. */
  function nightAfter(vm: number, night: number): number {
    return followingNight(vm, substream(gapStream, luck[vm]), night);
  }

  /**
   * Of `many` VMs, AT_ONCE at most: 1 in `missed` where a periodic assessment in `from <= t < to` was missed because the VM
   * was off (F7).
   */
  function missedAssessments(
    vms: Int32Array,
    many: number,
    from: number,
    to: number,
    missed: Uint8Array,
  ): void {
    let left = 0;
    for (let at = 0; at < many; at++) left = begin(at, vms[at], firstNight(vms[at]), from, left);
    while (alike && left > 0) left = passOne(left);
    for (let at = 0; at < many; at++) missed[at] = Number(hasMissed(vms[at], nightOf[at], from, to));
  }

  function hasMissed(vm: number, first: number, from: number, to: number): boolean {
    const power = plans[plan[vm]];
    if (power.alwaysOn) return false;
    const gap = ofVm(gapStream, luck[vm]);
    let night = nightNotOver(vm, gap, first, from);
    for (; !isPast(vm, night); night = followingNight(vm, gap, night)) {
      if (isNoNight(vm, night)) continue;
      const at = hourOf(vm, night, firstRow[clock[vm]] + night);
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
    passNights,
    nextAssessment,
    missedAssessments,
    nextOffPeak,
    nextWindow,
  };
}
