// An engine that simulates nothing, for tests of what the CLI does around one. Refuses to stand in for results.

import { setTimeout } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import type { Engine } from '../../src/cli/engine.ts';
import type { SimulateOptions } from '../../src/index.ts';
import type { Problem } from '../../src/scenario/problem.ts';
import { summary } from '../report/fixture.ts';

export interface FakeOptions {
  /** Steps of the run, of 5 ms each. */
  readonly steps?: number;
  /** What a step does, for faults. */
  readonly onStep?: (step: number) => void;
  readonly name?: string;
}

export function fakeEngine(options: FakeOptions = {}): () => Promise<Engine> {
  const problem = (file: string, text: string): Problem => ({
    path: ['fleet'],
    message: 'expected a list',
    file,
    line: 1,
    column: 1,
    lineText: text,
    length: 1,
  });
  let tuned = false;
  const fake = {
    loadScenario(text: string, place: { file: string; read?: (path: string) => string; seed?: string }) {
      if (text.startsWith('wrong')) return { ok: false, problems: [problem(place.file, text)] };
      const inputs = [{ name: place.file, text }];
      const catalogue = /^catalogue: (.*)$/m.exec(text)?.[1];
      if (catalogue !== undefined) inputs.push({ name: catalogue, text: place.read?.(catalogue) ?? '' });
      const scenario = { name: options.name ?? 'a name/../of mine', seed: place.seed ?? '1', fleet: [] };
      return { ok: true, scenario: { scenario, notices: ['one row was skipped'], inputs } };
    },
    async simulate(_: unknown, run: Pick<SimulateOptions, 'trace' | 'traceGzip' | 'signal'> = {}) {
      if (!tuned) throw new Error("V8's flags were to be set before the first run");
      for (let step = 0; step < (options.steps ?? 1); step++) {
        await setTimeout(5);
        run.signal?.throwIfAborted();
        options.onStep?.(step);
        const lines = Array.from({ length: 1000 }, (_, line) => JSON.stringify({ step, line }));
        for (const line of lines) run.trace?.(line);
        run.traceGzip?.(gzipSync(lines.map((line) => `${line}\n`).join('')));
      }
      return { summary };
    },
    scenarioJsonSchema: () => ({ type: 'object' }),
    async tuneV8For() {
      tuned = true;
    },
  };
  return async () => fake as unknown as Engine;
}
