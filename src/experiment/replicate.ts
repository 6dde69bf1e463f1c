// Replications of an experiment: the same job under many seeds, on as many threads as wanted, in order of index.
// Refuses to know what a replication does.

import { setMaxListeners } from 'node:events';
import { forThread, type Job, perform, type ResultOf } from './job.ts';

export interface ReplicateOptions {
  readonly replications: number;
  /** Most threads to use; the results are the same however many there are. */
  readonly jobs: number;
  /** Share of the replications that are done, 0 to 1. */
  readonly onProgress?: ((share: number) => void) | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** Rejects with `signal.reason` when aborted; no thread is left behind. */
export async function replicate<J extends Job>(
  job: J,
  { replications, jobs, onProgress, signal }: ReplicateOptions,
): Promise<ResultOf<J>[]> {
  const indices = Array.from({ length: replications }, (_, index) => index);
  let done = 0;
  const told = (replication: ResultOf<J>): ResultOf<J> => {
    onProgress?.(++done / replications);
    return replication;
  };
  const threads = Math.min(jobs, replications);
  if (threads === 1) {
    const results: ResultOf<J>[] = [];
    for (const index of indices) results.push(told(await perform(job, index, signal)));
    return results;
  }
  const { Piscina } = await import('piscina');
  const pool = new Piscina({
    filename: new URL('../experiment/worker.js', import.meta.url).href,
    minThreads: threads,
    maxThreads: threads,
    workerData: forThread(job),
  });
  const queue = new AbortController();
  setMaxListeners(0, queue.signal); // One for each replication that waits.
  const stop = (): void => queue.abort();
  signal?.addEventListener('abort', stop, { once: true });
  try {
    if (signal?.aborted) stop();
    const run = async (index: number): Promise<ResultOf<J>> =>
      told((await pool.run(index, { signal: queue.signal })) as ResultOf<J>);
    return await Promise.all(indices.map(run));
  } catch (error) {
    throw signal?.aborted ? signal.reason : error;
  } finally {
    signal?.removeEventListener('abort', stop);
    await pool.destroy();
  }
}
