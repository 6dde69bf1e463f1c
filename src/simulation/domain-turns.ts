// Whose turn it is in an availability set when customers' schedules patch it: one update domain after the other (F28,
// R31). Refuses to know windows, and what rollouts do in the set.

import type { World } from './world.ts';

export class DomainTurns {
  readonly #world: World;
  /** Per cell: VMs in a run of a schedule, and their update domain. */
  readonly #running: Int32Array;
  readonly #domain: Int16Array;
  /** Per VM: 1 while it has its turn. */
  readonly #has: Uint8Array;

  constructor(world: World) {
    this.#world = world;
    this.#running = new Int32Array(world.fleet.cells.count);
    this.#domain = new Int16Array(world.fleet.cells.count);
    this.#has = new Uint8Array(world.fleet.simulated);
  }

  /** A VM of the current cell wants to begin; false while another update domain has its turn. */
  enter(vm: number): boolean {
    const { cell, fleet } = this.#world;
    if (fleet.cells.isSet[cell] === 0) return true;
    if (this.#running[cell] > 0 && this.#domain[cell] !== fleet.updateDomain[vm]) return false;
    this.#running[cell]++;
    this.#domain[cell] = fleet.updateDomain[vm];
    this.#has[vm] = 1;
    return true;
  }

  /** The VM is in no run any more; true when the turn of its update domain is over with it. */
  leave(vm: number): boolean {
    if (this.#has[vm] === 0) return false;
    this.#has[vm] = 0;
    return --this.#running[this.#world.cell] === 0;
  }
}
