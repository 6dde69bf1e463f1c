// Every fault planted in one place of a real ledger is found under the rule it breaks (R35).

import { beforeAll, describe, expect, it } from 'vitest';
import { breachesOf, fact, Ledger, releaseLine, smallTrace, vmLine } from './ledger.ts';

let real: string[];
beforeAll(async () => {
  real = await smallTrace();
});

const parameters = (ledger: Ledger, change: Record<string, unknown>): void => {
  const at = ledger.at((item) => 'parameters' in item);
  const { parameters, ...rest } = ledger.items[at]!;
  ledger.items[at] = { ...rest, parameters: { ...(parameters as object), ...change } };
};
const gate = (ledger: Ledger, change: Record<string, unknown>): void => {
  const at = ledger.at((item) => 'gate' in item);
  ledger.items[at] = { ...ledger.items[at], gate: { ...(ledger.items[at]!.gate as object), ...change } };
};
/** The VM of a fact in the real ledger. */
const vmOf = (ledger: Ledger, at: number): string => ledger.items[at]!.vm as string;

const FAULTS: readonly [rule: string, what: string, plant: (ledger: Ledger) => void][] = [
  ['R20', 'a VM lives in another time zone', (l) => l.change(vmLine('app-1'), { timeZone: 'Asia/Tokyo' })],
  ['R3', 'off-peak hours end during a run', (l) => parameters(l, { offPeakEnd: 4 * 3600 + 1800 })],
  [
    'R20',
    'a VM is off when admitted',
    (l) => l.insert('before', l.at(fact('admitted', 'app')), { fact: 'poweredOff' }),
  ],
  [
    'R20',
    'the reason of a deferral does not hold',
    (l) => l.change(fact('deferred', 'app'), { reason: 'off' }),
  ],
  [
    'R20',
    'a VM in no zone waits for its zone',
    (l) => l.change(fact('deferred', 'app'), { reason: 'zoneBusy' }),
  ],
  [
    'R20',
    'a rollout is blamed for a halt that never was',
    (l) => l.change(fact('deferred'), { reason: 'halted' }),
  ],
  [
    'R13',
    'a VM is assessed while off',
    (l) => l.insert('before', l.at(fact('assessed', 'app')), { fact: 'poweredOff' }),
  ],
  [
    'R5',
    'an update is released that is not in the catalogue',
    (l) => l.change(fact('released'), { kb: 'KB1' }),
  ],
  [
    'R7',
    'an update is not Security',
    (l) => l.change(releaseLine('KB5034129', 'WS2022'), { classification: 'Updates' }),
  ],
  [
    'R7',
    'an installation says it is no Security',
    (l) => l.change(fact('patchInstalled'), { classification: 'Tools' }),
  ],
  [
    'R9',
    'a VM that is not covered is admitted',
    (l) => l.change(vmLine('app-1'), { notCovered: 'patchModeManual', orchestration: 'manual' }),
  ],
  [
    'R14',
    'an update of another product',
    (l) => l.change(fact('installationStarted', 'app'), { kb: 'KB5034127' }),
  ],
  [
    'R14',
    'an installation before the release',
    (l) => {
      l.change(releaseLine('KB5034129', 'WS2022'), { instant: '2024-02-09T18:00:00Z' });
    },
  ],
  ['R14', 'no fresh assessment', (l) => void l.items.splice(l.at(fact('admitted', 'app')) + 1, 1)],
  ['R15', 'a phase opens before the one before passed', (l) => l.remove(fact('phasePassed'))],
  ['R15', 'a phase never opened', (l) => l.remove(fact('phaseOpened', '', { phase: 1 }))],
  [
    'R15',
    'a phase opens twice',
    (l) => l.insert('behind', l.at(fact('phaseOpened')), { fact: 'phaseOpened', rollout: 0, phase: 0 }),
  ],
  [
    'R15',
    'a pair of regions shares a phase',
    (l) => {
      const at = l.at((item) => 'phases' in item);
      l.items[at] = {
        phases: [{ name: 'all', regions: ['westeurope', 'northeurope', 'eastus', 'uksouth'] }],
      };
    },
  ],
  [
    'R15',
    'content of a later rollout',
    (l) => l.change(fact('admitted', 'app', { rollout: 2 }), { rollout: 1 }),
  ],
  ['R15', 'a rollout that there is not', (l) => l.change(fact('admitted', 'app'), { rollout: 99 })],
  ['R16', 'a phase has not baked', (l) => gate(l, { bake: 5 * 86400 })],
  [
    'R16',
    'a phase passes with too few healthy',
    (l) => l.change(fact('healthy', 'web'), { fact: 'unhealthy', kb: null }),
  ],
  [
    'R16',
    'a phase passes without one of its VMs',
    (l) => {
      const from = l.at(fact('admitted', 'app'));
      const vm = vmOf(l, from);
      const to = l.at(fact('healthy', vm, { vm }), from);
      l.items.splice(
        0,
        l.items.length,
        ...l.items.filter((item, at) => at < from || at > to || item.vm !== vm),
      );
    },
  ],
  ['R16', 'a rollout halts without cause', (l) => l.change(fact('phasePassed'), { fact: 'rolloutHalted' })],
  [
    'R16',
    'somebody is admitted under a halted rollout',
    (l) => l.change(fact('phasePassed'), { fact: 'rolloutHalted' }),
  ],
  ['R17', 'a VM is in another zone', (l) => l.change(vmLine('web-1'), { zone: '2' })],
  [
    'R17',
    "it is not the zone's turn",
    (l) => l.change((item) => item.fact === 'zoneTurn' && item.zone !== null, { zone: null }),
  ],
  ['R18', 'a VM is in another update domain', (l) => l.change(vmLine('sql-1'), { updateDomain: 4 })],
  ['R18', 'more of a set than its share', (l) => parameters(l, { setShare: 0.1 })],
  ['R18', 'a small set is not patched one by one', (l) => parameters(l, { setSerialBelow: 11 })],
  ['R18', 'no gap between update domains', (l) => parameters(l, { updateDomainGap: 7 * 3600 })],
  ['R19', 'more of a subscription than its share', (l) => parameters(l, { subscriptionShare: 0.05 })],
  [
    'R19',
    'the share is lifted too early',
    (l) => {
      l.insert('before', l.at(fact('admitted', 'app')), { fact: 'limitRelaxed', vm: undefined, rollout: 0 });
    },
  ],
  ['R21', 'an overdue VM is kept quiet', (l) => l.remove(fact('overdue', 'never'))],
  ['R21', 'a VM is overdue for what it has', (l) => l.change(fact('overdue', 'never'), { vm: 'app-1' })],
  ['R21', 'the deadline is another', (l) => parameters(l, { deadline: 29 * 86400 })],
  [
    'R22',
    'a window longer than off-peak hours',
    (l) => l.change(fact('admitted', 'app'), { windowEnd: '2024-12-01T00:00:00Z' }),
  ],
  ['R22', 'a restart without its reserve', (l) => parameters(l, { rebootReserveWindows: 3.7 * 3600 })],
  [
    'R24',
    'a second restart in a run',
    (l) => {
      const at = l.at(fact('rebootCompleted', 'app'));
      l.insert('behind', at, { fact: 'rebootStarted', kb: l.items[at]!.kb, cause: 'cumulative' });
    },
  ],
  ['R24', 'a hotpatch restarts', (l) => l.change(fact('rebootStarted', 'web'), { cause: 'hotpatch' })],
  [
    'R24',
    'a restart that nothing asks for',
    (l) => {
      const at = l.at(fact('patchInstalled', 'web', { kind: 'hotpatch' }));
      l.insert('behind', at, { fact: 'rebootStarted', kb: null, cause: 'rebootSetting' });
    },
  ],
  ['R24', 'a restart against the setting', (l) => l.change(vmLine('app-1'), { rebootSetting: 'Never' })],
  [
    'R24',
    'in effect before the restart',
    (l) => {
      const at = l.at(fact('patchInstalled', 'app'));
      l.insert('behind', at, { fact: 'becameEffective', kb: l.items[at]!.kb });
    },
  ],
  ['R26', 'a hotpatch off the track', (l) => l.change(vmLine('web-1'), { hotpatch: 'notEnrolled' })],
  [
    'R26',
    'a hotpatch after leaving the track',
    (l) => {
      const at = l.at(fact('assessed', 'web-1'));
      l.insert('behind', at, { fact: 'trackChanged', from: 'onTrack', to: 'offTrack' });
    },
  ],
  [
    'R27',
    'a hotpatch on a wrong baseline',
    (l) => {
      const at = l.at(
        (item) =>
          item.product === 'WS2022-hotpatch' && item.kind === 'hotpatch' && String(item.instant) > '2024-02',
      );
      l.items.splice(at, 0, {
        ...l.items[at],
        release: 'KB2',
        kind: 'baseline_unplanned',
        instant: '2024-02-01T18:00:00Z',
      });
    },
  ],
  [
    'R27',
    'back on the track without a baseline',
    (l) => {
      const at = l.at(fact('assessed', 'web-1'));
      l.insert('behind', at, { fact: 'trackChanged', from: 'onTrack', to: 'offTrack' });
      l.insert('behind', at + 1, { fact: 'trackChanged', from: 'offTrack', to: 'onTrack' });
    },
  ],
  [
    'R28',
    'back on the track by an older baseline',
    (l) => {
      const at = l.at(fact('assessed', 'web-1'));
      l.insert('behind', at, { fact: 'trackChanged', from: 'onTrack', to: 'pendingBaseline' });
      l.insert('behind', at + 1, { fact: 'trackChanged', from: 'pendingBaseline', to: 'onTrack' });
    },
  ],
  [
    'R32',
    'a run goes on while off',
    (l) => l.insert('behind', l.at(fact('installationStarted', 'app')), { fact: 'poweredOff' }),
  ],
  ['R32', 'an interruption is kept quiet', (l) => l.remove(fact('runInterrupted', 'sql'))],
  [
    'R32',
    'an interruption without power loss',
    (l) => l.change(fact('patchFailed', 'app'), { fact: 'runInterrupted' }),
  ],
  [
    'R32',
    'in effect out of nothing',
    (l) => {
      const at = l.at(fact('released', '', { product: 'WS2022', kb: 'KB5034129' }));
      l.insert('behind', l.at(fact('assessed', 'app'), at), { fact: 'becameEffective', kb: 'KB5034129' });
    },
  ],
  ['R33', 'an effect is kept quiet', (l) => l.remove(fact('becameEffective', 'app'))],
  [
    'R33',
    'an effect is told twice',
    (l) => {
      const at = l.at(fact('becameEffective', 'app'));
      l.insert('behind', at, l.items[at]!);
    },
  ],
  ['R33', 'a release is kept quiet', (l) => l.remove(fact('released'))],
  [
    'R33',
    'records out of order',
    (l) => {
      const at = l.at(fact('admitted'));
      l.items.splice(-1, 0, ...l.items.splice(at, 1));
    },
  ],
  [
    'R33',
    'a record after the end',
    (l) => l.change((item) => item === l.items.at(-2), { t: '2024-06-01T00:00:00Z' }),
  ],
  ['R33', 'a VM that there is not', (l) => l.change(fact('assessed'), { vm: 'ghost-1' })],
  ['R33', 'an installation that never began', (l) => l.remove(fact('installationStarted', 'app'))],
  [
    'R33',
    'another update than the one that was started',
    (l) => l.change(fact('patchFailed', 'app'), { kb: 'KB5034121' }),
  ],
  ['R33', 'a restart of another length', (l) => l.change(fact('rebootCompleted'), { seconds: 1 })],
  ['R33', 'switched off twice', (l) => l.insert('behind', l.at(fact('poweredOff')), { fact: 'poweredOff' })],
];

describe('R35 the checker', () => {
  it('finds nothing wrong with a real ledger', () => {
    expect(breachesOf(real)).toEqual([]);
  });

  it.each(FAULTS)('%s: %s', (rule, _, plant) => {
    const ledger = new Ledger(real);
    plant(ledger);
    const { lines } = ledger;
    const found = breachesOf(lines);
    expect(found.map((breach) => breach.rule)).toContain(rule);
    for (const { first, second } of found) {
      expect(lines[first.number - 1]).toBe(first.text);
      if (second !== null && second.number > 0) expect(lines[second.number - 1]).toBe(second.text);
    }
  });
});
