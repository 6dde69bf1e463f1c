// Health after an install run: a bad patch makes VMs unhealthy with a probability, for a time (R25).
// Refuses to know what the rollout makes of it.

import { monthOf } from '../calendar/instant.ts';
import { draw, thresholdOf } from '../kernel/streams.ts';
import type { ChosenRun } from './chosen-list.ts';
import type { World } from './world.ts';

/** recoverAfter 0: healthy. release: the one held responsible, -1 without. */
export interface Verdict {
  readonly release: number;
  readonly recoverAfter: number;
}

const HEALTHY: Verdict = { release: -1, recoverAfter: 0 };

/** What the health probe after a run finds; the same update never makes a VM unhealthy by a second draw. */
export function healthVerdict(world: World, vm: number, run: ChosenRun | undefined): Verdict {
  const { fleet, releases, installedRelease, installedDotnet } = world;
  const two = [installedRelease[vm], installedDotnet[vm]].filter((release) => release >= 0);
  const installed = run?.installed ?? two;
  const { name } = fleet.groups[fleet.group[vm]];
  const region = fleet.regions[fleet.region[vm]];
  for (const { incident, key } of world.badPatches) {
    // One draw for an incident, also when the month it names brought two updates.
    const release = installed.find(
      (one) =>
        (incident.kb ?? releases[one].kb) === releases[one].kb &&
        (incident.release ?? monthOf(releases[one].instant)) === monthOf(releases[one].instant),
    );
    if (release === undefined) continue;
    if (incident.groups !== undefined && !incident.groups.includes(name)) continue;
    if (incident.regions !== undefined && !incident.regions.includes(region)) continue;
    if (draw(key, fleet.luck[vm], release) < thresholdOf(incident.probability)) {
      return { release, recoverAfter: incident.recoverAfter };
    }
  }
  return HEALTHY;
}
