// Begins runs of updates that somebody chose: a fresh assessment, the choice, and the run of what was selected (F13,
// R30, R31). Refuses to know who may begin one, and what follows in it.

import type { Patch } from '../catalogue/other-offers.ts';
import { type Selection, select } from '../catalogue/selection.ts';
import { FACT } from '../ledger/fact-codes.ts';
import { REBOOT_STATUSES, STARTED_BY, startCode } from '../ledger/facts.ts';
import type { WindowsParameters } from '../scenario/schema.ts';
import { availablePatches } from './available.ts';
import { tellChoices } from './chosen-run.ts';
import { hasRestart } from './offer.ts';
import type { Runs } from './run.ts';
import { FLAG } from './run-flags.ts';
import type { World } from './world.ts';

export interface Wish {
  readonly by: (typeof STARTED_BY)[number];
  /** Number of the maintenance configuration whose window it is. */
  readonly configuration?: number;
  readonly chosen: WindowsParameters;
  /** A code of REBOOT. */
  readonly rebootSetting: number;
  /** When the run has to be over; what is begun by then is finished (F50). */
  readonly end: number;
}

export class ChosenRuns {
  readonly #world: World;
  readonly #runs: Runs;

  constructor(world: World, runs: Runs) {
    this.#world = world;
    this.#runs = runs;
  }

  /** The VM must be on and in no run. False when the run is over as it begins. */
  begin(vm: number, t: number, { by, configuration, chosen, rebootSetting, end }: Wish): boolean {
    const world = this.#world;
    const { sink, releases } = world;
    this.#runs.lookAnew(vm, t);
    const available = availablePatches(world, vm);
    const selection: Selection<Patch> = select(available, ({ release }) => releases[release], chosen);
    sink.record(FACT.runStarted, t, vm, startCode(STARTED_BY.indexOf(by), rebootSetting, configuration), end);
    this.#assessed(vm, t);
    tellChoices(world, vm, t, selection);
    const run = { patches: selection.selected, began: t, rebootSetting, current: 0, installed: [] };
    if (this.#runs.startChosen(vm, t, run, end)) return true;
    const status: (typeof REBOOT_STATUSES)[number] = hasRestart(world, vm) ? 'Required' : 'NotNeeded';
    const exceeded = world.flags[vm] & FLAG.exceeded;
    sink.record(FACT.runCompleted, t, vm, REBOOT_STATUSES.indexOf(status), exceeded);
    sink.record(FACT.healthy, t, vm, -1, -1);
    this.#assessed(vm, t);
    return false;
  }

  #assessed(vm: number, t: number): void {
    this.#world.sink.record(FACT.assessed, t, vm, this.#runs.targets.offeredRelease(vm), 0);
  }
}
