// The model's promise at any fleet size: always-on VMs are effective within 30 days of every release, whatever the
// numbers, zones, sets, regions, clocks and seeds. A search for counterexamples.
import { describe, expect, test } from 'vitest';
import { type Summary, simulate } from '../../src/index.ts';
import { loaded } from './shipped.ts';

const FIVE = ['australiaeast', 'westeurope', 'eastus', 'japaneast', 'brazilsouth'];
/** Every pair of the graph is in here, so that derived phases have to give way. */
const WORLD =
  'australiacentral australiacentral2 australiaeast australiasoutheast brazilsouth brazilsoutheast canadacentral canadaeast centralindia centralus eastasia eastus eastus2 francecentral francesouth germanynorth germanywestcentral japaneast japanwest koreacentral koreasouth northcentralus northeurope norwayeast norwaywest southafricanorth southafricawest southcentralus southeastasia southindia swedencentral swedensouth switzerlandnorth switzerlandwest uaecentral uaenorth uksouth ukwest westcentralus westeurope westindia westus westus2 westus3'.split(
    ' ',
  );
const FAR = ['Pacific/Kiritimati', 'Pacific/Honolulu', 'Asia/Tokyo', 'Asia/Kolkata', 'UTC'];
const ZONES = ['1', '2', '3'];
const equal = (names: readonly string[]) => Object.fromEntries(names.map((name) => [name, 1]));

async function run(groups: readonly object[], seed: string): Promise<Summary> {
  const image = { publisher: 'MicrosoftWindowsServer', offer: 'WindowsServer', sku: '2019-datacenter' };
  const patchSettings = { patchMode: 'AutomaticByPlatform' };
  const fleet = groups.map((group, index) => ({ name: `g${index}`, image, patchSettings, ...group }));
  const clock = { start: '2024-01-01', end: '2024-08-13' };
  const text = JSON.stringify({ version: 1, name: 'any', seed, clock, fleet });
  return (await simulate(loaded(text, 'any.json'))).summary;
}

function kept({ fleet }: Summary): void {
  expect(fleet.overdueByReason).toEqual({});
  expect(fleet.effectiveWithin['30d']).toBe(1);
  expect(fleet.reboots).toMatchObject({ min: 7, max: 7 });
}

describe.each([1, 2, 3, 9, 10, 11, 50, 200, 1000])('R21 a fleet of %i VMs', (count) => {
  const size = Math.max(2, Math.min(200, count));
  test.each([
    ['in one region', { region: 'westeurope' }],
    ['in five regions', { region: equal(FIVE) }],
    ['over three zones of five regions', { region: equal(FIVE), zones: ZONES }],
    ['over zones of the whole world', { region: equal(WORLD), zones: ZONES }],
    [
      'in sets over 20 update domains',
      { region: equal(FIVE), availabilitySets: { size, updateDomains: 20 } },
    ],
    ['on clocks far from their regions', { region: equal(FIVE), zones: ZONES, timeZone: equal(FAR) }],
    ['in many subscriptions', { region: equal(FIVE), subscriptions: 19, zones: ZONES }],
  ])('%s', async (_, group) => {
    for (const seed of ['1', '2']) kept(await run([{ count, ...group }], seed));
  });
});

describe('R21 the hardest fleets found', () => {
  test.each([
    [
      'sets of 200 with 20 update domains in 44 regions',
      [{ count: 8800, region: equal(WORLD), availabilitySets: { size: 200, updateDomains: 20 } }],
    ],
    [
      'those, and zones beside them',
      [
        { count: 8800, region: equal(WORLD), availabilitySets: { size: 200, updateDomains: 20 } },
        { count: 3960, region: equal(WORLD), zones: ZONES },
      ],
    ],
    [
      'zones of 44 regions on far clocks',
      [{ count: 2640, region: equal(WORLD), zones: ZONES, timeZone: equal(FAR) }],
    ],
    [
      'sets of 50 in 44 regions on far clocks',
      [
        {
          count: 8800,
          region: equal(WORLD),
          availabilitySets: { size: 50, updateDomains: 20 },
          timeZone: equal(FAR),
        },
      ],
    ],
  ])('%s', async (_, groups) => {
    for (const seed of ['1', '2']) kept(await run(groups, seed));
  });
});
