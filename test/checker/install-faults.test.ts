// What a ledger says of installations on demand and what contradicts it, planted in a real one, is found (R30, R35).

import { beforeAll, describe, expect, it } from 'vitest';
import { breachesOf, fact, type Item, Ledger, traceOf } from './ledger.ts';

const SCENARIO = `
version: 1
name: on-demand
clock: { start: 2024-03-01, end: 2024-05-01 }
parameters: { installFailure: 0, rebootFailure: 0 }
fleet:
  - name: app
    count: 2
    image: { publisher: MicrosoftWindowsServer, offer: WindowsServer, sku: 2022-datacenter }
    region: westeurope
    patchSettings: { patchMode: Manual }
actions:
  - at: 2024-03-28T10:00:00Z
    groups: [app]
    install:
      rebootSetting: IfRequired
      windowsParameters: { classificationsToInclude: [Security], kbNumbersToExclude: ["5035959"] }
`;
const KB = 'KB5035857';

let real: string[];
beforeAll(async () => {
  real = await traceOf(SCENARIO);
});

type Plant = (ledger: Ledger) => void;
const change =
  (kind: string, more: Item, match: Item = {}): Plant =>
  (ledger) =>
    ledger.change(fact(kind, 'app', match), more);
const remove =
  (kind: string): Plant =>
  (ledger) =>
    ledger.remove(fact(kind, 'app'));
const behind =
  (kind: string, item: Item): Plant =>
  (ledger) =>
    ledger.insert('behind', ledger.at(fact(kind, 'app')), item);

/** Takes out every fact about a VM from its answer on: nothing contradicts anything but that something was asked for. */
const silence =
  (vm: string): Plant =>
  (ledger) => {
    const from = ledger.at(fact('actionDone', vm));
    const kept = ledger.items.filter((item, at) => at < from || item.vm !== vm);
    ledger.items.splice(0, ledger.items.length, ...kept);
  };

const FAULTS: readonly [rule: string, what: string, plant: Plant][] = [
  ['R30', 'a run on demand that nobody asked for', remove('actionDone')],
  ['R30', 'asked for, and no run begins', behind('healthy', { fact: 'actionDone', action: 'install' })],
  ['R30', 'asked for, and neither done nor refused', silence('app-1')],
  [
    'R30',
    'asked for of everybody, and no answer at all',
    (ledger) => {
      silence('app-1')(ledger);
      silence('app-2')(ledger);
    },
  ],
  ['R30', 'with another reboot setting', change('runStarted', { rebootSetting: 'Always' })],
  ['R22', 'with another end', change('runStarted', { windowEnd: '2024-03-28T15:00:00Z' })],
  ['R30', 'chosen against what was asked for', change('patchChosen', { choice: 'notSelected' }, { kb: KB })],
  ['R30', 'installed, and not chosen', change('patchChosen', { choice: 'excluded' }, { kb: KB })],
  ['R14', 'chosen, and not to be had', change('patchChosen', { kb: 'KB5036909' }, { kb: KB })],
  [
    'R30',
    'chosen, and left though there is time',
    (ledger) => {
      for (const kind of ['installationStarted', 'patchInstalled', 'rebootStarted', 'rebootCompleted'])
        remove(kind)(ledger);
    },
  ],
  ['R30', 'begun in flight', behind('patchInstalled', { fact: 'actionDone', action: 'install' })],
  [
    'R33',
    'a choice outside of a run',
    behind('healthy', { fact: 'patchChosen', kb: KB, choice: 'selected' }),
  ],
  [
    'R30',
    'refused for want of an agent that there is',
    behind('healthy', { fact: 'actionRefused', action: 'install', reason: 'noVmAgent' }),
  ],
  [
    'R24',
    'restarts against what was asked for',
    (ledger) => {
      ledger.change(({ installs }) => installs !== undefined, {
        installs: [
          {
            ...(ledger.items.find(({ installs }) => installs)!.installs as Item[])[0],
            rebootSetting: 'Never',
          },
        ],
      });
      change('runStarted', { rebootSetting: 'Never' })(ledger);
    },
  ],
];

describe('R30 R35 the checker, of installations on demand', () => {
  it('has nothing to say of the ledger as it is', () => {
    expect(breachesOf(real)).toEqual([]);
    expect(real.filter((line) => line.includes('patchChosen')).length).toBeGreaterThan(2);
  });

  it.each(FAULTS)('%s: %s', (rule, _, plant) => {
    const ledger = new Ledger(real);
    plant(ledger);
    expect(breachesOf(ledger.lines).map((breach) => breach.rule)).toContain(rule);
  });

  it('R30 names the VM that got no answer, and the action', () => {
    const ledger = new Ledger(real);
    silence('app-2')(ledger);
    const [breach] = breachesOf(ledger.lines).filter(({ rule }) => rule === 'R30');
    expect(breach).toMatchObject({
      vm: 'app-2',
      t: Date.parse('2024-03-28T10:00:00Z') / 1000,
      message: 'is to install on demand, and neither does nor refuses',
      first: { text: expect.stringContaining('"installs"') },
    });
  });
});
