// What a ledger says of runs that no rollout admits and what contradicts it, planted in a real one, is found (R35).

import { beforeAll, describe, expect, it } from 'vitest';
import { group, run } from '../rules/run.ts';
import { breachesOf, fact, type Item, Ledger, vmLine } from './ledger.ts';

let real: string[];
beforeAll(async () => {
  const own = { patchSettings: { patchMode: 'AutomaticByOS' } };
  const power = { offNightly: { probability: 0.3, from: '02:00', to: '05:00' } };
  real = [...(await run({ fleet: [group('own', 4, own), group('late', 4, { ...own, power })] })).lines];
});

const FAULTS: readonly [rule: string, what: string, plant: (ledger: Ledger) => void][] = [
  ['R29', 'outside of its hours', (l) => l.change(fact('runStarted', 'own'), at('13:05:00'))],
  ['R29', 'later than its hour', (l) => l.change(fact('runStarted', 'own'), at('03:45:00'))],
  [
    'R29',
    'into the active hours',
    (l) => l.change(fact('runStarted', 'own'), { windowEnd: '2024-02-14T09:00:00Z' }),
  ],
  [
    'R29',
    'by a VM that the platform patches',
    (l) => l.change(vmLine('own-1'), { orchestration: 'azureManaged' }),
  ],
  [
    'R9',
    'of a VM that no update is known for',
    (l) => l.change(vmLine('own-1'), { orchestration: undefined }),
  ],
  ['R33', 'by nobody known', (l) => l.change(fact('runStarted', 'own'), { by: 'chance' })],
  [
    'R9',
    'of a VM that is admitted besides',
    (l) => l.change(fact('runStarted', 'own'), { fact: 'admitted', rollout: 0 }),
  ],
  [
    'R22',
    'with too little of its window left',
    (l) => l.change(fact('runStarted', 'own'), { windowEnd: '2024-02-14T02:20:00Z' }),
  ],
];

/** The first night after the release, by the clock of Amsterdam in winter. */
const at = (clock: string): Item => ({
  t: new Date(Date.parse(`2024-02-14T${clock}+01:00`)).toISOString().replace('.000', ''),
});

describe('R35 the checker, of runs that no rollout admits', () => {
  it('finds nothing in a real ledger', () => {
    expect(breachesOf(real)).toEqual([]);
  });

  it.each(FAULTS)('%s: a run %s', (rule, _, plant) => {
    const ledger = new Ledger(real);
    plant(ledger);
    expect(breachesOf(ledger.lines).map((breach) => breach.rule)).toContain(rule);
  });
});
