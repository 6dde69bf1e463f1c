// A thread of a split run: simulates the VMs of some cells, in lockstep with the other parts, and tells what it
// folded. Refuses to know the rest of the fleet.

import { parentPort } from 'node:worker_threads';
import { DAY } from '../calendar/instant.ts';
import { buildFleet } from '../fleet/build.ts';
import type { LedgerSink } from '../ledger/facts.ts';
import { foldOf } from '../metrics/fold.ts';
import { Simulation } from '../simulation/simulation.ts';
import { vmTable } from '../vm/table.ts';
import { meetingOf } from './meeting.ts';
import type { PartInput, PartMessage } from './messages.ts';
import { changesOf } from './shared-changes.ts';

const { scenario, releases, layout, partOf, part, parts, room, changes } = await new Promise<PartInput>(
  (begin) => parentPort?.once('message', begin),
);
const { start, end } = scenario.clock;
const fleet = buildFleet(scenario, layout, {
  has: (cell) => partOf[cell] === part,
  hasRest: part === 0,
});

const together = meetingOf(room, {
  part,
  parts,
  regions: fleet.regions.length,
  meanwhile: () => fold.addNext(),
});

function tell(message: PartMessage): void {
  // Copied: once a buffer was handed over, V8 asks before every access to a column whether that one was too.
  parentPort?.postMessage(message);
}

const fold = foldOf({
  fleet,
  releases,
  start,
  end,
  measured: (group) => simulation.world.measuredReleases(group),
  memory: changesOf(changes, { part, meet: () => together.meet(0, 0) }),
});
const sink: LedgerSink = {
  record: fold.record,
  expect: fold.expect,
  settled(t) {
    // Instants of one part alone are none at which all meet.
    if (t % DAY !== 0) return;
    fold.settled(t);
    if (part === 0) tell({ kind: 'progress', progress: t / (end - start) });
  },
};
const simulation = new Simulation({
  scenario,
  fleet,
  releases,
  table: vmTable,
  sink,
  settleEvery: DAY,
  together,
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
