// The settings of each VM that say who decides about it: what they may become, and what that makes of the VM (R11, R12, F38).
// Refuses to know who changes them and what the VM waits for then.

import { orchestrationCode } from '../fleet/orchestration.ts';
import { ORCHESTRATION } from '../fleet/orchestration-codes.ts';
import { type Handover, handoverOf, orchestrationUnder } from '../fleet/patch-modes.ts';
import { FACT } from '../ledger/fact-codes.ts';
import { type Refusal, TRACK_STATES } from '../ledger/facts.ts';
import type { Enablement } from './enablement.ts';
import { type Changes, refusalOf } from './refusals.ts';
import { countReached } from './room-limits.ts';
import type { Runs } from './run.ts';
import type { World } from './world.ts';

const NOT_ENROLLED = TRACK_STATES.indexOf('notEnrolled');

export class PatchModes {
  readonly #world: World;
  readonly #runs: Runs;
  readonly #enablement: Enablement;
  /** Of VMs whose settings have changed. */
  readonly #changed = new Map<number, Handover>();

  constructor(world: World, runs: Runs, enablement: Enablement) {
    this.#world = world;
    this.#runs = runs;
    this.#enablement = enablement;
  }

  of(vm: number): Handover {
    return this.#changed.get(vm) ?? handoverOf(this.#groupOf(vm));
  }

  /** Who decides about the VM once it is configured: a code of ORCHESTRATIONS. */
  enabledAs(vm: number): number {
    const by = orchestrationUnder(this.#groupOf(vm), this.of(vm), this.#world.scenario);
    return by === undefined ? ORCHESTRATION.manual : orchestrationCode(by);
  }

  /** Why Azure does not let it have these settings together, from now on; undefined when it does. */
  refusal(vm: number, changes: Changes): Refusal | undefined {
    const { fleet, preview } = this.#world;
    const held = {
      patchMode: this.of(vm).patchMode,
      hotpatch: this.#hasHotpatch(vm),
      mayEnrol: preview.allows(vm),
    };
    return refusalOf(fleet, fleet.group[vm], held, changes);
  }

  /** The VM has these settings from now on. Returns whether somebody else decides when updates are installed. */
  change(vm: number, t: number, { patchMode, bypass }: Partial<Handover>): boolean {
    const world = this.#world;
    const before = this.of(vm);
    const after = { patchMode: patchMode ?? before.patchMode, bypass: bypass ?? before.bypass };
    this.#changed.set(vm, after);
    // The platform configures a VM before anything is installed by it.
    if (after.patchMode !== before.patchMode)
      this.#enablement.require(vm, after.patchMode === 'AutomaticByPlatform');
    const by = this.enabledAs(vm);
    const byPlatform = by === ORCHESTRATION.azureManaged || by === ORCHESTRATION.customerSchedule;
    const to = byPlatform && this.#enablement.isDue(vm) ? ORCHESTRATION.enabling : by;
    const from = world.orchestration[vm];
    if (to === from) return false;
    world.sink.record(FACT.orchestrationChanged, t, vm, from, to);
    this.#enablement.forget(vm);
    this.#runs.targets.leaveRollouts(vm);
    if (from === ORCHESTRATION.azureManaged) countReached(world, world.cell, -1);
    if (to === ORCHESTRATION.azureManaged) countReached(world, world.cell, 1);
    world.orchestration[vm] = to;
    return true;
  }

  #hasHotpatch(vm: number): boolean {
    const track = this.#world.trackOf[this.#world.configuration[vm]];
    return track > NOT_ENROLLED || this.#world.preview.wants(vm);
  }

  #groupOf(vm: number) {
    return this.#world.fleet.groups[this.#world.fleet.group[vm]];
  }
}
