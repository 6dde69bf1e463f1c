// Where the runs of an experiment are performed: how many threads there are, that all of them end, and that nothing else depends on
// it. Threads are started from the built package: needs `npm run build`, as `npm test` does first.

import { resolve } from 'node:path';
import type { Worker } from 'node:worker_threads';
import { expect, test } from 'vitest';
import { type CompareJob, type Job, perform, scenariosOf, togetherOf } from '../../src/experiment/job.ts';
import type { ReplicateOptions } from '../../src/experiment/replicate.ts';
import { taskOf } from '../../src/experiment/task.ts';
import { loadScenario } from '../../src/index.ts';

const { replicate }: typeof import('../../src/experiment/replicate.ts') = await import(
  resolve('dist/experiment/replicate.js')
);

/** Few VMs that something happens to, beside as many as wanted that are only there. */
function jobOf(idle: number): CompareJob {
  const image = { publisher: 'MicrosoftWindowsServer', offer: 'WindowsServer', sku: '2019-datacenter' };
  const standing = { image, region: 'ukwest' };
  const patchSettings = { patchMode: 'AutomaticByPlatform' };
  const text = JSON.stringify({
    version: 1,
    name: 'threads',
    seed: 'a',
    clock: { start: '2024-01-01', end: '2024-02-01' },
    catalogue: [{ calendar: 'generated' }],
    fleet: [
      {
        name: 'web',
        count: 40,
        image,
        region: 'westeurope',
        power: { offNightly: { probability: 0.2 } },
        patchSettings,
      },
      { name: 'idle', count: idle, ...standing, patchSettings: { patchMode: 'Manual' } },
    ],
    variants: { on: { fleet: { web: { power: 'alwaysOn' } } } },
  });
  const variants = [undefined, 'on'].map((variant) => {
    const loaded = loadScenario(text, { file: 'threads.json', ...(variant && { variant }) });
    if (!loaded.ok) throw new Error(loaded.problems[0].message);
    return loaded.scenario;
  });
  return { kind: 'compare', variants };
}

/** 26,000 VM-years, and 0.8. */
const LARGE = jobOf(310_000);
const SMALL = jobOf(10);

interface Watched {
  readonly result: unknown;
  readonly started: number;
  /** How many of them there were at once. */
  readonly most: number;
}

/** What it came to, or what kept it from it; no thread may be left. */
async function watched(job: Job, options: ReplicateOptions): Promise<Watched> {
  const workers: Worker[] = [];
  const alive = (): Worker[] => workers.filter(({ threadId }) => threadId !== -1);
  let most = 0;
  const note = (worker: Worker): void => {
    workers.push(worker);
    most = Math.max(most, alive().length);
  };
  process.on('worker', note);
  const result = await replicate(job, options).catch((error: unknown) => error);
  process.off('worker', note);
  expect(alive()).toEqual([]);
  return { result, started: workers.length, most };
}

/** One run after the other in this thread. */
async function performedHere(job: CompareJob, replications: number): Promise<unknown[]> {
  const together = togetherOf(job);
  const { length: each } = scenariosOf(job);
  const results: unknown[] = [];
  for (let index = 0; index < replications; index++) {
    const runs = [];
    for (let scenario = 0; scenario < each; scenario++)
      runs.push(await perform(job, taskOf(job, index * each + scenario)));
    results.push(together(runs));
  }
  return results;
}

test('R1 each run of a large fleet has a thread of its own, also with one job, and the results of any other', async () => {
  const result = await performedHere(LARGE, 2);
  expect(await watched(LARGE, { replications: 2, jobs: 1 })).toEqual({ result, started: 4, most: 1 });
  expect(await watched(LARGE, { replications: 2, jobs: 3 })).toEqual({ result, started: 4, most: 3 });
});

test('R1 runs of a small fleet share threads, with the results of one after the other', async () => {
  const result = await performedHere(SMALL, 4);
  expect(await watched(SMALL, { replications: 4, jobs: 1 })).toEqual({ result, started: 0, most: 0 });
  expect(await watched(SMALL, { replications: 4, jobs: 3 })).toEqual({ result, started: 3, most: 3 });
});

test.each([
  ['large', LARGE],
  ['small', SMALL],
])('an abort ends threads of a %s fleet, with the reason given', async (_, job) => {
  const controller = new AbortController();
  const reason = new Error('enough');
  const { signal } = controller;
  const onProgress = (): void => controller.abort(reason);
  const { result, started } = await watched(job, { replications: 500, jobs: 2, signal, onProgress });
  expect(result).toBe(reason);
  expect(started).toBeLessThan(5);
});

test.each([
  ['large', LARGE],
  ['small', SMALL],
])('an error in a thread of a %s fleet is told and ends the others', async (_, { variants }) => {
  const [loaded] = variants;
  const scenario = { ...loaded, scenario: { ...loaded.scenario, rollout: undefined! } };
  const job = { kind: 'daily', scenario } as const;
  const { message } = await perform(job, taskOf(job, 0)).then(
    () => new Error('nothing was wrong'),
    (error: Error) => error,
  );
  const { result, started } = await watched(job, { replications: 8, jobs: 2 });
  expect(result).toBeInstanceOf(TypeError);
  expect(result).toHaveProperty('message', message);
  expect(started).toBe(2);
});

test('nothing is asked of a fleet before its runs are there: until then signals are heard', () => {
  const variants = LARGE.variants.map((loaded) => ({
    ...loaded,
    get scenario(): never {
      throw new Error('asked for too early');
    },
  }));
  expect(() => togetherOf({ kind: 'compare', variants })).not.toThrow();
});

test('progress counts the runs, up to all of them', async () => {
  const shares: number[] = [];
  await watched(SMALL, { replications: 2, jobs: 2, onProgress: (share) => shares.push(share) });
  expect(shares).toEqual([0.25, 0.5, 0.75, 1]);
});
