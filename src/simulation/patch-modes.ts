// The patch mode of each VM: who may switch it to what, and what that makes of the VM (R11, R12). Refuses to know who switches
// and what the VM waits for then.

import { patchModeOf } from '../fleet/coverage.ts';
import { ORCHESTRATION } from '../fleet/orchestration.ts';
import { coverageIn, mayHaveMode, type PatchMode } from '../fleet/patch-modes.ts';
import { FACT, type Refusal, TRACK_STATES } from '../ledger/facts.ts';
import type { Enablement } from './enablement.ts';
import { leaveRollouts } from './offer.ts';
import { countReached } from './room-limits.ts';
import type { World } from './world.ts';

const NOT_ENROLLED = TRACK_STATES.indexOf('notEnrolled');

export class PatchModes {
  readonly #world: World;
  readonly #enablement: Enablement;
  /** Of VMs whose mode was switched. */
  readonly #switched = new Map<number, PatchMode>();

  constructor(world: World, enablement: Enablement) {
    this.#world = world;
    this.#enablement = enablement;
  }

  of(vm: number): PatchMode {
    return this.#switched.get(vm) ?? patchModeOf(this.#groupOf(vm));
  }

  /** Why Azure does not let it have these settings together, from now on; undefined when it does. */
  refusal(vm: number, patchMode: PatchMode | undefined, enableHotpatching?: boolean): Refusal | undefined {
    const group = this.#groupOf(vm);
    if (patchMode !== undefined && !mayHaveMode(group, patchMode)) return 'patchModeNotAllowed';
    const byPlatform = (patchMode ?? this.of(vm)) === 'AutomaticByPlatform';
    if (patchMode !== undefined && byPlatform && !group.provisionVMAgent) return 'noVmAgent';
    const hotpatch = enableHotpatching ?? (patchMode !== undefined && this.#hasHotpatch(vm));
    return hotpatch && !byPlatform ? 'hotpatchNeedsAutomaticByPlatform' : undefined;
  }

  /** The VM has this mode from now on. Returns whether somebody else decides when updates are installed. */
  change(vm: number, t: number, patchMode: PatchMode): boolean {
    const world = this.#world;
    if (patchMode === this.of(vm)) return false;
    this.#switched.set(vm, patchMode);
    const { orchestration: wanted } = coverageIn(this.#groupOf(vm), patchMode, world.scenario);
    // The platform configures a VM before it manages it.
    const byPlatform = wanted === 'azureManaged' || wanted === 'customerSchedule';
    const to = byPlatform ? ORCHESTRATION.enabling : ORCHESTRATION[wanted!];
    const from = world.orchestration[vm];
    if (to === from) return false;
    world.sink.record(FACT.orchestrationChanged, t, vm, from, to);
    this.#enablement.forget(vm);
    leaveRollouts(world, vm);
    if (from === ORCHESTRATION.azureManaged) countReached(world, world.cell, -1);
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
