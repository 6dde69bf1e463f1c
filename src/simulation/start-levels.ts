// What is on every VM and who updates it when the run begins, and which product lines there are in each cell. Refuses to know what follows.

import { trackAtStart } from '../fleet/coverage.ts';
import { orchestrationCode } from '../fleet/orchestration.ts';
import { ORCHESTRATION } from '../fleet/orchestration-codes.ts';
import { NEVER } from '../kernel/eventlist.ts';
import { restingConfiguration } from '../vm/table.ts';
import { REBOOT_SETTINGS } from './reboot-settings.ts';
import { column } from './release-columns.ts';
import { limitRoom } from './room-limits.ts';
import type { World } from './world.ts';

/** By its group's settings, a VM starts on the level of the last release before the start, healthy and, when eligible, on track. */
export function startLevels(world: World): void {
  const { fleet, offers, lineOfGroup } = world;
  const { cells, group: groupOf, plan: planOf } = fleet;
  const { configuration, orchestration, rebootSetting, level, baseline, dotnet, onUntil, linesOfCell } =
    world;
  // What each group's VMs start with, as columns: the loop over all VMs runs once, most of it before V8 has optimised it.
  const ofGroup = (start: (group: number) => number): Int32Array =>
    column(fleet.groups.map((_, group) => start(group)));
  const enrolled = (group: number): boolean => fleet.coverage[group].hotpatch === 'enrolled';
  const offered = (group: number) => offers[lineOfGroup[group]];
  const configurations = ofGroup((group) =>
    restingConfiguration(trackAtStart(fleet.coverage[group].hotpatch)),
  );
  const orchestrations = ofGroup((group) => {
    const { orchestration: who } = fleet.coverage[group];
    return who === undefined ? 0 : orchestrationCode(who);
  });
  const rebootSettings = ofGroup((group) =>
    REBOOT_SETTINGS.indexOf(fleet.groups[group].patchSettings.automaticByPlatformSettings.rebootSetting),
  );
  const levels = ofGroup(
    (group) => (enrolled(group) ? offered(group)?.track : offered(group)?.cumulative) ?? -1,
  );
  const baselines = ofGroup((group) => (enrolled(group) ? offered(group)?.baseline : undefined) ?? -1);
  const dotnets = ofGroup((group) => offered(group)?.dotnet ?? -1);
  const lines = ofGroup((group) => (lineOfGroup[group] < 0 ? 0 : 1 << lineOfGroup[group]));
  const untils = column(fleet.plans.map(({ alwaysOn }) => (alwaysOn ? NEVER : 0)));

  function begin(cell: number): void {
    const end = cells.first[cell] + cells.size[cell];
    let managed = 0;
    for (let vm = cells.first[cell]; vm < end; vm++) {
      const group = groupOf[vm];
      configuration[vm] = configurations[group];
      orchestration[vm] = orchestrations[group];
      rebootSetting[vm] = rebootSettings[group];
      level[vm] = levels[group];
      baseline[vm] = baselines[group];
      dotnet[vm] = dotnets[group];
      onUntil[vm] = untils[planOf[vm]];
      linesOfCell[cell] |= lines[group];
      managed += Number(orchestrations[group] === ORCHESTRATION.azureManaged);
    }
    limitRoom(world, cell, managed);
  }

  for (let cell = 0; cell < cells.count; cell++) begin(cell);
}
