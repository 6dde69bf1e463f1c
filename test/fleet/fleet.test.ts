// Phases, placement and coverage of fleets. Refuses to know what happens to the VMs.
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { buildFleet } from '../../src/fleet/build.ts';
import { checkRegions } from '../../src/fleet/check.ts';
import { coverageOf, patchModeOf } from '../../src/fleet/coverage.ts';
import { phasesOf } from '../../src/fleet/phases.ts';
import { Placement } from '../../src/fleet/placement.ts';
import { arePaired, REGION_ZONES } from '../../src/fleet/regions.ts';
import type { Group, Scenario } from '../../src/scenario/schema.ts';
import { group, scenarioText } from '../rules/run.ts';
import { scenarioOf } from '../scenario/scenarios.ts';

const scenario = (more: Readonly<Record<string, unknown>>): Scenario => scenarioOf(scenarioText(more));
const NIGHTS = {
  name: 'nights',
  startDateTime: '2024-01-01 22:00',
  duration: '02:00',
  timeZone: 'UTC',
  recurEvery: 'Day',
};
const groupOf = (more: Readonly<Record<string, unknown>>): Group =>
  scenario({ fleet: [group('a', 1, more)], maintenanceConfigurations: [NIGHTS] }).fleet[0]!;

const REGIONS = Object.keys(REGION_ZONES);

describe('R15 phases derived from the fleet', () => {
  it('hold every region once, and never two that any pair edge joins', () => {
    const some = fc.uniqueArray(fc.constantFrom(...REGIONS), { minLength: 1, maxLength: REGIONS.length });
    fc.assert(
      fc.property(
        some,
        fc.integer({ min: 1, max: 10 }),
        fc.array(fc.nat(5), { minLength: 70 }),
        (regions, phaseCount, sizes) => {
          const fleet = regions.map((region, index) => group(`g${index}`, 1 + sizes[index]!, { region }));
          const made = scenario({
            fleet,
            parameters: { phaseCount },
            clock: { start: '2024-01-01', end: '2024-01-03' },
          });
          const built = buildFleet(made);
          const phases = phasesOf(made, built).map((phase) =>
            phase.regions.map((region) => built.regions[region]!),
          );
          expect(phases.flat().sort()).toEqual([...regions].sort());
          for (const phase of phases)
            for (const a of phase) for (const b of phase) expect(arePaired(a, b), `${a} ${b}`).toBe(false);
        },
      ),
      { numRuns: 60 },
    );
  });

  it('grow', () => {
    const unpaired = REGIONS.filter((a) => !REGIONS.some((b) => arePaired(a, b)));
    const made = scenario({
      fleet: unpaired.map((region, index) => group(`g${index}`, 1 + index, { region })),
    });
    const phases = phasesOf(made, buildFleet(made));
    const sizes = phases.map(({ regions }) => regions.length);
    expect(sizes).toEqual([...sizes].sort((a, b) => a - b));
    expect(phases.length).toBeGreaterThan(2);
  });

  it('pairs are edges in both directions, also where they are not mutual', () => {
    for (const [a, b] of [
      ['westeurope', 'northeurope'],
      ['brazilsouth', 'southcentralus'],
      ['westus3', 'eastus'],
      ['westindia', 'southindia'],
    ]) {
      expect(arePaired(a!, b!)).toBe(true);
      expect(arePaired(b!, a!)).toBe(true);
    }
    expect(arePaired('westus3', 'westus')).toBe(false);
  });

  it('of a scenario are refused with a pair in one of them, or without a region of the fleet', () => {
    const findings = (phases: object[]) =>
      checkRegions(
        scenario({ fleet: [group('a', 1), group('b', 1, { region: 'northeurope' })], rollout: { phases } }),
      );
    expect(findings([{ regions: ['westeurope', 'northeurope'] }]).map(({ rule }) => rule)).toEqual(['R15']);
    expect(findings([{ regions: ['westeurope'] }]).map(({ rule }) => rule)).toEqual(['R15']);
    expect(findings([{ regions: ['westeurope'] }, { regions: ['northeurope'] }])).toEqual([]);
  });
});

describe('R9 coverage', () => {
  const image = (publisher: string, offer: string, sku: string) => ({ image: { publisher, offer, sku } });
  const windows = (sku: string) => image('MicrosoftWindowsServer', 'WindowsServer', sku);

  const handedOver = (bypass: boolean, maintenanceConfigurations: string[]) => ({
    ...windows('2022-datacenter-azure-edition-core'),
    maintenanceConfigurations,
    patchSettings: {
      patchMode: 'AutomaticByPlatform',
      automaticByPlatformSettings: { bypassPlatformSafetyChecksOnUserSchedule: bypass },
    },
  });

  it.each<[string, Readonly<Record<string, unknown>>, string | undefined, string]>([
    ['a plain image', {}, undefined, 'notEligible'],
    [
      'letters of any case',
      image('microsoftwindowsserver', 'WINDOWSSERVER', '2019-DATACENTER'),
      undefined,
      'notEligible',
    ],
    ['another sku', windows('2019-datacenter-x'), 'imageNotSupported', 'notEligible'],
    [
      'another offer',
      image('MicrosoftWindowsServer', 'WindowsServer2', '2019-datacenter'),
      'imageNotSupported',
      'notEligible',
    ],
    ['a custom image', image('contoso', 'golden', '1'), 'imageNotSupported', 'notEligible'],
    [
      'a hotpatch image',
      { ...windows('2025-datacenter-azure-edition'), patchSettings: {} },
      undefined,
      'enrolled',
    ],
    [
      'a scale set without the health extension',
      { virtualMachineScaleSet: { orchestrationMode: 'Flexible' } },
      'noApplicationHealth',
      'notEligible',
    ],
    [
      'a hotpatch image in a scale set of uniform orchestration',
      {
        ...windows('2025-datacenter-azure-edition'),
        virtualMachineScaleSet: { orchestrationMode: 'Uniform' },
        applicationHealthExtension: true,
      },
      'scaleSetUniform',
      'notEligible',
    ],
    ['the desktop of 2022', windows('2022-datacenter-azure-edition'), undefined, 'notEligible'],
    ['the core of 2022', windows('2022-datacenter-azure-edition-core'), undefined, 'enrolled'],
    [
      'hotpatch not wanted',
      {
        ...windows('2022-datacenter-azure-edition-core'),
        patchSettings: { patchMode: 'AutomaticByPlatform', enableHotpatching: false },
      },
      undefined,
      'notEnrolled',
    ],
    [
      'no VBS',
      { ...windows('2022-datacenter-azure-edition-core'), securityType: 'Standard' },
      undefined,
      'notEligible',
    ],
    [
      'no agent',
      { ...windows('2019-datacenter'), provisionVMAgent: false, patchSettings: {} },
      'noVmAgent',
      'notEligible',
    ],
    ['nothing set', { patchSettings: {} }, 'patchModeAutomaticByOS', 'notEligible'],
    ['manual', { patchSettings: { patchMode: 'Manual' } }, 'patchModeManual', 'notEligible'],
    [
      'Ubuntu, nothing set',
      { ...image('Canonical', '0001-com-ubuntu-server-jammy', '22_04-lts-gen2'), patchSettings: {} },
      'patchModeImageDefault',
      'notEligible',
    ],
    ['R31 a customer schedule', handedOver(true, ['nights']), 'customerSchedule', 'enrolled'],
    ['R31 a customer schedule without one attached', handedOver(true, []), 'noCustomerSchedule', 'enrolled'],
    [
      'R31 a customer schedule to which it is not handed over',
      handedOver(false, ['nights']),
      'schedulePrerequisite',
      'enrolled',
    ],
    [
      'R31 a customer schedule in another mode',
      { patchSettings: { patchMode: 'Manual' }, maintenanceConfigurations: ['nights'] },
      'patchModeManual',
      'notEligible',
    ],
  ])('%s', (_, more, notCovered, hotpatch) => {
    const coverage = coverageOf(groupOf(more), { preview: false });
    expect([coverage.notCovered, coverage.hotpatch]).toEqual([notCovered, hotpatch]);
  });

  it('exactly eight images can be hotpatched', () => {
    const skus = readFileSync(new URL('../../src/fleet/images.ts', import.meta.url), 'utf8').match(
      /'20\d\d-[a-z0-9-]+'/g,
    )!;
    const able = [...new Set(skus.map((sku) => sku.slice(1, -1)))].filter(
      (sku) => coverageOf(groupOf({ sku }), { preview: false }).hotpatch === 'enrolled',
    );
    expect(able.sort()).toEqual([
      '2022-datacenter-azure-edition-core',
      '2022-datacenter-azure-edition-core-smalldisk',
      '2022-datacenter-azure-edition-hotpatch',
      '2022-datacenter-azure-edition-hotpatch-smalldisk',
      '2025-datacenter-azure-edition',
      '2025-datacenter-azure-edition-core',
      '2025-datacenter-azure-edition-core-smalldisk',
      '2025-datacenter-azure-edition-smalldisk',
    ]);
    expect(patchModeOf(groupOf({ sku: '2022-datacenter-azure-edition-core', patchSettings: {} }))).toBe(
      'AutomaticByPlatform',
    );
  });
});

describe('R18 placement in sets', () => {
  it.each([
    [5, 5],
    [9, 5],
    [10, 5],
    [14, 3],
    [50, 20],
  ])('VM k of a set of %d is in update domain k mod %d', (size, updateDomains) => {
    const count = 2 * size + 3;
    const one = group('a', count, { availabilitySets: { size, updateDomains } });
    const { cells, ordinal, updateDomain } = buildFleet(scenario({ fleet: [one] }));
    expect([...cells.size]).toEqual([size, size, 3]);
    const vms = Array.from(ordinal, (_, vm) => vm).sort((a, b) => ordinal[a]! - ordinal[b]!);
    expect(vms.map((vm) => updateDomain[vm])).toEqual(vms.map((_, vm) => (vm % size) % updateDomains));
  });

  it('the spread over regions, zones, subscriptions and clocks crosses: every combination in its share', () => {
    const made = groupOf({
      region: { westeurope: 3, eastus: 1 },
      zones: ['1', '2', '3'],
      subscription: { x: 1, y: 2 },
      timeZone: { UTC: 1, 'Asia/Tokyo': 1 },
    });
    const counts = new Map<string, number>();
    const places = new Placement(made);
    for (let vm = 0; vm < 4 * 3 * 3 * 2; vm++, places.next()) {
      const key = [places.region, places.zone, places.subscription, places.timeZone].join();
      counts.set(key, (counts.get(key) ?? 0) + 1);
    }
    expect(counts.size).toBe(2 * 3 * 2 * 2);
    for (const [key, count] of counts) {
      const [region, , subscription] = key.split(',').map(Number);
      expect(count).toBe((region === 0 ? 3 : 1) * (subscription === 1 ? 2 : 1));
    }
  });
});
