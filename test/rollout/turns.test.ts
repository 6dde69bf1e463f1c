// R17 and R18 at their edges: a zone's turn look by look, the end of the room in a set, one rollout per day of release.
// Refuses to know VMs.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Release } from '../../src/catalogue/release.ts';
import { roomInSet } from '../../src/rollout/admission.ts';
import { rolloutsOf } from '../../src/rollout/rollouts.ts';
import { nextTurn, type Turn } from '../../src/rollout/turns.ts';

describe('R17 a turn, look by look', () => {
  const rules = { order: [7, 8, 9], bake: 10, end: (now: number) => now + 100 };
  const open: Turn = { zone: 8, until: 100, state: 'open' };
  const draining: Turn = { ...open, state: 'draining' };
  const look = (turn: Turn, more: { now?: number; flying?: boolean; left?: number; waiting?: number[] }) => {
    const { now = 50, flying = false, left = 0, waiting = [7, 8, 9] } = more;
    return nextTurn(turn, rules, {
      now,
      inFlight: (zone) => Number(flying && zone === turn.zone),
      lastLeft: () => left,
      waiting: (zone) => waiting.includes(zone),
    });
  };

  test('lasts while it has time and somebody waits', () => {
    expect(look(open, {})).toBe(open);
    expect(look(open, { now: 99 })).toBe(open);
  });

  test('ends with its time, and the next zone in the order begins', () => {
    expect(look(open, { now: 100 })).toEqual({ zone: 9, until: 200, state: 'open' });
  });

  test('goes round the order, back to the same zone when it alone waits', () => {
    expect(look(open, { now: 100, waiting: [7, 8] }).zone).toBe(7);
    expect(look({ ...open, zone: 9 }, { now: 100 }).zone).toBe(7);
    expect(look(open, { now: 100, waiting: [8] })).toEqual({ zone: 8, until: 200, state: 'open' });
  });

  test('waits until its last VM has landed and rested for the bake time', () => {
    expect(look(open, { now: 100, flying: true })).toEqual(draining);
    expect(look(open, { now: 100, left: 91 })).toEqual(draining);
    expect(look(open, { now: 100, left: 90 }).zone).toBe(9);
    expect(look(draining, { now: 60, flying: true })).toBe(draining);
    expect(look(draining, { now: 60 })).toEqual({ zone: 9, until: 160, state: 'open' });
  });

  test('with nobody waiting anywhere it drains, and stays so', () => {
    expect(look(open, { waiting: [] })).toEqual(draining);
    expect(look(draining, { waiting: [] })).toBe(draining);
  });
});

test('R18 a set answers alike to all update domains but the one in flight, or to all', () => {
  fc.assert(
    fc.property(
      fc.nat(5),
      fc.integer({ min: 1, max: 4 }),
      fc.integer({ min: -1, max: 19 }),
      fc.nat(20),
      (inFlight, limit, updateDomain, nextDomainAt) => {
        const room = { now: 10, inFlight, limit, updateDomain, nextDomainAt };
        const answers = Array.from({ length: 20 }, (_, domain) => roomInSet(room, domain));
        const others = roomInSet(room, 255);
        expect(answers.filter((answer, domain) => domain !== updateDomain && answer !== others)).toEqual([]);
        if (updateDomain < 0) expect(roomInSet(room, updateDomain)).toBe(others);
      },
    ),
  );
});

describe('R15 one rollout per instant of release that installs something', () => {
  const release = (instant: number, kind: string, classification = 'Security') =>
    ({ instant, kind, classification, product: 'WS2022', kb: `KB${instant}` }) as unknown as Release;
  const rollouts = (list: Release[], oobRollout: 'expedited' | 'nextAssessment') => {
    const { list: found, ofRelease } = rolloutsOf(list, 0, { rolloutDelay: 5, oobRollout });
    return { found: found.map(({ start, expedited }) => [start, expedited]), of: [...ofRelease] };
  };

  test.each(['expedited', 'nextAssessment'] as const)('%s', (oobRollout) => {
    const expedites = oobRollout === 'expedited';
    const given = [
      release(10, 'baseline_planned'),
      release(10, 'oob'),
      release(20, 'oob'),
      release(30, 'preview', 'Updates'),
      release(40, 'dotnet'),
    ];
    expect(rollouts(given, oobRollout)).toEqual({
      found: expedites
        ? [
            [15, false],
            [25, true],
            [45, false],
          ]
        : [
            [15, false],
            [45, false],
          ],
      of: expedites ? [0, 0, 1, -1, 2] : [0, 0, 0, -1, 1],
    });
  });

  test('an out-of-band update that comes first has a rollout of its own; what is out before the start has none', () => {
    expect(rollouts([release(0, 'cumulative'), release(20, 'oob')], 'nextAssessment')).toEqual({
      found: [[25, true]],
      of: [-1, 0],
    });
  });
});
