// Whose turn it is in an availability set when customers' schedules patch it: one update domain after the other (F28,
// R31). Refuses to know windows, and what rollouts do in the set.

import type { World } from './world.ts';

export class DomainTurns {
  readonly #world: World;
  /** Per cell, where there are schedules at all: VMs in a run of one, and their update domain. */
  readonly #running: Int32Array;
  readonly #domain: Int16Array;
  /** Per VM: 1 while it has its turn. */
  readonly #has: Uint8Array;

  constructor(world: World) {
    this.#world = world;
    const any = world.scenario.maintenanceConfigurations.length > 0;
    const { cells, simulated } = world.fleet;
    this.#running = new Int32Array(any ? cells.count : 0);
    this.#domain = new Int16Array(any ? cells.count : 0);
    this.#has = new Uint8Array(any ? simulated : 0);
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
    if (this.#has[vm] !== 1) return false;
    this.#has[vm] = 0;
    return --this.#running[this.#world.cell] === 0;
  }
}
