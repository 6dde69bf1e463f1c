// A scenario that is right: what it becomes, whatever form it is written in.
import { describe, expect, expectTypeOf, test } from 'vitest';
import { parse } from 'yaml';
import type { Classification, Kind, Product } from '../../src/catalogue/release.ts';
import { parseData, parseScenario } from '../../src/scenario/parse.ts';
import type { UserRelease } from '../../src/scenario/schema.ts';
import { closest } from '../../src/scenario/suggestion.ts';
import { broken, EXAMPLE, parsed, SMALL, scenarioOf } from './scenarios.ts';

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
      maintenanceConfigurations: [],
      incidents: [],
      actions: [],
      variants: [],
      expect: [],
      snapshot: false,
      preview: false,
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
      applicationHealthExtension: false,
      enablement: 'completed',
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
      maintenanceConfigurations: [],
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
      enablementDuration: 12_600,
      featureRegistrationDelay: { min: 60, max: 900 },
      installCumulative: { median: 1500, sigma: 0.35 },
      installHotpatch: { median: 300, sigma: 0.35 },
      installDotnet: { median: 600, sigma: 0.35 },
      installOther: { median: 600, sigma: 0.35 },
      rebootDuration: { median: 240, sigma: 0.35 },
      installFailure: 0.01,
      rebootFailure: 0.002,
      retryBackoff: 0,
      deadline: 2_592_000,
      guestInstallTime: 10_800,
      guestInstallSpread: 1800,
      activeHoursStart: 28_800,
      scheduleLead: 900,
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
        14: '    zones: [1, "2"]',
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

test('R31 a maintenance configuration in the words of Azure', () => {
  const { maintenanceConfigurations, fleet } = scenarioOf(
    broken(
      { 9: '    maintenanceConfigurations: [sql-monthly]' },
      'maintenanceConfigurations:',
      '  - name: sql-monthly',
      '    startDateTime: 2024-01-01 23:00',
      '    expirationDateTime: 2024-12-31 00:00',
      '    duration: 03:55',
      '    timeZone: W. Europe Standard Time',
      '    recurEvery: 1Month Second Tuesday Offset4',
      '    installPatches:',
      '      windowsParameters: { kbNumbersToInclude: [5034129], kbNumbersToExclude: [KB5012170] }',
      '  - { name: every-night, startDateTime: 2024-01-01 23:00, duration: 01:30, timeZone: UTC, recurEvery: Day }',
    ),
  );
  expect(fleet.map((group) => group.maintenanceConfigurations)).toEqual([['sql-monthly'], []]);
  expect(maintenanceConfigurations).toEqual([
    {
      name: 'sql-monthly',
      startDateTime: 1_704_150_000,
      expirationDateTime: 1_735_603_200,
      duration: 14_100,
      timeZone: 'Europe/Berlin',
      recurEvery: { unit: 'month', every: 1, nth: 2, weekday: 2, offset: 4 },
      installPatches: {
        rebootSetting: 'IfRequired',
        windowsParameters: {
          classificationsToInclude: [],
          kbNumbersToInclude: ['KB5034129'],
          kbNumbersToExclude: ['KB5012170'],
          excludeKbsRequiringReboot: false,
        },
      },
    },
    expect.objectContaining({
      installPatches: {
        rebootSetting: 'IfRequired',
        windowsParameters: {
          classificationsToInclude: ['Critical', 'Security'],
          kbNumbersToInclude: [],
          kbNumbersToExclude: [],
          excludeKbsRequiringReboot: false,
        },
      },
    }),
  ]);
});

test('R31 a subscription has at most 250 maintenance configurations in a region', () => {
  const names = Array.from({ length: 251 }, (_, index) => `c${index}`);
  const rest = { startDateTime: '2024-01-01 23:00', duration: '01:30', timeZone: 'UTC', recurEvery: 'Day' };
  const image = { publisher: 'MicrosoftWindowsServer', offer: 'WindowsServer', sku: '2022-datacenter' };
  const problemsWith = (region: string): readonly unknown[] => {
    const group = (name: string, where: string, maintenanceConfigurations: readonly string[]) => ({
      ...{ name, count: 1, image, region: where, maintenanceConfigurations },
    });
    const scenario = {
      version: 1,
      name: 'crowded',
      clock: { start: '2024-01-01', end: '2024-02-01' },
      fleet: [
        group('a', 'westeurope', names.slice(0, 99)),
        group('b', 'westeurope', names.slice(99, 198)),
        group('c', region, names.slice(198)),
      ],
      maintenanceConfigurations: names.map((name) => ({ name, ...rest })),
    };
    const found = parseScenario(JSON.stringify(scenario), 'scenario.json');
    return 'problems' in found ? found.problems : [];
  };
  expect(problemsWith('westeurope')).toMatchObject([
    {
      path: ['fleet', 2, 'maintenanceConfigurations'],
      rule: 'R31',
      message: expect.stringMatching(/than 250/),
    },
  ]);
  expect(problemsWith('eastus')).toEqual([]);
});
