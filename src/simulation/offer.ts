// What a VM is to install next, and what that means for the counts the gates look at (R14, R26, R27).
// Refuses to know when it may install it.

import {
  BEHIND,
  NOTHING,
  offerCumulative,
  offerOffBaseline,
  offerOnTrack,
} from '../catalogue/applicability.ts';
import { ORCHESTRATION } from '../fleet/orchestration-codes.ts';
import { TRACK_STATES } from '../ledger/facts.ts';
import type { Content } from './content.ts';
import { REBOOT } from './reboot-settings.ts';
import type { World } from './world.ts';

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

export type Targets = ReturnType<typeof targetsOf>;

export function targetsOf(world: World, { stagedRelease }: Content) {
  const { releases, lines, lineOfGroup } = world;
  const { width, isBaseline, releaseOfOffer, releaseOfDotnet } = world.releaseColumns;
  const { offers, trackOf, orchestration, configuration } = world;
  const { ofRelease: rolloutOf } = world.rollouts;
  const { level, baseline, dotnet, stray, staged, stagedDotnet, offer, dotnetOffer } = world;
  const { rollout, runRollout, attempted, counted } = world;
  const { remaining, unattempted, candidates, candidatesOf, arrivals } = world;
  const { offBaselineOffer, baselineMonthsOnly } = world.scenario.parameters;
  const { group, region } = world.fleet;
  const regions = world.fleet.regions.length;
  const ON_TRACK = TRACK_STATES.indexOf('onTrack');
  const OFF_TRACK = TRACK_STATES.indexOf('offTrack');
  const PENDING_BASELINE = TRACK_STATES.indexOf('pendingBaseline');
  const strays = stray.length > 0;
  // In scope they are constants to the compiler.
  const AZURE_MANAGED = ORCHESTRATION.azureManaged;
  const nothing = NOTHING;
  const behind = BEHIND;
  const onTrack = offerOnTrack;
  const offBaseline = offerOffBaseline;
  const restartWaits = hasRestart;
  const settingOf = rebootSettingOf;
  const { keyOf, slotOf, keep, keys } = world.knownOffers;
  const { offers: knownOffer, updates: knownUpdate, rollouts: knownRollout } = world.knownOffers;
  const currentBaselineFirst = offBaselineOffer === 'currentBaseline';

  /** The release a VM is offered first, -1 for none: its cumulative update or hotpatch, else .NET. */
  function offeredRelease(vm: number): number {
    const line = lineOfGroup[group[vm]];
    if (line < 0) return -1;
    if (offer[vm] >= 0) return releaseOfOffer[line * width + offer[vm]];
    return dotnetOffer[vm] < 0 ? -1 : releaseOfDotnet[line * width + dotnetOffer[vm]];
  }

  /**
   * Looks anew at what is on offer for a VM. Returns whether it has anything to do: something to install, or a restart
   * that its settings allow. `fallBehind` is called when the VM turns out to have left the track.
   */
  function retarget(vm: number, t: number, fallBehind: (vm: number, t: number) => void): boolean {
    const line = lineOfGroup[group[vm]];
    if (line < 0) return false;
    if (restartWaits(world, vm) || (strays && stray[vm] > 0)) return findOffers(vm, t, line, fallBehind);
    const before = trackOf[configuration[vm]];
    const key = keyOf(line, before, level[vm], baseline[vm], dotnet[vm]);
    const slot = slotOf(key);
    if (keys[slot] === key) {
      offer[vm] = knownOffer[slot];
      dotnetOffer[vm] = knownUpdate[slot];
      aim(vm, knownRollout[slot]);
      return knownRollout[slot] >= 0;
    }
    const hasWork = findOffers(vm, t, line, fallBehind);
    // Who fell behind is on another track now.
    if (trackOf[configuration[vm]] === before) keep(slot, key, offer[vm], dotnetOffer[vm], rollout[vm]);
    return hasWork;
  }

  function findOffers(
    vm: number,
    t: number,
    line: number,
    fallBehind: (vm: number, t: number) => void,
  ): boolean {
    const onOffer = offers[line];
    const ahead = Math.max(level[vm], staged[vm] >> 1);
    let found: number = nothing;
    let track = trackOf[configuration[vm]];
    if (strays && stray[vm] > 0) found = strayOffer(vm, ahead);
    if (found === nothing && track === ON_TRACK) {
      // `| 0` tells the compiler that this is a whole number of 32 bits.
      found = onTrack(onOffer, ahead, staged[vm] >= 0 ? stagedBaseline(vm, line) : baseline[vm]) | 0;
      // F63: a hotpatch goes onto a running baseline, not onto one that waits for its restart.
      const onBaseline = found >= 0 && found >> 1 === onOffer.baseline;
      if (found >= 0 && !onBaseline && baseline[vm] !== onOffer.baseline) found = nothing;
      if (found === behind) {
        fallBehind(vm, t);
        track = OFF_TRACK;
        found = nothing;
      }
    }
    if (found === nothing && track !== ON_TRACK) {
      const enrolled = track === OFF_TRACK || track === PENDING_BASELINE;
      const next = enrolled
        ? offBaseline(onOffer, ahead, currentBaselineFirst)
        : offerCumulative(onOffer, ahead);
      found = next | 0;
    }
    offer[vm] = found;
    const blocked = baselineMonthsOnly && track === ON_TRACK && !onOffer.baselineIsCurrent;
    const update = !blocked && onOffer.dotnet > Math.max(dotnet[vm], stagedDotnet[vm]) ? onOffer.dotnet : -1;
    dotnetOffer[vm] = update;
    let hasWork = true;
    let to = -1;
    if (found >= 0 || update >= 0) {
      const main = found >= 0 ? rolloutOf[releaseOfOffer[line * width + found]] : -1;
      const beside = update >= 0 ? rolloutOf[releaseOfDotnet[line * width + update]] : -1;
      to = Math.max(main, beside, 0);
    } else {
      hasWork = restartWaits(world, vm) && settingOf(world, vm) !== REBOOT.never;
      if (hasWork) to = restartRollout(vm) | 0;
    }
    aim(vm, to);
    return hasWork;
  }

  /** The baseline a VM will be on after its pending restart. */
  function stagedBaseline(vm: number, line: number): number {
    const point = staged[vm] >> 1;
    const track = releaseOfOffer[line * width + 2 * point + 1];
    return track >= 0 && isBaseline[track] === 1 ? point : baseline[vm];
  }

  /** F64: the update it was wrongly offered, until it has it or something newer. */
  function strayOffer(vm: number, ahead: number): number {
    const incident = world.scenario.incidents[stray[vm] - 1];
    const line = lineOfGroup[group[vm]];
    if (incident.kind !== 'wrongOffer') throw new Error(`incident ${stray[vm] - 1} is not a wrong offer`);
    const point = lines[line].points.findIndex(
      ({ cumulative }) => cumulative >= 0 && releases[cumulative].kb === incident.kb,
    );
    // Nobody is offered what is not published yet.
    const published = point <= offers[line].cumulative;
    return point > ahead && published ? 2 * point : NOTHING;
  }

  /**
   * Notes which rollout a VM is a candidate of, and counts it as not attempted there unless it was. Whoever no rollout
   * reaches has the number for its luck only.
   */
  function aim(vm: number, to: number): void {
    if (rollout[vm] === to && (counted[vm] === 1) === attempted[vm] < to) return;
    if (orchestration[vm] === AZURE_MANAGED) count(vm, to);
    else rollout[vm] = to;
  }

  function count(vm: number, to: number): void {
    const before = rollout[vm];
    uncount(vm);
    if (before >= 0) {
      candidatesOf[before * regions + region[vm]]--;
      candidates[world.cell]--;
    }
    rollout[vm] = to;
    if (to < 0) return;
    const place = to * regions + region[vm];
    candidatesOf[place]++;
    arrivals[place]++;
    candidates[world.cell]++;
    if (attempted[vm] >= to) return;
    counted[vm] = 1;
    remaining[place]++;
    unattempted[world.cell]++;
  }

  /** The VM is a candidate of no rollout any more, and of none yet. */
  function leaveRollouts(vm: number): void {
    uncount(vm);
    if (orchestration[vm] === AZURE_MANAGED && rollout[vm] >= 0) {
      candidatesOf[rollout[vm] * regions + region[vm]]--;
      candidates[world.cell]--;
    }
    rollout[vm] = -1;
  }

  /** The VM no longer counts as not attempted. */
  function uncount(vm: number): void {
    if (counted[vm] === 0) return;
    counted[vm] = 0;
    remaining[rollout[vm] * regions + region[vm]]--;
    unattempted[world.cell]--;
  }

  /** The rollout in which a VM restarts for what waits for that: of its last run, or of what was installed on demand. */
  function restartRollout(vm: number): number {
    return Math.max(runRollout[vm], rolloutOf[stagedRelease(vm)], 0);
  }

  return { offeredRelease, retarget, leaveRollouts, uncount };
}
