// R21: who does not have a release by its deadline is overdue, with the reason that holds then.
// Refuses to know when deadlines are.

import { ORCHESTRATION } from '../fleet/orchestration-codes.ts';
import { FACT } from '../ledger/fact-codes.ts';
import { REASON } from '../rollout/reason-codes.ts';
import type { Cells } from './cells.ts';
import { hasRestart } from './offer.ts';
import type { World } from './world.ts';

export function overdueOf(world: World, { isResting, assessments }: Cells) {
  const { lines, lineOfGroup, measured, measuredTrack, level, dotnet, withdrawn, sink } = world;
  const { releasedAt } = world.releaseColumns;
  const { reason, orchestration, halted } = world;
  const { ofRelease: rolloutOf } = world.rollouts;
  const { cells, group, groups } = world.fleet;

  /** The deadline of a release has come. */
  function deadline(release: number, at: number): void {
    if (withdrawn[release] === 1) return;
    const dotnetOf = lines.map((line) => line.dotnet.indexOf(release));
    // What a VM of each group needs for it: a .NET update or a point of its line, -1 for nothing.
    const update = Int16Array.from(groups, (_, number) => dotnetOf[lineOfGroup[number]] ?? -1);
    const point = Int16Array.from(groups, (_, number) => {
      const line = lineOfGroup[number];
      return line < 0 ? -1 : measured[line][measuredTrack[number]].indexOf(release);
    });
    if (!update.some((wanted) => wanted >= 0) && !point.some((wanted) => wanted >= 0)) return;
    for (let cell = 0; cell < cells.count; cell++) lookThrough(cell, release, at, update, point);
  }

  /**
   * A loop in a function of its own, which keeps nothing for inner ones: there the columns are constants to the compiler. One
   * over all VMs would begin each deadline anew with slow code.
   */
  function lookThrough(
    cell: number,
    release: number,
    at: number,
    update: Int16Array,
    point: Int16Array,
  ): void {
    const end = cells.first[cell] + cells.size[cell];
    for (let vm = cells.first[cell]; vm < end; vm++) {
      const wanted = update[group[vm]];
      const lacks = wanted >= 0 ? dotnet[vm] < wanted : level[vm] < point[group[vm]];
      if (lacks) sink.record(FACT.overdue, at, vm, release, reasonOf(vm, release, at));
    }
  }

  function reasonOf(vm: number, release: number, at: number): number {
    if (!isResting(vm)) return REASON.inFlight;
    if (hasRestart(world, vm)) return REASON.rebootRequired;
    const why = reason[vm];
    if (orchestration[vm] !== ORCHESTRATION.azureManaged) return why;
    // `| 0`: out of a column of floating-point numbers, of which code made for whole ones would be thrown away.
    if (why === REASON.notAssessed && assessments.missedAssessment(vm, releasedAt[release] | 0, at))
      return REASON.off;
    // Whatever holds up the next month's rollout: this one would have brought it.
    return halted[rolloutOf[release]] === 1 && why !== REASON.off ? REASON.halted : why;
  }

  return { deadline };
}
