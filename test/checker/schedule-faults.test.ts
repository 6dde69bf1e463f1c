// What a ledger says of customers' schedules and what contradicts it, planted in a real one, is found (R31, R35).

import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { occurrences } from '../../src/calendar/occurrences.ts';
import { parseRecurrence } from '../../src/calendar/recurrence/recurrence.ts';
import { startsOf } from '../../src/checker/recurring.ts';
import { breachesOf, fact, type Item, Ledger, traceOf } from './ledger.ts';

const SCENARIO = `
version: 1
name: schedules
clock: { start: 2024-03-01, end: 2024-05-01 }
parameters: { installFailure: 0, rebootFailure: 0 }
maintenanceConfigurations:
  - name: fridays
    startDateTime: 2024-01-05 22:00
    duration: 03:00
    timeZone: W. Europe Standard Time
    recurEvery: Week Friday
    installPatches: { windowsParameters: { classificationsToInclude: [Security], kbNumbersToExclude: ["5035959"] } }
  - { name: other, startDateTime: 2024-01-05 12:00, duration: 03:00, timeZone: UTC, recurEvery: 9Months }
fleet:
  - name: app
    count: 1
    image: &image { publisher: MicrosoftWindowsServer, offer: WindowsServer, sku: 2022-datacenter }
    region: westeurope
    patchSettings: &settings { patchMode: AutomaticByPlatform, automaticByPlatformSettings: { bypassPlatformSafetyChecksOnUserSchedule: true } }
    maintenanceConfigurations: [fridays]
  - name: set
    count: 4
    image: *image
    region: westeurope
    availabilitySets: { size: 4, updateDomains: 2 }
    patchSettings: *settings
    maintenanceConfigurations: [fridays]
  - name: plan
    count: 1
    image: *image
    region: westeurope
    power: { weekly: [{ days: [Friday], from: "21:50", to: "09:00" }, { days: [Monday, Tuesday, Wednesday, Thursday], from: "20:00", to: "09:00" }] }
    patchSettings: *settings
    maintenanceConfigurations: [fridays]
  - name: early
    count: 1
    image: *image
    region: westeurope
    power: { weekly: [{ days: [Friday], from: "21:40", to: "09:00" }] }
    patchSettings: *settings
    maintenanceConfigurations: [fridays]
  - { name: platform, count: 1, image: *image, region: westeurope, patchSettings: { patchMode: AutomaticByPlatform } }
`;

let real: string[];
beforeAll(async () => {
  real = await traceOf(SCENARIO);
});

type Plant = (ledger: Ledger) => void;
const change =
  (kind: string, more: Item, match: Item = {}, who = 'app'): Plant =>
  (ledger) =>
    ledger.change(fact(kind, who, match), more);
/** The first run, which finds nothing to install, is no longer there. */
const withoutFirstRun = (ledger: Ledger): void => {
  const t = ledger.items[ledger.at(fact('runStarted', 'app'))]!.t;
  for (const kind of ['runStarted', 'assessed', 'runCompleted', 'healthy', 'patchChosen', 'assessed'])
    if (ledger.items.some((item) => item.fact === kind && item.vm === 'app-1' && item.t === t))
      ledger.remove(fact(kind, 'app', { t }));
};

/** As if VMs had to be on for another time before a window. */
const lead =
  (scheduleLead: number): Plant =>
  (ledger) => {
    const { parameters } = ledger.items.find((item) => item.parameters !== undefined)!;
    ledger.change((item) => item.parameters !== undefined, {
      parameters: { ...(parameters as Item), scheduleLead },
    });
  };

const FAULTS: readonly [rule: string, what: string, plant: Plant][] = [
  ['R31', 'a run in no window', change('runStarted', { windowEnd: '2024-03-01T23:00:00Z' })],
  [
    'R31',
    'a run of a configuration the VM is not assigned to',
    change('runStarted', { maintenanceConfiguration: 'other' }),
  ],
  [
    'R31',
    'a run of a configuration that there is not',
    change('runStarted', { maintenanceConfiguration: 'none' }),
  ],
  ['R31', 'a window without a run', withoutFirstRun],
  ['R31', 'another reboot setting', change('runStarted', { rebootSetting: 'Never' })],
  [
    'R31',
    'chosen against the configuration',
    change('patchChosen', { choice: 'notSelected' }, { kb: 'KB5035857' }),
  ],
  [
    'R31',
    'a schedule run of a VM that the platform patches',
    (l) =>
      l.insert('behind', l.at(fact('admitted', 'platform')), {
        fact: 'runStarted',
        by: 'schedule',
        windowEnd: '2024-03-31T00:00:00Z',
      }),
  ],
  ['R31', 'on long enough, and passed by', lead(60)],
  ['R31', 'passed by for a run that there was not', change('deferred', { reason: 'inFlight' }, {}, 'plan')],
  ['R31', 'passed by until another time', change('deferred', { until: null }, {}, 'plan')],
  ['R31', 'not on for long enough, and a run', lead(3600)],
  [
    'R31',
    'two update domains at once',
    (l) => {
      for (const item of l.items) if (item.vm === 'set-2' && 'updateDomain' in item) item.updateDomain = 0;
    },
  ],
];

describe('R31 R35 the checker, of customers schedules', () => {
  it('has nothing to say of the ledger as it is', () => {
    expect(breachesOf(real)).toEqual([]);
    const has = (text: string): boolean => real.some((line) => line.includes(text));
    expect([has('"by":"schedule"'), has('onTooShort'), has('patchChosen')]).toEqual([true, true, true]);
  });

  it.each(FAULTS)('%s: %s', (rule, _, plant) => {
    const ledger = new Ledger(real);
    plant(ledger);
    expect(breachesOf(ledger.lines).map((breach) => breach.rule)).toContain(rule);
  });

  it('counts windows as the simulator does, by other means', () => {
    const recurEvery = fc.oneof(
      fc.integer({ min: 6, max: 99 }).map((every) => `${every}Hours`),
      fc.integer({ min: 1, max: 40 }).map((every) => `${every}Days`),
      fc
        .tuple(fc.integer({ min: 1, max: 5 }), fc.subarray(['Monday', 'Wednesday', 'Saturday', 'Sunday']))
        .map(([every, days]) => `${every}Weeks ${days.join()}`.trim()),
      fc
        .tuple(
          fc.integer({ min: 1, max: 5 }),
          fc.constantFrom('', ' day1,day31', ' day30', ' day-1', ' day29,day-1'),
        )
        .map(([every, days]) => `${every}Months${days}`),
      fc
        .tuple(
          fc.integer({ min: 1, max: 4 }),
          fc.constantFrom('First', 'Second', 'Third', 'Fourth', 'Last'),
          fc.constantFrom('Sunday', 'Monday', 'Tuesday', 'Friday'),
          fc.integer({ min: -6, max: 6 }),
        )
        .map(([every, nth, day, offset]) => `${every}Months ${nth} ${day} Offset${offset}`),
    );
    const minute = fc.integer({ min: 26_666_667, max: 29_000_000 }).map((one) => one * 60);
    fc.assert(
      fc.property(
        recurEvery,
        minute,
        fc.option(minute, { nil: undefined }),
        minute,
        fc.constantFrom('Europe/Berlin', 'America/New_York', 'Australia/Lord_Howe', 'Asia/Kolkata', 'UTC'),
        (text, start, expiration, from, zone) => {
          const recurrence = parseRecurrence(text)!;
          const until = from + 400 * 86_400;
          expect(
            startsOf(
              {
                start,
                expiration: expiration ?? Number.POSITIVE_INFINITY,
                timeZone: zone,
                recurEvery: recurrence as unknown as Record<string, unknown>,
              },
              from,
              until,
            ),
          ).toEqual(occurrences({ recurrence, start, expiration, zone }, from, until));
        },
      ),
    );
  });
});
