// The policy alone, without a world: gate, room, turns and rollouts against their rules. Refuses to know VMs.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Kind, Release } from '../../src/catalogue/release.ts';
import { type Candidate, mayStart, roomInSet, roomInSubscription } from '../../src/rollout/admission.ts';
import { decideGate, type PhaseView } from '../../src/rollout/gate.ts';
import { setLimit, subscriptionLimit } from '../../src/rollout/limits.ts';
import { REASON } from '../../src/rollout/reason-codes.ts';
import { ADMIT, REASONS, type Reason } from '../../src/rollout/reasons.ts';
import { rolloutsOf } from '../../src/rollout/rollouts.ts';
import { firstTurn, nextTurn, type Turn, zoneOrder } from '../../src/rollout/turns.ts';

const GATE = {
  healthyShare: 0.95,
  haltShare: 0.2,
  haltMinimumVms: 3,
  bake: 24 * 3600,
  phaseLimit: 4 * 24 * 3600,
  checkInterval: 3600,
};
const PLAIN = { ignoreHealth: false, expedited: false };
const HOUR = 3600;
const phase = (more: Partial<PhaseView>): PhaseView => ({
  now: 10 * HOUR,
  openedAt: 0,
  bakingSince: -1,
  attempted: 100,
  unhealthy: 0,
  waiting: false,
  ...more,
});

describe('R16 the gate', () => {
  it('halts above 20 % unhealthy and passes from 95 % healthy on, exactly, for every count', () => {
    for (let attempted = 1; attempted <= 400; attempted++) {
      for (let unhealthy = 0; unhealthy <= attempted; unhealthy++) {
        const decision = decideGate(GATE, phase({ attempted, unhealthy }), PLAIN);
        const expected =
          5 * unhealthy > attempted && unhealthy >= 3
            ? 'halt'
            : 20 * (attempted - unhealthy) < 19 * attempted
              ? 'wait'
              : 'bake';
        expect(decision, `${unhealthy} of ${attempted}`).toBe(expected);
      }
    }
  });

  it.each<[string, Partial<PhaseView>, object, string]>([
    ['waits for VMs that are on', { waiting: true }, PLAIN, 'wait'],
    ['waits no longer than the limit', { waiting: true, now: 96 * HOUR }, PLAIN, 'bake'],
    ['bakes', { bakingSince: 10 * HOUR, now: 33 * HOUR }, PLAIN, 'bake'],
    ['passes after a day of bake', { bakingSince: 10 * HOUR, now: 34 * HOUR }, PLAIN, 'pass'],
    ['waits again when it falls ill while baking', { bakingSince: 0, unhealthy: 6 }, PLAIN, 'wait'],
    ['passes an empty phase after its bake', { attempted: 0, bakingSince: 0, now: 24 * HOUR }, PLAIN, 'pass'],
    ['does not bake an expedited rollout', {}, { ...PLAIN, expedited: true }, 'pass'],
    ['waits a day at most there', { waiting: true, now: 24 * HOUR }, { ...PLAIN, expedited: true }, 'pass'],
    ['looks away when told to', { unhealthy: 100 }, { ...PLAIN, ignoreHealth: true }, 'bake'],
  ])('%s', (_, view, options, decision) => {
    expect(decideGate(GATE, phase(view), options as typeof PLAIN)).toBe(decision);
  });
});

describe('R18 room in an availability set', () => {
  const rules = { setSerialBelow: 10, setShare: 0.2, setShareRounding: 'floor' as const };

  it.each([
    [1, 1],
    [5, 1],
    [9, 1],
    [10, 2],
    [14, 2],
    [15, 3],
    [20, 4],
    [50, 10],
    [199, 39],
  ])('of %d VMs is for %d', (size, limit) => {
    expect(setLimit(size, rules)).toBe(limit);
  });

  it('is never more than 20 % from 10 VMs on, for any share at most the share', () => {
    for (let size = 10; size <= 200; size++) {
      expect(setLimit(size, rules) * 5).toBeLessThanOrEqual(size);
      for (let percent = 1; percent <= 100; percent++) {
        const limit = setLimit(size, { ...rules, setShare: percent / 100 });
        expect(limit).toBe(Math.max(1, Math.floor((size * percent) / 100)));
        const up = setLimit(size, { ...rules, setShare: percent / 100, setShareRounding: 'ceil' });
        expect(up).toBe(Math.max(1, Math.ceil((size * percent) / 100)));
      }
    }
  });

  const room = { now: 100, inFlight: 0, limit: 2, updateDomain: 3, nextDomainAt: 100 };
  it.each<[string, object, number, Reason | undefined]>([
    ['the same domain while there is room', { inFlight: 1, now: 0 }, 3, undefined],
    ['the same domain is full', { inFlight: 2 }, 3, 'setLimit'],
    ['another domain while one is in flight', { inFlight: 1 }, 4, 'updateDomainBusy'],
    ['another domain before the gap is over', { now: 99 }, 4, 'updateDomainBusy'],
    ['another domain after the gap', {}, 4, undefined],
    ['the first domain ever', { updateDomain: -1, now: 0 }, 4, undefined],
  ])('%s', (_, more, domain, reason) => {
    expect(roomInSet({ ...room, ...more }, domain)).toBe(
      reason === undefined ? ADMIT : REASONS.indexOf(reason),
    );
  });
});

describe('R19 room in a subscription', () => {
  it('is 10 % of the VMs, at least one, and gives way when relaxed', () => {
    for (let size = 1; size <= 1000; size++)
      expect(subscriptionLimit(size, { subscriptionShare: 0.1 })).toBe(Math.max(1, Math.floor(size / 10)));
    expect(roomInSubscription(9, 10, false)).toBe(ADMIT);
    expect(roomInSubscription(10, 10, false)).toBe(REASON.subscriptionLimit);
    expect(roomInSubscription(10, 10, true)).toBe(ADMIT);
  });
});

describe('R20 a candidate is admitted, or there is a reason', () => {
  const good: Candidate = {
    now: 50,
    halted: false,
    phaseOpen: true,
    zoneClosed: false,
    on: true,
    windowStart: 0,
    windowEnd: 100,
    needs: 50,
  };
  it.each<[Partial<Candidate>, Reason | undefined]>([
    [{}, undefined],
    [{ halted: true }, 'halted'],
    [{ phaseOpen: false }, 'phaseNotOpen'],
    [{ zoneClosed: true }, 'zoneBusy'],
    [{ on: false }, 'off'],
    [{ windowStart: 51 }, 'notOffPeak'],
    [{ needs: 51 }, 'windowTooShort'],
  ])('%o', (more, reason) => {
    expect(mayStart({ ...good, ...more })).toBe(reason === undefined ? ADMIT : REASONS.indexOf(reason));
  });

  it('whatever it looks like', () => {
    const candidate = fc.record({
      now: fc.nat(200),
      halted: fc.boolean(),
      phaseOpen: fc.boolean(),
      zoneClosed: fc.boolean(),
      on: fc.boolean(),
      windowStart: fc.nat(200),
      windowEnd: fc.nat(400),
      needs: fc.nat(100),
    });
    fc.assert(
      fc.property(candidate, (c) => {
        const answer = mayStart(c);
        const fine =
          !c.halted &&
          c.phaseOpen &&
          !c.zoneClosed &&
          c.on &&
          c.windowStart <= c.now &&
          c.windowEnd - c.now >= c.needs;
        expect(answer === ADMIT).toBe(fine);
        if (answer !== ADMIT) expect(REASONS[answer]).toBeTypeOf('string');
      }),
    );
  });
});

describe('R17 turns of zones', () => {
  it('rotate by one each rollout, or stay as listed', () => {
    expect([0, 1, 2, 3].map((rollout) => zoneOrder([1, 2, 3], rollout, true))).toEqual([
      [1, 2, 3],
      [2, 3, 1],
      [3, 1, 2],
      [1, 2, 3],
    ]);
    expect(zoneOrder([3, 1, 2], 5, false)).toEqual([3, 1, 2]);
  });

  it('never pass to a zone while another is in flight, and reach everybody', () => {
    const zones = fc.record({
      size: fc.integer({ min: 1, max: 6 }),
      length: fc.integer({ min: 1, max: 40 }),
    });
    fc.assert(
      fc.property(fc.array(zones, { minLength: 1, maxLength: 4 }), fc.nat(3), (list, retries) => {
        const order = list.map((_, zone) => zone);
        const rules = { order, bake: 12, end: (now: number) => (Math.floor(now / 24) + 1) * 24 };
        const left = list.map(({ size }) => size + retries);
        const lastLeft = list.map(() => -1000);
        const running: { zone: number; until: number }[] = [];
        let turn: Turn = firstTurn(rules, 0);
        for (let now = 0; now < 4000; now++) {
          for (let index = running.length - 1; index >= 0; index--) {
            if (running[index]!.until > now) continue;
            lastLeft[running[index]!.zone] = now;
            running.splice(index, 1);
          }
          const before = turn;
          turn = nextTurn(turn, rules, {
            now,
            inFlight: (zone) => running.filter((run) => run.zone === zone).length,
            lastLeft: (zone) => lastLeft[zone]!,
            waiting: (zone) => left[zone]! > 0,
          });
          if (turn.zone !== before.zone) expect(now - lastLeft[before.zone]!).toBeGreaterThanOrEqual(12);
          if (turn.state !== 'open' || left[turn.zone] === 0 || running.length > 0) continue;
          left[turn.zone]!--;
          running.push({ zone: turn.zone, until: now + list[turn.zone]!.length });
          expect(new Set(running.map((run) => run.zone)).size).toBe(1);
        }
        expect(left.every((count) => count === 0)).toBe(true);
      }),
    );
  });
});

describe('R15 rollouts', () => {
  const release = (kind: Kind, instant: number, classification = 'Security'): Release =>
    ({ kind, instant, classification, product: 'WS2022' }) as Release;
  const options = { rolloutDelay: 5, oobRollout: 'expedited' as const };

  it('start with every monthly release, all releases of one instant together', () => {
    const releases = [
      release('cumulative', 50),
      release('cumulative', 100),
      release('hotpatch', 100),
      release('preview', 150, 'Updates'),
      release('cumulative', 200),
    ];
    const { list, ofRelease } = rolloutsOf(releases, 50, options);
    expect(list.map(({ released, start, expedited }) => [released, start, expedited])).toEqual([
      [100, 105, false],
      [200, 205, false],
    ]);
    expect([...ofRelease]).toEqual([-1, 0, 0, -1, 1]);
  });

  it('security content out of band has one of its own, or joins the last one', () => {
    const releases = [release('cumulative', 100), release('oob', 130)];
    expect(rolloutsOf(releases, 0, options).list.map(({ expedited }) => expedited)).toEqual([false, true]);
    const joined = rolloutsOf(releases, 0, { ...options, oobRollout: 'nextAssessment' });
    expect(joined.list).toHaveLength(1);
    expect([...joined.ofRelease]).toEqual([0, 0]);
  });
});
