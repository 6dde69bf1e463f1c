// Which scenarios number their VMs alike, so that a VM is told from another without its name. Refuses to know who compares them.

import { expect, test } from 'vitest';
import { buildFleet } from '../../src/fleet/build.ts';
import { vmName } from '../../src/fleet/fleet.ts';
import { areLaidOutAlike } from '../../src/fleet/layout.ts';
import { group, scenarioText } from '../rules/run.ts';
import { scenarioOf } from '../scenario/scenarios.ts';

const of = (change: Record<string, unknown>, rest: object = {}) =>
  scenarioOf(scenarioText({ fleet: [group('a', 24, change), group('b', 24)], ...rest }));

const namesIn = (scenario: ReturnType<typeof of>): string[] => {
  const fleet = buildFleet(scenario);
  return Array.from({ length: fleet.simulated }, (_, vm) => vmName(fleet, vm));
};

const SPREAD = {
  region: { westeurope: 1, eastus: 2 },
  zones: ['1', '2'],
  subscriptions: 3,
  timeZone: { 'Tokyo Standard Time': 1, 'Eastern Standard Time': 1 },
};

test.each<[string, Record<string, unknown>, object?]>([
  [
    'its settings',
    { ...SPREAD, patchSettings: { patchMode: 'AutomaticByPlatform', enableHotpatching: true } },
  ],
  ['who installs', { ...SPREAD, patchSettings: { patchMode: 'Manual' } }],
  ['its power plan', { ...SPREAD, power: { offNightly: { probability: 0.5 } } }],
  ['a parameter and the seed', SPREAD, { parameters: { zoneBake: '2d' }, seed: 'x' }],
])('a fleet that differs in %s is laid out alike', (_, change, rest) => {
  const [one, other] = [of(SPREAD), of(change, rest)];
  expect(areLaidOutAlike(one, other)).toBe(true);
  expect(namesIn(other)).toEqual(namesIn(one));
});

test.each<[string, Record<string, unknown>]>([
  ['its regions', { ...SPREAD, region: { westeurope: 2, eastus: 1 } }],
  ['its subscriptions', { ...SPREAD, subscriptions: 5 }],
  ['its time zones', { ...SPREAD, timeZone: { 'Tokyo Standard Time': 1, 'Eastern Standard Time': 2 } }],
  ['its sets', { region: 'westeurope', availabilitySets: { size: 3, updateDomains: 3 } }],
  ['an image that nothing is known of', { ...SPREAD, image: { publisher: 'a', offer: 'b', sku: 'c' } }],
])('a fleet that differs in %s is not', (_, change) => {
  expect(areLaidOutAlike(of(SPREAD), of(change))).toBe(false);
});
