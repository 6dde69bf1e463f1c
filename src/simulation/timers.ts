// Puts a VM to wait for something, in its cell's future event list. Refuses to know what it does then.

import { NEVER } from '../kernel/eventlist.ts';
import { WAIT, type World } from './world.ts';

/** The VM waits for `what`, until `at` (NEVER: for somebody else to act). It must have no entry in the heap. */
export function wait(world: World, vm: number, what: number, at: number): void {
  const { cell, events } = world;
  if (world.waiting[vm] === WAIT.view) world.viewWaiters[cell]--;
  if (what === WAIT.view) world.viewWaiters[cell]++;
  world.waiting[vm] = what;
  if (world.bulk) events.due[vm] = at;
  else if (at !== NEVER) {
    world.heapSize[cell] = events.push(world.fleet.cells.first[cell], world.heapSize[cell], vm, at);
    if (at < world.nextDue[cell]) world.nextDue[cell] = at;
  }
}

/** Makes the heap of the current cell anew after timers were only noted. */
export function rebuild(world: World): void {
  const { cells } = world.fleet;
  const { cell, events } = world;
  world.heapSize[cell] = events.rebuild(cells.first[cell], cells.size[cell]);
  noteNext(world);
}

/** Notes when the current cell's first event is. */
export function noteNext({ cell, events, heapSize, nextDue, fleet }: World): void {
  nextDue[cell] = heapSize[cell] > 0 ? events.due[events.first(fleet.cells.first[cell])] : NEVER;
}

/** Whether the VM is on at t, which has not passed. */
export function isOn({ fleet, onUntil }: World, vm: number, t: number): boolean {
  return t < onUntil[vm] || fleet.plans[fleet.plan[vm]].isOn(fleet.luck[vm], t);
}

/** First instant at or after t, which has not passed, at which the VM is on; NEVER when there is none. */
export function nextOn({ fleet, onUntil }: World, vm: number, t: number): number {
  return t < onUntil[vm] ? t : fleet.plans[fleet.plan[vm]].nextOn(fleet.luck[vm], t);
}

/** First instant at or after t, which is now, at which the VM is off; NEVER when there is none. */
export function offFrom({ fleet, onUntil }: World, vm: number, t: number): number {
  if (t < onUntil[vm]) return onUntil[vm];
  const power = fleet.plans[fleet.plan[vm]];
  const luck = fleet.luck[vm];
  if (!power.isOn(luck, t)) return t;
  onUntil[vm] = power.nextOff(luck, t);
  return onUntil[vm];
}

/** When the VM is next switched on after having been off, if an update waits for its restart; else NEVER (R24). */
export function restartAt(world: World, vm: number, now: number): number {
  if (world.staged[vm] < 0 && world.stagedDotnet[vm] < 0) return NEVER;
  const off = offFrom(world, vm, now);
  return off === NEVER ? NEVER : nextOn(world, vm, off);
}

/** The VM waits, at most until its owner restarts it: the restart comes first when it is switched on for the rest. */
export function rest(world: World, vm: number, now: number, what: number, at: number): void {
  const restart = restartAt(world, vm, now);
  if (restart !== NEVER && restart <= at) wait(world, vm, WAIT.powerCycle, restart);
  else wait(world, vm, what, at);
}
