// Patch modes that are switched and VMs that are enabled, planted wrong in a real ledger, are found (R35).

import { beforeAll, describe, expect, it } from 'vitest';
import { breachesOf, fact, Ledger, traceOf, vmLine } from './ledger.ts';

const SCENARIO = `
version: 1
name: modes
clock: { start: 2024-03-01, end: 2024-07-01 }
parameters: { subscriptionShare: 25% }
fleet:
  - name: hot
    count: 4
    image: &core { publisher: MicrosoftWindowsServer, offer: WindowsServer, sku: 2022-datacenter-azure-edition-core }
    region: westeurope
  - name: os
    count: 4
    image: &plain { publisher: MicrosoftWindowsServer, offer: WindowsServer, sku: 2022-datacenter }
    region: uksouth
    patchSettings: { patchMode: AutomaticByOS }
  - name: new
    count: 4
    image: *plain
    region: uksouth
    enablement: pending
    patchSettings: { patchMode: AutomaticByPlatform }
  - name: handed
    count: 2
    image: *plain
    region: uksouth
    maintenanceConfigurations: [nights]
    patchSettings: { patchMode: AutomaticByPlatform }
maintenanceConfigurations:
  - name: nights
    startDateTime: 2024-03-01 23:00
    duration: "02:00"
    timeZone: UTC
    recurEvery: Week Saturday
    installPatches: { windowsParameters: { classificationsToInclude: [Security] } }
actions:
  - { at: 2024-03-25T10:00:00Z, groups: [handed], settings: { bypassPlatformSafetyChecksOnUserSchedule: true } }
  - { at: 2024-03-20T10:00:00Z, groups: [hot], settings: { patchMode: AutomaticByOS, enableHotpatching: false } }
  - { at: 2024-04-01T10:00:00Z, groups: [os], drift: { patchMode: AutomaticByPlatform } }
  - { at: 2024-04-02T10:00:00Z, groups: [hot], hotpatch: "on" }
`;

let real: string[];
beforeAll(async () => {
  real = await traceOf(SCENARIO);
});

const AT_ONCE = { t: '2024-03-01T21:10:00Z' };

const FAULTS: readonly [rule: string, what: string, plant: (ledger: Ledger) => void][] = [
  [
    'R11',
    'a mode is switched, and its schedule has it without enablement',
    (l) => {
      const at = l.at(fact('settingChanged', 'handed'));
      l.insert('behind', at, {
        fact: 'settingChanged',
        setting: 'patchMode',
        value: 'AutomaticByPlatform',
        by: 'settings',
      });
    },
  ],
  [
    'R12',
    'a mode that the VM cannot have',
    (l) => l.change(vmLine('hot-1'), { enableAutomaticUpdates: false }),
  ],
  [
    'R12',
    'a mode of Linux',
    (l) => l.change(fact('settingChanged', 'hot', { setting: 'patchMode' }), { value: 'ImageDefault' }),
  ],
  ['R12', 'the mode is switched and nothing follows', (l) => l.remove(fact('orchestrationChanged', 'hot'))],
  [
    'R12',
    'the orchestration changes by itself',
    (l) => l.remove(fact('settingChanged', 'hot', { setting: 'patchMode' })),
  ],
  [
    'R12',
    'hotpatch stays on without AutomaticByPlatform',
    (l) => l.remove(fact('trackChanged', 'hot', { to: 'notEnrolled' })),
  ],
  [
    'R12',
    'hotpatch is refused under AutomaticByPlatform',
    (l) => l.change(fact('actionRefused', 'hot'), { vm: 'os-1' }),
  ],
  [
    'R33',
    'it was decided about otherwise',
    (l) => l.change(fact('orchestrationChanged', 'hot'), { from: 'manual' }),
  ],
  ['R11', 'managed at once', (l) => l.change(fact('orchestrationChanged', 'os'), { to: 'azureManaged' })],
  [
    'R11',
    'enabled within minutes',
    (l) => {
      const at = l.at(fact('enablementCompleted', 'new'));
      const [completed] = l.items.splice(at, 1);
      const started = l.at(fact('enablementStarted', 'new', { vm: completed!.vm }));
      const later = l.at((item) => String(item.t) > AT_ONCE.t && item.fact !== undefined, started);
      l.items.splice(later, 0, { ...completed!, ...AT_ONCE });
    },
  ],
  [
    'R11',
    'configured while off',
    (l) => l.insert('before', l.at(fact('enablementStarted', 'new')), { fact: 'poweredOff' }),
  ],
  ['R11', 'configured by day', (l) => l.change(vmLine('new-1'), { timeZone: 'Asia/Tokyo' })],
  [
    'R11',
    'assessed before it is enabled',
    (l) =>
      l.insert('behind', l.at(fact('enablementStarted', 'new')), {
        fact: 'assessed',
        found: null,
        by: 'schedule',
      }),
  ],
  ['R9', 'admitted without having been enabled', (l) => l.remove(fact('enablementCompleted', 'new'))],
  [
    'R19',
    'room of a VM that rollouts do not reach any more',
    (l) => {
      for (const item of l.items.filter(fact('enablementCompleted', 'os')))
        l.items.splice(l.items.indexOf(item), 1);
      for (const item of l.items.filter(fact('orchestrationChanged', 'os')))
        l.items.splice(l.items.indexOf(item), 1);
    },
  ],
];

describe('R35 the checker, of patch modes', () => {
  it('finds nothing wrong with a real ledger', () => {
    expect(breachesOf(real)).toEqual([]);
    for (const kind of [
      '"enablementCompleted","vm":"new',
      '"enablementCompleted","vm":"os',
      '"runStarted","vm":"hot',
    ])
      expect(
        real.some((line) => line.includes(kind)),
        kind,
      ).toBe(true);
  });

  it.each(FAULTS)('%s: %s', (rule, _, plant) => {
    const ledger = new Ledger(real);
    plant(ledger);
    expect(breachesOf(ledger.lines).map((breach) => breach.rule)).toContain(rule);
  });

  it('R31: handed over to its schedule, and the rollouts go on with it', () => {
    const ledger = new Ledger(real);
    ledger.change(fact('orchestrationChanged', 'handed'), { to: 'azureManaged' });
    const messages = breachesOf(ledger.lines).map(({ rule, message }) => `${rule} ${message}`);
    expect(messages).toContain('R31 is azureManaged, and should be customerSchedule');
  });
});
