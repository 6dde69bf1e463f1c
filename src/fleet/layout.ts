// Which cell every VM of a scenario is in, before anything else is known of it: what a fleet is built of, or a part of it.
// Refuses to know clocks, power plans and who takes which cells.

import type { Scenario } from '../scenario/schema.ts';
import { coverageOf } from './coverage.ts';
import type { Cells, Fleet } from './fleet.ts';
import { Numbering } from './numbering.ts';
import { type Place, placerOf } from './placement.ts';

/** From a group's own lists, which a Place points into, to the numbers of the fleet. */
export interface GroupNumbers {
  readonly region: readonly number[];
  readonly subscription: readonly number[];
  /** 1 + index of zoneNames. */
  readonly zone: readonly number[];
}

/** Of the whole fleet, also where only a part is built. */
type Known =
  | 'groups'
  | 'coverage'
  | 'regions'
  | 'subscriptions'
  | 'zoneNames'
  | 'cells'
  | 'vms'
  | 'simulatedOfRegion'
  | 'zonesOfRegion';

export interface Layout extends Pick<Fleet, Known> {
  readonly numbers: readonly GroupNumbers[];
  /** Cell of each VM in the scenario's order, -1 for those that no updates are known for. */
  readonly cellOf: Int32Array;
  /** Calls back with every VM in the scenario's order; the place is reused. */
  readonly eachVm: (each: (group: number, ordinal: number, place: Readonly<Place>) => void) => void;
}

export function layOut(scenario: Scenario): Layout {
  const { fleet: groups } = scenario;
  const coverage = groups.map((group) => coverageOf(group, scenario));
  const regions = [...new Set(groups.flatMap(({ region }) => region.map(({ value }) => value)))].sort();
  const zoneNames = [...new Set(groups.flatMap(({ zones }) => zones))].sort();
  const subscriptions = new Numbering<string>();
  const numbers = groups.map((group) => ({
    region: group.region.map(({ value }) => regions.indexOf(value)),
    subscription: group.subscription.map(({ value }) => subscriptions.of(value, () => value)),
    zone: group.zones.map((zone) => zoneNames.indexOf(zone) + 1),
  }));
  const placers = groups.map(placerOf);
  const eachVm: Layout['eachVm'] = (each) =>
    placers.forEach((placeEach, group) => {
      placeEach((ordinal, place) => each(group, ordinal, place));
    });
  const vms = groups.reduce((sum, { count }) => sum + count, 0);

  const cellNumbers = new Map<number, number>();
  const cellRegion: number[] = [];
  const cellSubscription: number[] = [];
  const cellIsSet: number[] = [];
  const newCell = (region: number, subscription: number, isSet: number): number => {
    cellSubscription.push(subscription);
    cellIsSet.push(isSet);
    return cellRegion.push(region) - 1;
  };
  const simulatedOfRegion = new Int32Array(regions.length);
  const zoneWidth = zoneNames.length + 1;
  const isInZone = new Uint8Array(regions.length * zoneWidth);
  const cellOf = new Int32Array(vms);
  let [at, setGroup, set, setCell] = [0, -1, -1, -1];
  eachVm((group, _, place) => {
    const region = numbers[group].region[place.region];
    const subscription = numbers[group].subscription[place.subscription];
    let cell: number | undefined = -1;
    if (coverage[group].orchestration !== undefined) {
      if (place.set >= 0) {
        if (place.set !== set || group !== setGroup) setCell = newCell(region, subscription, 1);
        [setGroup, set] = [group, place.set];
        cell = setCell;
      } else {
        const key = region * 2 ** 32 + subscription;
        cell = cellNumbers.get(key) ?? newCell(region, subscription, 0);
        cellNumbers.set(key, cell);
      }
      simulatedOfRegion[region]++;
      isInZone[region * zoneWidth + (place.zone < 0 ? 0 : numbers[group].zone[place.zone])] = 1;
    }
    cellOf[at++] = cell;
  });

  // Cells in order of region, in the order in which they were found inside.
  const order = cellRegion.map((_, cell) => cell).sort((a, b) => cellRegion[a] - cellRegion[b] || a - b);
  const rank = new Int32Array(order.length);
  order.forEach((cell, position) => {
    rank[cell] = position;
  });
  const size = new Int32Array(order.length);
  for (let vm = 0; vm < vms; vm++) {
    if (cellOf[vm] < 0) continue;
    cellOf[vm] = rank[cellOf[vm]];
    size[cellOf[vm]]++;
  }
  return {
    groups,
    coverage,
    regions,
    subscriptions: subscriptions.values,
    zoneNames,
    numbers,
    cells: {
      count: order.length,
      first: firstOf(size),
      size,
      region: Uint16Array.from(order, (cell) => cellRegion[cell]),
      subscription: Uint32Array.from(order, (cell) => cellSubscription[cell]),
      isSet: Uint8Array.from(order, (cell) => cellIsSet[cell]),
    },
    vms,
    cellOf,
    simulatedOfRegion,
    zonesOfRegion: regions.map((_, region) =>
      zoneNames.map((_, zone) => zone + 1).filter((zone) => isInZone[region * zoneWidth + zone] === 1),
    ),
    eachVm,
  };
}

/** Some of the cells, in their order, with VMs numbered anew. */
export function chosenCells({ size, region, subscription, isSet }: Cells, chosen: readonly number[]): Cells {
  const sizes = Int32Array.from(chosen, (cell) => size[cell]);
  return {
    count: chosen.length,
    first: firstOf(sizes),
    size: sizes,
    region: Uint16Array.from(chosen, (cell) => region[cell]),
    subscription: Uint32Array.from(chosen, (cell) => subscription[cell]),
    isSet: Uint8Array.from(chosen, (cell) => isSet[cell]),
  };
}

/** The members of a cell follow those of the cell before. */
function firstOf(size: Int32Array): Int32Array {
  const first = new Int32Array(size.length);
  for (let cell = 1; cell < first.length; cell++) first[cell] = first[cell - 1] + size[cell - 1];
  return first;
}
