// What a VM is to install, what waits on it for a restart, and what becomes effective (R6, R14, R24, R26-R28).
// Refuses to know when.

import {
  BEHIND,
  NOTHING,
  offerCumulative,
  offerOffBaseline,
  offerOnTrack,
  releaseOf,
} from '../../src/catalogue/applicability.ts';
import { isBaseline, isHotpatch } from '../../src/catalogue/kinds.ts';
import { FACT } from '../../src/ledger/fact-codes.ts';
import type { Level } from '../../src/vm/events.ts';
import type { Patch, Slot } from './run-state.ts';
import { bringsBaseline, measuredRelease, type Vm, type World } from './world.ts';

export const trackOf = (vm: Vm): string => vm.snapshot.value.track;
export const patchingOf = (vm: Vm): string => vm.snapshot.value.patching;
export const isResting = (vm: Vm): boolean => ['idle', 'pending'].includes(patchingOf(vm));
export const hasUpdate = (vm: Vm): boolean => vm.offer >= 0 || vm.dotnetOffer >= 0;
export const needsRestart = (vm: Vm): boolean => vm.staged >= 0 || vm.stagedDotnet >= 0;
/** R29: Windows on its own does not read the platform's setting. */
export const rebootSetting = (vm: Vm): string =>
  vm.orchestration === 'windowsAutomatic' ? 'IfRequired' : vm.rebootSetting;

const offerRelease = (world: World, vm: Vm, offer: number): number => releaseOf(world.lines[vm.line!], offer);
const dotnetRelease = (world: World, vm: Vm, dotnet: number): number => world.lines[vm.line!].dotnet[dotnet];

/** What the VM is offered first, -1 for nothing. */
export function offeredRelease(world: World, vm: Vm): number {
  if (vm.offer >= 0) return offerRelease(world, vm, vm.offer);
  return vm.dotnetOffer >= 0 ? dotnetRelease(world, vm, vm.dotnetOffer) : -1;
}

/** What a run installs in one of its two slots. */
export function releaseInSlot(world: World, vm: Vm, slot: Slot): number {
  return slot === 0 ? offerRelease(world, vm, vm.offer) : dotnetRelease(world, vm, vm.dotnetOffer);
}

/** What the run is installing. */
export function inHand(world: World, vm: Vm): Patch {
  const { slot, chosen } = vm.run;
  if (chosen !== undefined) return chosen.patches[chosen.at];
  return { slot, offer: slot === 0 ? vm.offer : vm.dotnetOffer, release: releaseInSlot(world, vm, slot) };
}

/** What a restart is for, -1 when only the reboot setting asks for it. */
export function stagedRelease(world: World, vm: Vm): number {
  if (vm.staged >= 0) return offerRelease(world, vm, vm.staged);
  return vm.stagedDotnet >= 0 ? dotnetRelease(world, vm, vm.stagedDotnet) : -1;
}

/** What an offer means to the track; an old baseline does not bring back who re-enrolled after it (R28). */
export function levelOf(world: World, vm: Vm, offer: number): Level {
  if (offer % 2 === 0) return 'cumulative';
  const { kind, instant } = world.releases[offerRelease(world, vm, offer)];
  if (isHotpatch(kind)) return 'hotpatch';
  const old = instant - world.scenario.clock.start <= vm.enabledAt;
  return trackOf(vm) === 'pendingBaseline' && old ? 'cumulative' : 'baseline';
}

export const stagedLevel = (world: World, vm: Vm): Level =>
  vm.staged < 0 ? 'none' : levelOf(world, vm, vm.staged);

/** Looks for what the VM is to install; true when there is something, or a restart that it may have. */
export function assess(world: World, vm: Vm, fellBehind: () => void): boolean {
  if (vm.line === undefined) return false;
  const offers = world.offers[vm.line];
  vm.offer = mainOffer(world, vm, fellBehind);
  const withBaseline = trackOf(vm) === 'onTrack' && world.scenario.parameters.baselineMonthsOnly;
  const dotnetNow = !withBaseline || offers.baselineIsCurrent;
  const hasNewest = offers.dotnet <= Math.max(vm.dotnet, vm.stagedDotnet);
  vm.dotnetOffer = dotnetNow && !hasNewest ? offers.dotnet : -1;
  if (hasUpdate(vm)) {
    const found = [];
    if (vm.offer >= 0) found.push(offerRelease(world, vm, vm.offer));
    if (vm.dotnetOffer >= 0) found.push(dotnetRelease(world, vm, vm.dotnetOffer));
    vm.rollout = Math.max(0, ...found.map((release) => world.rollouts.ofRelease[release]));
    return true;
  }
  const mayRestart = needsRestart(vm) && rebootSetting(vm) !== 'Never';
  const demanded = world.rollouts.ofRelease[stagedRelease(world, vm)];
  vm.rollout = mayRestart ? Math.max(vm.run.rollout, demanded, 0) : -1;
  return mayRestart;
}

function mainOffer(world: World, vm: Vm, fellBehind: () => void): number {
  const offers = world.offers[vm.line!];
  const point = vm.staged < 0 ? -1 : Math.floor(vm.staged / 2);
  const level = Math.max(vm.level, point);
  if (vm.wrongOffer >= 0) {
    const wrong = wrongPoint(world, vm);
    if (wrong > level && wrong <= offers.cumulative) return 2 * wrong;
  }
  if (trackOf(vm) === 'onTrack') {
    const coming = point >= 0 && bringsBaseline(world, vm, point) ? point : vm.baseline;
    const offer = offerOnTrack(offers, level, coming);
    if (offer === BEHIND) fellBehind();
    else {
      // F63: a hotpatch needs its baseline to be running, not waiting for a restart.
      const isDelta = offer !== NOTHING && Math.floor(offer / 2) !== offers.baseline;
      return isDelta && vm.baseline !== offers.baseline ? NOTHING : offer;
    }
  }
  if (trackOf(vm) === 'offTrack' || trackOf(vm) === 'pendingBaseline') {
    const { offBaselineOffer } = world.scenario.parameters;
    return offerOffBaseline(offers, level, offBaselineOffer === 'currentBaseline');
  }
  return offerCumulative(offers, level);
}

/** The point of the update that the VM was wrongly offered (F64). */
function wrongPoint(world: World, vm: Vm): number {
  const incident = world.scenario.incidents[vm.wrongOffer];
  const isIt = (release: number): boolean =>
    release >= 0 && 'kb' in incident && world.releases[release].kb === incident.kb;
  return world.lines[vm.line!].points.findIndex(({ cumulative }) => isIt(cumulative));
}

/** An offer has taken effect: everything up to its point is on the VM (R6). */
export function raiseLevel(world: World, vm: Vm, t: number, offer: number): void {
  if (offer < 0) return;
  const point = Math.floor(offer / 2);
  for (let passed = vm.level + 1; passed <= point; passed++) {
    const release = measuredRelease(world, vm, passed);
    // What is not out yet is in effect with its release.
    const isOut = release >= 0 && world.releases[release].instant - world.scenario.clock.start <= t;
    if (isOut) world.record(FACT.becameEffective, t, vm.number, release, -1);
  }
  vm.level = Math.max(vm.level, point);
  if (offer % 2 === 1 && isBaseline(world.releases[offerRelease(world, vm, offer)].kind)) vm.baseline = point;
  vm.wrongOffer = -1;
}

export function raiseDotnet(world: World, vm: Vm, t: number, dotnet: number): void {
  for (let passed = vm.dotnet + 1; passed <= dotnet; passed++) {
    const release = dotnetRelease(world, vm, passed);
    const counts = world.rollouts.ofRelease[release] >= 0;
    if (counts) world.record(FACT.becameEffective, t, vm.number, release, -1);
  }
  vm.dotnet = Math.max(vm.dotnet, dotnet);
}
