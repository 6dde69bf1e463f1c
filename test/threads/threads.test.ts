// A split run gives the bytes of one that is not. Threads are started from the built package: needs `npm run build`,
// as `npm test` does first.

import { resolve } from 'node:path';
import type { Worker } from 'node:worker_threads';
import { gunzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { splitRegions } from '../../src/threads/split.ts';

const { loadScenario, simulate }: typeof import('../../src/index.ts') = await import(
  resolve('dist/index.js')
);

const HOTPATCH = {
  publisher: 'MicrosoftWindowsServer',
  offer: 'WindowsServer',
  sku: '2022-datacenter-azure-edition-core',
};
const STANDARD = { publisher: 'MicrosoftWindowsServer', offer: 'WindowsServer', sku: '2019-datacenter' };
const platform = { patchMode: 'AutomaticByPlatform' };

/** Regions that share subscriptions and groups, with zones, sets, pools, VMs that are off and bad patches. */
const SCENARIO = {
  version: 1,
  name: 'split',
  seed: '5',
  clock: { start: '2024-01-01', end: '2024-06-01' },
  catalogue: [{ calendar: 'real', dotnet: true }],
  fleet: [
    {
      name: 'zoned',
      count: 90,
      image: HOTPATCH,
      region: { westeurope: 2, eastus: 1, japaneast: 1 },
      zones: ['1', '2', '3'],
      subscriptions: 3,
      power: { offNightly: { probability: 0.2 } },
      patchSettings: { ...platform, enableHotpatching: true },
    },
    {
      name: 'sets',
      count: 120,
      image: STANDARD,
      region: { northeurope: 1, westus: 1, ukwest: 1 },
      availabilitySets: { size: 12, updateDomains: 3 },
      subscriptions: 2,
      patchSettings: platform,
    },
    {
      name: 'pool',
      count: 60,
      image: STANDARD,
      region: { ukwest: 1, westeurope: 1, southindia: 1 },
      subscriptions: 3,
      power: { stops: { probability: 0.5, duration: '5d' } },
      patchSettings: platform,
    },
    {
      name: 'off',
      count: 400,
      image: STANDARD,
      region: { westus: 1, eastus: 1 },
      power: { off: [{ from: '2024-01-01', to: '2024-06-01' }] },
      patchSettings: platform,
    },
    {
      name: 'not-covered',
      count: 20,
      image: STANDARD,
      region: { westus: 1, ukwest: 1 },
      patchSettings: { patchMode: 'Manual' },
    },
  ],
  incidents: [
    { kind: 'badPatch', release: '2024-03', probability: 0.6, recoverAfter: '2d', regions: ['westeurope'] },
    { kind: 'kbWithdrawn', kb: 'KB5036896', at: '2024-04-20' },
  ],
};

async function summaryOf(scenario: object, jobs: number): Promise<string> {
  const loaded = loadScenario(JSON.stringify(scenario), { file: 'split.json' });
  if (!loaded.ok) throw new Error(loaded.problems.map(({ message }) => message).join('\n'));
  const { summary } = await simulate(loaded.scenario, { jobs });
  return JSON.stringify(summary, null, 1);
}

test('R2 more threads never change a byte of the results', async () => {
  const alone = await summaryOf(SCENARIO, 1);
  const { rollouts, overdue } = JSON.parse(alone);
  // What crosses regions happens: a halt, and more overdue pairs than are listed.
  expect(rollouts.some(({ halted }: { halted: string | null }) => halted !== null)).toBe(true);
  expect(overdue).toHaveLength(1000);
  for (const jobs of [2, 3, 8]) expect(await summaryOf(SCENARIO, jobs)).toBe(alone);
});

test('a split run is aborted, with the reason given, and leaves no thread behind', async () => {
  const loaded = loadScenario(JSON.stringify(SCENARIO), { file: 'split.json' });
  if (!loaded.ok) throw new Error('refused');
  const reason = new Error('enough');
  const controller = new AbortController();
  const run = simulate(loaded.scenario, {
    jobs: 2,
    signal: controller.signal,
    onProgress: () => controller.abort(reason),
  });
  await expect(run).rejects.toBe(reason);
});

/** The file, or what kept it from being written. */
async function traceFile(
  jobs: number,
  options: Parameters<typeof simulate>[1] = {},
  onBytes: () => void = () => {},
): Promise<Buffer> {
  const loaded = loadScenario(JSON.stringify(SCENARIO), { file: 'split.json' });
  if (!loaded.ok) throw new Error('refused');
  const file: Buffer[] = [];
  const traceGzip = (bytes: Uint8Array): void => {
    file.push(Buffer.from(bytes));
    onBytes();
  };
  await simulate(loaded.scenario, { ...options, jobs, traceGzip });
  return Buffer.concat(file);
}

test('R33 a trace written by another thread is the one written by this, beside lines or not', async () => {
  const alone = await traceFile(1);
  expect((await traceFile(2)).equals(alone)).toBe(true);
  const lines: string[] = [];
  expect((await traceFile(8, { trace: (line) => lines.push(line) })).equals(alone)).toBe(true);
  expect(gunzipSync(alone).toString()).toBe(lines.map((line) => `${line}\n`).join(''));
});

test('a run whose trace cannot be written or that is aborted rejects with the reason, and leaves no thread behind', async () => {
  const workers: Worker[] = [];
  const note = (worker: Worker): unknown => workers.push(worker);
  process.on('worker', note);
  const reason = new Error('full');
  const throwing = (): never => {
    throw reason;
  };
  await expect(traceFile(2, {}, throwing)).rejects.toBe(reason);
  const controller = new AbortController();
  const { signal } = controller;
  const run = traceFile(2, { signal, onProgress: () => controller.abort(reason) });
  await expect(run).rejects.toBe(reason);
  process.off('worker', note);
  // A thread that has ended has no number.
  expect(workers.map(({ threadId }) => threadId)).toEqual([-1, -1]);
});

test('every region is in one part, and every phase is spread over the parts', () => {
  const sizes = [50, 40, 30, 20, 10, 10];
  const fleet = {
    regions: sizes.map((_, region) => `region-${region}`),
    vms: 160,
    region: Uint16Array.from(sizes.flatMap((size, region) => Array<number>(size).fill(region))),
  };
  const phases = [
    { name: 'first', regions: [4, 5] },
    { name: 'second', regions: [0, 1, 2] },
  ];
  const parts = splitRegions(fleet as never, phases, 2);
  expect(parts.flat().sort()).toEqual([0, 1, 2, 3, 4, 5]);
  for (const { regions } of phases) {
    for (const part of parts) expect(part.some((region) => regions.includes(region))).toBe(true);
  }
  expect(splitRegions(fleet as never, phases, 20)).toHaveLength(6);
});
