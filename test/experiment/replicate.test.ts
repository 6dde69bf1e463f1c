// Replications: a function of scenario, variants and index alone, on however many threads. Threads are started from the
// built package: needs `npm run build`, as `npm test` does first.

import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import type { LoadedScenario } from '../../src/experiment/loaded-scenario.ts';
import { seedOf } from '../../src/experiment/replication.ts';

const { loadScenario, simulate }: typeof import('../../src/index.ts') = await import(
  resolve('dist/index.js')
);
const { replicate }: typeof import('../../src/experiment/replicate.ts') = await import(
  resolve('dist/experiment/replicate.js')
);

const TEXT = `version: 1
name: luck
seed: a
clock: { start: 2024-01-01, end: 2024-07-01 }
catalogue: [{ calendar: generated }]
fleet:
  - name: web
    count: 30
    image: { publisher: MicrosoftWindowsServer, offer: WindowsServer, sku: 2022-datacenter-azure-edition-core }
    region: { westeurope: 2, eastus: 1 }
    availabilitySets: { size: 10, updateDomains: 5 }
    power: { offNightly: { probability: 20% } }
    patchSettings: { patchMode: AutomaticByPlatform, enableHotpatching: true }
variants:
  same: {}
  standard: { fleet: { web: { patchSettings: { enableHotpatching: false } } } }
`;

function load(variant?: string, seed?: string): LoadedScenario {
  const options = { file: 'luck.yaml', ...(variant && { variant }), ...(seed && { seed }) };
  const loaded = loadScenario(TEXT, options);
  if (!loaded.ok) throw new Error(loaded.problems[0].message);
  return loaded.scenario;
}

const variants = { kind: 'compare', variants: [load(), load('same'), load('standard')] } as const;
const alone = await replicate(variants, { replications: 5, jobs: 1 });

test('R4 the results are the same on 1, 2, 3 and 8 threads', async () => {
  for (const jobs of [2, 3, 8]) expect(await replicate(variants, { replications: 5, jobs })).toEqual(alone);
});

test('R4 variants meet the same luck: one that changes nothing differs in nothing, in every replication', () => {
  for (const { runs, vms } of alone) {
    expect(runs[1]).toEqual(runs[0]);
    expect(vms[0]).toEqual({ fewer: 0, same: 30, more: 0 });
  }
});

test('replications have luck of their own, also in the releases that are drawn', () => {
  const kept = alone.map(({ runs }) => JSON.stringify(runs[0]));
  expect(new Set(kept).size).toBe(5);
  const unplanned = alone.map(({ runs }) => Object.keys(runs[0].fleet.reboots.byCause).join());
  expect(new Set(unplanned).size).toBeGreaterThan(1);
});

test('a replication is the run of its seed, the first one that of the scenario', async () => {
  for (const index of [0, 3]) {
    const { summary } = await simulate(load('standard', seedOf('a', index)));
    const { daily: _, ...figures } = summary.fleet;
    expect(alone[index].runs[2].fleet).toEqual(figures);
  }
  expect(alone[0].seed).toBe('a');
});

test('VMs are paired by name: without hotpatch most restart more often', () => {
  const { fewer, same, more } = alone[0].vms[1];
  expect(fewer + same + more).toBe(30);
  expect(more).toBeGreaterThan(20);
});

test('an abort ends it with its reason, and no thread goes on', async () => {
  const controller = new AbortController();
  const reason = new Error('enough');
  const running = replicate(variants, {
    replications: 500,
    jobs: 2,
    signal: controller.signal,
    onProgress: () => controller.abort(reason),
  });
  await expect(running).rejects.toBe(reason);
});
