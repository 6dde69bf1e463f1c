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

  /** Calls back with every place of a VM. */
  of(vm: number, each: (place: number) => void): void {
    const { group, region, zone, subscription, zoneNames } = this.#fleet;
    each(0);
    each(1 + group[vm]);
    each(this.#regions + region[vm]);
    if (zone[vm] > 0) each(this.#zones + region[vm] * zoneNames.length + zone[vm] - 1);
    each(this.#subscriptions + subscription[vm]);
    const set = this.#setOfCell[this.#cellOfVm[vm]];
    if (set >= 0) each(set);
  }

  group(group: number): number {
    return 1 + group;
  }

  /** Numbers, names and covered VMs of all places of a kind. */
  list(kind: Exclude<PlaceKind, 'fleet' | 'group'>): { place: number; name: string; vms: number }[] {
    const { regions, zoneNames, subscriptions, cells, covered } = this.#fleet;
    const vms = new Map<number, number>();
    for (let vm = 0; vm < covered; vm++) this.of(vm, (place) => vms.set(place, (vms.get(place) ?? 0) + 1));
    const named = (place: number, name: string) => ({ place, name, vms: vms.get(place) ?? 0 });
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
