// Wrong offers: an update outside the track is offered for a while to VMs on it, as in October 2025 (F64).
// Refuses to know what installing it leads to.

import { draw, streamKey, thresholdOf } from '../kernel/streams.ts';
import { TRACK_STATES } from '../ledger/facts.ts';
import type { Assessments } from './assessment.ts';
import type { World } from './world.ts';

const ON_TRACK = TRACK_STATES.indexOf('onTrack');

/** Whether a VM on the track is hit by a wrong offer that begins at t: it is assessed while the offer lasts. */
export function strayFrom(
  world: World,
  { nextAssessment }: Assessments,
  vm: number,
  index: number,
  t: number,
): boolean {
  const { scenario, fleet, trackOf, configuration } = world;
  const incident = scenario.incidents[index];
  if (incident.kind !== 'wrongOffer' || trackOf[configuration[vm]] !== ON_TRACK) return false;
  const { groups, share, to } = incident;
  if (groups !== undefined && !groups.includes(fleet.groups[fleet.group[vm]].name)) return false;
  const key = streamKey(scenario.seed, `wrong offer ${index}`);
  if (draw(key, fleet.luck[vm], 0) >= thresholdOf(share)) return false;
  return nextAssessment(vm, t) < to - world.start;
}
