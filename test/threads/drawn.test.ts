// Scenarios nobody would think of, on one thread and on several (R2): the swarm's shapes, with SPLIT_SEEDS of them.
// Threads are started from the built package.

import { resolve } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Shape, shapes } from '../swarm/shape.ts';

const { loadScenario, simulate }: typeof import('../../src/index.ts') = await import(
  resolve('dist/index.js')
);
const { SPLIT_SEEDS = '12', SPLIT_SEED = '2024' } = process.env;

test(`R2 ${SPLIT_SEEDS} drawn scenarios are the same on several threads`, {
  timeout: 3600_000,
}, async () => {
  let ran = 0;
  const property = fc.asyncProperty(shapes, fc.integer({ min: 2, max: 4 }), async (shape: Shape, jobs) => {
    const loaded = loadScenario(JSON.stringify(shape), { file: 'drawn.json' });
    if (!loaded.ok) return;
    ran++;
    const [alone, split] = [
      await simulate(loaded.scenario, { jobs: 1 }),
      await simulate(loaded.scenario, { jobs }),
    ];
    expect(split.summary).toEqual(alone.summary);
    expect(JSON.stringify(split.summary)).toBe(JSON.stringify(alone.summary));
  });
  await fc.assert(property, { numRuns: Number(SPLIT_SEEDS), seed: Number(SPLIT_SEED) });
  expect(ran).toBeGreaterThan(Number(SPLIT_SEEDS) / 2);
});
