// Replications: a function of scenario, variants and index alone, on however many threads. Threads are started from the
// built package: needs `npm run build`, as `npm test` does first.

import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import { seedOf } from '../../src/experiment/job.ts';
import type { LoadedScenario } from '../../src/experiment/loaded-scenario.ts';

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
  moved:
    fleet:
      web:
        count: 35
        region: { ukwest: 1, eastus: 3 }
        power: { offNightly: { probability: 90% } }
`;

function load(variant?: string, seed?: string): LoadedScenario {
  const options = { file: 'luck.yaml', ...(variant && { variant }), ...(seed && { seed }) };
  const loaded = loadScenario(TEXT, options);
  if (!loaded.ok) throw new Error(loaded.problems[0].message);
  return loaded.scenario;
}

const variants = {
  kind: 'compare',
  variants: [load(), load('same'), load('standard'), load('moved')],
} as const;
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
});

test('VMs are paired by name: without hotpatch most restart more often', () => {
  const { fewer, same, more } = alone[0].vms[1];
  expect(fewer + same + more).toBe(30);
  expect(more).toBeGreaterThan(20);
});

test('VMs are paired by name where variants lay them out differently, and not where one of them has no such VM', async () => {
  for (const index of [0, 3]) {
    const [base, moved] = await Promise.all([rebootsByName(undefined, index), rebootsByName('moved', index)]);
    const paired = { fewer: 0, same: 0, more: 0 };
    for (let vm = 1; vm <= 30; vm++) {
      const [before, after] = [base, moved].map((reboots) => reboots.get(`web-${vm}`) ?? 0);
      paired[after < before ? 'fewer' : after > before ? 'more' : 'same']++;
    }
    expect(alone[index].vms[2]).toEqual(paired);
    expect(paired.fewer * paired.same).toBeGreaterThan(0);
  }
});

/** As a trace tells them. */
async function rebootsByName(variant: string | undefined, index: number): Promise<Map<string, number>> {
  const reboots = new Map<string, number>();
  await simulate(load(variant, seedOf('a', index)), {
    trace: (line) => {
      const { fact, vm } = JSON.parse(line);
      if (fact === 'rebootStarted') reboots.set(vm, (reboots.get(vm) ?? 0) + 1);
    },
  });
  return reboots;
}
