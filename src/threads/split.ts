// Which cells of a fleet go to which part of a split run. Refuses to know what is done with them.

import type { Cells } from '../fleet/fleet.ts';

/**
 * Part of each cell. VMs work in the nights of their regions and in lockstep, so each region is dealt out evenly: of its
 * sets and of its pools the largest first, each to the part that has the fewest VMs of the region.
 */
export function dealCells(
  { count, size, region, isSet }: Pick<Cells, 'count' | 'size' | 'region' | 'isSet'>,
  parts: number,
): Uint16Array {
  const order = Array.from({ length: count }, (_, cell) => cell).sort(
    (a, b) => region[a] - region[b] || isSet[a] - isSet[b] || size[b] - size[a] || a - b,
  );
  const partOf = new Uint16Array(count);
  const inAll = new Array<number>(parts).fill(0);
  const inRegion = new Array<number>(parts).fill(0);
  order.forEach((cell, at) => {
    if (at > 0 && region[cell] !== region[order[at - 1]]) inRegion.fill(0);
    let part = 0;
    for (let other = 1; other < parts; other++) {
      const fewer = inRegion[other] - inRegion[part] || inAll[other] - inAll[part];
      if (fewer < 0) part = other;
    }
    partOf[cell] = part;
    inRegion[part] += size[cell];
    inAll[part] += size[cell];
  });
  return partOf;
}
