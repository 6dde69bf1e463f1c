// What can be replicated: job and task are plain data, so that they can be sent to threads, and one run is a function of both.
// Refuses to know how many runs there are, where they are performed, and how a scenario is read.

import { type DailyShares, dailyOnce } from './daily.ts';
import { type Forecast, forecastOnce } from './forecast.ts';
import type { LoadedScenario } from './loaded-scenario.ts';
import { pairing, type Replication, type VariantRun, variantOnce } from './replication.ts';
import type { Reseeding } from './reseeded.ts';

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

/** What is kept of one run. */
export type RunOf<J extends Job> = J extends CompareJob
  ? VariantRun
  : J extends ForecastJob
    ? Forecast
    : DailyShares;

/** What the runs of one replication come to. */
export type ResultOf<J extends Job> = J extends CompareJob ? Replication : RunOf<J>;

/** A replication is a run of each of them under one seed. */
export const scenariosOf = (job: Job): readonly LoadedScenario[] =>
  job.kind === 'compare' ? job.variants : [job.scenario];

/** What is sent to a thread: it reads no texts. */
export function forThread(job: Job): Job {
  const withoutTexts = (loaded: LoadedScenario): LoadedScenario => ({ ...loaded, inputs: [] });
  return job.kind === 'compare'
    ? { ...job, variants: job.variants.map(withoutTexts) }
    : { ...job, scenario: withoutTexts(job.scenario) };
}

/** The seed of a replication: the scenario's own for the first, so that it is the run everybody can look at. */
export function seedOf(seed: string, index: number): string {
  return index === 0 ? seed : `${seed}/${index}`;
}

/** A run: its number among the job's scenarios, and its seed. */
export interface Task extends Reseeding {
  readonly index: number;
}

export async function perform<J extends Job>(
  job: J,
  { index, seed, drawn }: Task,
  signal?: AbortSignal,
): Promise<RunOf<J>> {
  const known = scenariosOf(job)[index];
  const loaded = { ...known, ...drawn, scenario: { ...known.scenario, seed } };
  const result =
    job.kind === 'compare'
      ? await variantOnce(loaded, signal)
      : job.kind === 'forecast'
        ? await forecastOnce(loaded, job.vms, signal)
        : await dailyOnce(loaded, signal);
  return result as RunOf<J>;
}

/** Puts the runs of a replication together, given in the order of the scenarios. */
export function togetherOf<J extends Job>(job: J): (runs: readonly RunOf<J>[]) => ResultOf<J> {
  const together = job.kind === 'compare' ? pairing(job.variants) : ([run]: readonly unknown[]) => run;
  return together as (runs: readonly RunOf<J>[]) => ResultOf<J>;
}
