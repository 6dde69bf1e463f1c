// The bad patches among a scenario's incidents, each with its own random stream. Refuses to know whom they hit.

import { streamKey } from '../kernel/streams.ts';
import type { Scenario } from '../scenario/schema.ts';

/** The bad patches of a scenario, each with its own stream. */
export function badPatchesOf({ incidents, seed }: Scenario) {
  return incidents.flatMap((incident, index) =>
    incident.kind === 'badPatch' ? [{ incident, key: streamKey(seed, `bad patch ${index}`) }] : [],
  );
}
