// Builds the fleet of a scenario: places every VM, sorts them into cells, gives each its clock and power plan.
// Refuses to know patches.

import type { Nights } from '../calendar/night.ts';
import { draw, streamKey, subjectOf } from '../kernel/streams.ts';
import type { Group, Scenario } from '../scenario/schema.ts';
import { clockOf, zonesOf } from './clocks.ts';
import { coverageOf, installsAtAllHours } from './coverage.ts';
import type { Cells, Clock, Fleet } from './fleet.ts';
import { type Place, placerOf } from './placement.ts';
import { planOf, switchings } from './plans.ts';
import type { PowerPlan } from './power.ts';
import { REGION_ZONES } from './regions.ts';

/** Gives each distinct key a number, in order of first use. */
class Numbering<T> {
  readonly values: T[] = [];
  readonly #numbers = new Map<string, number>();

  of(key: string, make: () => T): number {
    let number = this.#numbers.get(key);
    if (number === undefined) {
      number = this.values.push(make()) - 1;
      this.#numbers.set(key, number);
    }
    return number;
  }
}

/** Off-peak hours by a region's own clock, over the run. */
export const regionNights = (scenario: Scenario, region: string): Nights =>
  clockOf(scenario, REGION_ZONES[region]).offPeak;

/**
 * All VMs of a scenario, or those of some regions. Regions, subscriptions, groups and clocks have the same numbers
 * either way, and VMs of a region the same order.
 */
export function buildFleet(scenario: Scenario, only?: ReadonlySet<string>): Fleet {
  const { fleet: groups } = scenario;
  const coverage = groups.map((group) => coverageOf(group, scenario));
  const regions = [...new Set(groups.flatMap(({ region }) => region.map(({ value }) => value)))].sort();
  const subscriptions = new Numbering<string>();
  const zoneNames = [...new Set(groups.flatMap(({ zones }) => zones))].sort();
  const clocks = new Numbering<Clock>();
  const plans = new Numbering<PowerPlan>();
  const clockNumber = (zone: string, allHours: boolean): number =>
    clocks.of(`${zone} ${allHours}`, () => clockOf(scenario, zone, allHours));
  const switched = switchings(scenario);
  const planNumber = (group: number, region: string, zone: string, ordinal?: number): number => {
    const actions = switched(groups[group], region, ordinal);
    return plans.of(`${group} ${region} ${zone} ${actions.key}`, () =>
      planOf(scenario, groups[group], { region, zone }, actions),
    );
  };

  const layouts = groups.map((group, number) => ({
    region: group.region.map(({ value }) => regions.indexOf(value)),
    subscription: group.subscription.map(({ value }) => subscriptions.of(value, () => value)),
    zone: group.zones.map((zone) => zoneNames.indexOf(zone) + 1),
    places: group.region.map(({ value: region }) =>
      (group.timeZone ?? [undefined]).map((own) => {
        const zone = zonesOf(scenario, region, own?.value);
        return {
          zone: zone.own,
          clock: clockNumber(zone.offPeak, installsAtAllHours(group)),
          plan: planNumber(number, region, zone.own),
        };
      }),
    ),
    luckOf: luckOf(group),
    wanted: group.region.map(({ value }) => only === undefined || only.has(value)),
  }));
  const placers = groups.map(placerOf);
  const eachVm = (each: (group: number, ordinal: number, place: Readonly<Place>) => void): void =>
    placers.forEach((place, number) => {
      const { wanted } = layouts[number];
      place((ordinal, at) => {
        if (wanted[at.region]) each(number, ordinal, at);
      });
    });
  let vms = 0;
  eachVm(() => {
    vms++;
  });

  // First pass, in the scenario's order: which cell each VM belongs to.
  const cellNumbers = new Map<number, number>();
  const cellRegion: number[] = [];
  const cellSubscription: number[] = [];
  const cellIsSet: number[] = [];
  const newCell = (region: number, subscription: number, isSet: number): number => {
    cellSubscription.push(subscription);
    cellIsSet.push(isSet);
    return cellRegion.push(region) - 1;
  };
  const cellOf = new Int32Array(vms);
  let [at, setGroup, set, setCell] = [0, -1, -1, -1];
  eachVm((group, _, place) => {
    const region = layouts[group].region[place.region];
    const subscription = layouts[group].subscription[place.subscription];
    let cell: number | undefined = -1;
    if (coverage[group].orchestration !== undefined && place.set >= 0) {
      if (place.set !== set || group !== setGroup) setCell = newCell(region, subscription, 1);
      [setGroup, set] = [group, place.set];
      cell = setCell;
    } else if (coverage[group].orchestration !== undefined) {
      const key = region * 2 ** 32 + subscription;
      cell = cellNumbers.get(key) ?? newCell(region, subscription, 0);
      cellNumbers.set(key, cell);
    }
    cellOf[at++] = cell;
  });

  // Second pass: cells in order of region, VMs in order of cell, keeping the scenario's order inside.
  const order = cellRegion.map((_, cell) => cell).sort((a, b) => cellRegion[a] - cellRegion[b] || a - b);
  const rank = new Int32Array(order.length);
  order.forEach((cell, position) => {
    rank[cell] = position;
  });
  const size = new Int32Array(order.length);
  for (let vm = 0; vm < vms; vm++) if (cellOf[vm] >= 0) size[rank[cellOf[vm]]]++;
  const first = new Int32Array(order.length);
  for (let cell = 1; cell < first.length; cell++) first[cell] = first[cell - 1] + size[cell - 1];
  const simulated = size.reduce((sum, count) => sum + count, 0);
  const free = Int32Array.from(first);
  let inert = simulated;
  const sorted = {
    group: new Uint16Array(vms),
    ordinal: new Int32Array(vms),
    region: new Uint16Array(vms),
    zone: new Uint8Array(vms),
    updateDomain: new Uint8Array(vms),
    clock: new Uint16Array(vms),
    plan: new Uint32Array(vms),
    subscription: new Uint32Array(vms),
    luck: new Int32Array(vms),
  };
  at = 0;
  eachVm((group, ordinal, place) => {
    const layout = layouts[group];
    const cell = cellOf[at++];
    const vm = cell < 0 ? inert++ : free[rank[cell]]++;
    sorted.group[vm] = group;
    sorted.ordinal[vm] = ordinal;
    sorted.region[vm] = layout.region[place.region];
    sorted.zone[vm] = place.zone < 0 ? 0 : layout.zone[place.zone];
    sorted.updateDomain[vm] = place.updateDomain;
    const { zone, clock, plan } = layout.places[place.region][place.timeZone];
    const region = groups[group].region[place.region].value;
    sorted.clock[vm] = clock;
    sorted.plan[vm] = switched.byName ? planNumber(group, region, zone, ordinal) : plan;
    sorted.subscription[vm] = layout.subscription[place.subscription];
    sorted.luck[vm] = layout.luckOf(ordinal);
  });
  const cells: Cells = {
    count: order.length,
    first,
    size,
    region: Uint16Array.from(order, (cell) => cellRegion[cell]),
    subscription: Uint32Array.from(order, (cell) => cellSubscription[cell]),
    isSet: Uint8Array.from(order, (cell) => cellIsSet[cell]),
  };
  const cellsOfRegion = new Int32Array(regions.length + 1);
  for (let cell = 0; cell < cells.count; cell++) cellsOfRegion[cells.region[cell] + 1]++;
  for (let region = 0; region < regions.length; region++) cellsOfRegion[region + 1] += cellsOfRegion[region];
  return {
    vms,
    simulated,
    groups,
    coverage,
    regions,
    subscriptions: subscriptions.values,
    zoneNames,
    maintenanceConfigurations: scenario.maintenanceConfigurations.map(({ name }) => name),
    clocks: clocks.values,
    plans: plans.values,
    cells,
    cellsOfRegion,
    ...sorted,
  };
}

/** Identity of a group's VMs in draws: a VM with a name of its own keeps its luck in whichever group it is. */
function luckOf({ name, vms }: Group): (ordinal: number) => number {
  if (vms !== undefined) return (ordinal) => subjectOf(vms[ordinal]);
  const identity = streamKey('', name);
  return (ordinal) => draw(identity, ordinal, 0);
}
