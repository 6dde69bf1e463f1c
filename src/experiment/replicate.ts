// Replications of an experiment: the same job under many seeds, put together out of its runs, in order of index.
// Refuses to know what a run does and where it is performed.

import { type Job, type ResultOf, type RunOf, scenariosOf, togetherOf } from './job.ts';
import { performRuns } from './run-threads.ts';

export interface ReplicateOptions {
  readonly replications: number;
  /** Most threads to simulate on at a time; the results are the same however many there are. */
  readonly jobs: number;
  /** Share of the runs that are done, 0 to 1. */
  readonly onProgress?: ((share: number) => void) | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** Rejects with `signal.reason` when aborted; no thread is left behind. */
export async function replicate<J extends Job>(
  job: J,
  { replications, jobs, onProgress, signal }: ReplicateOptions,
): Promise<ResultOf<J>[]> {
  const each = scenariosOf(job).length;
  const runs = replications * each;
  const together = togetherOf(job);
  const results = new Array<ResultOf<J>>(replications);
  /** Runs of replications that wait for their others. */
  const waiting = new Map<number, Map<number, RunOf<J>>>();
  let done = 0;
  const take = (run: number, result: RunOf<J>): void => {
    const index = Math.floor(run / each);
    const known = waiting.get(index) ?? new Map<number, RunOf<J>>();
    waiting.set(index, known.set(run % each, result));
    if (known.size === each) {
      results[index] = together(Array.from({ length: each }, (_, scenario) => known.get(scenario)!));
      waiting.delete(index);
    }
    onProgress?.(++done / runs);
  };
  await performRuns(job, runs, { jobs, take, signal });
  return results;
}
