// Which cell every VM of a scenario is in, before anything else is known of it: what a fleet is built of, or a part of it.
// Refuses to know clocks, power plans and who takes which cells.

import type { Scenario, Weighted } from '../scenario/schema.ts';
import { coverageOf } from './coverage.ts';
import type { Cells, Fleet } from './fleet.ts';
import { Numbering } from './numbering.ts';
import { AT_ONCE, Placement } from './placement.ts';

/** From a group's own lists, which a Placement points into, to the numbers of the fleet. */
export interface GroupNumbers {
  readonly region: Int32Array;
  readonly subscription: Int32Array;
  /** 1 + index of zoneNames; the first is 0, for none. */
  readonly zone: Int32Array;
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
  | 'simulatedOfArea'
  | 'zonesOfRegion';

/** Plain data: threads are told it. */
export interface Layout extends Pick<Fleet, Known> {
  readonly numbers: readonly GroupNumbers[];
  /** Which of the cells, as they were found, each VM in the scenario's order is in; -1 for those that no updates are known for. */
  readonly foundIn: Int32Array;
  /** The number among the cells of each as it was found. */
  readonly cellOfFound: Int32Array;
}

export function layOut(scenario: Scenario): Layout {
  const { fleet: groups } = scenario;
  const coverage = groups.map((group) => coverageOf(group, scenario));
  const regions = [...new Set(groups.flatMap(({ region }) => region.map(({ value }) => value)))].sort();
  const zoneNames = [...new Set(groups.flatMap(({ zones }) => zones))].sort();
  const subscriptions = new Numbering<string>();
  const known = new Map<Weighted<string>, Int32Array>();
  const subscriptionNumbers = (list: Weighted<string>): Int32Array => {
    let found = known.get(list);
    if (found === undefined) {
      found = Int32Array.from(list, ({ value }) => subscriptions.of(value, () => value));
      known.set(list, found);
    }
    return found;
  };
  const numbers = groups.map((group) => ({
    region: Int32Array.from(group.region, ({ value }) => regions.indexOf(value)),
    subscription: subscriptionNumbers(group.subscription),
    zone: Int32Array.of(0, ...group.zones.map((zone) => zoneNames.indexOf(zone) + 1)),
  }));
  const vms = groups.reduce((sum, { count }) => sum + count, 0);

  const pools = new Map<number, number>();
  // Room for a cell for each VM, of which only what is written takes memory. Lists would: V8 then keeps more for all that follows.
  const cellRegion = new Uint16Array(vms);
  const cellSubscription = new Uint32Array(vms);
  const cellIsSet = new Uint8Array(vms);
  const cellSize = new Uint32Array(vms);
  let count = 0;
  const newCell = (region: number, subscription: number, isSet: number): number => {
    cellRegion[count] = region;
    cellSubscription[count] = subscription;
    cellIsSet[count] = isSet;
    return count++;
  };
  const poolOf = (region: number, subscription: number): number => {
    const key = subscription * regions.length + region;
    let pool = pools.get(key);
    if (pool === undefined) {
      pool = newCell(region, subscription, 0);
      pools.set(key, pool);
    }
    return pool;
  };
  const zoneWidth = zoneNames.length + 1;
  const simulatedOfArea = new Int32Array(regions.length * zoneWidth);
  // The parts of a split run have it together.
  const foundIn = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT * vms));
  /** Some places of a group, whose VMs are numbered `from` and up to `end`; the number behind them. */
  const placeSome = (
    { region, subscription, zone }: GroupNumbers,
    places: Placement,
    from: number,
    end: number,
  ): number => {
    const { isSet, size } = places;
    let at = from;
    for (let many = 0; many < AT_ONCE && at < end; many++, places.next()) {
      const number = region[places.region];
      const owner = subscription[places.subscription];
      const cell = isSet ? newCell(number, owner, 1) : poolOf(number, owner);
      const next = Math.min(end, at + size);
      cellSize[cell] += next - at;
      simulatedOfArea[number * zoneWidth + zone[places.zone + 1]] += next - at;
      while (at < next) foundIn[at++] = cell;
    }
    return at;
  };
  let at = 0;
  /** Cells that were found before those of each group: its sets come one after the other. */
  const foundBefore: number[] = [];
  for (const [index, group] of groups.entries()) {
    foundBefore.push(count);
    const end = at + group.count;
    if (coverage[index].orchestration === undefined) {
      foundIn.fill(-1, at, end);
      at = end;
    }
    const places = new Placement(group);
    while (at < end) at = placeSome(numbers[index], places, at, end);
  }

  // Cells in order of region, in the order in which they were found inside.
  const cellOfFound = new Int32Array(count);
  const nextOfRegion = new Int32Array(regions.length + 1);
  for (let cell = 0; cell < count; cell++) nextOfRegion[cellRegion[cell] + 1]++;
  for (let region = 0; region < regions.length; region++) nextOfRegion[region + 1] += nextOfRegion[region];
  const cells = emptyCells(count);
  for (let cell = 0; cell < count; cell++) {
    const place = nextOfRegion[cellRegion[cell]]++;
    cellOfFound[cell] = place;
    cells.region[place] = cellRegion[cell];
    cells.subscription[place] = cellSubscription[cell];
    cells.isSet[place] = cellIsSet[cell];
    cells.size[place] = cellSize[cell];
  }
  groups.forEach(({ availabilitySets }, group) => {
    if (availabilitySets === undefined) return;
    const first = foundBefore[group];
    for (let cell = first; cell < (foundBefore[group + 1] ?? count); cell++) {
      cells.group[cellOfFound[cell]] = group;
      cells.ordinal[cellOfFound[cell]] = cell - first + 1;
    }
  });
  putInARow(cells);
  return {
    groups,
    coverage,
    regions,
    subscriptions: subscriptions.values,
    zoneNames,
    numbers,
    cells,
    vms,
    foundIn,
    cellOfFound,
    simulatedOfRegion: Int32Array.from(regions, (_, region) =>
      simulatedOfArea
        .subarray(region * zoneWidth, (region + 1) * zoneWidth)
        .reduce((sum, simulated) => sum + simulated, 0),
    ),
    simulatedOfArea,
    zonesOfRegion: regions.map((_, region) =>
      zoneNames.map((_, zone) => zone + 1).filter((zone) => simulatedOfArea[region * zoneWidth + zone] > 0),
    ),
  };
}

/** Whether two scenarios have the same VMs in the same cells, so that each VM has the same number in both. */
export function areLaidOutAlike(one: Scenario, other: Scenario): boolean {
  const known = (scenario: Scenario): string =>
    JSON.stringify(
      scenario.fleet.map((group) => {
        const { name, count, vms, region, subscription, timeZone, zones, availabilitySets } = group;
        const isSimulated = coverageOf(group, scenario).orchestration !== undefined;
        return [isSimulated, name, count, vms, region, subscription, timeZone, zones, availabilitySets];
      }),
    );
  return known(one) === known(other);
}

/** Some of the cells, in their order, with VMs numbered anew. */
export function chosenCells(cells: Cells, has: (cell: number) => boolean): Cells {
  let count = 0;
  for (let cell = 0; cell < cells.count; cell++) count += Number(has(cell));
  if (count === cells.count) return cells;
  const chosen = emptyCells(count);
  for (let cell = 0, own = 0; own < count; cell++) {
    if (!has(cell)) continue;
    chosen.size[own] = cells.size[cell];
    chosen.region[own] = cells.region[cell];
    chosen.subscription[own] = cells.subscription[cell];
    chosen.isSet[own] = cells.isSet[cell];
    chosen.group[own] = cells.group[cell];
    chosen.ordinal[own] = cells.ordinal[cell];
    own++;
  }
  putInARow(chosen);
  return chosen;
}

const emptyCells = (count: number): Cells => ({
  count,
  first: new Int32Array(count),
  size: new Int32Array(count),
  region: new Uint16Array(count),
  subscription: new Uint32Array(count),
  isSet: new Uint8Array(count),
  group: new Uint32Array(count),
  ordinal: new Uint32Array(count),
});

/** How many members all cells have together. */
export const membersOf = ({ count, first, size }: Cells): number =>
  count === 0 ? 0 : first[count - 1] + size[count - 1];

/** The members of a cell follow those of the cell before. */
function putInARow({ count, first, size }: Cells): void {
  for (let cell = 1; cell < count; cell++) first[cell] = first[cell - 1] + size[cell - 1];
}
