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
  }
}

/** Makes the heap of the current cell anew after timers were only noted. */
export function rebuild(world: World): void {
  const { cells } = world.fleet;
  world.heapSize[world.cell] = world.events.rebuild(cells.first[world.cell], cells.size[world.cell]);
}

/** When the VM is next switched on after having been off, if an update waits for its restart; else NEVER (R24). */
export function restartAt(world: World, vm: number, now: number): number {
  if (world.staged[vm] < 0 && world.stagedDotnet[vm] < 0) return NEVER;
  const { plans, plan, luck } = world.fleet;
  const power = plans[plan[vm]];
  if (power.alwaysOn) return NEVER;
  if (!power.isOn(luck[vm], now)) return power.nextOn(luck[vm], now);
  const off = power.nextOff(luck[vm], now);
  return off === NEVER ? NEVER : power.nextOn(luck[vm], off);
}
