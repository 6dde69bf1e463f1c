// The engine and the reference give the same ledger, record for record, on scenarios written by hand and drawn.
// `REFERENCE_RUNS=2000 REFERENCE_SEED=7 npx vitest run test/reference` draws others.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chosenScenarios } from './chosen-scenarios.ts';
import { compare } from './compare.ts';
import { denseShapes } from './dense.ts';
import { ownRuns } from './own-runs.ts';
import { platformScenarios } from './platform-scenarios.ts';
import { smallShapes } from './random.ts';
import { handWritten } from './scenarios.ts';
import { scheduleScenarios } from './schedule-scenarios.ts';

const { REFERENCE_RUNS = '60', REFERENCE_SEED = '2024', REFERENCE_PATH } = process.env;

describe('engine and reference agree, by hand', () => {
  const byHand = [...handWritten, ...ownRuns, ...chosenScenarios, ...scheduleScenarios, ...platformScenarios];
  it.each(byHand)('$title', ({ scenario, shows }) => {
    const comparison = compare(JSON.stringify(scenario));
    expect(comparison, 'the scenario is refused').toBeDefined();
    expect(comparison?.difference).toBe('');
    expect([...comparison!.kinds]).toEqual(expect.arrayContaining([...shows]));
  });
});

describe(`engine and reference agree, ${REFERENCE_RUNS} scenarios of seed ${REFERENCE_SEED}`, () => {
  it.each([
    ['of the swarm', smallShapes as fc.Arbitrary<unknown>],
    ['in which much meets', denseShapes],
  ])('%s', { timeout: 24 * 3600_000 }, (which, shapes) => {
    let [ran, refused] = [0, 0];
    const property = fc.property(shapes, (shape) => {
      const comparison = compare(JSON.stringify(shape));
      if (comparison === undefined) refused++;
      else ran++;
      if (comparison !== undefined && comparison.difference !== '') throw new Error(comparison.difference);
    });
    const result = fc.check(property, {
      numRuns: Number(REFERENCE_RUNS),
      seed: Number(REFERENCE_SEED),
      ...(REFERENCE_PATH === undefined ? {} : { path: REFERENCE_PATH }),
    });
    if (result.failed) {
      const { seed, counterexamplePath, errorInstance, numShrinks, counterexample } = result;
      throw new Error(
        `REFERENCE_SEED=${seed} REFERENCE_PATH=${counterexamplePath} npx vitest run test/reference -t '${which}'\n` +
          `${(errorInstance as Error | null)?.message}\n` +
          `the scenario, after ${numShrinks} shrinks:\n${JSON.stringify(counterexample?.[0])}`,
      );
    }
    // A generator whose scenarios are refused tests nothing.
    if (REFERENCE_PATH === undefined) expect(ran).toBeGreaterThan(refused);
  });
});
