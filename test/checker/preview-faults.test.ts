// Registrations of a preview, and who has hotpatch because of them, planted wrong in a real ledger, are found (R35).

import { beforeAll, describe, expect, it } from 'vitest';
import { breachesOf, fact, type Item, Ledger, traceOf } from './ledger.ts';

const SCENARIO = `
version: 1
name: preview
preview: true
clock: { start: 2024-03-01, end: 2024-06-01 }
fleet:
  - name: web
    count: 6
    subscription: { one: 1, two: 1 }
    image: { publisher: MicrosoftWindowsServer, offer: WindowsServer, sku: 2022-datacenter-azure-edition-core }
    region: westeurope
actions:
  - { at: 2024-03-10T08:00:00Z, register: InGuestHotPatchVMPreview }
  - { at: 2024-03-10T08:01:00Z, register: InGuestAutoPatchVMPreview }
  - { at: 2024-03-10T08:02:00Z, register: InGuestPatchVMPreview, subscriptions: [one] }
  - { at: 2024-03-10T09:00:00Z, registerProvider: Microsoft.Compute }
  - { at: 2024-03-12, vms: [web-2], hotpatch: "on" }
`;

let real: string[];
beforeAll(async () => {
  real = await traceOf(SCENARIO);
});

const early: Item = { t: '2024-03-02T12:00:00Z' };

const FAULTS: readonly [what: string, plant: (ledger: Ledger) => void][] = [
  ['a feature nobody registered', (l) => l.remove(fact('featureRegistering'))],
  [
    'a feature that takes a second',
    (l) => l.change(fact('featureRegistering'), { t: '2024-03-10T07:00:00Z' }),
  ],
  ['a feature that is Registering for ever', (l) => l.remove(fact('featureRegistered'))],
  [
    'a feature registered twice',
    (l) => {
      const at = l.at(fact('featureRegistering'));
      l.insert('behind', at, l.items[at]!);
    },
  ],
  [
    'a provider that propagates too soon',
    (l) => l.change(fact('providerRegistered', '', { propagates: false }), { propagates: true }),
  ],
  [
    'a provider that does not propagate',
    (l) => l.change(fact('providerRegistered', '', { propagates: true }), { propagates: false }),
  ],
  ['somebody forgotten', (l) => l.remove(fact('hotpatchEnabled'))],
  [
    'hotpatch before the registration',
    (l) => {
      const at = l.at(fact('hotpatchEnabled'));
      const [enabled, changed] = l.items.splice(at, 2);
      l.items.splice(
        l.at((item) => item.fact !== undefined),
        0,
        { ...enabled!, ...early },
        { ...changed!, ...early },
      );
    },
  ],
  [
    'the track changes without a registration',
    (l) => l.change(fact('trackChanged', '', { to: 'pendingBaseline' }), { vm: 'web-2' }),
  ],
  [
    'refused for a registration that is done',
    (l) => l.change(fact('actionRefused', '', { reason: 'previewNotRegistered' }), { vm: 'web-1' }),
  ],
];

describe('R35 the checker, of the preview', () => {
  it('finds nothing wrong with a real ledger, in which one subscription is allowed and one is not', () => {
    expect(breachesOf(real)).toEqual([]);
    const enabled = real.filter((line) => line.includes('"hotpatchEnabled"'));
    expect(enabled.length).toBe(3);
  });

  it.each(FAULTS)('%s', (_, plant) => {
    const ledger = new Ledger(real);
    plant(ledger);
    expect(breachesOf(ledger.lines).map((breach) => breach.rule)).toContain('R10');
  });
});
