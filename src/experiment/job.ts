// What can be replicated: a job is plain data, so that it can be sent to threads, and one replication of it is a function of
// the job and a number. Refuses to know how many replications there are.

import { type DailyShares, dailyOnce } from './daily.ts';
import { type Forecast, forecastOnce } from './forecast.ts';
import type { LoadedScenario } from './loaded-scenario.ts';
import { type Replication, replicateOnce } from './replication.ts';
import { reseedable } from './reseeded.ts';

export interface CompareJob {
  readonly kind: 'compare';
  readonly variants: readonly LoadedScenario[];
}

export interface ForecastJob {
  readonly kind: 'forecast';
  readonly scenario: LoadedScenario;
  /** Names or patterns of VMs, or names of groups. */
  readonly vms: readonly string[];
}

/** The days of a run, for bands around them. */
export interface DailyJob {
  readonly kind: 'daily';
  readonly scenario: LoadedScenario;
}

export type Job = CompareJob | ForecastJob | DailyJob;
export type ResultOf<J extends Job> = J extends CompareJob
  ? Replication
  : J extends ForecastJob
    ? Forecast
    : DailyShares;

/** What is sent to a thread. */
export function forThread(job: Job): Job {
  return job.kind === 'compare'
    ? { ...job, variants: job.variants.map(reseedable) }
    : { ...job, scenario: reseedable(job.scenario) };
}

export async function perform<J extends Job>(
  job: J,
  index: number,
  signal?: AbortSignal,
): Promise<ResultOf<J>> {
  const result =
    job.kind === 'compare'
      ? await replicateOnce(job.variants, index, signal)
      : job.kind === 'forecast'
        ? await forecastOnce(job.scenario, job.vms, index, signal)
        : await dailyOnce(job.scenario, index, signal);
  return result as ResultOf<J>;
}
