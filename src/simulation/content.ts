// What is on a VM: its levels, what waits for a restart, and what becomes effective when (R6, R24, R26-R28).
// Refuses to know when it is installed.

import { FACT } from '../ledger/fact-codes.ts';
import { TRACK_STATES } from '../ledger/facts.ts';
import { LEVELS } from '../vm/events.ts';
import { chosenOf } from './chosen-run.ts';
import type { World } from './world.ts';

export type Content = ReturnType<typeof contentOf>;

export function contentOf(world: World) {
  const { lineOfGroup, measured, measuredTrack, trackOf, sink } = world;
  const { isHotpatch, isBaseline, releasedAt, releaseOfOffer, releaseOfDotnet } = world.releaseColumns;
  const { ofRelease: rolloutOf } = world.rollouts;
  const { configuration, offer, dotnetOffer, current, level, baseline, dotnet, stray, enrolledAt } = world;
  const { staged, stagedDotnet } = world;
  const { group } = world.fleet;
  const strays = stray.length > 0;
  const PENDING_BASELINE = TRACK_STATES.indexOf('pendingBaseline');
  const [NO_LEVEL, HOTPATCH, BASELINE, CUMULATIVE] = (
    ['none', 'hotpatch', 'baseline', 'cumulative'] as const
  ).map((level) => LEVELS.indexOf(level));

  const lineOf = (vm: number) => lineOfGroup[group[vm]];

  /** The release being installed. */
  function currentRelease(vm: number): number {
    const chosen = chosenOf(world, vm);
    if (chosen !== undefined) return chosen.patches[chosen.current].release;
    const line = lineOf(vm);
    return current[vm] === 0 ? releaseOfOffer[line][offer[vm]] : releaseOfDotnet[line][dotnetOffer[vm]];
  }

  /** The offer behind it: a point and a side of its line, or a place in one of the line's lists. */
  function currentOffer(vm: number): number {
    const chosen = chosenOf(world, vm);
    if (chosen !== undefined) return chosen.patches[chosen.current].offer;
    return current[vm] === 0 ? offer[vm] : dotnetOffer[vm];
  }

  /** The release a restart is for, -1 for the reboot setting alone. */
  function stagedRelease(vm: number): number {
    if (staged[vm] >= 0) return releaseOfOffer[lineOf(vm)][staged[vm]];
    return stagedDotnet[vm] >= 0 ? releaseOfDotnet[lineOf(vm)][stagedDotnet[vm]] : -1;
  }

  /** What the pending restart brings, as a code of LEVELS. */
  function stagedLevel(vm: number): number {
    return staged[vm] < 0 ? NO_LEVEL : levelOf(vm, staged[vm]);
  }

  /** What an offer means to the track: only a baseline released after (re-)enrolment brings it back (R28). */
  function levelOf(vm: number, offered: number): number {
    if ((offered & 1) === 0) return CUMULATIVE;
    const release = releaseOfOffer[lineOf(vm)][offered];
    if (isHotpatch[release] === 1) return HOTPATCH;
    const pending = trackOf[configuration[vm]] === PENDING_BASELINE;
    return pending && releasedAt[release] <= enrolledAt[vm] ? CUMULATIVE : BASELINE;
  }

  /** A hotpatch is in effect as soon as it is installed. */
  function hotpatched(vm: number, t: number, offered: number): void {
    raiseLevel(vm, t, offered);
  }

  /** What waited for the restart is in effect. */
  function restarted(vm: number, t: number): void {
    raiseLevel(vm, t, staged[vm]);
    raiseDotnet(vm, t, stagedDotnet[vm]);
    staged[vm] = -1;
    stagedDotnet[vm] = -1;
  }

  function raiseLevel(vm: number, t: number, offered: number): void {
    if (offered < 0) return;
    const line = lineOfGroup[group[vm]];
    const point = offered >> 1;
    const ofPoints = measured[line][measuredTrack[group[vm]]];
    for (let passed = level[vm] + 1; passed <= point; passed++) {
      const release = ofPoints[passed];
      // Content can be there before the update that is measured comes out: then it is in effect with its release.
      if (release < 0 || releasedAt[release] > t) continue;
      sink.record(FACT.becameEffective, t, vm, release, -1);
    }
    level[vm] = Math.max(level[vm], point);
    if ((offered & 1) === 1 && isBaseline[releaseOfOffer[line][offered]] === 1) baseline[vm] = point;
    if (strays) stray[vm] = 0;
  }

  function raiseDotnet(vm: number, t: number, update: number): void {
    if (update < 0) return;
    const updates = releaseOfDotnet[lineOf(vm)];
    for (let passed = dotnet[vm] + 1; passed <= update; passed++) {
      if (rolloutOf[updates[passed]] >= 0) sink.record(FACT.becameEffective, t, vm, updates[passed], -1);
    }
    dotnet[vm] = Math.max(dotnet[vm], update);
  }

  return { currentRelease, currentOffer, stagedRelease, stagedLevel, levelOf, hotpatched, restarted };
}
