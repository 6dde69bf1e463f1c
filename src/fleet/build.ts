// Builds the fleet of a scenario: places every VM, sorts them into cells, gives each its clock and power plan.
// Refuses to know patches.

import { DAY } from '../calendar/instant.ts';
import { type Nights, nights } from '../calendar/night.ts';
import { zoneTable } from '../calendar/zone.ts';
import { draw, type StreamKey, streamKey } from '../kernel/streams.ts';
import type { Group, Scenario } from '../scenario/schema.ts';
import { coverageOf } from './coverage.ts';
import type { Cells, Clock, Fleet } from './fleet.ts';
import { FixedOff, type OffSource, offSources } from './off-sources.ts';
import { placeGroup } from './placement.ts';
import { PowerPlan } from './power.ts';
import { REGION_ZONES } from './regions.ts';

/** How far beyond the end tables reach, so that look-ups of the night after never fall off. */
const MARGIN = 10 * DAY;

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
export function regionNights({ parameters, clock }: Scenario, region: string): Nights {
  const table = zoneTable(REGION_ZONES[region], clock.start - DAY, clock.end + MARGIN);
  const offPeak = { start: parameters.offPeakStart, end: parameters.offPeakEnd };
  return nights(table, offPeak, clock.start, clock.end + MARGIN);
}

/**
 * All VMs of a scenario, or those of some regions. Regions, subscriptions, groups, clocks and plans have the same
 * numbers either way, and VMs of a region the same order.
 */
export function buildFleet(scenario: Scenario, only?: ReadonlySet<string>): Fleet {
  const { parameters, clock, seed, fleet: groups } = scenario;
  const { start, end } = clock;
  const until = end + MARGIN;
  const coverage = groups.map(coverageOf);
  const vms = only === undefined ? sizeOf(groups) : sizeWithin(groups, only);
  const regions = [...new Set(groups.flatMap(({ region }) => region.map(({ value }) => value)))].sort();
  const subscriptions = new Numbering<string>();
  const zoneNames = [...new Set(groups.flatMap(({ zones }) => zones))].sort();
  const clocks = new Numbering<Clock>();
  const plans = new Numbering<PowerPlan>();
  const offPeak = { start: parameters.offPeakStart, end: parameters.offPeakEnd };
  const clockOf = (zone: string): number =>
    clocks.of(zone, () => {
      const table = zoneTable(zone, start - DAY, until);
      return { zone, table, offPeak: nights(table, offPeak, start, until) as Nights };
    });
  const planOf = (group: number, region: string, zone: string): number =>
    plans.of(`${group} ${region} ${zone}`, () => {
      const table = zoneTable(zone, start - DAY, until);
      const key = (purpose: string): StreamKey => streamKey(seed, purpose);
      const own = offSources(groups[group].power, table, start, until, key);
      return new PowerPlan([...own, ...outages(scenario, groups[group].name, region)], until - start);
    });

  // First pass, in the scenario's order: where each VM is and which cell it belongs to.
  const cellNumbers = new Map<number, number>();
  const cellRegion: number[] = [];
  const cellSubscription: number[] = [];
  const cellIsSet: number[] = [];
  const columns = () => ({
    group: new Uint16Array(vms),
    ordinal: new Int32Array(vms),
    region: new Uint16Array(vms),
    zone: new Uint8Array(vms),
    updateDomain: new Uint8Array(vms),
    clock: new Uint16Array(vms),
    plan: new Uint16Array(vms),
    subscription: new Uint32Array(vms),
    luck: new Int32Array(vms),
  });
  const placed = columns();
  const cellOf = new Int32Array(vms);
  let at = 0;
  groups.forEach((group, number) => {
    const regionNumbers = group.region.map(({ value }) => regions.indexOf(value));
    const subscriptionNumbers = group.subscription.map(({ value }) => subscriptions.of(value, () => value));
    const zoneNumbers = group.zones.map((zone) => zoneNames.indexOf(zone) + 1);
    const places = group.region.map(({ value: region }) =>
      (group.timeZone ?? [undefined]).map((own) => {
        const zone = own?.value ?? REGION_ZONES[region];
        const off = parameters.offPeakZone === 'vm' ? zone : REGION_ZONES[region];
        return { clock: clockOf(off), plan: planOf(number, region, zone) };
      }),
    );
    const identity = streamKey('', group.name);
    let set = -1;
    let setCell = -1;
    placeGroup(group, (ordinal, place) => {
      if (only !== undefined && !only.has(group.region[place.region].value)) return;
      const region = regionNumbers[place.region];
      const subscription = subscriptionNumbers[place.subscription];
      if (coverage[number].notCovered !== undefined) cellOf[at] = -1;
      else if (place.set >= 0) {
        if (place.set !== set) {
          set = place.set;
          setCell = cellRegion.push(region) - 1;
          cellSubscription.push(subscription);
          cellIsSet.push(1);
        }
        cellOf[at] = setCell;
      } else {
        const key = region * 2 ** 32 + subscription;
        let cell = cellNumbers.get(key);
        if (cell === undefined) {
          cell = cellRegion.push(region) - 1;
          cellSubscription.push(subscription);
          cellIsSet.push(0);
          cellNumbers.set(key, cell);
        }
        cellOf[at] = cell;
      }
      placed.group[at] = number;
      placed.ordinal[at] = ordinal;
      placed.region[at] = region;
      placed.zone[at] = place.zone < 0 ? 0 : zoneNumbers[place.zone];
      placed.updateDomain[at] = place.updateDomain;
      placed.clock[at] = places[place.region][place.timeZone].clock;
      placed.plan[at] = places[place.region][place.timeZone].plan;
      placed.subscription[at] = subscription;
      placed.luck[at] = draw(identity, ordinal, 0);
      at++;
    });
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
  const covered = size.reduce((sum, count) => sum + count, 0);
  const free = Int32Array.from(first);
  const target = new Int32Array(vms);
  let uncovered = covered;
  for (let vm = 0; vm < vms; vm++) target[vm] = cellOf[vm] < 0 ? uncovered++ : free[rank[cellOf[vm]]]++;
  const sorted = columns();
  for (const name of Object.keys(placed) as (keyof typeof placed)[]) {
    const [from, to] = [placed[name], sorted[name]];
    for (let vm = 0; vm < vms; vm++) to[target[vm]] = from[vm];
  }
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
    covered,
    groups,
    coverage,
    regions,
    subscriptions: subscriptions.values,
    zoneNames,
    clocks: clocks.values,
    plans: plans.values,
    cells,
    cellsOfRegion,
    ...sorted,
  };
}

const sizeOf = (groups: readonly Group[]): number => groups.reduce((sum, { count }) => sum + count, 0);

function sizeWithin(groups: readonly Group[], only: ReadonlySet<string>): number {
  let size = 0;
  for (const group of groups) {
    const within = group.region.map(({ value }) => only.has(value));
    placeGroup(group, (_, { region }) => {
      if (within[region]) size++;
    });
  }
  return size;
}

/** Power incidents that concern a group in a region (R32). */
function outages({ incidents, clock, seed }: Scenario, group: string, region: string): OffSource[] {
  const sources: OffSource[] = [];
  incidents.forEach((incident, index) => {
    if (incident.kind !== 'regionOutage' && incident.kind !== 'massPowerOff') return;
    const interval = { from: incident.from - clock.start, to: incident.to - clock.start };
    if (incident.kind === 'regionOutage') {
      if (incident.region === region) sources.push(new FixedOff([interval]));
    } else if (
      (incident.groups ?? [group]).includes(group) &&
      (incident.regions ?? [region]).includes(region)
    ) {
      sources.push(new FixedOff([interval], streamKey(seed, `mass power-off ${index}`), incident.share));
    }
  });
  return sources;
}
