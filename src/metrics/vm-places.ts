// The way from a simulated VM to the places that it is counted in, by its cell. Refuses to know what is counted there.

import type { Fleet } from '../fleet/fleet.ts';
import type { Places } from './places.ts';

/** So many bits of a VM's number do not count in the index from VMs to cells. */
export const NEIGHBOURS_BITS = 4;

/** Layout of a cell's row: first VM of the next cell, place of its set, area of the rest of its region, subscription. */
export const CELL_ROW = { next: 0, set: 1, area: 2, subscription: 3, width: 4 } as const;

/** A column with a row for each VM would be nearly as large as these are small: memory that nobody has looked at for long. */
export interface VmPlaces extends Pick<Fleet, 'zone' | 'group'> {
  /** Row of the cell of the first of each 16 neighbours: the way to that of a VM. */
  readonly rowOfNeighbours: Int32Array;
  /** A CELL_ROW for each cell: what is asked for together lies together in memory. */
  readonly rows: Int32Array;
}

export function vmPlacesOf({ cells, zone, group, simulated }: Fleet, places: Places): VmPlaces {
  const { next, set, area, subscription, width } = CELL_ROW;
  const rows = new Int32Array(cells.count * width);
  for (let cell = 0, at = 0; cell < cells.count; cell++, at += width) {
    rows[at + next] = cells.first[cell] + cells.size[cell];
    rows[at + set] = places.setOfCell[cell];
    rows[at + area] = places.area(cells.region[cell], 0);
    rows[at + subscription] = cells.subscription[cell];
  }
  const rowOfNeighbours = new Int32Array((simulated >> NEIGHBOURS_BITS) + 1);
  for (let row = 0, at = 0; at < rowOfNeighbours.length; at++) {
    while (row + width < rows.length && rows[row + next] <= at << NEIGHBOURS_BITS) row += width;
    rowOfNeighbours[at] = row;
  }
  return { zone, group, rowOfNeighbours, rows };
}
