// Where VMs meet, numbered for counting: the fleet, groups, regions, zones, subscriptions, availability sets.
// Refuses to know what is counted there.

import { cellName, type Fleet } from '../fleet/fleet.ts';

export type PlaceKind = 'fleet' | 'group' | 'region' | 'zone' | 'subscription' | 'availabilitySet';

/** So many bits of a VM's number do not count in the index from VMs to cells. */
export const NEIGHBOURS_BITS = 4;

/** Layout of a row of `cellRows`: first VM of the next cell, place of its set, area of its region, subscription. */
export const CELL_ROW = { next: 0, set: 1, area: 2, subscription: 3, width: 4 } as const;

/** Numbers of places: the fleet is 0, then groups, regions, zones of regions, subscriptions and sets. */
export class Places {
  readonly count: number;
  readonly #fleet: Fleet;
  readonly #regions: number;
  readonly #zones: number;
  readonly #subscriptions: number;
  /** The first availability set; all behind it are sets too. */
  readonly sets: number;
  /** Place of the availability set of each cell, -1 for pools. */
  readonly setOfCell: Int32Array;
  /** An area is a zone of a region, or the rest of it: its number is that of the region's rest + its number as a zone. */
  readonly areaOfRegion: Int32Array;
  /** Places of an area: its region, and its zone; `count`, which is no place, for the rest of a region. */
  readonly regionOfArea: Int32Array;
  readonly zoneOfArea: Int32Array;
  /** Cell of the first of each 16 neighbours: the way to the cell of a VM. */
  readonly cellOfNeighbours: Int32Array;
  /** A CELL_ROW for each cell: what is asked for together lies together in memory. */
  readonly cellRows: Int32Array;

  constructor(fleet: Fleet) {
    this.#fleet = fleet;
    const { cells, regions, zoneNames } = fleet;
    this.#regions = 1 + fleet.groups.length;
    this.#zones = this.#regions + regions.length;
    this.#subscriptions = this.#zones + regions.length * zoneNames.length;
    this.sets = this.#subscriptions + fleet.subscriptions.length;
    let next = this.sets;
    this.setOfCell = Int32Array.from({ length: cells.count }, (_, cell) =>
      cells.isSet[cell] === 1 ? next++ : -1,
    );
    this.count = next;
    const areas = zoneNames.length + 1;
    this.areaOfRegion = Int32Array.from(regions, (_, region) => region * areas);
    this.regionOfArea = new Int32Array(regions.length * areas);
    this.zoneOfArea = new Int32Array(regions.length * areas);
    for (let area = 0; area < this.regionOfArea.length; area++) {
      const [region, zone] = [Math.floor(area / areas), area % areas];
      this.regionOfArea[area] = this.#regions + region;
      this.zoneOfArea[area] = zone === 0 ? this.count : this.#zones + region * zoneNames.length + zone - 1;
    }
    this.cellOfNeighbours = new Int32Array((fleet.simulated >> NEIGHBOURS_BITS) + 1);
    for (let cell = 0, at = 0; at < this.cellOfNeighbours.length; at++) {
      while (cell + 1 < cells.count && cells.first[cell + 1] <= at << NEIGHBOURS_BITS) cell++;
      this.cellOfNeighbours[at] = cell;
    }
    this.cellRows = this.#rows();
  }

  #rows(): Int32Array {
    const { cells } = this.#fleet;
    const rows = new Int32Array(cells.count * CELL_ROW.width);
    for (let cell = 0; cell < cells.count; cell++) {
      const at = cell * CELL_ROW.width;
      rows[at + CELL_ROW.next] = cells.first[cell] + cells.size[cell];
      rows[at + CELL_ROW.set] = this.setOfCell[cell];
      rows[at + CELL_ROW.area] = this.areaOfRegion[cells.region[cell]];
      rows[at + CELL_ROW.subscription] = cells.subscription[cell];
    }
    return rows;
  }

  /** Cell of a simulated VM. */
  cellOf(vm: number): number {
    let cell = this.cellOfNeighbours[vm >> NEIGHBOURS_BITS];
    while (this.cellRows[cell * CELL_ROW.width + CELL_ROW.next] <= vm) cell++;
    return cell;
  }

  group(group: number): number {
    return 1 + group;
  }

  subscription(subscription: number): number {
    return this.#subscriptions + subscription;
  }

  /** Numbers, names and simulated VMs of all places of a kind. */
  list(kind: Exclude<PlaceKind, 'fleet' | 'group'>): { place: number; name: string; vms: number }[] {
    const { regions, zoneNames, subscriptions, cells, zone } = this.#fleet;
    const vms = new Int32Array(this.count + 1);
    for (let cell = 0; cell < cells.count; cell++) {
      const size = cells.size[cell];
      vms[this.#regions + cells.region[cell]] += size;
      vms[this.#subscriptions + cells.subscription[cell]] += size;
      if (this.setOfCell[cell] >= 0) vms[this.setOfCell[cell]] = size;
      const area = this.areaOfRegion[cells.region[cell]];
      for (let member = 0; member < size; member++) {
        vms[this.zoneOfArea[area + zone[cells.first[cell] + member]]]++;
      }
    }
    const named = (place: number, name: string) => ({ place, name, vms: vms[place] });
    const all =
      kind === 'region'
        ? regions.map((name, region) => named(this.#regions + region, name))
        : kind === 'zone'
          ? regions.flatMap((region, number) =>
              zoneNames.map((zone, at) =>
                named(this.#zones + number * zoneNames.length + at, `${region} zone ${zone}`),
              ),
            )
          : kind === 'subscription'
            ? subscriptions.map((name, number) => named(this.#subscriptions + number, name))
            : Array.from({ length: cells.count }, (_, cell) => cell)
                .filter((cell) => this.setOfCell[cell] >= 0)
                .map((cell) => named(this.setOfCell[cell], cellName(this.#fleet, cell)));
    return all.filter((row) => row.vms > 0);
  }
}
