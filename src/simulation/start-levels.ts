// What is on every VM and who updates it when the run begins, and which product lines there are in each cell. Refuses to know what follows.

import { trackAtStart } from '../fleet/coverage.ts';
import { orchestrationCode } from '../fleet/orchestration.ts';
import { restingConfiguration } from '../vm/table.ts';
import { REBOOT_SETTINGS } from './reboot-settings.ts';
import type { World } from './world.ts';

/** By its group's settings, a VM starts on the level of the last release before the start, healthy and, when eligible, on track. */
export function startLevels(world: World): void {
  const { fleet, offers } = world;
  const resting = fleet.coverage.map(({ hotpatch }) => restingConfiguration(trackAtStart(hotpatch)));
  const settings = fleet.groups.map(({ patchSettings }) =>
    REBOOT_SETTINGS.indexOf(patchSettings.automaticByPlatformSettings.rebootSetting),
  );
  const orchestrations = fleet.coverage.map(({ orchestration }) =>
    orchestration === undefined ? 0 : orchestrationCode(orchestration),
  );
  for (let vm = 0; vm < fleet.simulated; vm++) {
    const group = fleet.group[vm];
    const { hotpatch } = fleet.coverage[group];
    world.configuration[vm] = resting[group];
    world.orchestration[vm] = orchestrations[group];
    world.rebootSetting[vm] = settings[group];
    const line = world.lineOfGroup[group];
    if (line < 0) continue;
    const { cumulative, track, baseline, dotnet } = offers[line];
    world.level[vm] = hotpatch === 'enrolled' ? track : cumulative;
    world.baseline[vm] = hotpatch === 'enrolled' ? baseline : -1;
    world.dotnet[vm] = dotnet;
  }
  for (let cell = 0; cell < fleet.cells.count; cell++) {
    const end = fleet.cells.first[cell] + fleet.cells.size[cell];
    for (let vm = fleet.cells.first[cell]; vm < end; vm++) {
      const line = world.lineOfGroup[fleet.group[vm]];
      if (line >= 0) world.linesOfCell[cell] |= 1 << line;
    }
  }
}
