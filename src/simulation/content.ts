// What is on a VM: its levels, what waits for a restart, and what becomes effective when (R6, R24, R26-R28).
// Refuses to know when it is installed.

import { releaseOf } from '../catalogue/applicability.ts';
import { isBaseline, isHotpatch } from '../catalogue/kinds.ts';
import { FACT, TRACK_STATES } from '../ledger/facts.ts';
import { LEVELS, type Level } from '../vm/events.ts';
import { chosenOf } from './chosen-run.ts';
import type { World } from './world.ts';

const PENDING_BASELINE = TRACK_STATES.indexOf('pendingBaseline');
const LEVEL = Object.fromEntries(LEVELS.map((level, code) => [level, code])) as Record<Level, number>;

const lineOf = (world: World, vm: number) => world.lines[world.lineOfGroup[world.fleet.group[vm]]];

/** The release being installed. */
export function currentRelease(world: World, vm: number): number {
  const chosen = chosenOf(world, vm);
  if (chosen !== undefined) return chosen.patches[chosen.current].release;
  const line = lineOf(world, vm);
  return world.current[vm] === 0 ? releaseOf(line, world.offer[vm]) : line.dotnet[world.dotnetOffer[vm]];
}

/** The offer behind it: a point and a side of its line, or a place in one of the line's lists. */
export function currentOffer(world: World, vm: number): number {
  const chosen = chosenOf(world, vm);
  if (chosen !== undefined) return chosen.patches[chosen.current].offer;
  return world.current[vm] === 0 ? world.offer[vm] : world.dotnetOffer[vm];
}

/** The release a restart is for, -1 for the reboot setting alone. */
export function stagedRelease(world: World, vm: number): number {
  const line = lineOf(world, vm);
  if (world.staged[vm] >= 0) return releaseOf(line, world.staged[vm]);
  return world.stagedDotnet[vm] >= 0 ? line.dotnet[world.stagedDotnet[vm]] : -1;
}

/** What the pending restart brings, as a code of LEVELS. */
export function stagedLevel(world: World, vm: number): number {
  return world.staged[vm] < 0 ? LEVEL.none : levelOf(world, vm, world.staged[vm]);
}

/** What an offer means to the track: only a baseline released after (re-)enrolment brings it back (R28). */
export function levelOf(world: World, vm: number, offer: number): number {
  if ((offer & 1) === 0) return LEVEL.cumulative;
  const release = world.releases[releaseOf(lineOf(world, vm), offer)];
  if (isHotpatch(release.kind)) return LEVEL.hotpatch;
  const pending = world.trackOf[world.configuration[vm]] === PENDING_BASELINE;
  return pending && release.instant - world.start <= world.enrolledAt[vm] ? LEVEL.cumulative : LEVEL.baseline;
}

/** A hotpatch is in effect as soon as it is installed. */
export function hotpatched(world: World, vm: number, t: number, offer: number): void {
  raiseLevel(world, vm, t, offer);
}

/** What waited for the restart is in effect. */
export function restarted(world: World, vm: number, t: number): void {
  const { staged, stagedDotnet } = world;
  raiseLevel(world, vm, t, staged[vm]);
  raiseDotnet(world, vm, t, stagedDotnet[vm]);
  staged[vm] = -1;
  stagedDotnet[vm] = -1;
}

function raiseLevel(world: World, vm: number, t: number, offer: number): void {
  if (offer < 0) return;
  const group = world.fleet.group[vm];
  const line = world.lineOfGroup[group];
  const point = offer >> 1;
  const measured = world.measured[line][world.measuredTrack[group]];
  for (let passed = world.level[vm] + 1; passed <= point; passed++) {
    const release = measured[passed];
    // Content can be there before the update that is measured comes out: then it is in effect with its release.
    if (release < 0 || world.releases[release].instant > world.start + t) continue;
    world.sink.record(FACT.becameEffective, t, vm, release, -1);
  }
  world.level[vm] = Math.max(world.level[vm], point);
  if ((offer & 1) === 1 && isBaseline(world.releases[world.lines[line].points[point].track].kind))
    world.baseline[vm] = point;
  world.stray[vm] = 0;
}

function raiseDotnet(world: World, vm: number, t: number, dotnet: number): void {
  const releases = lineOf(world, vm)?.dotnet ?? [];
  for (let passed = world.dotnet[vm] + 1; passed <= dotnet; passed++) {
    if (world.rollouts.ofRelease[releases[passed]] >= 0) {
      world.sink.record(FACT.becameEffective, t, vm, releases[passed], -1);
    }
  }
  world.dotnet[vm] = Math.max(world.dotnet[vm], dotnet);
}
