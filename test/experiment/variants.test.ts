// Variants of a scenario: what they become, and where their mistakes stand. Refuses to know the engine.

import { describe, expect, test } from 'vitest';
import { loadScenario } from '../../src/index.ts';

const BASE = `version: 1
name: fleet
seed: 7
clock: { start: 2024-01-01, end: 2024-03-01 }
fleet:
  - name: web
    count: 10
    image: { publisher: MicrosoftWindowsServer, offer: WindowsServer, sku: 2022-datacenter-azure-edition-core }
    region: westeurope
    patchSettings: { patchMode: AutomaticByPlatform, enableHotpatching: true }
  - name: sql
    count: 4
    image: { publisher: MicrosoftWindowsServer, offer: WindowsServer, sku: 2022-datacenter-azure-edition-core }
    region: northeurope
    timeZone: Europe/Dublin
    patchSettings: { patchMode: AutomaticByPlatform, enableHotpatching: true }
parameters: { offPeakStart: "23:00" }
variants:
`;

function variantOf(lines: string, variant = 'other') {
  const loaded = loadScenario(`${BASE}${lines}`, { file: 'fleet.yaml', variant });
  if (!loaded.ok) throw new Error(loaded.problems.map(({ message }) => message).join('\n'));
  return loaded.scenario.scenario;
}

function problemsOf(lines: string, variant?: string): string[] {
  const loaded = loadScenario(`${BASE}${lines}`, {
    file: 'fleet.yaml',
    ...(variant === undefined ? {} : { variant }),
  });
  return loaded.ok ? [] : loaded.problems.map(({ line, column, message }) => `${line}:${column} ${message}`);
}

describe('a variant', () => {
  test('is the scenario with mappings merged key by key', () => {
    const { parameters, fleet, name, seed } = variantOf('  other: { parameters: { offPeakEnd: "05:00" } }');
    expect([name, seed]).toEqual(['fleet', '7']);
    expect([parameters.offPeakStart, parameters.offPeakEnd]).toEqual([23 * 3600, 5 * 3600]);
    expect(fleet.map(({ count }) => count)).toEqual([10, 4]);
  });

  test('changes every group with "*", and one by its name on top', () => {
    const { fleet } = variantOf(`  other:
    fleet:
      sql: { patchSettings: { enableHotpatching: true } }
      "*": { patchSettings: { enableHotpatching: false } }`);
    expect(fleet.map(({ patchSettings }) => patchSettings.enableHotpatching)).toEqual([false, true]);
    expect(fleet.map(({ patchSettings }) => patchSettings.patchMode)).toEqual([
      'AutomaticByPlatform',
      'AutomaticByPlatform',
    ]);
  });

  test('takes a key out with null', () => {
    expect(variantOf('  other: { fleet: { sql: { timeZone: null } } }').fleet[1].timeZone).toBeUndefined();
    expect(variantOf('  other: { parameters: null }').parameters.offPeakStart).toBe(22 * 3600);
  });

  test('leaves the scenario itself as it is', () => {
    const loaded = loadScenario(`${BASE}  other: { parameters: { offPeakStart: "01:00" } }\n`, { file: 'f' });
    expect(loaded.ok && loaded.scenario.scenario.parameters.offPeakStart).toBe(23 * 3600);
    expect(loaded.ok && loaded.scenario.scenario.variants).toEqual(['other']);
  });
});

describe('mistakes in variants', () => {
  test('stand where the variant writes them, those of all variants at once', () => {
    const lines = `  one:
    fleet:
      sql: { count: -3 }
      wbe: { count: 3 }
  two: { name: x, parameters: { offPeakStart: "25:00" } }`;
    expect(problemsOf(lines)).toEqual([
      '21:21 expected a whole number from 1 to 10,000,000, found -3',
      '22:7 there is no group "wbe"',
      '23:10 is not allowed in a variant',
      expect.stringMatching(/^23:47 expected a clock time such as 22:00, found "25:00"/),
    ]);
  });

  test('that only follow from what the variant changes are found by the checks of a whole scenario', () => {
    const [problem] = problemsOf('  other: { clock: { end: 2023-01-01 } }');
    expect(problem).toMatch(/^19:26 is not after the start/);
  });

  test('of the scenario are told once, not for every variant', () => {
    const text = BASE.replace('count: 10', 'count: ten').concat('  one: {}\n  two: {}\n');
    const loaded = loadScenario(text, { file: 'fleet.yaml' });
    expect(loaded.ok ? [] : loaded.problems.map(({ line }) => line)).toEqual([7]);
  });

  test('a variant that is not declared', () => {
    expect(problemsOf('  other: {}', 'othr')).toEqual(['18:1 there is no variant "othr"']);
  });
});
