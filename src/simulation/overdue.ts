// R21: who does not have a release by its deadline is overdue, with the reason that holds then.
// Refuses to know when deadlines are.

import { ORCHESTRATION } from '../fleet/orchestration-codes.ts';
import { FACT } from '../ledger/fact-codes.ts';
import { REASON } from '../rollout/reason-codes.ts';
import { AT_ONCE } from './assessment.ts';
import type { Cells } from './cells.ts';
import { hasRestart } from './offer.ts';
import type { World } from './world.ts';

export function overdueOf(world: World, { isResting, assessments }: Cells) {
  const { lines, lineOfGroup, measured, measuredTrack, level, dotnet, withdrawn, sink } = world;
  const { releasedAt } = world.releaseColumns;
  const { reason, orchestration, halted } = world;
  const { ofRelease: rolloutOf } = world.rollouts;
  const { cells, group, groups } = world.fleet;
  /** VMs that lack the release, and whether each missed an assessment since it came out. */
  const lacking = new Int32Array(AT_ONCE);
  const hasMissed = new Uint8Array(AT_ONCE);

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
    let many = 0;
    for (let cell = 0; cell < cells.count; cell++) many = lookThrough(cell, many, release, at, update, point);
    note(many, release, at);
  }

  /**
   * Gathers who lacks the release, and notes them when they are many; returns how many are left. A loop in a function of
   * its own, which keeps nothing for inner ones: there the columns are constants to the compiler. One over all VMs would
   * begin each deadline anew with slow code.
   */
  function lookThrough(
    cell: number,
    before: number,
    release: number,
    at: number,
    update: Int16Array,
    point: Int16Array,
  ): number {
    const end = cells.first[cell] + cells.size[cell];
    let many = before;
    for (let vm = cells.first[cell]; vm < end; vm++) {
      const wanted = update[group[vm]];
      const lacks = wanted >= 0 ? dotnet[vm] < wanted : level[vm] < point[group[vm]];
      if (!lacks) continue;
      lacking[many++] = vm;
      if (many < lacking.length) continue;
      note(many, release, at);
      many = 0;
    }
    return many;
  }

  function note(many: number, release: number, at: number): void {
    // `| 0`: out of a column of floating-point numbers, of which code made for whole ones would be thrown away.
    assessments.missedAssessments(lacking, many, releasedAt[release] | 0, at, hasMissed);
    for (let index = 0; index < many; index++) {
      const vm = lacking[index];
      sink.record(FACT.overdue, at, vm, release, reasonOf(vm, release, hasMissed[index] === 1));
    }
  }

  function reasonOf(vm: number, release: number, missed: boolean): number {
    if (!isResting(vm)) return REASON.inFlight;
    if (hasRestart(world, vm)) return REASON.rebootRequired;
    const why = reason[vm];
    if (orchestration[vm] !== ORCHESTRATION.azureManaged) return why;
    if (why === REASON.notAssessed && missed) return REASON.off;
    // Whatever holds up the next month's rollout: this one would have brought it.
    return halted[rolloutOf[release]] === 1 && why !== REASON.off ? REASON.halted : why;
  }

  return { deadline };
}
