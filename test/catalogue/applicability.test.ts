// R5, R6, R8, R14, R26 and R27 as pure functions: points of a line, what is on offer, and what a machine takes of it.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  BEHIND,
  lineOf,
  NOTHING,
  offerCumulative,
  offerOffBaseline,
  offerOnTrack,
  offersAt,
  releaseOf,
} from '../../src/catalogue/applicability.ts';
import { classificationOf, isBaseline, isHotpatch, rebootBehaviorOf } from '../../src/catalogue/kinds.ts';
import { KINDS, type Kind, type Product, type Release } from '../../src/catalogue/release.ts';

const DAY = 86400;
const release = (
  day: number,
  product: Product,
  kind: Kind,
  classification = classificationOf(kind),
): Release => ({ instant: day * DAY, product, kind, classification, kb: `KB${day}${product}` }) as Release;

/** A year of months of 30 days: baselines where `plan` says b (planned) or u, hotpatches elsewhere. */
function year(plan: string): Release[] {
  return [...plan].flatMap((letter, month) => [
    release(30 * month, 'WS2022', 'cumulative'),
    release(
      30 * month,
      'WS2022-hotpatch',
      letter === 'b' ? 'baseline_planned' : letter === 'u' ? 'baseline_unplanned' : 'hotpatch',
    ),
  ]);
}
const never = () => false;

describe('R5 kinds', () => {
  it('have the classification and the restart behaviour that follows from them', () => {
    expect(KINDS.map((kind) => [kind, classificationOf(kind), rebootBehaviorOf(kind)])).toEqual([
      ['baseline_planned', 'Security', 'AlwaysRequiresReboot'],
      ['baseline_unplanned', 'Security', 'AlwaysRequiresReboot'],
      ['hotpatch', 'Security', 'NeverReboots'],
      ['oob_hotpatch', 'Updates', 'NeverReboots'],
      ['cumulative', 'Security', 'AlwaysRequiresReboot'],
      ['oob', 'Updates', 'AlwaysRequiresReboot'],
      ['preview', 'Updates', 'AlwaysRequiresReboot'],
      ['dotnet', 'Security', 'CanRequestReboot'],
      ['definition', 'Definition', 'NeverReboots'],
    ]);
  });
});

describe('R6 one point of content, two ways to get there', () => {
  it('a cumulative update and the hotpatch of its month are the same content, also some days apart', () => {
    const releases = [
      ...year('bh'),
      release(40, 'WS2022', 'oob', 'Security'),
      release(41, 'WS2022-hotpatch', 'oob_hotpatch', 'Security'),
      release(50, 'WS2022', 'oob', 'Security'),
      release(57, 'WS2022-hotpatch', 'oob_hotpatch', 'Security'),
    ];
    const { points } = lineOf(releases, 'WS2022');
    expect(points.map(({ cumulative, track }) => [cumulative, track])).toEqual([
      [0, 1],
      [2, 3],
      [4, 5],
      [6, -1],
      [-1, 7],
    ]);
  });

  it('a cumulative update of a month contains all before it: one install, whatever was missed', () => {
    const releases = year('bhhbhh');
    const line = lineOf(releases, 'WS2022');
    fc.assert(
      fc.property(fc.integer({ min: -1, max: 5 }), fc.integer({ min: 0, max: 5 }), (level, month) => {
        const offers = offersAt(line, releases, month * 30 * DAY, never);
        const offer = offerCumulative(offers, level);
        if (level >= month) {
          expect(offer).toBe(NOTHING);
          return;
        }
        expect(releases[releaseOf(line, offer)]!.instant).toBe(month * 30 * DAY);
        expect(offerCumulative(offers, offer >> 1)).toBe(NOTHING);
      }),
    );
  });
});

describe('R7 only Critical and Security are automatic', () => {
  it('previews, out-of-band fixes and definitions are never offered automatically', () => {
    const releases = [
      release(0, 'WS2022', 'preview'),
      release(1, 'WS2022', 'oob'),
      release(2, 'WS2022', 'definition'),
      release(2, 'WS2022', 'dotnet', 'Updates'),
      release(2, 'WS2022-hotpatch', 'oob_hotpatch'),
    ];
    const offered = (all: Release[]) => offersAt(lineOf(all, 'WS2022'), all, 9 * DAY, never);
    expect(offered(releases)).toMatchObject({ cumulative: -1, track: -1, dotnet: -1 });
    expect(offered([release(1, 'WS2022', 'oob', 'Critical')])).toMatchObject({ cumulative: 0 });
  });

  it('a fix of another classification in between does not part the two updates of one fix', () => {
    const releases = [
      release(0, 'WS2022', 'cumulative'),
      release(1, 'WS2022', 'preview'),
      release(2, 'WS2022-hotpatch', 'hotpatch'),
    ];
    expect(lineOf(releases, 'WS2022').points).toMatchObject([
      { cumulative: 0, track: 2, onDemand: false },
      { cumulative: 1, track: -1, onDemand: true },
    ]);
  });
});

describe('R8 .NET', () => {
  it('is a list beside the line, of its own product only', () => {
    const releases = [
      release(0, 'WS2022', 'dotnet'),
      release(0, 'WS2019', 'dotnet'),
      release(30, 'WS2022', 'dotnet'),
    ];
    const line = lineOf(releases, 'WS2022');
    expect([line.points, line.dotnet]).toEqual([[], [0, 2]]);
    expect(offersAt(line, releases, 29 * DAY, never).dotnet).toBe(0);
    expect(offersAt(line, releases, 30 * DAY, never).dotnet).toBe(1);
  });
});

describe('R14 on offer', () => {
  it('is what was released by then and not withdrawn', () => {
    const releases = year('bhh');
    const line = lineOf(releases, 'WS2022');
    const at = (day: number, gone: number[] = []) =>
      offersAt(line, releases, day * DAY, (one) => gone.includes(one));
    expect(at(-1)).toMatchObject({ cumulative: -1, track: -1, baseline: -1 });
    expect(at(0)).toMatchObject({ cumulative: 0, track: 0, baseline: 0, baselineIsCurrent: true });
    expect(at(29)).toEqual(at(0));
    expect(at(60)).toMatchObject({ cumulative: 2, track: 2, baseline: 0, baselineIsCurrent: false });
    expect(at(60, [5])).toMatchObject({ cumulative: 2, track: 1 });
    expect(at(60, [1])).toMatchObject({ track: 2, baseline: -1 });
  });
});

describe('R26 R27 what a VM takes, against an oracle over every plan and absence', () => {
  const plans = fc
    .array(fc.constantFrom('b', 'u', 'h', 'h'), { minLength: 2, maxLength: 12 })
    .map((list) => `b${list.join('')}`);

  it('on track: hotpatch on its baseline, baseline while it is the newest, behind otherwise', () => {
    fc.assert(
      fc.property(plans, fc.nat(12), fc.nat(12), (plan, a, b) => {
        const now = Math.max(a, b) % plan.length;
        const level = Math.min(a, b) % (now + 1);
        const releases = year(plan);
        const line = lineOf(releases, 'WS2022');
        const baselineAt = (month: number): number =>
          Math.max(plan.lastIndexOf('b', month), plan.lastIndexOf('u', month));
        const offer = offerOnTrack(offersAt(line, releases, now * 30 * DAY, never), level, baselineAt(level));
        if (level === now) {
          expect(offer).toBe(NOTHING);
          return;
        }
        if (plan[now] !== 'h') {
          expect(isBaseline(releases[releaseOf(line, offer)]!.kind)).toBe(true);
        } else if (baselineAt(level) === baselineAt(now)) {
          expect(isHotpatch(releases[releaseOf(line, offer)]!.kind)).toBe(true);
        } else expect(offer).toBe(BEHIND);
        if (offer >= 0) expect(releases[releaseOf(line, offer)]!.instant).toBe(now * 30 * DAY);
      }),
    );
  });

  it('off track: the newest cumulative update, as the baseline where it is one', () => {
    fc.assert(
      fc.property(plans, fc.nat(12), fc.nat(12), (plan, a, b) => {
        const now = Math.max(a, b) % plan.length;
        const level = (Math.min(a, b) % (now + 1)) - 1;
        const releases = year(plan);
        const line = lineOf(releases, 'WS2022');
        const offers = offersAt(line, releases, now * 30 * DAY, never);
        const { kind, instant } = releases[releaseOf(line, offerOffBaseline(offers, level, false))]!;
        expect(instant).toBe(now * 30 * DAY);
        expect(kind).toBe(
          plan[now] === 'h' ? 'cumulative' : plan[now] === 'b' ? 'baseline_planned' : 'baseline_unplanned',
        );
        const first = releases[releaseOf(line, offerOffBaseline(offers, level, true))]!;
        const baseline = Math.max(plan.lastIndexOf('b', now), plan.lastIndexOf('u', now));
        expect(first.instant).toBe((baseline > level ? baseline : now) * 30 * DAY);
      }),
    );
  });
});
