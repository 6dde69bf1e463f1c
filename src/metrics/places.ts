// Where VMs meet, numbered for counting: the fleet, groups, regions, zones, subscriptions, availability sets.
// Refuses to know what is counted there.

import { cellName, type Fleet } from '../fleet/fleet.ts';

type ListedKind = 'region' | 'zone' | 'subscription' | 'availabilitySet';

interface ListedPlace {
  readonly place: number;
  readonly name: string;
  readonly vms: number;
}

/** What is asked of a fleet: of the whole of it, also before its VMs are known. */
type Known = Pick<Fleet, 'groups' | 'regions' | 'zoneNames' | 'subscriptions' | 'cells' | 'simulatedOfArea'>;

/** Numbers of places: the fleet is 0, then groups, regions, zones of regions, subscriptions, one that is none, and sets. */
export class Places {
  readonly count: number;
  readonly #fleet: Known;
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

  constructor(fleet: Known) {
    this.#fleet = fleet;
    const { cells, regions, zoneNames } = fleet;
    this.#regions = 1 + fleet.groups.length;
    this.#zones = this.#regions + regions.length;
    this.#subscriptions = this.#zones + regions.length * zoneNames.length;
    this.nowhere = this.#subscriptions + fleet.subscriptions.length;
    this.sets = this.nowhere + 1;
    let next = this.sets;
    this.setOfCell = new Int32Array(cells.count).fill(-1);
    for (let cell = 0; cell < cells.count; cell++) if (cells.isSet[cell] === 1) this.setOfCell[cell] = next++;
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

  /** First number of a kind, and one past the last, whether or not there are VMs in all of them. */
  range(kind: ListedKind): readonly [number, number] {
    if (kind === 'region') return [this.#regions, this.#zones];
    if (kind === 'zone') return [this.#zones, this.#subscriptions];
    return kind === 'subscription' ? [this.#subscriptions, this.nowhere] : [this.sets, this.count];
  }

  /** Numbers, names and simulated VMs of all places of a kind that have VMs, or of those `wanted`: a name for each takes room. */
  list(kind: ListedKind, wanted: (place: number) => boolean = () => true): ListedPlace[] {
    const { regions, zoneNames, subscriptions, cells } = this.#fleet;
    const vms = this.#vmsIn(kind);
    const listed: ListedPlace[] = [];
    const add = (place: number, name: () => string): void => {
      if (vms[place] > 0 && wanted(place)) listed.push({ place, name: name(), vms: vms[place] });
    };
    if (kind === 'region') {
      regions.forEach((name, region) => {
        add(this.region(region), () => name);
      });
    } else if (kind === 'zone') {
      regions.forEach((region, number) => {
        zoneNames.forEach((zone, at) => {
          add(this.zone(number, at + 1), () => `${region} zone ${zone}`);
        });
      });
    } else if (kind === 'subscription') {
      subscriptions.forEach((name, number) => {
        add(this.subscription(number), () => name);
      });
    } else {
      for (let cell = 0; cell < cells.count; cell++)
        if (cells.isSet[cell] === 1) add(this.setOfCell[cell], () => cellName(this.#fleet, cell));
    }
    return listed;
  }

  /** By place, the simulated VMs of those of a kind. */
  #vmsIn(kind: ListedKind): Int32Array {
    const { cells, simulatedOfArea } = this.#fleet;
    const vms = new Int32Array(this.count);
    if (kind === 'zone') {
      for (let area = 0; area < simulatedOfArea.length; area++)
        vms[this.zoneOfArea[area]] += simulatedOfArea[area];
      return vms;
    }
    for (let cell = 0; cell < cells.count; cell++) {
      const size = cells.size[cell];
      const region = cells.region[cell];
      if (kind === 'region') vms[this.region(region)] += size;
      else if (kind === 'subscription') vms[this.subscription(cells.subscription[cell])] += size;
      else if (cells.isSet[cell] === 1) vms[this.setOfCell[cell]] = size;
    }
    return vms;
  }
}
