// What is on a VM: its levels, what waits for a restart, and what becomes effective when (R6, R24, R26-R28).
// Refuses to know when it is installed.

import { FACT } from '../ledger/fact-codes.ts';
import { TRACK_STATES } from '../ledger/facts.ts';
import { LEVELS } from '../vm/events.ts';
import type { ChosenRun } from './chosen-list.ts';
import { SLOT } from './chosen-run.ts';
import type { World } from './world.ts';

export type Content = ReturnType<typeof contentOf>;

export function contentOf(world: World) {
  const { lineOfGroup, measuredTrack, trackOf, sink } = world;
  const { width, isBaseline, releasedAt, releaseOfOffer, releaseOfDotnet } = world.releaseColumns;
  const { levelOfOffer, measuredOfOffer } = world.releaseColumns;
  const { ofRelease: rolloutOf } = world.rollouts;
  const { configuration, offer, dotnetOffer, current, level, baseline, dotnet, stray, enrolledAt } = world;
  const { staged, stagedDotnet } = world;
  const { group } = world.fleet;
  const strays = stray.length > 0;
  const PENDING_BASELINE = TRACK_STATES.indexOf('pendingBaseline');
  const [NO_LEVEL, BASELINE, CUMULATIVE] = (['none', 'baseline', 'cumulative'] as const).map((level) =>
    LEVELS.indexOf(level),
  );

  /** Where the VM's line begins in the tables of all lines. */
  const lineAt = (vm: number): number => lineOfGroup[group[vm]] * width;

  /** The release being installed, in a run of chosen updates or any other. */
  function currentRelease(vm: number, run: ChosenRun | undefined): number {
    if (run !== undefined) return run.patches[run.current].release;
    return current[vm] === SLOT.system
      ? releaseOfOffer[lineAt(vm) + offer[vm]]
      : releaseOfDotnet[lineAt(vm) + dotnetOffer[vm]];
  }

  /** The offer behind it: a point and a side of its line, or a place in one of the line's lists. */
  function currentOffer(vm: number, run: ChosenRun | undefined): number {
    if (run !== undefined) return run.patches[run.current].offer;
    return current[vm] === SLOT.system ? offer[vm] : dotnetOffer[vm];
  }

  /** The release a restart is for, -1 for the reboot setting alone. */
  function stagedRelease(vm: number): number {
    const offered = staged[vm];
    if (offered >= 0) return releaseOfOffer[lineAt(vm) + offered];
    const update = stagedDotnet[vm];
    return update >= 0 ? releaseOfDotnet[lineAt(vm) + update] : -1;
  }

  /** What the pending restart brings, as a code of LEVELS. */
  function stagedLevel(vm: number): number {
    return staged[vm] < 0 ? NO_LEVEL : levelOf(vm, staged[vm]);
  }

  /** What an offer means to the track, as a code of LEVELS. */
  function levelOf(vm: number, offered: number): number {
    const brings = levelOfOffer[lineAt(vm) + offered];
    return brings === BASELINE ? baselineLevel(vm, offered) : brings;
  }

  /** Only a baseline released after (re-)enrolment brings a VM back to the track (R28). */
  function baselineLevel(vm: number, offered: number): number {
    if (trackOf[configuration[vm]] !== PENDING_BASELINE) return BASELINE;
    return releasedAt[releaseOfOffer[lineAt(vm) + offered]] <= enrolledAt[vm] ? CUMULATIVE : BASELINE;
  }

  /** What waited for the restart is in effect. */
  function restarted(vm: number, t: number): void {
    raiseLevel(vm, t, staged[vm]);
    raiseDotnet(vm, t, stagedDotnet[vm]);
    staged[vm] = -1;
    stagedDotnet[vm] = -1;
  }

  /** The offer is in effect: with the restart, a hotpatch as soon as it is installed. */
  function raiseLevel(vm: number, t: number, offered: number): void {
    if (offered < 0) return;
    const line = lineAt(vm);
    const side = measuredTrack[group[vm]];
    const point = offered >> 1;
    const before = level[vm];
    for (let passed = before + 1; passed <= point; passed++) {
      const release = measuredOfOffer[line + 2 * passed + side];
      // Content can be there before the update that is measured comes out: then it is in effect with its release.
      if (release >= 0 && releasedAt[release] <= t) sink.record(FACT.becameEffective, t, vm, release, -1);
    }
    if (before < point) level[vm] = point;
    if ((offered & 1) === 1 && isBaseline[releaseOfOffer[line + offered]] === 1) baseline[vm] = point;
    if (strays) stray[vm] = 0;
  }

  function raiseDotnet(vm: number, t: number, update: number): void {
    if (update < 0) return;
    const line = lineAt(vm);
    const before = dotnet[vm];
    for (let passed = before + 1; passed <= update; passed++) {
      const release = releaseOfDotnet[line + passed];
      if (rolloutOf[release] >= 0) sink.record(FACT.becameEffective, t, vm, release, -1);
    }
    if (before < update) dotnet[vm] = update;
  }

  return { currentRelease, currentOffer, stagedRelease, stagedLevel, levelOf, raiseLevel, restarted };
}
