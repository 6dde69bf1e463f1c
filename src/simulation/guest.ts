// VMs on which Windows installs on its own, every day at the same hour: no phases, no room, no gates (R29).
// Refuses to know what a run does once it has begun.

import { NEVER } from '../kernel/eventlist.ts';
import { STARTED_BY, startCode } from '../ledger/facts.ts';
import { REASON } from '../rollout/reason-codes.ts';
import { GuestHours } from './guest-hours.ts';
import { hasRestart, hasUpdate } from './offer.ts';
import type { Runs } from './run.ts';
import type { Timers } from './timers.ts';
import { WAIT } from './waits.ts';
import type { World } from './world.ts';

const BY_GUEST = startCode(STARTED_BY.indexOf('guest'));

export class Guest {
  readonly #world: World;
  readonly #timers: Timers;
  readonly #runs: Runs;
  readonly #hours: GuestHours;

  constructor(world: World, timers: Timers, runs: Runs) {
    this.#world = world;
    this.#timers = timers;
    this.#runs = runs;
    this.#hours = new GuestHours(world.scenario, world.fleet);
  }

  /** The VM waits for the next day on which it is on at its hour, but not before `from`. */
  await(vm: number, now: number, from = now): void {
    const world = this.#world;
    const at = this.#hours.next(vm, from, (at) => this.#timers.isOn(vm, at));
    if (at > this.#hours.next(vm, from, () => true)) world.reason[vm] = REASON.off;
    this.#timers.rest(vm, now, WAIT.start, at);
  }

  /** Its hour has come. */
  begin(vm: number, t: number): void {
    const world = this.#world;
    const updates = hasUpdate(world, vm);
    // Its owner's restart was all it waited for.
    if (!updates && !hasRestart(world, vm)) return this.#timers.wait(vm, WAIT.nothing, NEVER);
    const end = this.#hours.end(vm, t);
    const needs =
      world.reserve[world.fleet.group[vm]] + (updates ? world.scenario.parameters.averageInstall : 0);
    if (end - t < needs) {
      world.reason[vm] = REASON.windowTooShort;
      return this.await(vm, t);
    }
    this.#runs.startOwn(vm, t, BY_GUEST, end);
  }
}
