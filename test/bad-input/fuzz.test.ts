// Shipped scenarios with characters and values changed at random: loading answers in words, and what it calls right
// runs. Refuses to know which changes are mistakes.

import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { parseDocument, stringify } from 'yaml';
import { DAY } from '../../src/calendar/instant.ts';
import { type LoadedScenario, loadScenario, simulate } from '../../src/index.ts';
import { expectPlaced } from './placed.ts';

const RUNS = 500;
/** The same texts in every CI run; FUZZ_SEED draws others. */
const SEED = Number(process.env.FUZZ_SEED ?? 2024);
const MOST_VMS = 20;
const TEXTS = readdirSync('scenarios')
  .filter((name) => name.endsWith('.yaml'))
  .map((name) => readFileSync(`scenarios/${name}`, 'utf8'));

/** Characters that mean something to YAML or to a reader of text. */
const characters = fc.oneof(
  fc.constantFrom(...'[]{},:-#&*!|>%@`"\'?\n\r\t \0\uFEFF\u2028~0129.eENa/\\'),
  fc.string({ unit: 'binary', maxLength: 6 }),
);
const edit = fc.record({ at: fc.nat(10_000), cut: fc.nat(12), put: characters });
const edited = fc
  .tuple(fc.constantFrom(...TEXTS), fc.array(edit, { minLength: 1, maxLength: 4 }))
  .map(([text, edits]) =>
    edits.reduce((now, { at, cut, put }) => {
      const place = at % (now.length + 1);
      return now.slice(0, place) + put + now.slice(place + cut);
    }, text),
  );

const values = fc.oneof(
  fc.constantFrom<unknown>(
    ...[
      null,
      true,
      0,
      1,
      -1,
      2,
      0.5,
      1e12,
      Number.NaN,
      Number.POSITIVE_INFINITY,
      '',
      'x',
      '1h',
      '0s',
      '30d',
      '10%',
      '100%',
    ],
    ...[
      '2024-02-01',
      '2024-06-30T23:00:00Z',
      '00:00',
      '23:59',
      '24:00',
      '1',
      'alwaysOn',
      'Manual',
      'AutomaticByOS',
    ],
    ...[
      'westeurope',
      'australiaeast',
      'Australia/Lord_Howe',
      'Hawaiian Standard Time',
      [],
      {},
      ['1'],
      ['1', '3'],
    ],
    ...[
      { westeurope: 3, eastus: 1 },
      { size: 2 },
      { size: 11, updateDomains: 20 },
      { median: '5m', sigma: 0 },
    ],
    ...[
      { min: '1d', max: '1d' },
      { offNightly: { probability: 1 } },
      { stops: { probability: 1, duration: '9d' } },
    ],
  ),
  fc.jsonValue({ maxDepth: 2 }),
);
/** A place in a scenario as turns at its branches, and what is put there; nothing takes the place out. */
const change = fc.record({
  turns: fc.array(fc.nat(30), { maxLength: 5 }),
  value: values,
  remove: fc.boolean(),
});
const changedValues = fc
  .tuple(
    fc.constantFrom(...TEXTS),
    fc.array(change, { minLength: 1, maxLength: 3 }),
    fc.array(values, { maxLength: 2 }),
    fc.nat(100),
  )
  .map(([text, changes, settings, first]) => {
    const root = parseDocument(text).toJS() as Record<string, unknown>;
    const parameters = PARAMETER_NAMES;
    const set = settings.map((value, n) => [parameters[(first + 7 * n) % parameters.length], value]);
    if (set.length > 0) root.parameters = { ...(root.parameters as object), ...Object.fromEntries(set) };
    for (const { turns, value, remove } of changes) {
      let here: Record<string, unknown> = root;
      let key = '';
      for (const turn of turns) {
        const keys = Object.keys(here);
        key = keys[turn % Math.max(1, keys.length)] ?? '';
        const next = here[key];
        if (typeof next !== 'object' || next === null || turn === turns.at(-1)) break;
        here = next as Record<string, unknown>;
      }
      if (remove) delete here[key];
      else here[key] = value;
    }
    return stringify(root);
  });
const anyLoaded = loadScenario(TEXTS[0]!, { file: 's.yaml' });
const PARAMETER_NAMES = anyLoaded.ok ? Object.keys(anyLoaded.scenario.scenario.parameters) : [];

/** At most 20 VMs over at most three months; what lies outside of them is left as it is. */
function shrunk(loaded: LoadedScenario): LoadedScenario {
  const { scenario } = loaded;
  const { start, end } = scenario.clock;
  const groups = scenario.fleet.slice(0, MOST_VMS);
  const each = Math.max(1, Math.floor(MOST_VMS / groups.length));
  const fleet = groups.map((group) => ({ ...group, count: Math.min(group.count, each) }));
  return {
    ...loaded,
    scenario: { ...scenario, fleet, clock: { start, end: Math.min(end, start + 91 * DAY) } },
  };
}

async function expectSane(text: string): Promise<void> {
  const result = loadScenario(text, {
    file: 's.yaml',
    read: () => {
      throw new Error('no files here');
    },
  });
  if (!result.ok) {
    expect(result.problems.length).toBeGreaterThan(0);
    for (const problem of result.problems) expectPlaced(problem, text);
    return;
  }
  const { summary } = await simulate(shrunk(result.scenario), { trace: () => {} });
  expect(JSON.stringify(summary)).not.toContain('NaN');
}

it('changed characters', async () => {
  await fc.assert(fc.asyncProperty(edited, expectSane), { numRuns: RUNS, seed: SEED });
}, 120_000);

it('changed values', async () => {
  await fc.assert(fc.asyncProperty(changedValues, expectSane), { numRuns: RUNS, seed: SEED });
}, 120_000);
