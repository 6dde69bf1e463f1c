// Scenarios nobody would think of: each run passes the checker and its figures agree with its trace (R35).
// Fixed seed in CI; `npm run swarm -- --seeds 10000` draws fresh ones.

import fc from 'fast-check';
import { expect, it } from 'vitest';
import { ordeal } from './ordeal.ts';
import { type Shape, shapes } from './shape.ts';

const { SWARM_SEEDS = '300', SWARM_SEED = '2024', SWARM_PATH } = process.env;

it(`R35 swarm: ${SWARM_SEEDS} scenarios of seed ${SWARM_SEED}`, { timeout: 24 * 3600_000 }, async () => {
  let [ran, refused] = [0, 0];
  const property = fc.asyncProperty(shapes, async (shape: Shape) => {
    const wrong = await ordeal(shape);
    if (wrong === null) refused++;
    else ran++;
    if (wrong !== null && wrong.length > 0) throw new Error(wrong.join('\n'));
  });
  const result = await fc.check(property, {
    numRuns: Number(SWARM_SEEDS),
    seed: Number(SWARM_SEED),
    ...(SWARM_PATH === undefined ? {} : { path: SWARM_PATH }),
  });
  if (result.failed) {
    throw new Error(
      `npm run swarm -- --seed ${result.seed} --path ${result.counterexamplePath}\n` +
        `${String((result.errorInstance as Error | undefined)?.message)}\n` +
        `the scenario, after ${result.numShrinks} shrinks:\n${JSON.stringify(result.counterexample?.[0])}`,
    );
  }
  // A generator whose scenarios are refused tests nothing.
  if (SWARM_PATH === undefined) expect(ran).toBeGreaterThan(refused * 4);
});
