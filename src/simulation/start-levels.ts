// What is on every VM when the run begins, and which product lines there are in each cell. Refuses to know what follows.

import { trackAtStart } from '../fleet/coverage.ts';
import { restingConfiguration } from '../vm/table.ts';
import type { World } from './world.ts';

/** A VM starts on the level of the last release before the start, healthy and, when eligible, on track. */
export function startLevels(world: World): void {
  const { fleet, offers } = world;
  const resting = fleet.coverage.map(({ hotpatch }) => restingConfiguration(trackAtStart(hotpatch)));
  for (let vm = 0; vm < fleet.simulated; vm++) {
    const group = fleet.group[vm];
    const { hotpatch } = fleet.coverage[group];
    world.configuration[vm] = resting[group];
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
