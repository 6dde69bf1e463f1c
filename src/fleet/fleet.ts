// The VMs of a scenario as columns, cut into the cells in which VMs compete for room.
// Refuses to know what happens to them.

import type { Nights } from '../calendar/night.ts';
import type { ZoneTable } from '../calendar/zone.ts';
import type { Column } from '../kernel/columns.ts';
import type { Group } from '../scenario/schema.ts';
import type { Coverage } from './coverage.ts';
import type { PowerPlan } from './power.ts';

/** A clock: whose off-peak hours count for a VM (R3). */
export interface Clock {
  readonly zone: string;
  readonly table: ZoneTable;
  /** With `allHours` its whole days: what is done in each of them is done once a day. */
  readonly offPeak: Nights;
  /** All hours count as off-peak, and no day's end ends a run (F5). */
  readonly allHours: boolean;
}

/** End of the off-peak hours that hold a run begun in one of a clock's windows. */
export const windowEnd = ({ allHours, offPeak }: Clock, night: number): number =>
  allHours ? Number.POSITIVE_INFINITY : offPeak.end[night];

/**
 * Where VMs compete for room: an availability set, or the VMs in no set of one subscription in one region.
 * Its members are the VMs `first .. first + count - 1`.
 */
export interface Cells {
  readonly count: number;
  readonly first: Int32Array;
  readonly size: Int32Array;
  readonly region: Uint16Array;
  readonly subscription: Uint32Array;
  /** 1 for an availability set, 0 for the VMs in no set. */
  readonly isSet: Uint8Array;
  /** Of an availability set: its group, and its number there from 1. */
  readonly group: Uint32Array;
  readonly ordinal: Uint32Array;
}

/**
 * All VMs, or those of some cells, numbered so that the members of a cell are neighbours and the cells of a region are neighbours. VMs that
 * updates are known for come first, in cells; the others, on which nothing is ever installed, after them in no cell.
 */
export interface Fleet {
  readonly vms: number;
  /** VMs that updates are known for, whoever installs them: those with an orchestration. */
  readonly simulated: number;
  readonly groups: readonly Group[];
  readonly coverage: readonly Coverage[];
  readonly regions: readonly string[];
  readonly subscriptions: readonly string[];
  readonly zoneNames: readonly string[];
  /** Names of the scenario's maintenance configurations, by their numbers. */
  readonly maintenanceConfigurations: readonly string[];
  readonly clocks: readonly Clock[];
  readonly plans: readonly PowerPlan[];
  readonly cells: Cells;
  /** First cell of each region, and one past the last region's. */
  readonly cellsOfRegion: Int32Array;
  /** Of the whole fleet, also in a part of it: simulated VMs of each region, and the zones they are in, in order. */
  readonly simulatedOfRegion: Int32Array;
  readonly zonesOfRegion: readonly (readonly number[])[];
  /** The same by region and zone as of a VM, `region * (1 + zoneNames.length) + zone`. */
  readonly simulatedOfArea: Int32Array;
  /** Of these VMs, how many each group has. */
  readonly vmsOfGroup: Int32Array;
  /** Per VM: group, number within the group from 0, region, zone (0: none, else 1 + index of zoneNames). */
  readonly group: Column;
  readonly ordinal: Int32Array;
  readonly region: Column;
  readonly zone: Uint8Array;
  readonly updateDomain: Uint8Array;
  readonly clock: Column;
  readonly plan: Column;
  readonly subscription: Column;
  /** Identity in random draws: depends on the VM's name only (R4). */
  readonly luck: Int32Array;
}

/** Name of a VM: its own, or `<group>-1` to `<group>-<count>`. */
export function vmName(fleet: Fleet, vm: number): string {
  return nameIn(fleet.groups[fleet.group[vm]], fleet.ordinal[vm]);
}

/** Name of a group's VM by its number in it from 0. */
export const nameIn = ({ name, vms }: Group, ordinal: number): string =>
  vms === undefined ? `${name}-${ordinal + 1}` : vms[ordinal];

/** Name of the availability set or pool that a cell is. */
export function cellName(
  { cells, groups, regions, subscriptions }: Pick<Fleet, 'cells' | 'groups' | 'regions' | 'subscriptions'>,
  cell: number,
): string {
  if (cells.isSet[cell] === 0)
    return `${subscriptions[cells.subscription[cell]]}/${regions[cells.region[cell]]}`;
  return `${groups[cells.group[cell]].name}-set-${cells.ordinal[cell]}`;
}
