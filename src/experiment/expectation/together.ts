// How many VMs were in flight or rebooting at once in the places where they meet, as the summary counts it (R34): the
// most, and who was the first too many. Refuses to know which places there are: metrics/ does.

import { MINUTE } from '../../calendar/instant.ts';
import { cellName, type Fleet } from '../../fleet/fleet.ts';
import { FACT } from '../../ledger/fact-codes.ts';
import { occupancyOf } from '../../metrics/occupancy.ts';
import { Places } from '../../metrics/places.ts';
import { vmPlacesOf } from '../../metrics/vm-places.ts';
import type { Watched } from '../simulate.ts';
import { inScope, type Scope, type Tally, type Witness } from './metric.ts';

export const PLACES = ['set', 'zone', 'region', 'subscription'] as const;
export type Place = (typeof PLACES)[number];
export type Together = 'rebooting' | 'inFlight';

type Change = (vm: number, t: number, by: 1 | -1) => void;

/** Turns facts into entries (+1) and exits (-1). */
function changes(state: Together, vms: number, change: Change) {
  const inside = new Uint8Array(vms);
  const enter = (vm: number, t: number): void => {
    inside[vm] = 1;
    change(vm, t, 1);
  };
  const leave = (vm: number, t: number): void => {
    if (inside[vm] === 0) return;
    inside[vm] = 0;
    change(vm, t, -1);
  };
  const [begins, ends]: [number[], number[]] =
    state === 'rebooting'
      ? [[FACT.rebootStarted], [FACT.rebootCompleted, FACT.runInterrupted, FACT.recovered]]
      : [
          [FACT.admitted, FACT.runStarted],
          [FACT.healthy, FACT.healthUnknown, FACT.runInterrupted, FACT.recovered],
        ];
  return (kind: number, t: number, vm: number): void => {
    if (begins.includes(kind)) enter(vm, t);
    else if (ends.includes(kind)) leave(vm, t);
  };
}

export function mostTogether(run: Watched, scope: Scope, state: Together, place: Place | undefined): Tally {
  const places = new Places(run.fleet);
  const occupancy = occupancyOf(vmPlacesOf(run.fleet, places), places, 1);
  const counts = inScope(run, scope);
  const record = changes(state, run.fleet.simulated, (vm, t, by) =>
    by > 0 ? occupancy.enter(0, vm, t) : occupancy.exit(0, vm, t),
  );
  return {
    record: (kind, t, vm) => {
      if (counts(vm)) record(kind, t, vm);
    },
    settled: (t) => occupancy.settle(t),
    result: () => {
      const [most] = occupancy.finish();
      // Others are not counted, so the fleet's number is the scope's.
      if (place === undefined) return most[0];
      const rows = places.list(place === 'set' ? 'availabilitySet' : place);
      return rows.length === 0 ? null : Math.max(...rows.map((row) => most[row.place]));
    },
  };
}

export function firstTooMany(
  run: Watched,
  scope: Scope,
  { state, place, limit }: { state: Together; place: Place | undefined; limit: number },
): Witness {
  const { fleet } = run;
  const counts = inScope(run, scope);
  const sets = place === 'set' ? setOfVms(fleet) : undefined;
  /** Number of the VM's place among those of its kind, -1 for a VM in none. */
  const placeOf = (vm: number): number => {
    if (sets !== undefined) return sets[vm];
    if (place === 'subscription') return fleet.subscription[vm];
    if (place === 'region') return fleet.region[vm];
    if (place === 'zone') return fleet.zone[vm] === 0 ? -1 : fleet.region[vm] * 256 + fleet.zone[vm];
    return 0;
  };
  const noted: { vm: number; t: number; at: number; by: number; order: number }[] = [];
  const record = changes(state, fleet.simulated, (vm, t, by) =>
    // Places but sets are looked at at the end of each minute.
    noted.push({ vm, t, at: sets === undefined ? Math.floor(t / MINUTE) : t, by, order: noted.length }),
  );
  return {
    record: (kind, t, vm) => {
      if (counts(vm) && placeOf(vm) >= 0) record(kind, t, vm);
    },
    settled: () => {},
    result: () => {
      noted.sort((a, b) => a.at - b.at || (sets === undefined ? a.by - b.by : 0) || a.order - b.order);
      const now = new Map<number, number>();
      for (const { vm, t, by } of noted) {
        const where = placeOf(vm);
        const many = (now.get(where) ?? 0) + by;
        now.set(where, many);
        if (by > 0 && many > limit) {
          const words = state === 'rebooting' ? 'rebooting' : 'in flight';
          const name = placeName(fleet, vm, place);
          return { vm, t, what: `${many} ${words} at once${name === '' ? '' : ` in ${name}`}` };
        }
      }
      return undefined;
    },
  };
}

/** Place of the availability set of each simulated VM, -1 for those in none. */
function setOfVms(fleet: Fleet): Int32Array {
  const { cells, simulated } = fleet;
  const { setOfCell } = new Places(fleet);
  const sets = new Int32Array(simulated);
  for (let cell = 0; cell < cells.count; cell++)
    sets.fill(setOfCell[cell], cells.first[cell], cells.first[cell] + cells.size[cell]);
  return sets;
}

function placeName(fleet: Fleet, vm: number, place: Place | undefined): string {
  if (place === undefined) return '';
  if (place === 'subscription') return fleet.subscriptions[fleet.subscription[vm]];
  const region = fleet.regions[fleet.region[vm]];
  if (place === 'region') return region;
  if (place === 'zone') return `${region} zone ${fleet.zoneNames[fleet.zone[vm] - 1]}`;
  const { cells } = fleet;
  let cell = 0;
  while (vm >= cells.first[cell] + cells.size[cell] || vm < cells.first[cell]) cell++;
  return cellName(fleet, cell);
}
