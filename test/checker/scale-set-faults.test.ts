// What scale sets must and must not do, planted wrong in a real ledger, is found (R35).

import { beforeAll, describe, expect, it } from 'vitest';
import { breachesOf, fact, Ledger, traceOf, vmLine } from './ledger.ts';

const SCENARIO = `
version: 1
name: scale-set
clock: { start: 2024-01-01, end: 2024-04-01 }
fleet:
  - name: flex
    count: 4
    image: { publisher: MicrosoftWindowsServer, offer: WindowsServer, sku: 2022-datacenter }
    region: uksouth
    virtualMachineScaleSet: { orchestrationMode: Flexible }
    applicationHealthExtension: true
    patchSettings: { patchMode: AutomaticByPlatform }
`;

let real: string[];
beforeAll(async () => {
  real = await traceOf(SCENARIO);
});

const FAULTS: readonly [rule: string, what: string, plant: (ledger: Ledger) => void][] = [
  [
    'R20',
    'an instance of a scale set is a VM of its own after all, and patched by day',
    (l) => l.change(vmLine('flex-1'), { orchestrationMode: undefined }),
  ],
  [
    'R20',
    'a scale set has no health extension',
    (l) => l.change(vmLine('flex-2'), { applicationHealthExtension: false }),
  ],
  [
    'R20',
    'a scale set of uniform orchestration is patched',
    (l) => l.change(vmLine('flex-2'), { orchestrationMode: 'Uniform' }),
  ],
  [
    'R20',
    'a scale set waits for off-peak hours',
    (l) =>
      l.insert('behind', l.at(fact('healthy', 'flex')), {
        fact: 'deferred',
        reason: 'notOffPeak',
        until: null,
      }),
  ],
  [
    'R22',
    'the run of a scale set is longer than a run may be',
    (l) => {
      const at = l.at(fact('admitted', 'flex'));
      const windowEnd = Date.parse(l.items[at]!.windowEnd as string) + 60_000;
      l.items[at] = { ...l.items[at], windowEnd: new Date(windowEnd).toISOString().replace('.000', '') };
    },
  ],
];

describe('R35 the checker, of scale sets', () => {
  it('finds nothing wrong with a real ledger', () => expect(breachesOf(real)).toEqual([]));

  it.each(FAULTS)('%s: %s', (rule, _, plant) => {
    const ledger = new Ledger(real);
    plant(ledger);
    expect(breachesOf(ledger.lines).map((breach) => breach.rule)).toContain(rule);
  });
});
