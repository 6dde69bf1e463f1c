// Performs the runs of a job: in this thread, in some that take one run after the other, or each in one of its own.
// Refuses to know what a run does and how runs are put together.

import { setMaxListeners } from 'node:events';
import type { Piscina } from 'piscina';
import { forThread, type Job, perform, type RunOf, scenariosOf } from './job.ts';
import { taskOf } from './task.ts';
import { vmYearsOf } from './vm-years.ts';

/**
 * VM-years from which a run pays for a thread of its own. V8 compiles a thread's first run for the
 * columns it has, later ones for any, and a large fleet takes twice as long; but in a new thread all is compiled again.
 */
const WORTH_A_THREAD = 25_000;

export interface PerformOptions<J extends Job> {
  /** Most threads to simulate on at a time. */
  readonly jobs: number;
  /** Receives each run's number and what is kept of it, in no order. */
  readonly take: (run: number, result: RunOf<J>) => void;
  readonly signal?: AbortSignal | undefined;
}

/** Rejects with `signal.reason` when aborted, and with the error of a run; all threads have ended then. */
export async function performRuns<J extends Job>(
  job: J,
  runs: number,
  { jobs, take, signal }: PerformOptions<J>,
): Promise<void> {
  const large = runs > 1 && scenariosOf(job).some((loaded) => vmYearsOf(loaded) >= WORTH_A_THREAD);
  const threads = Math.min(jobs, runs);
  if (threads === 1 && !large) {
    for (let run = 0; run < runs; run++) take(run, await perform(job, taskOf(job, run), signal));
    return;
  }
  const { Piscina } = await import('piscina');
  const filename = new URL('../experiment/worker.js', import.meta.url).href;
  const workerData = forThread(job);
  const stop = new AbortController();
  const stopped = AbortSignal.any(signal === undefined ? [stop.signal] : [stop.signal, signal]);
  setMaxListeners(threads, stopped);
  let next = 0;
  /** One thread, and with a large fleet a new one for each run. */
  const oneByOne = async (): Promise<void> => {
    let thread: Piscina | undefined;
    let ended = Promise.resolve();
    const end = (): Promise<void> => {
      if (thread !== undefined) ended = thread.destroy();
      thread = undefined;
      return ended;
    };
    stopped.addEventListener('abort', end);
    try {
      while (next < runs && !stopped.aborted) {
        const run = next++;
        thread ??= new Piscina({ filename, workerData, minThreads: 1, maxThreads: 1 });
        take(run, await thread.run(taskOf(job, run)));
        if (large) await end();
      }
    } catch (error) {
      stop.abort(error);
    } finally {
      await end();
    }
  };
  await Promise.all(Array.from({ length: threads }, oneByOne));
  stopped.throwIfAborted();
}
