// A split run gives the bytes of one that is not. Threads are started from the built package: needs `npm run build`,
// as `npm test` does first.

import { resolve } from 'node:path';
import type { Worker } from 'node:worker_threads';
import { gunzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { sharedChanges } from '../../src/threads/shared-changes.ts';
import { dealCells } from '../../src/threads/split.ts';

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

/** One region, whose zones take turns; pools so large that the limit is lifted for the deadline; sets; and operators. */
const ONE_REGION = {
  ...SCENARIO,
  name: 'one-region',
  clock: { start: '2024-01-01', end: '2024-05-15' },
  fleet: [
    {
      name: 'zoned',
      count: 120,
      image: HOTPATCH,
      region: 'westeurope',
      zones: ['1', '2', '3'],
      subscriptions: 4,
      power: { offNightly: { probability: 0.5 } },
      patchSettings: { ...platform, enableHotpatching: true },
    },
    {
      name: 'sets',
      count: 60,
      image: STANDARD,
      region: 'westeurope',
      zones: ['2'],
      subscriptions: 2,
      power: { stops: { probability: 0.5, duration: '5d' } },
      patchSettings: platform,
    },
    {
      name: 'in-sets',
      count: 40,
      image: STANDARD,
      region: 'westeurope',
      availabilitySets: { size: 7, updateDomains: 3 },
      patchSettings: platform,
    },
    {
      name: 'manual',
      count: 30,
      image: STANDARD,
      region: 'westeurope',
      zones: ['1', '3'],
      subscriptions: 4,
      patchSettings: { patchMode: 'Manual' },
    },
  ],
  parameters: { subscriptionShare: '1%', zoneBake: '6h' },
  incidents: [{ kind: 'badPatch', release: '2024-04', probability: 0.2, recoverAfter: '2d' }],
  actions: [
    { at: '2024-02-20T10:00', groups: ['manual'], settings: { patchMode: 'AutomaticByPlatform' } },
    { at: '2024-03-25T10:00', groups: ['in-sets'], settings: { patchMode: 'Manual' } },
    { at: '2024-03-14T10:00', groups: ['zoned'], power: 'off' },
    { at: '2024-03-16T10:00', groups: ['zoned'], power: 'on' },
  ],
};

test('R17 R19 a fleet in one region is split too: zones take their turns, and a limit is lifted, by what all parts have', async () => {
  const alone = await summaryOf(ONE_REGION, 1);
  const { fleet, notices } = JSON.parse(alone);
  expect(notices.join()).toContain('limit per subscription was lifted');
  expect(fleet.deferrals.zoneBusy).toBeGreaterThan(0);
  for (const jobs of [2, 5]) expect(await summaryOf(ONE_REGION, jobs)).toBe(alone);
});

test('R2 a fleet in one cell takes one thread, and leaves none behind', async () => {
  const workers: Worker[] = [];
  const note = (worker: Worker): unknown => workers.push(worker);
  const image = STANDARD;
  const fleet = [{ name: 'pool', count: 9, image, region: 'ukwest', patchSettings: platform }];
  const scenario = { ...SCENARIO, fleet, incidents: [] };
  const alone = await summaryOf(scenario, 1);
  process.on('worker', note);
  expect(await summaryOf(scenario, 3)).toBe(alone);
  process.off('worker', note);
  expect(workers).toEqual([]);
  expect(workers.map(({ threadId }) => threadId)).toEqual(workers.map(() => -1));
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

test.each([1, 2])(
  'what a function throws that is told the progress is thrown by a run on %i threads',
  async (jobs) => {
    const loaded = loadScenario(JSON.stringify(SCENARIO), { file: 'split.json' });
    if (!loaded.ok) throw new Error('refused');
    const full = new Error('full');
    const onProgress = (): never => {
      throw full;
    };
    await expect(simulate(loaded.scenario, { jobs, onProgress })).rejects.toBe(full);
  },
);

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

/** Two regions' cells: pools and sets, of sizes from `smallest` on. */
function cellsOf(smallest: number) {
  const region = Uint16Array.from({ length: 60 }, (_, cell) => Number(cell >= 40));
  const isSet = Uint8Array.from({ length: 60 }, (_, cell) => Number(cell % 3 === 0));
  const size = Int32Array.from({ length: 60 }, (_, cell) => smallest + ((cell * 7) % 11));
  const first = new Int32Array(60);
  return { count: 60, first, size, region, subscription: new Uint32Array(60), isSet };
}

test.each([2, 3, 8])('the VMs of every region are spread evenly over %i parts', (parts) => {
  const cells = cellsOf(5);
  const partOf = dealCells(cells, parts);
  for (const region of [0, 1]) {
    const vms = Array.from({ length: parts }, (_, part) =>
      cells.size.reduce(
        (sum, size, cell) => sum + (partOf[cell] === part && cells.region[cell] === region ? size : 0),
        0,
      ),
    );
    expect(Math.max(...vms) - Math.min(...vms), `${vms}`).toBeLessThanOrEqual(Math.max(...cells.size));
  }
});

test('few addresses are set aside for a small fleet: where they are limited (ulimit -v) a run on threads has to do with them', () => {
  const bytes = sharedChanges(2, 4, 3000).numbers.map(({ maxByteLength }) => maxByteLength);
  expect(Math.max(...bytes)).toBeLessThan(100e6);
});

test('as many parts as cells have one each', () => {
  const cells = cellsOf(1);
  expect([...dealCells(cells, 60)].sort((a, b) => a - b)).toEqual(Array.from({ length: 60 }, (_, at) => at));
});

test('a number of threads that is none is refused', async () => {
  const loaded = loadScenario(JSON.stringify(SCENARIO), { file: 'split.json' });
  if (!loaded.ok) throw new Error('the scenario is valid');
  for (const jobs of [0, -1, 1.5, Number.NaN])
    await expect(simulate(loaded.scenario, { jobs })).rejects.toThrow(
      `simulate: options.jobs: expected a whole number of threads from 1 on, found ${jobs}`,
    );
});

test('another thread writes no trace for a function that returns a promise', async () => {
  const loaded = loadScenario(JSON.stringify(SCENARIO), { file: 'split.json' });
  if (!loaded.ok) throw new Error('the scenario is valid');
  await expect(simulate(loaded.scenario, { jobs: 2, traceGzip: async () => {} })).rejects.toThrow(
    'simulate: options.traceGzip: expected a function that is done when it returns, but it returned a promise',
  );
});
