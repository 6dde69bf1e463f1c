// A thread of a split run: simulates the VMs of some regions, in lockstep with the other parts, and tells what it
// folded. Refuses to know the rest of the fleet.

import { parentPort, workerData } from 'node:worker_threads';
import { DAY } from '../calendar/instant.ts';
import { buildFleet } from '../fleet/build.ts';
import type { LedgerSink } from '../ledger/facts.ts';
import type { SortedDay } from '../metrics/day-changes.ts';
import { foldOf } from '../metrics/fold.ts';
import { Simulation } from '../simulation/simulation.ts';
import { vmTable } from '../vm/table.ts';
import { meet } from './meeting.ts';
import type { PartInput, PartMessage, State } from './messages.ts';

const { scenario, releases, phases, regions, part, parts, room } = workerData as PartInput;
const { start, end } = scenario.clock;
const fleet = buildFleet(scenario, new Set(regions));

function tell(message: PartMessage, transfer: ArrayBuffer[] = []): void {
  parentPort?.postMessage(message, transfer);
}

const share =
  (state: State) =>
  (day: number, changes: SortedDay): void =>
    tell(
      { kind: 'day', state, day, changes },
      Object.values(changes).map(({ buffer }) => buffer as ArrayBuffer),
    );

const fold = foldOf({
  fleet,
  releases,
  start,
  end,
  measured: (group) => simulation.world.measuredReleases(group),
  share: { inFlight: share('inFlight'), rebooting: share('rebooting') },
});
const sink: LedgerSink = {
  record: fold.record,
  settled: (t) => {
    fold.settled(t);
    tell({ kind: 'settled', days: Math.floor(t / DAY), progress: t / (end - start) });
  },
};
const simulation = new Simulation({
  scenario,
  fleet,
  releases,
  phases,
  table: vmTable,
  sink,
  settleEvery: DAY,
  together: meet(room, part, parts),
});
while (simulation.step());
const folded = fold.finish();
tell({
  kind: 'end',
  result: {
    counts: fold.counts,
    measured: folded.measured,
    extremes: folded.extremes,
    inFlight: folded.inFlight,
    rebooting: folded.rebooting,
    overdueRows: folded.overdueRows,
    rolloutEvents: folded.rolloutEvents,
    rollouts: simulation.world.rollouts.list,
  },
});
