// Runs a scenario on several threads, split by regions, with the results of one thread.
// Refuses to know what a simulation does.

import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { Release } from '../catalogue/release.ts';
import type { Fleet } from '../fleet/fleet.ts';
import { type Phase, phasesOf } from '../fleet/phases.ts';
import type { Folded } from '../metrics/folded.ts';
import { countsOfGroups } from '../metrics/group-counts.ts';
import { Places } from '../metrics/places.ts';
import { runExtent } from '../metrics/run-extent.ts';
import type { Rollout } from '../rollout/rollouts.ts';
import type { Scenario } from '../scenario/schema.ts';
import { meetingRoom } from './meeting.ts';
import { mergeCounts, mergeExtremes, mergeOverdue, mergePeaks, type Part } from './merge.ts';
import type { PartInput, PartMessage, PartResult } from './messages.ts';
import { SharedPeaks } from './shared-peaks.ts';
import { splitRegions } from './split.ts';

export interface PartsOptions {
  /** Most threads to use; a thread takes whole regions, so there are never more than regions. */
  readonly jobs: number;
  readonly onProgress?: ((share: number) => void) | undefined;
  readonly signal?: AbortSignal | undefined;
}

export interface PartsInput {
  readonly scenario: Scenario;
  readonly fleet: Fleet;
  readonly releases: readonly Release[];
}

/** Rejects with `signal.reason` when aborted, and with a part's error; no thread is left behind. */
export async function runParts(
  { scenario, fleet, releases }: PartsInput,
  { jobs, onProgress, signal }: PartsOptions,
): Promise<{ folded: Folded; phases: readonly Phase[]; rollouts: readonly Rollout[] }> {
  const phases = phasesOf(scenario, fleet);
  const split = splitRegions(fleet, phases, jobs);
  const room = meetingRoom(split.length);
  const { start, end } = scenario.clock;
  const places = new Places(fleet);
  const shared = { inFlight: new SharedPeaks(places), rebooting: new SharedPeaks(places) };
  const settled = split.map(() => 0);
  const workers = split.map((regions, part) => {
    const names = regions.map((region) => fleet.regions[region]);
    const parts = split.length;
    const workerData: PartInput = { scenario, releases, phases, regions: names, part, parts, room };
    return new Worker(new URL('../threads/part.js', import.meta.url), { workerData });
  });
  const resultOf = (worker: Worker, part: number): Promise<PartResult> =>
    new Promise((resolve, reject) => {
      worker.on('error', reject);
      worker.on('message', (message: PartMessage) => {
        if (message.kind === 'day') shared[message.state].note(message.day, message.changes);
        else if (message.kind === 'end') resolve(message.result);
        else {
          settled[part] = message.days;
          for (const peaks of Object.values(shared)) peaks.settle(Math.min(...settled));
          if (part === 0) onProgress?.(message.progress);
        }
      });
    });
  const aborted = new AbortController();
  try {
    const results = await Promise.race([
      Promise.all(workers.map(resultOf)),
      ...(signal === undefined ? [] : [rejectWhenAborted(signal, aborted.signal)]),
    ]);
    const parts: Part[] = results.map((result, part) => ({ regions: split[part], result }));
    const first = results[0];
    const extent = runExtent(start, end);
    const across = { fleet, places, parts };
    const folded: Folded = {
      fleet,
      releases,
      start,
      end,
      ...extent,
      groups: countsOfGroups(mergeCounts(parts), fleet.groups.length),
      measured: first.measured,
      extremes: mergeExtremes(parts),
      places,
      inFlight: mergePeaks(shared.inFlight.finish(), 'inFlight', across),
      rebooting: mergePeaks(shared.rebooting.finish(), 'rebooting', across),
      overdueRows: mergeOverdue(fleet, parts),
      rolloutEvents: first.rolloutEvents,
    };
    return { folded, phases, rollouts: first.rollouts };
  } finally {
    aborted.abort();
    await Promise.all(workers.map((worker) => worker.terminate()));
  }
}

async function rejectWhenAborted(signal: AbortSignal, done: AbortSignal): Promise<never> {
  if (!signal.aborted) await once(signal, 'abort', { signal: done });
  throw signal.reason;
}
