// What a ledger says of actions and what contradicts it, planted in a real one, is found (R35).

import { beforeAll, describe, expect, it } from 'vitest';
import { breachesOf, fact, type Item, Ledger, smallTrace } from './ledger.ts';

let real: string[];
beforeAll(async () => {
  real = await smallTrace();
});

const done = (action: string): Item => ({ fact: 'actionDone', action });
const refused = (action: string, reason: string): Item => ({ fact: 'actionRefused', action, reason });

/** Each is put right behind the first fact of a kind. */
const FAULTS: readonly [rule: string, what: string, behind: [kind: string, group?: string], item: Item][] = [
  ['R24', 'restarted in flight, and the run goes on', ['patchInstalled', 'app'], done('restart')],
  ['R24', 'restarted while off', ['poweredOff'], done('restart')],
  ['R32', 'switched off, and still on', ['healthy', 'app'], done('powerOff')],
  ['R32', 'switched on, and still off', ['poweredOff'], done('powerOn')],
  ['R13', 'assessed on demand in flight', ['patchInstalled', 'app'], done('assess')],
  ['R13', 'assessed on demand while off', ['poweredOff'], done('assess')],
  [
    'R13',
    'assessed on demand, and nobody asked',
    ['healthy', 'app'],
    { fact: 'assessed', found: null, by: 'demand' },
  ],
  ['R13', 'refused for a run, and there is none', ['healthy', 'app'], refused('assess', 'inFlight')],
  ['R28', 'refused hotpatch, and able', ['healthy', 'web'], refused('settings', 'hotpatchNotSupported')],
  [
    'R33',
    'a setting that changes by itself',
    ['healthy', 'app'],
    { fact: 'settingChanged', setting: 'rebootSetting', value: 'Never', by: 'settings' },
  ],
  ['R32', 'refused for being off, and on', ['healthy', 'app'], refused('restart', 'off')],
];

describe('R35 the checker, of actions', () => {
  it.each(FAULTS)('%s: %s', (rule, _, [kind, group], item) => {
    const ledger = new Ledger(real);
    ledger.insert('behind', ledger.at(fact(kind, group)), item);
    const rules = breachesOf(ledger.lines).map((breach) => breach.rule);
    expect(rules).toContain(rule);
  });
});
