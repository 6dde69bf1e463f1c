// Where VMs meet, numbered for counting: the fleet, groups, regions, zones, subscriptions, availability sets.
// Refuses to know what is counted there.

import { cellName, type Fleet } from '../fleet/fleet.ts';

export type PlaceKind = 'fleet' | 'group' | 'region' | 'zone' | 'subscription' | 'availabilitySet';

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
  readonly #setOfCell: Int32Array;
  readonly #cellOfVm: Int32Array;

  constructor(fleet: Fleet) {
    this.#fleet = fleet;
    this.#regions = 1 + fleet.groups.length;
    this.#zones = this.#regions + fleet.regions.length;
    this.#subscriptions = this.#zones + fleet.regions.length * fleet.zoneNames.length;
    this.sets = this.#subscriptions + fleet.subscriptions.length;
    const { cells } = fleet;
    let next = this.sets;
    this.#setOfCell = Int32Array.from({ length: cells.count }, (_, cell) =>
      cells.isSet[cell] === 1 ? next++ : -1,
    );
    this.count = next;
    this.#cellOfVm = new Int32Array(fleet.covered);
    for (let cell = 0; cell < cells.count; cell++) {
      this.#cellOfVm.fill(cell, cells.first[cell], cells.first[cell] + cells.size[cell]);
    }
  }

  /** Writes every place of a VM into `places` (room for 6) and returns how many there are. */
  of(vm: number, places: Int32Array): number {
    const { group, region, zone, subscription, zoneNames } = this.#fleet;
    places[0] = 0;
    places[1] = 1 + group[vm];
    places[2] = this.#regions + region[vm];
    places[3] = this.#subscriptions + subscription[vm];
    let count = 4;
    if (zone[vm] > 0) places[count++] = this.#zones + region[vm] * zoneNames.length + zone[vm] - 1;
    const set = this.#setOfCell[this.#cellOfVm[vm]];
    if (set >= 0) places[count++] = set;
    return count;
  }

  group(group: number): number {
    return 1 + group;
  }

  /** Numbers, names and covered VMs of all places of a kind. */
  list(kind: Exclude<PlaceKind, 'fleet' | 'group'>): { place: number; name: string; vms: number }[] {
    const { regions, zoneNames, subscriptions, cells, covered } = this.#fleet;
    const vms = new Int32Array(this.count);
    const places = new Int32Array(6);
    for (let vm = 0; vm < covered; vm++) {
      for (let index = this.of(vm, places) - 1; index >= 0; index--) vms[places[index]]++;
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
                .filter((cell) => this.#setOfCell[cell] >= 0)
                .map((cell) => named(this.#setOfCell[cell], cellName(this.#fleet, cell)));
    return all.filter((row) => row.vms > 0);
  }
}
