// R17-R21 over traces: zones take turns, update domains go one by one, room is shared, every wait has its reason.
import { describe, expect, it } from 'vitest';
import { exactly, flightsOf, group, HOTPATCH_IMAGE, NO_FAILURES, overlapping, type Ran, run } from './run.ts';

const HOUR = 3600;
const placeOf = (ran: Ran) => new Map(ran.vms.map((line) => [line.vm, line]));

describe('R17 zones', () => {
  const zones = ['1', '2', '3'];

  it.each([
    ['no failures', NO_FAILURES, 'alwaysOn'],
    ['many failures', { installFailure: 0.3, rebootFailure: 0.05 }, 'alwaysOn'],
    ['nights off', { installFailure: 0.1 }, { offNightly: { probability: 0.3 } }],
  ])(
    'are never in flight together for one rollout, and all get their turn: %s',
    async (_, parameters, power) => {
      const ran = await run({
        clock: { start: '2024-01-01', end: '2024-05-10' },
        fleet: [group('a', 60, { zones, power }), group('b', 9, { region: 'northeurope', zones })],
        parameters,
        rollout: { gate: { haltShare: '100%', healthyShare: '50%' } },
      });
      const places = placeOf(ran);
      let pairs = 0;
      overlapping(flightsOf(ran), (a, b) => {
        const [one, other] = [places.get(a.vm)!, places.get(b.vm)!];
        if (one.region !== other.region || a.rollout !== b.rollout) return;
        pairs++;
        expect(one.zone, `${a.vm} ${b.vm} ${new Date(b.from * 1000).toISOString()}`).toBe(other.zone);
      });
      expect(pairs).toBeGreaterThan(20);
      expect(ran.of('overdue')).toEqual([]);
    },
  );

  it('rotate by month, and take consecutive nights', async () => {
    const ran = await run({
      clock: { start: '2024-01-01', end: '2024-04-30' },
      fleet: [
        group('a', 30, {
          zones,
          patchSettings: { patchMode: 'AutomaticByPlatform', assessmentMode: 'AutomaticByPlatform' },
        }),
      ],
      parameters: { ...NO_FAILURES, subscriptionShare: '50%' },
    });
    const orders = [0, 1, 2, 3].map((rollout) => {
      const zone = placeOf(ran);
      return [
        ...new Set(
          ran
            .of('admitted')
            .filter((fact) => fact.rollout === rollout)
            .map(({ vm }) => zone.get(vm!)!.zone),
        ),
      ];
    });
    expect(orders).toEqual([
      ['1', '2', '3'],
      ['2', '3', '1'],
      ['3', '1', '2'],
      ['1', '2', '3'],
    ]);
    const turns = ran.of('zoneTurn').filter(({ rollout, zone }) => rollout === 0 && zone !== null);
    for (const [index, turn] of turns.entries())
      if (index > 0) expect(turn.s - turns[index - 1]!.s).toBeLessThanOrEqual(36 * HOUR);
  });

  it('keep a listed order', async () => {
    const ran = await run({
      fleet: [group('a', 9, { zones })],
      rollout: { order: { zones: ['3', '1', '2'] } },
    });
    const turns = ran.of('zoneTurn').flatMap(({ zone }) => (typeof zone === 'string' ? [zone] : []));
    expect([...new Set(turns)]).toEqual(['3', '1', '2']);
  });
});

describe('R18 availability sets', () => {
  it.each([
    [5, 5],
    [9, 5],
    [10, 5],
    [14, 3],
    [50, 5],
    [50, 20],
  ])(
    'of %d VMs in %d update domains: one domain at a time, 20 %%, 30 minutes between domains',
    async (size, updateDomains) => {
      const ran = await run({
        clock: { start: '2024-02-01', end: '2024-03-20' },
        fleet: [group('a', 2 * size, { availabilitySets: { size, updateDomains } })],
        parameters: { installFailure: 0.1, rebootFailure: 0.01 },
        rollout: { gate: { haltShare: '100%' } },
      });
      const places = placeOf(ran);
      const limit = size < 10 ? 1 : Math.floor(size / 5);
      const flights = flightsOf(ran);
      const sets = new Set(ran.vms.map(({ availabilitySet }) => availabilitySet));
      expect(sets.size).toBe(2);
      for (const set of sets) {
        const own = flights.filter(({ vm }) => places.get(vm)!.availabilitySet === set);
        for (const [index, flight] of own.entries()) {
          const before = own.slice(0, index).filter(({ to }) => to > flight.from);
          expect(before.length).toBeLessThan(limit);
          const domain = places.get(flight.vm)!.updateDomain;
          for (const other of before) expect(places.get(other.vm)!.updateDomain).toBe(domain);
          const last = own.slice(0, index).filter(({ vm }) => places.get(vm)!.updateDomain !== domain);
          for (const { to } of last) expect(flight.from - to).toBeGreaterThanOrEqual(30 * 60);
        }
      }
      expect(
        new Set(
          ran
            .of('becameEffective')
            .filter(({ kb }) => kb!.startsWith('KB202402'))
            .map(({ vm }) => vm),
        ).size,
      ).toBe(2 * size);
    },
  );
});

describe('R19 VMs in no set', () => {
  it('at most 10 % of a subscription in a region are in flight', async () => {
    const ran = await run({
      clock: { start: '2024-02-01', end: '2024-03-08' },
      fleet: [
        group('a', 100, { subscription: { x: 2, y: 3 } }),
        group('b', 30, { subscription: 'x', sku: HOTPATCH_IMAGE }),
      ],
      parameters: { ...NO_FAILURES, installCumulative: exactly('3h'), installHotpatch: exactly('3h') },
    });
    const places = placeOf(ran);
    for (const [subscription, most] of [
      ['x', 7],
      ['y', 6],
    ] as const) {
      const flights = flightsOf(ran).filter(({ vm }) => places.get(vm)!.subscription === subscription);
      let peak = 0;
      for (const { from } of flights)
        peak = Math.max(peak, flights.filter((other) => other.from <= from && from < other.to).length);
      expect(peak).toBe(most);
    }
  });

  it('the limit is lifted, and said so, when the deadline would be missed', async () => {
    // Runs of six hours leave room for one VM a night under the limit of one.
    const scenario = (subscriptionRelaxBefore: string) => ({
      clock: { start: '2024-02-01', end: '2024-03-20' },
      fleet: [group('a', 100, { subscription: { x: 1 } })],
      parameters: {
        ...NO_FAILURES,
        subscriptionShare: '1%',
        installCumulative: exactly('5h'),
        subscriptionRelaxBefore,
      },
      rollout: { gate: { phaseLimit: '30d' } },
    });
    const [relaxed, strict] = await Promise.all([run(scenario('4d')), run(scenario('0s'))]);
    const at = relaxed.of('limitRelaxed')[0]!;
    expect(at.t).toBe('2024-03-10T18:00:00Z');
    const after = relaxed.of('admitted').filter(({ s, rollout }) => s >= at.s && rollout === 0);
    expect(after.length).toBeGreaterThan(20);
    expect(relaxed.of('overdue')).toEqual([]);
    expect(strict.of('overdue').length).toBeGreaterThan(20);
    for (const { reason } of strict.of('overdue'))
      expect(['subscriptionLimit', 'windowTooShort', 'notOffPeak', 'inFlight', 'rebootRequired']).toContain(
        reason,
      );
  });
});

describe('R20 deferrals', () => {
  it('every one has a reason and, where it is known, an instant to ask again; admission follows a request', async () => {
    const ran = await run({
      clock: { start: '2024-01-01', end: '2024-05-10' },
      fleet: [
        group('a', 40, { power: { offNightly: { probability: 0.2 } } }),
        group('b', 18, { availabilitySets: { size: 9 } }),
        group('c', 30, { zones: ['1', '2'], region: 'northeurope' }),
      ],
      parameters: { installFailure: 0.1 },
    });
    const known = ['off', 'notOffPeak', 'windowTooShort'];
    const waiting = [
      'phaseNotOpen',
      'zoneBusy',
      'halted',
      'setLimit',
      'updateDomainBusy',
      'subscriptionLimit',
    ];
    for (const { reason, until, t } of ran.of('deferred')) {
      expect([...known, ...waiting]).toContain(reason);
      if (known.includes(reason!)) expect(until! > t).toBe(true);
      else expect(until).toBeNull();
    }
    const seen = new Set(ran.of('deferred').map(({ reason }) => reason));
    for (const reason of [
      'phaseNotOpen',
      'zoneBusy',
      'setLimit',
      'updateDomainBusy',
      'subscriptionLimit',
      'notOffPeak',
    ])
      expect(seen, reason).toContain(reason);
    // Nobody vanishes: an offer that was found is followed by a deferral or an admission at the same instant.
    for (const { vm } of ran.vms) {
      const facts = ran
        .about(vm)
        .filter(({ fact }) => fact === 'assessed' || fact === 'admitted' || fact === 'deferred');
      const first = facts.findIndex(({ fact, found }) => fact === 'assessed' && found != null);
      expect(facts[first + 1]!.s).toBe(facts[first]!.s);
    }
  });

  it('a VM that waits for room gets it in the same window, at the instant it is free', async () => {
    const ran = await run({
      clock: { start: '2024-02-01', end: '2024-03-08' },
      fleet: [
        group('a', 30, {
          patchSettings: { patchMode: 'AutomaticByPlatform', assessmentMode: 'AutomaticByPlatform' },
        }),
      ],
      parameters: {
        ...NO_FAILURES,
        subscriptionShare: '1%',
        installCumulative: exactly('20m'),
        rebootDuration: exactly('5m'),
      },
    });
    const ends = new Set(flightsOf(ran).map(({ to }) => to));
    let filled = 0;
    for (const { vm } of ran.vms) {
      const facts = ran.about(vm);
      facts.forEach((fact, index) => {
        if (fact.fact !== 'admitted' || facts[index - 1]?.s === fact.s) return;
        if (facts[index - 1]?.reason !== 'subscriptionLimit') return;
        filled++;
        expect(ends).toContain(fact.s);
      });
    }
    expect(filled).toBeGreaterThan(10);
    // One VM at a time, 30 minutes each: no gap between two while somebody waits.
    const night = flightsOf(ran).filter(({ from }) => from < Date.parse('2024-02-14T05:00:00Z') / 1000);
    expect(night.length).toBeGreaterThan(8);
  });
});

describe('R21 overdue', () => {
  it('with the reason, 30 days after the release; nobody that is always on', async () => {
    const ran = await run({
      clock: { start: '2024-02-01', end: '2024-04-01' },
      fleet: [
        group('on', 50),
        group('never', 4, {
          patchSettings: {
            patchMode: 'AutomaticByPlatform',
            automaticByPlatformSettings: { rebootSetting: 'Never' },
          },
        }),
        group('away', 4, { power: { off: [{ from: '2024-02-05', to: '2024-03-30' }] } }),
      ],
    });
    const overdue = ran.of('overdue').filter(({ kb }) => kb!.startsWith('KB202402'));
    expect(overdue.every(({ t }) => t === '2024-03-14T18:00:00Z')).toBe(true);
    const reasons = new Map(overdue.map(({ vm, reason }) => [vm, reason]));
    expect([...reasons.keys()].every((vm) => !vm!.startsWith('on-'))).toBe(true);
    expect(reasons.size).toBe(8);
    for (let vm = 1; vm <= 4; vm++) {
      expect(reasons.get(`never-${vm}`)).toBe('rebootRequired');
      expect(['off', 'notAssessed']).toContain(reasons.get(`away-${vm}`));
    }
    expect(ran.summary.groups.away!.overdue).toBe(4);
    expect(ran.summary.groups.on!.overdue).toBe(0);
  });
});
