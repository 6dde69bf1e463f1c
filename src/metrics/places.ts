// Where VMs meet, numbered for counting: the fleet, groups, regions, zones, subscriptions, availability sets.
// Refuses to know what is counted there.

import { cellName, type Fleet } from '../fleet/fleet.ts';

export type PlaceKind = 'fleet' | 'group' | 'region' | 'zone' | 'subscription' | 'availabilitySet';

/** Numbers of places: the fleet is 0, then groups, regions, zones of regions, subscriptions, one that is none, and sets. */
export class Places {
  readonly count: number;
  readonly #fleet: Fleet;
  readonly #regions: number;
  readonly #zones: number;
  readonly #subscriptions: number;
  /** Nobody looks at it: the zone of VMs that are in none. */
  readonly nowhere: number;
  /** The first availability set; all behind it are sets too. */
  readonly sets: number;
  /** Place of the availability set of each cell, -1 for pools. */
  readonly setOfCell: Int32Array;
  /** Places of an area, which is a zone of a region or the rest of it: its region, and its zone, `nowhere` for the rest. */
  readonly regionOfArea: Int32Array;
  readonly zoneOfArea: Int32Array;

  constructor(fleet: Fleet) {
    this.#fleet = fleet;
    const { cells, regions, zoneNames } = fleet;
    this.#regions = 1 + fleet.groups.length;
    this.#zones = this.#regions + regions.length;
    this.#subscriptions = this.#zones + regions.length * zoneNames.length;
    this.nowhere = this.#subscriptions + fleet.subscriptions.length;
    this.sets = this.nowhere + 1;
    let next = this.sets;
    this.setOfCell = Int32Array.from({ length: cells.count }, (_, cell) =>
      cells.isSet[cell] === 1 ? next++ : -1,
    );
    this.count = next;
    this.regionOfArea = new Int32Array(regions.length * (zoneNames.length + 1));
    this.zoneOfArea = new Int32Array(this.regionOfArea.length);
    for (let region = 0; region < regions.length; region++) {
      for (let zone = 0; zone <= zoneNames.length; zone++) {
        this.regionOfArea[this.area(region, zone)] = this.region(region);
        this.zoneOfArea[this.area(region, zone)] = this.zone(region, zone);
      }
    }
  }

  /** Number of an area; `zone` as of a VM: 0 for none. */
  area(region: number, zone: number): number {
    return region * (this.#fleet.zoneNames.length + 1) + zone;
  }

  group(group: number): number {
    return 1 + group;
  }

  region(region: number): number {
    return this.#regions + region;
  }

  zone(region: number, zone: number): number {
    return zone === 0 ? this.nowhere : this.#zones + region * this.#fleet.zoneNames.length + zone - 1;
  }

  subscription(subscription: number): number {
    return this.#subscriptions + subscription;
  }

  /** Numbers, names and simulated VMs of all places of a kind. */
  list(kind: Exclude<PlaceKind, 'fleet' | 'group'>): { place: number; name: string; vms: number }[] {
    const { regions, zoneNames, subscriptions, cells, zone } = this.#fleet;
    const vms = new Int32Array(this.count);
    for (let cell = 0; cell < cells.count; cell++) {
      const size = cells.size[cell];
      const region = cells.region[cell];
      vms[this.region(region)] += size;
      vms[this.subscription(cells.subscription[cell])] += size;
      if (this.setOfCell[cell] >= 0) vms[this.setOfCell[cell]] = size;
      for (let member = 0; member < size; member++)
        vms[this.zone(region, zone[cells.first[cell] + member])]++;
    }
    const named = (place: number, name: string) => ({ place, name, vms: vms[place] });
    const all =
      kind === 'region'
        ? regions.map((name, region) => named(this.region(region), name))
        : kind === 'zone'
          ? regions.flatMap((region, number) =>
              zoneNames.map((zone, at) => named(this.zone(number, at + 1), `${region} zone ${zone}`)),
            )
          : kind === 'subscription'
            ? subscriptions.map((name, number) => named(this.subscription(number), name))
            : Array.from({ length: cells.count }, (_, cell) => cell)
                .filter((cell) => this.setOfCell[cell] >= 0)
                .map((cell) => named(this.setOfCell[cell], cellName(this.#fleet, cell)));
    return all.filter((row) => row.vms > 0);
  }
}
