// The parameters of the model and their ledger.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { assumptions } from '../../src/scenario/assumptions.ts';
import { PARAMETERS } from '../../src/scenario/schema/parameters.ts';
import { GATE } from '../../src/scenario/schema/rollout.ts';
import { broken, parsed, SMALL, scenarioOf } from './scenarios.ts';

describe('parameters', () => {
  const entries = [
    ...Object.entries(PARAMETERS).map(([name, entry]) => ({ name, path: ['parameters', name], entry })),
    ...Object.entries(GATE).map(([name, entry]) => ({
      name: `rollout.gate.${name}`,
      path: ['rollout', 'gate', name],
      entry,
    })),
  ];

  test('written out with their defaults change nothing but the ledger, which says who set them', () => {
    const usual = scenarioOf(SMALL);
    fc.assert(
      fc.property(fc.subarray(entries), (chosen) => {
        const raw = parse(SMALL);
        for (const { path, entry } of chosen) {
          let at = raw;
          for (const key of path.slice(0, -1)) at = at[key] ??= {};
          at[path.at(-1)!] = entry.usual;
        }
        const { scenario, document } = parsed(JSON.stringify(raw));
        expect(scenario).toEqual(usual);
        const rows = assumptions(scenario, document.raw);
        const set = rows.filter(({ basis }) => basis === 'scenario').map(({ parameter }) => parameter);
        expect(set.sort()).toEqual(chosen.map(({ name }) => name).sort());
      }),
      { numRuns: 50 },
    );
  });

  test('all stand in the ledger with value, basis and source', () => {
    const text = broken(
      { 15: 'parameters: { installHotpatch: { median: 7m }, setShare: 25% }' },
      'rollout: { order: { zones: [2, 1, 3] } }',
    );
    const { scenario, document } = parsed(text);
    const rows = new Map(assumptions(scenario, document.raw).map((row) => [row.parameter, row]));
    expect([...rows.keys()]).toEqual([
      ...entries.map(({ name }) => name),
      'rollout.phases',
      'rollout.order.zones',
    ]);
    expect(rows.get('offPeakStart')).toMatchObject({
      value: '22:00',
      basis: 'assumed',
      source: expect.stringMatching(/^U1: /),
    });
    expect(rows.get('deadline')).toMatchObject({
      value: '30d',
      basis: 'documented',
      source: expect.stringMatching(/^F3: /),
    });
    expect(rows.get('installHotpatch')).toMatchObject({ value: 'median 7m, sigma 0.35', basis: 'scenario' });
    expect(rows.get('setShare')).toMatchObject({
      value: '25%',
      basis: 'scenario',
      source: expect.stringContaining('default 20%'),
    });
    expect(rows.get('rollout.phases')).toMatchObject({ value: '5 derived, growing', basis: 'assumed' });
    expect(rows.get('rollout.order.zones')).toMatchObject({ value: '2, 1, 3', basis: 'scenario' });
  });
});
