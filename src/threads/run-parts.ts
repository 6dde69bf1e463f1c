// Runs a scenario on several threads, split by cells, with the results of one thread.
// Refuses to know what a simulation does.

import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { Release } from '../catalogue/release.ts';
import { type Layout, layOut } from '../fleet/layout.ts';
import { type Phase, phasesOf } from '../fleet/phases.ts';
import { STATES } from '../metrics/fold.ts';
import type { Folded } from '../metrics/folded.ts';
import { countsOfGroups } from '../metrics/group-counts.ts';
import { slotsFor } from '../metrics/occupancy.ts';
import { Places } from '../metrics/places.ts';
import { runExtent } from '../metrics/run-extent.ts';
import type { Rollout } from '../rollout/rollouts.ts';
import type { Scenario } from '../scenario/schema.ts';
import { meetingRoom } from './meeting.ts';
import { mergeCounts, mergeExtremes, mergeOverdue, mergePeaks, type Part } from './merge.ts';
import type { PartInput, PartMessage, PartResult } from './messages.ts';
import { sharedChanges } from './shared-changes.ts';
import { dealCells } from './split.ts';

export interface PartsOptions {
  /** Threads to use at most: there are no more than cells. */
  readonly jobs: number;
  readonly onProgress?: ((share: number) => void) | undefined;
  readonly signal?: AbortSignal | undefined;
}

export interface PartsInput {
  readonly scenario: Scenario;
  readonly releases: readonly Release[];
}

interface SplitRun {
  readonly folded: Folded;
  readonly phases: readonly Phase[];
  readonly rollouts: readonly Rollout[];
}

/**
 * Undefined for a run that cannot be split. Rejects with `signal.reason` when aborted, with a part's error, and with what
 * `onProgress` throws; no thread is left behind.
 */
export async function runParts(
  input: PartsInput,
  { jobs, onProgress, signal }: PartsOptions,
): Promise<SplitRun | undefined> {
  const { scenario } = input;
  const layout = layOut(scenario);
  const parts = Math.min(jobs, layout.cells.count);
  if (parts < 2) return undefined;
  const workers = Array.from(
    { length: parts },
    () => new Worker(new URL('../threads/part.js', import.meta.url)),
  );
  const aborted = new AbortController();
  try {
    return await Promise.race([
      follow({ ...input, layout }, workers, onProgress),
      ...(signal === undefined ? [] : [rejectWhenAborted(signal, aborted.signal)]),
    ]);
  } finally {
    aborted.abort();
    await Promise.all(workers.map((worker) => worker.terminate()));
  }
}

/** Tells the parts what to do, listens to them, and puts together what they tell. */
async function follow(
  { scenario, layout, releases }: PartsInput & { readonly layout: Layout },
  workers: readonly Worker[],
  onProgress: PartsOptions['onProgress'],
): Promise<SplitRun> {
  const { length: parts } = workers;
  const room = meetingRoom(parts, layout.regions.length);
  const changes = sharedChanges(parts, slotsFor(STATES.length), layout.vms);
  const partOf = dealCells(layout.cells, parts);
  for (const [part, worker] of workers.entries()) {
    worker.postMessage({
      scenario,
      releases,
      layout,
      partOf,
      part,
      parts,
      room,
      changes,
    } satisfies PartInput);
  }
  // Nothing is asked here of single VMs: the parts alone build what they have of the fleet.
  const places = new Places(layout);
  const resultOf = (worker: Worker): Promise<PartResult> =>
    new Promise((resolve, reject) => {
      worker.on('error', reject);
      worker.on('message', (message: PartMessage) => {
        if (message.kind === 'end') return resolve(message.result);
        try {
          onProgress?.(message.progress);
        } catch (error) {
          // In here nobody else would catch it.
          reject(error);
        }
      });
    });
  const results = await Promise.all(workers.map(resultOf));
  const folds: Part[] = results.map((result, part) => ({
    cells: [...partOf.keys()].filter((cell) => partOf[cell] === part),
    result,
  }));
  const { measured, rolloutEvents, rollouts } = results[0];
  const { start, end } = scenario.clock;
  const folded: Folded = {
    fleet: layout,
    releases,
    start,
    end,
    ...runExtent(start, end),
    groups: countsOfGroups(mergeCounts(folds), layout.groups.length),
    measured,
    extremes: mergeExtremes(folds),
    places,
    inFlight: mergePeaks('inFlight', places, folds),
    rebooting: mergePeaks('rebooting', places, folds),
    overdueRows: mergeOverdue(layout.cells, folds),
    rolloutEvents,
  };
  return { folded, phases: phasesOf(scenario, layout), rollouts };
}

async function rejectWhenAborted(signal: AbortSignal, done: AbortSignal): Promise<never> {
  if (!signal.aborted) await once(signal, 'abort', { signal: done });
  throw signal.reason;
}
