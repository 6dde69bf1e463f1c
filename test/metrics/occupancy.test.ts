// The most VMs in a state at once (R34), against a count of every place at the end of every minute.

import { expect, test } from 'vitest';
import { DAY, MINUTE } from '../../src/calendar/instant.ts';
import { buildFleet } from '../../src/fleet/build.ts';
import type { Fleet } from '../../src/fleet/fleet.ts';
import { loadScenario } from '../../src/index.ts';
import { draw, streamKey } from '../../src/kernel/streams.ts';
import { counterOf, type Occupancy, occupancyOf, slotsFor } from '../../src/metrics/occupancy.ts';
import { Places } from '../../src/metrics/places.ts';
import { vmPlacesOf } from '../../src/metrics/vm-places.ts';
import { changesOf, sharedChanges } from '../../src/threads/shared-changes.ts';

const DAYS = 4;
const image = { publisher: 'MicrosoftWindowsServer', offer: 'WindowsServer', sku: '2019-datacenter' };
const patchSettings = { patchMode: 'AutomaticByPlatform' };
const region = { westeurope: 1, eastus: 1 };

function fleetOf(): Fleet {
  const scenario = {
    version: 1,
    name: 'places',
    clock: { start: '2024-01-01', end: '2024-02-01' },
    catalogue: [{ calendar: 'real' }],
    fleet: [
      { name: 'zoned', count: 60, image, region, zones: ['1', '2'], subscriptions: 3, patchSettings },
      {
        name: 'sets',
        count: 37,
        image,
        region,
        availabilitySets: { size: 3, updateDomains: 3 },
        patchSettings,
      },
      { name: 'pool', count: 20, image, region, subscriptions: 2, patchSettings },
    ],
  };
  const loaded = loadScenario(JSON.stringify(scenario), { file: 'places.json' });
  if (!loaded.ok) throw new Error(loaded.problems.map(({ message }) => message).join('\n'));
  return buildFleet(loaded.scenario.scenario);
}

const cellIn =
  ({ cells: { first, size, count } }: Fleet) =>
  (vm: number): number =>
    Array.from({ length: count }, (_, cell) => cell).find(
      (cell) => vm >= first[cell] && vm < first[cell] + size[cell],
    )!;

interface Stay {
  readonly vm: number;
  readonly from: number;
  readonly to: number;
}

/** Stays of each VM one after the other: some within a minute, some over days, most in few minutes of the day. */
function staysOf(vms: number): Stay[] {
  const key = streamKey('5', 'occupancy');
  return Array.from({ length: vms }, (_, vm) => {
    const stays: Stay[] = [];
    let t = 0;
    for (let index = 0; ; index += 2) {
      const chance = (at: number): number => Math.abs(draw(key, vm, at));
      const from = t + (chance(index) % 5 === 0 ? chance(index) % DAY : chance(index) % (20 * MINUTE));
      const to = from + (chance(index + 1) % 4 === 0 ? chance(index + 1) % DAY : chance(index + 1) % 150);
      if (to >= DAYS * DAY) return stays;
      stays.push({ vm, from, to });
      t = to + 1;
    }
  }).flat();
}

/** Day by day and, as the engine does, cell by cell: VMs of different cells are ahead of each other. */
function tell(occupancy: Occupancy, stays: readonly Stay[], cellOf: (vm: number) => number): void {
  for (let day = 0; day < DAYS; day++) tellDay(day, occupancy, stays, cellOf);
}

function tellDay(day: number, ...[occupancy, stays, cellOf]: Parameters<typeof tell>): void {
  const today = stays
    .flatMap(({ vm, from, to }) => [
      { vm, t: from, by: 1 as const },
      { vm, t: to, by: -1 as const },
    ])
    .filter(({ t }) => Math.floor(t / DAY) === day);
  today.sort((a, b) => cellOf(a.vm) - cellOf(b.vm) || a.t - b.t || a.by - b.by);
  for (const { vm, t, by } of today) {
    if (by > 0) occupancy.enter(1, vm, t);
    else occupancy.exit(1, vm, t);
  }
  occupancy.settle((day + 1) * DAY);
}

/** Most of the VMs of a place at the end of a minute. */
function mostAtMinutes(stays: readonly Stay[], isThere: (vm: number) => boolean): number {
  const changes = new Int32Array(DAYS * (DAY / MINUTE));
  for (const { vm, from, to } of stays) {
    if (!isThere(vm)) continue;
    changes[Math.floor(from / MINUTE)]++;
    changes[Math.floor(to / MINUTE)]--;
  }
  let now = 0;
  return changes.reduce((most, change) => {
    now += change;
    return Math.max(most, now);
  }, 0);
}

/** Most of the VMs of a place at any instant. */
function mostEver(stays: readonly Stay[], isThere: (vm: number) => boolean): number {
  const there = stays.filter(({ vm }) => isThere(vm));
  const at = (t: number): number => there.filter(({ from, to }) => from <= t && t < to).length;
  return Math.max(0, ...there.map(({ from }) => at(from)));
}

test('R34 peaks are those of a count of every place, of sets at every instant, of others at the end of a minute', () => {
  const fleet = fleetOf();
  const places = new Places(fleet);
  const vmPlaces = vmPlacesOf(fleet, places);
  const stays = staysOf(fleet.simulated);
  const alone = occupancyOf(vmPlaces, places, 2);
  tell(alone, stays, cellIn(fleet));
  const [, most] = alone.finish();
  expect(stays.length).toBeGreaterThan(2000);
  expect(most[0]).toBe(mostAtMinutes(stays, () => true));
  for (const group of fleet.groups.keys())
    expect(most[places.group(group)]).toBe(mostAtMinutes(stays, (vm) => fleet.group[vm] === group));
  for (const { place, name, vms } of places.list('region')) {
    const isThere = (vm: number): boolean => fleet.regions[fleet.region[vm]] === name;
    expect(most[place]).toBe(mostAtMinutes(stays, isThere));
    expect(vms).toBe(Array.from({ length: fleet.simulated }, (_, vm) => vm).filter(isThere).length);
  }
  for (const { place, name } of places.list('subscription'))
    expect(most[place]).toBe(
      mostAtMinutes(stays, (vm) => fleet.subscriptions[fleet.subscription[vm]] === name),
    );
  const zones = places.list('zone');
  expect(zones.map(({ name }) => name)).toContain('eastus zone 2');
  for (const { place, name } of zones) {
    const zoneOf = (vm: number): string =>
      `${fleet.regions[fleet.region[vm]]} zone ${fleet.zoneNames[fleet.zone[vm] - 1]}`;
    expect(most[place]).toBe(mostAtMinutes(stays, (vm) => fleet.zone[vm] > 0 && zoneOf(vm) === name));
  }
  const sets = places.list('availabilitySet');
  expect(sets).toHaveLength(13);
  for (const { place } of sets)
    expect(most[place]).toBe(mostEver(stays, (vm) => places.setOfCell[cellIn(fleet)(vm)] === place));
});

test('what is shared by parts adds up to the peaks of one', () => {
  const fleet = fleetOf();
  const places = new Places(fleet);
  const vmPlaces = vmPlacesOf(fleet, places);
  const stays = staysOf(fleet.simulated);
  const alone = occupancyOf(vmPlaces, places, 2);
  tell(alone, stays, cellIn(fleet));
  const shared = sharedChanges(2, slotsFor(2), 1000);
  const ofPart = (part: number): Stay[] => stays.filter(({ vm }) => cellIn(fleet)(vm) % 2 === part);
  // The first waits at a meeting until the second has come there; that finds the first there already.
  let comes = (): unknown => undefined;
  const memory = (part: number) =>
    changesOf(shared, { part, meet: () => (part === 0 ? void comes() : undefined) });
  const first = occupancyOf(vmPlaces, places, 2, memory(0));
  const second = occupancyOf(vmPlaces, places, 2, memory(1));
  for (let day = 0; day < DAYS; day++) {
    comes = () => tellDay(day, second, ofPart(1), cellIn(fleet));
    tellDay(day, first, ofPart(0), cellIn(fleet));
  }
  let ofSecond: Int32Array[] = [];
  comes = () => {
    ofSecond = second.finish();
  };
  const together = [first.finish(), ofSecond][counterOf(1, 2)][1];
  const [, most] = alone.finish();
  expect(together.slice(0, places.sets)).toEqual(most.slice(0, places.sets));
  expect(most.slice(0, places.sets).filter((count) => count > 0).length).toBeGreaterThan(10);
});

test('a minute that has no room of its own is refused, not taken for another', () => {
  const fleet = fleetOf();
  const places = new Places(fleet);
  const occupancy = occupancyOf(vmPlacesOf(fleet, places), places, 1);
  occupancy.enter(0, 0, 1.4 * DAY);
  expect(() => occupancy.exit(0, 0, 1.5 * DAY)).toThrow('minute 2160 is not open');
  occupancy.settle(DAY);
  occupancy.exit(0, 0, 1.5 * DAY);
  expect(() => occupancy.enter(0, 0, DAY - 1)).toThrow('minute 1439 is not open');
});
