// Patch modes as they are switched, and what the platform does before it manages a VM (R11, R12).
// Refuses to know who switches them.

import { nightAt } from '../../src/calendar/night.ts';
import { coverageOf } from '../../src/fleet/coverage.ts';
import { ORCHESTRATIONS, type Orchestration } from '../../src/fleet/orchestration.ts';
import { FACT } from '../../src/ledger/fact-codes.ts';
import type { Refusal } from '../../src/ledger/facts.ts';
import { trackOf } from './offers.ts';
import { isOn, nextOff, nextOffPeak } from './timing.ts';
import { NEVER, type Vm, type World } from './world.ts';

/** F33: the modes that a VM can have, once it is made. */
function modesOf({ group }: Vm): string[] {
  const { publisher } = group.image;
  if (publisher.toLowerCase() === 'canonical') return ['ImageDefault', 'AutomaticByPlatform'];
  return [group.enableAutomaticUpdates ? 'AutomaticByOS' : 'Manual', 'AutomaticByPlatform'];
}

export function modeRefusal(
  vm: Vm,
  patchMode: string | undefined,
  hotpatch: boolean | undefined,
): Refusal | undefined {
  if (patchMode !== undefined && !modesOf(vm).includes(patchMode)) return 'patchModeNotAllowed';
  if (patchMode === 'AutomaticByPlatform' && !vm.group.provisionVMAgent) return 'noVmAgent';
  if ((patchMode ?? vm.patchMode) === 'AutomaticByPlatform') return undefined;
  const enrolled = ['pendingBaseline', 'onTrack', 'offTrack'].includes(trackOf(vm)) || vm.awaitsPreview;
  const stays = patchMode !== undefined && enrolled && hotpatch === undefined;
  return hotpatch || stays ? 'hotpatchNeedsAutomaticByPlatform' : undefined;
}

/** True when somebody else decides when updates are installed. */
export function switchMode(
  world: World,
  vm: Vm,
  t: number,
  patchMode: Vm['patchMode'] | undefined,
  bypass: boolean | undefined,
): boolean {
  if (patchMode !== undefined && patchMode !== vm.patchMode) {
    vm.patchMode = patchMode;
    vm.configured = patchMode !== 'AutomaticByPlatform';
  }
  vm.bypass = bypass ?? vm.bypass;
  const wanted = decider(world, vm, vm.configured);
  if (wanted === vm.orchestration) return false;
  world.record(FACT.orchestrationChanged, t, vm.number, codeOf(vm.orchestration), codeOf(wanted));
  vm.orchestration = wanted;
  vm.enablement = undefined;
  return true;
}

/** Who decides about the VM by its settings now. */
function decider(world: World, vm: Vm, configured: boolean): Orchestration {
  const { automaticByPlatformSettings: settings } = vm.group.patchSettings;
  const automaticByPlatformSettings = { ...settings, bypassPlatformSafetyChecksOnUserSchedule: vm.bypass };
  const patchSettings = { ...vm.group.patchSettings, patchMode: vm.patchMode, automaticByPlatformSettings };
  const enablement = configured ? 'completed' : 'pending';
  return coverageOf({ ...vm.group, patchSettings, enablement }, world.scenario).orchestration!;
}

const codeOf = (orchestration: Orchestration): number => ORCHESTRATIONS.indexOf(orchestration);

/** Counts off-peak seconds with the VM on, from t, until there are enough of them. */
function planned(world: World, vm: Vm, t: number): { start: number; end: number } {
  const start = nextOffPeak(world, vm, t);
  let left = world.scenario.parameters.enablementDuration;
  for (let at = start; at !== NEVER; ) {
    const night = nightAt(vm.offPeak, at);
    const until = Math.min(vm.allHours ? NEVER : vm.offPeak.end[night], nextOff(vm, at));
    if (until > at + left) return { start, end: at + left };
    left -= until - at;
    at = nextOffPeak(world, vm, until);
  }
  return { start, end: NEVER };
}

/** When the VM is next looked at on its way to being managed. */
export function enablementAt(world: World, vm: Vm, t: number): number {
  const now = vm.enablement;
  if (now === undefined || (!now.started && now.start < t))
    vm.enablement = { ...planned(world, vm, t), started: false };
  const { started, start, end } = vm.enablement!;
  if (!started) return start;
  // A run of its own may have come between.
  return end >= t ? end : nextOffPeak(world, vm, t);
}

/** True when it is managed from now on. */
export function enable(world: World, vm: Vm, t: number): boolean {
  if (!isOn(vm, t)) throw new Error(`VM ${vm.number} is enabled at ${t} and is off`);
  if (!vm.enablement!.started) {
    vm.enablement!.started = true;
    world.record(FACT.enablementStarted, t, vm.number, -1, -1);
    return false;
  }
  vm.enablement = undefined;
  vm.configured = true;
  vm.orchestration = decider(world, vm, true);
  world.record(FACT.enablementCompleted, t, vm.number, -1, -1);
  return true;
}
