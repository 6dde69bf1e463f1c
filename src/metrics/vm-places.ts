// The places that each simulated VM is counted in, as rows that VMs alike share. Refuses to know what is counted there.

import type { Fleet } from '../fleet/fleet.ts';
import type { Places } from './places.ts';

/** Layout of a row: places of its region, zone, group and subscription, and of its availability set, -1 without one. */
export const PLACE_ROW = { region: 0, zone: 1, group: 2, subscription: 3, set: 4, width: 5 } as const;

export interface VmPlaces {
  /** Where the row of each simulated VM begins. */
  readonly rowOf: Int32Array;
  /** One row behind the other. Plain data: it can be sent to another thread. */
  readonly rows: Int32Array;
}

/** VMs of a cell that are in one zone and one group have a row together: what is asked for together lies together. */
export function vmPlacesOf(fleet: Fleet, places: Places): VmPlaces {
  const { cells, group, zone, simulated } = fleet;
  const zones = fleet.zoneNames.length + 1;
  const rowOf = new Int32Array(simulated);
  const rows = new Int32Array(simulated * PLACE_ROW.width);
  /** By group and zone, the row of the last cell that has such VMs. */
  const known = new Int32Array(fleet.groups.length * zones).fill(-1);
  let end = 0;
  for (let cell = 0; cell < cells.count; cell++) {
    const first = end;
    for (let vm = cells.first[cell]; vm < cells.first[cell] + cells.size[cell]; vm++) {
      const kind = group[vm] * zones + zone[vm];
      if (known[kind] < first) {
        rows[end + PLACE_ROW.region] = places.region(cells.region[cell]);
        rows[end + PLACE_ROW.zone] = places.zone(cells.region[cell], zone[vm]);
        rows[end + PLACE_ROW.group] = places.group(group[vm]);
        rows[end + PLACE_ROW.subscription] = places.subscription(cells.subscription[cell]);
        rows[end + PLACE_ROW.set] = places.setOfCell[cell];
        known[kind] = end;
        end += PLACE_ROW.width;
      }
      rowOf[vm] = known[kind];
    }
  }
  return { rowOf, rows: rows.slice(0, end) };
}
