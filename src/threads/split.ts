// Which regions of a fleet go to which part of a split run. Refuses to know what is done with them.

import type { Fleet } from '../fleet/fleet.ts';
import type { Phase } from '../fleet/phases.ts';

/**
 * Numbers of regions for each of at most `parts` parts, none of them empty. Most work is done in the phases that are
 * open, so every phase is spread evenly, largest region first to the part with the fewest VMs of that phase.
 */
export function splitRegions(fleet: Fleet, phases: readonly Phase[], parts: number): number[][] {
  const sizes = fleet.regions.map(() => 0);
  for (let vm = 0; vm < fleet.vms; vm++) sizes[fleet.region[vm]]++;
  const members: number[][] = Array.from({ length: parts }, () => []);
  const total = members.map(() => 0);
  const inPhases = phases.map(({ regions }) => regions);
  const rest = fleet.regions.map((_, region) => region).filter((region) => !inPhases.flat().includes(region));
  for (const regions of [...inPhases, rest]) {
    const ofPhase = members.map(() => 0);
    for (const region of [...regions].sort((a, b) => sizes[b] - sizes[a] || a - b)) {
      const part = members
        .map((_, index) => index)
        .reduce((best, other) =>
          ofPhase[other] < ofPhase[best] || (ofPhase[other] === ofPhase[best] && total[other] < total[best])
            ? other
            : best,
        );
      members[part].push(region);
      ofPhase[part] += sizes[region];
      total[part] += sizes[region];
    }
  }
  return members.filter((regions) => regions.length > 0).map((regions) => regions.sort((a, b) => a - b));
}
