// What a VM is to install next, and what that means for the counts the gates look at (R14, R26, R27).
// Refuses to know when it may install it.

import {
  BEHIND,
  NOTHING,
  offerCumulative,
  offerOffBaseline,
  offerOnTrack,
  releaseOf,
} from '../catalogue/applicability.ts';
import { isBaseline } from '../catalogue/kinds.ts';
import { ORCHESTRATION } from '../fleet/orchestration.ts';
import { TRACK_STATES } from '../ledger/facts.ts';
import { stagedRelease } from './content.ts';
import { REBOOT } from './reboot-settings.ts';
import type { World } from './world.ts';

const ON_TRACK = TRACK_STATES.indexOf('onTrack');
const OFF_TRACK = TRACK_STATES.indexOf('offTrack');
const PENDING_BASELINE = TRACK_STATES.indexOf('pendingBaseline');

/** The release a VM is offered first, -1 for none: its cumulative update or hotpatch, else .NET. */
export function offeredRelease(world: World, vm: number): number {
  const line = world.lineOfGroup[world.fleet.group[vm]];
  if (line < 0) return -1;
  if (world.offer[vm] >= 0) return releaseOf(world.lines[line], world.offer[vm]);
  return world.dotnetOffer[vm] < 0 ? -1 : world.lines[line].dotnet[world.dotnetOffer[vm]];
}

/**
 * Looks anew at what is on offer for a VM. Returns whether it has anything to do: something to install, or a restart
 * that its settings allow. `fallBehind` is called when the VM turns out to have left the track.
 */
export function retarget(world: World, vm: number, fallBehind: (vm: number) => void): boolean {
  const { fleet, level, baseline, staged, stagedDotnet, trackOf, configuration } = world;
  const group = fleet.group[vm];
  const line = world.lineOfGroup[group];
  if (line < 0) return false;
  const offers = world.offers[line];
  const ahead = staged[vm] >= 0 ? Math.max(level[vm], staged[vm] >> 1) : level[vm];
  let offer = NOTHING;
  let track = trackOf[configuration[vm]];
  if (world.stray[vm] > 0) offer = strayOffer(world, vm, ahead);
  if (offer === NOTHING && track === ON_TRACK) {
    offer = offerOnTrack(offers, ahead, staged[vm] >= 0 ? stagedBaseline(world, vm, line) : baseline[vm]);
    // F63: a hotpatch goes onto a running baseline, not onto one that waits for its restart.
    const onBaseline = offer >= 0 && offer >> 1 === offers.baseline;
    if (offer >= 0 && !onBaseline && baseline[vm] !== offers.baseline) offer = NOTHING;
    if (offer === BEHIND) {
      fallBehind(vm);
      track = OFF_TRACK;
      offer = NOTHING;
    }
  }
  if (offer === NOTHING && track !== ON_TRACK) {
    const enrolled = track === OFF_TRACK || track === PENDING_BASELINE;
    offer = enrolled
      ? offerOffBaseline(offers, ahead, world.scenario.parameters.offBaselineOffer === 'currentBaseline')
      : offerCumulative(offers, ahead);
  }
  world.offer[vm] = offer;
  const onlyWithBaseline = track === ON_TRACK && world.scenario.parameters.baselineMonthsOnly;
  const blocked = onlyWithBaseline && !offers.baselineIsCurrent;
  world.dotnetOffer[vm] =
    !blocked && offers.dotnet > Math.max(world.dotnet[vm], stagedDotnet[vm]) ? offers.dotnet : -1;
  const pendingReboot = hasRestart(world, vm);
  if (offer < 0 && world.dotnetOffer[vm] < 0) {
    const hasWork = pendingReboot && rebootSettingOf(world, vm) !== REBOOT.never;
    aim(world, vm, hasWork ? restartRollout(world, vm) : -1);
    return hasWork;
  }
  const { lines, rollouts } = world;
  const main = offer >= 0 ? rollouts.ofRelease[releaseOf(lines[line], offer)] : -1;
  const dotnet =
    world.dotnetOffer[vm] >= 0 ? rollouts.ofRelease[lines[line].dotnet[world.dotnetOffer[vm]]] : -1;
  aim(world, vm, Math.max(main, dotnet, 0));
  return true;
}

/** The baseline a VM will be on after its pending restart. */
function stagedBaseline(world: World, vm: number, line: number): number {
  const offer = world.staged[vm];
  const { track } = world.lines[line].points[offer >> 1];
  return track >= 0 && isBaseline(world.releases[track].kind) ? offer >> 1 : world.baseline[vm];
}

/** F64: the update it was wrongly offered, until it has it or something newer. */
function strayOffer(world: World, vm: number, level: number): number {
  const incident = world.scenario.incidents[world.stray[vm] - 1];
  const line = world.lines[world.lineOfGroup[world.fleet.group[vm]]];
  if (incident.kind !== 'wrongOffer') throw new Error(`incident ${world.stray[vm] - 1} is not a wrong offer`);
  const point = line.points.findIndex(
    ({ cumulative }) => cumulative >= 0 && world.releases[cumulative].kb === incident.kb,
  );
  // Nobody is offered what is not published yet.
  const published = point <= world.offers[world.lineOfGroup[world.fleet.group[vm]]].cumulative;
  return point > level && published ? 2 * point : NOTHING;
}

/**
 * Notes which rollout a VM is a candidate of, and counts it as not attempted there unless it was. Whoever no rollout
 * reaches has the number for its luck only.
 */
function aim(world: World, vm: number, rollout: number): void {
  if (world.orchestration[vm] !== ORCHESTRATION.azureManaged) {
    world.rollout[vm] = rollout;
    return;
  }
  if (world.rollout[vm] === rollout && (world.counted[vm] === 1) === world.attempted[vm] < rollout) return;
  uncount(world, vm);
  const { regions, region } = world.fleet;
  const before = world.rollout[vm];
  if (before >= 0) {
    world.candidatesOf[before * regions.length + region[vm]]--;
    world.candidates[world.cell]--;
  }
  world.rollout[vm] = rollout;
  if (rollout < 0) return;
  world.candidatesOf[rollout * regions.length + region[vm]]++;
  world.arrivals[rollout * regions.length + region[vm]]++;
  world.candidates[world.cell]++;
  if (world.attempted[vm] >= rollout) return;
  world.counted[vm] = 1;
  world.remaining[rollout * regions.length + region[vm]]++;
  world.unattempted[world.cell]++;
}

/** The VM is a candidate of no rollout any more, and of none yet. */
export function leaveRollouts(world: World, vm: number): void {
  uncount(world, vm);
  const { regions, region } = world.fleet;
  if (world.orchestration[vm] === ORCHESTRATION.azureManaged && world.rollout[vm] >= 0) {
    world.candidatesOf[world.rollout[vm] * regions.length + region[vm]]--;
    world.candidates[world.cell]--;
  }
  world.rollout[vm] = -1;
}

/** The VM no longer counts as not attempted. */
export function uncount(world: World, vm: number): void {
  if (world.counted[vm] === 0) return;
  world.counted[vm] = 0;
  world.remaining[world.rollout[vm] * world.fleet.regions.length + world.fleet.region[vm]]--;
  world.unattempted[world.cell]--;
}

/** The rollout in which a VM restarts for what waits for that: of its last run, or of what was installed on demand. */
function restartRollout(world: World, vm: number): number {
  return Math.max(world.runRollout[vm], world.rollouts.ofRelease[stagedRelease(world, vm)], 0);
}

/** Something is on offer for the VM. */
export const hasUpdate = ({ offer, dotnetOffer }: World, vm: number): boolean =>
  offer[vm] >= 0 || dotnetOffer[vm] >= 0;

/** Something that is installed waits for its restart. */
export const hasRestart = ({ staged, stagedDotnet }: World, vm: number): boolean =>
  staged[vm] >= 0 || stagedDotnet[vm] >= 0;

/** The reboot setting that holds: it is the platform's, the guest on its own reads none (R29). */
export function rebootSettingOf({ orchestration, rebootSetting }: World, vm: number): number {
  return orchestration[vm] === ORCHESTRATION.windowsAutomatic ? REBOOT.ifRequired : rebootSetting[vm];
}
