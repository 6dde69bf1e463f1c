// What callers without types get wrong is said by the function they called, before anything runs. Refuses to know results.
import { describe, expect, it } from 'vitest';
import {
  checkTrace,
  type LoadedScenario,
  lintScenario,
  loadScenario,
  simulate,
  tuneV8For,
} from '../../src/index.ts';
import { runPolicy } from '../../src/vitest/index.ts';
import { SMALL } from '../scenario/scenarios.ts';

/** A function as plain JavaScript sees it. */
const plain = (call: unknown) => call as (...given: readonly unknown[]) => unknown;
const load = plain(loadScenario);
const run = plain(simulate);
const file = 's.yaml';
const loaded = loadScenario(SMALL, { file });
const small = (loaded.ok && loaded.scenario) as LoadedScenario;
const OPTIONS = 'expected an object of options';
const LOADED = 'expected `scenario` of what loadScenario gives when it is `ok`';

describe('a call from plain JavaScript with wrong arguments is a TypeError that names function and argument', () => {
  it.each([
    ['loadScenario: text: expected a text, found 42', () => load(42)],
    ['loadScenario: text: expected a text, found an object', () => load(Buffer.from(SMALL), { file })],
    [`loadScenario: options: ${OPTIONS}, found undefined`, () => load(SMALL)],
    [`loadScenario: options: ${OPTIONS}, found "s.yaml"`, () => load(SMALL, file)],
    ['loadScenario: options.file: expected a text, found undefined', () => load(SMALL, {})],
    ['loadScenario: options.read: expected a function, found "."', () => load(SMALL, { file, read: '.' })],
    ['loadScenario: options.seed: expected a text, found 7', () => load(SMALL, { file, seed: 7 })],
    [
      'loadScenario: options.variant: expected a text, found null',
      () => load(SMALL, { file, variant: null }),
    ],
    ['lintScenario: text: expected a text, found undefined', () => plain(lintScenario)()],
    ['lintScenario: options.file: expected a text, found 7', () => plain(lintScenario)(SMALL, { file: 7 })],
    [`simulate: loaded: ${LOADED}, found undefined`, () => run()],
    [`simulate: loaded: ${LOADED}, found an object`, () => run(loaded)],
    [`simulate: loaded: ${LOADED}, found an object`, () => run(small.scenario)],
    [`tuneV8For: loaded: ${LOADED}, found an object`, () => plain(tuneV8For)(loaded)],
    [`simulate: options: ${OPTIONS}, found 2`, () => run(small, 2)],
    ['simulate: options.trace: expected a function, found an object', () => run(small, { trace: [] })],
    ['simulate: options.onProgress: expected a function, found true', () => run(small, { onProgress: true })],
    [
      'simulate: options.signal: expected an AbortSignal, found an object',
      () => run(small, { signal: new AbortController() }),
    ],
    ['checkTrace: lines: expected lines, one a text, found string', () => plain(checkTrace)('{}', () => {})],
    ['checkTrace: lines: expected lines, one a text, found undefined', () => plain(checkTrace)()],
    ['checkTrace: lines: expected lines, one a text, found object', () => plain(checkTrace)({})],
    ['runPolicy: file: expected a text, found undefined', () => plain(runPolicy)()],
    [`runPolicy: options: ${OPTIONS}, found "v"`, () => plain(runPolicy)('docs/policies/web.yaml', 'v')],
    [
      'runPolicy: options.seed: expected a text, found 7',
      () => plain(runPolicy)('docs/policies/web.yaml', { seed: 7 }),
    ],
  ])('%s', async (message, call) => {
    await expect((async () => call())()).rejects.toThrow(new TypeError(message));
  });

  it.each([
    ['two', '"two"'],
    [0, '0'],
    [1.5, '1.5'],
    [null, 'null'],
  ])('of %j threads is a RangeError', async (jobs, found) => {
    const message = `simulate: options.jobs: expected a whole number of threads from 1 on, found ${found}`;
    await expect(run(small, { jobs })).rejects.toThrow(new RangeError(message));
  });
});

describe('a function that takes a trace and returns a promise', () => {
  it.each(['trace', 'traceBytes', 'traceGzip'])(
    '%s ends the run, and what it was rejected with is the cause',
    async (key) => {
      const full = new Error('the disk is full');
      const error = await simulate(small, {
        [key]: async () => {
          throw full;
        },
      }).catch((reason) => reason);
      expect(error).toEqual(
        new TypeError(
          `simulate: options.${key}: expected a function that is done when it returns, but it returned a promise`,
        ),
      );
      await expect(error.cause).rejects.toBe(full);
    },
  );

  it('or the progress', async () => {
    const lost = new Error('lost');
    const run = simulate(small, { onProgress: async () => Promise.reject(lost) });
    const error = await run.then(
      () => undefined,
      (thrown: Error) => thrown,
    );
    expect(error?.message).toContain('simulate: options.onProgress: expected a function that is done');
    await expect(error?.cause).rejects.toBe(lost);
  });

  it('is no function that returns something else', async () => {
    const lines: string[] = [];
    await simulate(small, { trace: (line) => lines.push(line) });
    expect(lines.length).toBeGreaterThan(100);
  });
});

it.each([
  ['nowhere.yaml', 'runPolicy: cannot read nowhere.yaml: it does not exist'],
  ['docs', 'runPolicy: cannot read docs: it is a directory, not a file'],
])('runPolicy of %s says so', async (path, message) => {
  await expect(runPolicy(path)).rejects.toThrow(new Error(message));
});
