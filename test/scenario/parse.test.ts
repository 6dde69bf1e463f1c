// A scenario that is right: what it becomes, whatever form it is written in. And what is left of one that is not.
import fc from 'fast-check';
import { describe, expect, expectTypeOf, test } from 'vitest';
import { parse } from 'yaml';
import { formatInstant } from '../../src/calendar/instant.ts';
import type { Classification, Kind, Product } from '../../src/catalogue/release.ts';
import { assumptions } from '../../src/scenario/assumptions.ts';
import { type Parsed, parseData, parseScenario } from '../../src/scenario/parse.ts';
import { PARAMETERS } from '../../src/scenario/schema/parameters.ts';
import { GATE } from '../../src/scenario/schema/rollout.ts';
import type { Scenario, UserRelease } from '../../src/scenario/schema.ts';
import { closest } from '../../src/scenario/suggestion.ts';
import { broken, EXAMPLE, SMALL } from './scenarios.ts';

function parsed(text: string): Parsed {
  const result = parseScenario(text, 'scenario.yaml');
  if ('problems' in result)
    throw new Error(result.problems.map(({ line, message }) => `${line}: ${message}`).join('\n'));
  return result;
}
const scenarioOf = (text: string): Scenario => parsed(text).scenario;

describe('the scenario of the issue', () => {
  const { scenario } = parsed(EXAMPLE);

  test('is read as it stands, with every default filled in', () => {
    const { fleet, parameters, rollout, ...rest } = scenario;
    expect(rest).toEqual({
      version: 1,
      name: 'hotpatch-2024',
      description: 'Two fleets that differ only in hotpatch, on the real releases of 2024.',
      seed: '2024',
      clock: { start: 1_704_067_200, end: 1_736_812_800 },
      catalogue: [{ calendar: 'real', dotnet: false }],
      incidents: [],
      actions: [],
    });
    expect(fleet.map(({ name, count }) => [name, count])).toEqual([
      ['hotpatch', 100],
      ['standard', 100],
      ['sql', 40],
    ]);
    expect(fleet[2]).toEqual({
      name: 'sql',
      count: 40,
      image: { publisher: 'MicrosoftWindowsServer', offer: 'WindowsServer', sku: '2019-datacenter' },
      region: [{ value: 'eastus', weight: 1 }],
      zones: [],
      availabilitySets: { size: 10, updateDomains: 5 },
      subscription: [{ value: 'subscription-1', weight: 1 }],
      timeZone: [{ value: 'America/New_York', weight: 1 }],
      provisionVMAgent: true,
      enableAutomaticUpdates: true,
      securityType: 'TrustedLaunch',
      patchSettings: {
        patchMode: 'AutomaticByPlatform',
        automaticByPlatformSettings: {
          rebootSetting: 'IfRequired',
          bypassPlatformSafetyChecksOnUserSchedule: false,
        },
      },
      power: { offNightly: { probability: 0.1, from: 72_000, to: 25_200 }, off: [] },
    });
    expect(parameters).toEqual({
      offPeakStart: 79_200,
      offPeakEnd: 21_600,
      offPeakZone: 'vm',
      releaseTime: 36_000,
      rolloutDelay: 0,
      phaseCount: 5,
      healthProbe: 300,
      healthRecovery: 14_400,
      zoneBake: 43_200,
      zoneTurn: 86_400,
      subscriptionShare: 0.1,
      subscriptionRelaxBefore: 259_200,
      setShare: 0.2,
      setShareRounding: 'floor',
      setSerialBelow: 10,
      updateDomainGap: 1800,
      assessmentPeriod: { min: 172_800, max: 345_600 },
      installCumulative: { median: 1500, sigma: 0.35 },
      installHotpatch: { median: 300, sigma: 0.35 },
      installDotnet: { median: 600, sigma: 0.35 },
      installOther: { median: 600, sigma: 0.35 },
      rebootDuration: { median: 240, sigma: 0.35 },
      installFailure: 0.01,
      rebootFailure: 0.002,
      retryBackoff: 0,
      deadline: 2_592_000,
      oobRollout: 'expedited',
      faultyPatch: 'halt',
      unplannedBaselineProbability: 0.16,
      offBaselineOffer: 'latestCumulative',
      runWindow: 14_100,
      rebootReserveWindows: 600,
      rebootReserveLinux: 900,
      averageInstall: 600,
      averageServicePack: 900,
      strictWindowCheck: false,
      baselineMonthsOnly: false,
    });
    expect(rollout).toEqual({
      gate: {
        healthyShare: 0.95,
        haltShare: 0.2,
        haltMinimumVms: 3,
        bake: 86_400,
        phaseLimit: 345_600,
        checkInterval: 3600,
      },
      order: { zones: 'rotate' },
    });
  });

  test.each([
    ['JSON', JSON.stringify(parse(EXAMPLE))],
    [
      'JSON indented with tabs, with $schema',
      JSON.stringify({ $schema: 'x', ...parse(EXAMPLE) }, null, '\t'),
    ],
    ['a byte order mark and CRLF', `\uFEFF${EXAMPLE.replaceAll('\n', '\r\n')}`],
    [
      'an editor line and a document start',
      `# yaml-language-server: $schema=scenario.json\n---\n${EXAMPLE}...\n`,
    ],
  ])('is the same with %s', (_, text) => {
    expect(scenarioOf(text)).toEqual(scenario);
  });
});

test('short forms become what they stand for', () => {
  const { fleet, incidents, rollout, seed } = scenarioOf(
    broken(
      {
        8: '    region: West Europe',
        9: '    subscriptions: 3',
        13: '    region: { westeurope: 3, North Europe: 1 }',
        14: '    { zones: [1, "2"], timeZone: { UTC: 2, Pacific Standard Time: 1 }, patchSettings: { patchMode: Manual }, power: alwaysOn }'.replace(
          /[{] zones: (.*) [}]$/,
          'zones: [1, "2"]',
        ),
        15: '    power: { weekly: [{ days: [Monday, Friday], from: 00:00, to: 24:00 }], off: [{ from: 2024-02-01, for: P60D }], stops: { probability: 0.5%, duration: 36h } }',
      },
      'incidents:',
      '  - { kind: regionOutage, region: East US, from: 2024-03-01T06:00+02:00, for: PT3H55M }',
      '  - { kind: badPatch, kb: kb5034129, probability: 0.25, recoverAfter: 1d, groups: [sql] }',
      'rollout: { phases: [{ regions: [eastus] }, { name: rest, regions: [westus] }] }',
      'seed: 0x10',
    ),
  );
  const of = (...names: string[]) => names.map((value) => ({ value, weight: 1 }));
  expect(fleet[0]!.region).toEqual(of('westeurope'));
  expect(fleet[0]!.subscription).toEqual(of('subscription-1', 'subscription-2', 'subscription-3'));
  expect(fleet[1]!.region).toEqual([
    { value: 'westeurope', weight: 3 },
    { value: 'northeurope', weight: 1 },
  ]);
  expect(fleet[1]!.zones).toEqual(['1', '2']);
  const february = 1_706_745_600;
  expect(fleet[1]!.power).toEqual({
    weekly: [{ days: [1, 5], from: 0, to: 86_400 }],
    off: [{ from: february, to: february + 60 * 86_400 }],
    stops: { probability: 0.005, duration: 129_600 },
  });
  const [outage, patch] = incidents;
  expect(outage).toEqual({ kind: 'regionOutage', region: 'eastus', from: 1_709_265_600, to: 1_709_279_700 });
  expect(patch).toMatchObject({ kb: 'KB5034129', probability: 0.25, recoverAfter: 86_400, groups: ['sql'] });
  expect(rollout.phases).toEqual([
    { name: 'phase 1', regions: ['eastus'] },
    { name: 'rest', regions: ['westus'] },
  ]);
  expect(seed).toBe('16');
});

test('R12 automatic updates are off by default in patch mode Manual only', () => {
  const manual = scenarioOf(broken({ 9: '    patchSettings: { patchMode: Manual }' }));
  expect(manual.fleet.map(({ enableAutomaticUpdates }) => enableAutomaticUpdates)).toEqual([false, true]);
});

test('a scenario may name aliases, each a value of its own', () => {
  const text = broken({ 7: SMALL.split('\n')[6]!.replace('image: ', 'image: &win '), 12: '    image: *win' });
  const { fleet } = scenarioOf(text);
  expect(fleet[1]!.image).toEqual(fleet[0]!.image);
  const twice = parseScenario(text.replace('sku: 2022-datacenter-azure-edition-core', 'sky: x'), 's.yaml');
  expect('problems' in twice && twice.problems.map(({ line, path }) => [line, path.join('.')])).toEqual([
    [7, 'fleet.0.image.sky'],
    [7, 'fleet.1.image.sky'],
  ]);
});

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

test('different mistakes in one file are all reported, in order of their place, and the rest is still usable', () => {
  const text = broken(
    {
      3: 'clock: { start: 2024-06-01, end: 2024-01-01 }',
      6: '    cuont: 10',
      8: '    regoin: west-europe',
      12: '    image: { publisher: MicrosoftWindowsServer, offer: WindowsServer }',
      13: '    region: atlantis',
      14: '    patchSettings: { patchMode: AutomaticByPlatfrom, enableHotpatching: true }',
    },
    'incidents:',
    '  - { kind: nonsense, at: 2024-03-01 }',
    '  - { kind: massPowerOff, share: 120%, from: 2024-03-01, for: 2d, groups: [web, sqll] }',
    'seed: 8',
  );
  const result = parseScenario(text, 's.yaml');
  if (!('problems' in result)) throw new Error('was accepted');
  expect(result.problems.map(({ line, column, path }) => `${line}:${column} ${path.join('.')}`)).toEqual([
    '3:34 clock.end',
    '6:5 fleet.0.cuont',
    '8:5 fleet.0.regoin',
    '8:13 fleet.0.regoin',
    '12:5 fleet.1.image.sku',
    '14:33 fleet.1.patchSettings.patchMode',
    '17:13 incidents.0.kind',
    '18:34 incidents.1.share',
    '18:81 incidents.1.groups.1',
    '19:1 ',
  ]);
  const { scenario, document } = result.partial!;
  expect(scenario.fleet.map(({ name, count }) => [name, count])).toEqual([
    ['web', 10],
    ['sql', 4],
  ]);
  expect(formatInstant(scenario.clock.end)).toBe('2025-01-01T00:00:00Z');
  // Later stages name places of the parsed scenario, in which incident 1 has become incident 0.
  expect(scenario.incidents).toHaveLength(1);
  expect(document.locate({ path: ['incidents', 0, 'groups', 0], message: '' })).toMatchObject({
    line: 18,
    column: 76,
    path: ['incidents', 1, 'groups', 0],
  });
  expect(
    document.locate({ path: ['fleet', 1, 'region'], message: 'no such region', hint: 'h', rule: 'R15' }),
  ).toEqual({
    file: 's.yaml',
    line: 13,
    column: 13,
    length: 8,
    lineText: '    region: atlantis',
    path: ['fleet', 1, 'region'],
    message: 'no such region',
    hint: 'h',
    rule: 'R15',
  });
});

test('whatever is done to the text, the answer is data, and every problem points into the text', () => {
  const edit = fc.record({
    at: fc.nat(EXAMPLE.length),
    length: fc.nat(30),
    text: fc.oneof(
      fc.constantFrom('', ':', '- ', '{', ']', '&a ', '*a', '\n', '  ', '"', 'null', '0', '!!int '),
      fc.string({ maxLength: 8 }),
    ),
  });
  fc.assert(
    fc.property(fc.array(edit, { minLength: 1, maxLength: 4 }), (edits) => {
      let text = EXAMPLE;
      for (const { at, length, text: put } of edits) text = text.slice(0, at) + put + text.slice(at + length);
      const result = parseScenario(text, 's.yaml');
      if (!('problems' in result)) return;
      expect(result.problems.length).toBeGreaterThan(0);
      const lines = text.split('\n').map((line) => line.replace(/\r$/, ''));
      for (const { line, column, length, lineText } of result.problems) {
        expect(lineText).toBe(lines[line - 1]);
        expect(column).toBeGreaterThanOrEqual(1);
        expect(length).toBeGreaterThanOrEqual(1);
        expect(column + length - 1).toBeLessThanOrEqual(Math.max(lineText.length, column));
      }
    }),
    { numRuns: 1000 },
  );
});

test('parseData reads any list and places what is in it', () => {
  const list = parseData('- kb: KB5034129\n  kind: cumulative\n', 'mine.yaml');
  expect(list.value).toEqual([{ kb: 'KB5034129', kind: 'cumulative' }]);
  expect(list.locate([0, 'kind'])).toMatchObject({ line: 2, column: 9 });
  expect(parseData('[1', 'mine.json').findings).toHaveLength(1);
});

test.each([
  ['cuont', 'count'],
  ['Regions', 'region'],
  ['AutomaticByPlatfrom', 'AutomaticByPlatform'],
  ['xyz', undefined],
  ['', undefined],
])('closest(%j) is %j', (word, expected) => {
  expect(closest(word, ['count', 'region', 'AutomaticByPlatform'])).toBe(expected);
});

test('releases of a scenario and of the catalogue have the same words', () => {
  expectTypeOf<UserRelease['product']>().toEqualTypeOf<Product>();
  expectTypeOf<UserRelease['kind']>().toEqualTypeOf<Kind>();
  expectTypeOf<NonNullable<UserRelease['classification']>>().toEqualTypeOf<Classification>();
});
