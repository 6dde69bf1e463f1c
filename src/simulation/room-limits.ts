// How many VMs of a cell may be in flight (R18, R19). Refuses to know who is.

import { ORCHESTRATION } from '../fleet/orchestration.ts';
import { setLimit, subscriptionLimit } from '../rollout/limits.ts';
import type { World } from './world.ts';

/** A set's room goes by its size, that of a subscription by the VMs that rollouts reach now. */
export function limitRoom({ fleet, scenario, limit, orchestration }: World, cell: number): void {
  const { cells } = fleet;
  const [first, size] = [cells.first[cell], cells.size[cell]];
  if (cells.isSet[cell] === 1) {
    limit[cell] = setLimit(size, scenario.parameters);
    return;
  }
  let managed = 0;
  for (let vm = first; vm < first + size; vm++)
    managed += Number(orchestration[vm] === ORCHESTRATION.azureManaged);
  limit[cell] = subscriptionLimit(managed, scenario.parameters);
}
