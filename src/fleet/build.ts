// Builds the fleet of a scenario, or a part of it: its VMs in their cells, each with its clock and power plan.
// Refuses to know patches.

import type { Nights } from '../calendar/night.ts';
import { columnOf } from '../kernel/columns.ts';
import { drawsOf, streamKey, subjectOf } from '../kernel/streams.ts';
import type { Group, Scenario } from '../scenario/schema.ts';
import { clockOf, zonesOf } from './clocks.ts';
import { installsAtAllHours } from './coverage.ts';
import type { Clock, Fleet } from './fleet.ts';
import { chosenCells, type Layout, layOut, membersOf } from './layout.ts';
import { Numbering } from './numbering.ts';
import { AT_ONCE, Placement } from './placement.ts';
import { planOf, switchings } from './plans.ts';
import type { PowerPlan } from './power.ts';
import { REGION_ZONES } from './regions.ts';

/** Off-peak hours by a region's own clock, over the run. */
export const regionNights = (scenario: Scenario, region: string): Nights =>
  clockOf(scenario, REGION_ZONES[region]).offPeak;

/** Which VMs belong to a part of a fleet. */
export interface Share {
  /** Per cell of the layout: whether the part has it. */
  readonly has: (cell: number) => boolean;
  /** It has the VMs that are in no cell. */
  readonly hasRest: boolean;
}

const EVERYTHING: Share = { has: () => true, hasRest: true };

/**
 * All VMs of a scenario, or those of a share. Regions, subscriptions, groups and clocks have the same numbers either way,
 * cells and the VMs of a cell the same order.
 */
export function buildFleet(
  scenario: Scenario,
  layout: Layout = layOut(scenario),
  { has, hasRest }: Share = EVERYTHING,
): Fleet {
  const { groups, coverage, regions, numbers, foundIn, cellOfFound } = layout;
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
  /** Clock and plan of a group's VMs, by its region and time zone. */
  const clocksOf = (group: Group, number: number) => {
    const zones = group.region.flatMap(({ value: region }) =>
      (group.timeZone ?? [undefined]).map((own) => ({ region, ...zonesOf(scenario, region, own?.value) })),
    );
    const allHours = installsAtAllHours(group);
    return {
      zones,
      clock: Int32Array.from(zones, ({ offPeak }) => clockNumber(offPeak, allHours)),
      plan: Int32Array.from(zones, ({ region, own }) => planNumber(number, region, own)),
    };
  };

  const cells = chosenCells(layout.cells, has);
  const simulated = membersOf(cells);
  const vms = simulated + (hasRest ? layout.vms - membersOf(layout.cells) : 0);
  /** The next free number in each cell as it was found, -1 in those of others. */
  const free = new Int32Array(layout.cells.count);
  const firstOf = new Int32Array(layout.cells.count).fill(-1);
  for (let cell = 0, own = 0; own < cells.count; cell++) if (has(cell)) firstOf[cell] = cells.first[own++];
  for (let found = 0; found < free.length; found++) free[found] = firstOf[cellOfFound[found]];
  let inert = simulated;
  const vmsOfGroup = new Int32Array(groups.length);
  const clocksOfGroup = groups.map(clocksOf);
  const sorted = {
    group: columnOf(vms, groups.length),
    ordinal: new Int32Array(vms),
    region: columnOf(vms, regions.length),
    zone: new Uint8Array(vms),
    updateDomain: new Uint8Array(vms),
    clock: columnOf(vms, clocks.values.length),
    // VMs that are switched by name have plans that are not made yet.
    plan: columnOf(vms, switched.byName ? plans.values.length + vms : plans.values.length),
    subscription: columnOf(vms, layout.subscriptions.length),
    luck: new Int32Array(vms),
  };
  // In the scenario's order, which VMs keep inside their cells.
  let before = 0;
  for (const [index, group] of groups.entries()) {
    const { region, subscription, zone } = numbers[index];
    const { zones, clock, plan } = clocksOfGroup[index];
    const timeZones = group.timeZone?.length ?? 1;
    const { count, name, vms: names } = group;
    // Identity of its VMs in draws: a VM with a name of its own keeps its luck in whichever group it is. The key as a whole
    // number of 32 bits, which the draws take it for: an unsigned one would be boxed.
    const identities =
      names === undefined ? drawsOf(streamKey('', name) | 0, count, 0) : Int32Array.from(names, subjectOf);
    const places = new Placement(group);
    const { size, updateDomains } = places;
    const first = before;
    /** Some places from a VM of the group on; the VM behind them. */
    const placeSome = (from: number): number => {
      let ordinal = from;
      for (let many = 0; many < AT_ONCE && ordinal < count; many++, places.next()) {
        const found = foundIn[first + ordinal];
        const next = Math.min(count, ordinal + size);
        if (found < 0 ? !hasRest : free[found] < 0) {
          ordinal = next;
          continue;
        }
        vmsOfGroup[index] += next - ordinal;
        const row = places.region * timeZones + places.timeZone;
        for (let updateDomain = 0; ordinal < next; ordinal++) {
          const vm = found < 0 ? inert++ : free[found]++;
          sorted.group[vm] = index;
          sorted.ordinal[vm] = ordinal;
          sorted.region[vm] = region[places.region];
          sorted.zone[vm] = zone[places.zone + 1];
          sorted.updateDomain[vm] = updateDomain;
          if (++updateDomain === updateDomains) updateDomain = 0;
          sorted.clock[vm] = clock[row];
          sorted.plan[vm] = switched.byName
            ? planNumber(index, zones[row].region, zones[row].own, ordinal)
            : plan[row];
          sorted.subscription[vm] = subscription[places.subscription];
          sorted.luck[vm] = identities[ordinal];
        }
      }
      return ordinal;
    };
    for (let ordinal = 0; ordinal < count; ) ordinal = placeSome(ordinal);
    before += count;
  }
  const cellsOfRegion = new Int32Array(regions.length + 1);
  for (let cell = 0; cell < cells.count; cell++) cellsOfRegion[cells.region[cell] + 1]++;
  for (let region = 0; region < regions.length; region++) cellsOfRegion[region + 1] += cellsOfRegion[region];
  return {
    vms,
    simulated,
    groups,
    coverage,
    regions,
    subscriptions: layout.subscriptions,
    zoneNames: layout.zoneNames,
    simulatedOfRegion: layout.simulatedOfRegion,
    zonesOfRegion: layout.zonesOfRegion,
    simulatedOfArea: layout.simulatedOfArea,
    vmsOfGroup,
    maintenanceConfigurations: scenario.maintenanceConfigurations.map(({ name }) => name),
    clocks: clocks.values,
    plans: plans.values,
    cells,
    cellsOfRegion,
    ...sorted,
  };
}
