// Where VMs meet, numbered for counting: the fleet, groups, regions, zones, subscriptions, availability sets.
// Refuses to know what is counted there.

import { cellName, type Fleet } from '../fleet/fleet.ts';
import type { PlacesOf } from './peaks.ts';

export type PlaceKind = 'fleet' | 'group' | 'region' | 'zone' | 'subscription' | 'availabilitySet';

/** Numbers of places: the fleet is 0, then groups, regions, zones of regions, subscriptions and sets. */
export class Places {
  readonly count: number;
  readonly #fleet: Fleet;
  readonly #regions: number;
  readonly #zones: number;
  readonly #subscriptions: number;
  readonly #spotsOfGroup: number;
  /** The first availability set; all behind it are sets too. */
  readonly sets: number;
  /** Place of the availability set of each cell, -1 for pools; and of each simulated VM. */
  readonly setOfCell: Int32Array;
  readonly setOfVm: Int32Array;

  constructor(fleet: Fleet) {
    this.#fleet = fleet;
    this.#regions = 1 + fleet.groups.length;
    this.#zones = this.#regions + fleet.regions.length;
    this.#subscriptions = this.#zones + fleet.regions.length * fleet.zoneNames.length;
    this.#spotsOfGroup = fleet.regions.length * (fleet.zoneNames.length + 1);
    this.sets = this.#subscriptions + fleet.subscriptions.length;
    const { cells } = fleet;
    let next = this.sets;
    this.setOfCell = Int32Array.from({ length: cells.count }, (_, cell) =>
      cells.isSet[cell] === 1 ? next++ : -1,
    );
    this.count = next;
    this.setOfVm = new Int32Array(fleet.simulated);
    for (let cell = 0; cell < cells.count; cell++) {
      this.setOfVm.fill(this.setOfCell[cell], cells.first[cell], cells.first[cell] + cells.size[cell]);
    }
  }

  /** Where a VM is but for subscription and set, as one number: its group, region and zone. */
  spotOf(vm: number): number {
    const { group, region, zone, regions, zoneNames } = this.#fleet;
    return (group[vm] * regions.length + region[vm]) * (zoneNames.length + 1) + zone[vm];
  }

  subscriptionOf(vm: number): number {
    return this.#fleet.subscription[vm];
  }

  /** Places of a spot and a subscription that lie within a region: it, and the zone. */
  readonly within: PlacesOf = (spot, _subscription, places) => {
    const zones = this.#fleet.zoneNames.length + 1;
    const inRegion = (spot / zones) | 0;
    const zone = spot - inRegion * zones;
    const region = inRegion % this.#fleet.regions.length;
    places[0] = this.#regions + region;
    if (zone === 0) return 1;
    places[1] = this.#zones + region * (zones - 1) + zone - 1;
    return 2;
  };

  /** Those that lie across regions: fleet, group and subscription. */
  readonly across: PlacesOf = (spot, subscription, places) => {
    places[0] = 0;
    places[1] = 1 + ((spot / this.#spotsOfGroup) | 0);
    places[2] = this.#subscriptions + subscription;
    return 3;
  };

  /** All of them but the availability set. */
  readonly all: PlacesOf = (spot, subscription, places) => {
    const count = this.within(spot, subscription, places);
    places[count] = 0;
    places[count + 1] = 1 + ((spot / this.#spotsOfGroup) | 0);
    places[count + 2] = this.#subscriptions + subscription;
    return count + 3;
  };

  group(group: number): number {
    return 1 + group;
  }

  /** Numbers, names and simulated VMs of all places of a kind. */
  list(kind: Exclude<PlaceKind, 'fleet' | 'group'>): { place: number; name: string; vms: number }[] {
    const { regions, zoneNames, subscriptions, cells, simulated } = this.#fleet;
    const vms = new Int32Array(this.count);
    const places = new Int32Array(5);
    for (let vm = 0; vm < simulated; vm++) {
      const count = this.all(this.spotOf(vm), this.subscriptionOf(vm), places);
      for (let index = 0; index < count; index++) vms[places[index]]++;
      if (this.setOfVm[vm] >= 0) vms[this.setOfVm[vm]]++;
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
