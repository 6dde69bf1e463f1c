// Lint against the engine on scenarios that nobody thought of: what it says of coverage is so in the run, and it
// has an answer with a place for every scenario.

import fc from 'fast-check';
import { expect, it } from 'vitest';
import '../properties.ts';
import { loadScenario, simulate } from '../../src/index.ts';
import { lintScenario } from '../../src/lint/lint.ts';
import { shapes } from '../swarm/shape.ts';

it('lint and the engine agree on scenarios of the swarm', { timeout: 240_000 }, async () => {
  const met = new Set<string>();
  await fc.assert(
    fc.asyncProperty(shapes, async (shape) => {
      const text = JSON.stringify(shape, null, 1);
      const linted = lintScenario(text, { file: 'drawn.json' });
      const loaded = loadScenario(text, { file: 'drawn.json' });
      expect(linted.ok).toBe(loaded.ok);
      if (!linted.ok || !loaded.ok) return;
      const lines = text.split('\n');
      for (const { id, line, column, lineText } of linted.findings) {
        met.add(id);
        expect(lines[line - 1]).toBe(lineText);
        expect(column).toBeLessThanOrEqual(lineText.length);
      }
      const { groups } = (await simulate(loaded.scenario)).summary;
      const about = (id: string, name: string) =>
        linted.findings.some((one) => one.id === id && one.message.includes(`group "${name}"`));
      for (const [name, { covered }] of Object.entries(groups))
        expect(about('not-covered', name), name).toBe(covered === 0);
    }),
    { numRuns: 60 },
  );
  // A generator that nothing is found in tests nothing.
  expect(met.size).toBeGreaterThan(5);
});
