// How many VMs of a cell may be in flight (R18, R19). Refuses to know who is.

import { setLimit, subscriptionLimit } from '../rollout/limits.ts';
import type { World } from './world.ts';

/** A set's room goes by its size, that of a subscription by the VMs that rollouts reach now, `managed` at first. */
export function limitRoom(world: World, cell: number, managed: number): void {
  const { cells } = world.fleet;
  if (cells.isSet[cell] === 1) world.limit[cell] = setLimit(cells.size[cell], world.scenario.parameters);
  else countReached(world, cell, managed);
}

/** Rollouts reach so many more VMs of the cell, or fewer. */
export function countReached(world: World, cell: number, more: number): void {
  if (world.fleet.cells.isSet[cell] === 1) return;
  world.reached[cell] += more;
  world.stirred = true;
  world.limit[cell] = subscriptionLimit(world.reached[cell], world.scenario.parameters);
}
