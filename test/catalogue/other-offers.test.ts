// R6, R7 and F63 of updates that are installed on demand: what a machine can have of them, as pure functions.
import { describe, expect, it } from 'vitest';
import { lineOf, offersAt } from '../../src/catalogue/applicability.ts';
import { classificationOf } from '../../src/catalogue/kinds.ts';
import { type Has, otherOffersAt, othersFor } from '../../src/catalogue/other-offers.ts';
import type { Kind, Product, Release } from '../../src/catalogue/release.ts';

const DAY = 86400;
const release = (
  day: number,
  product: Product,
  kind: Kind,
  classification = classificationOf(kind),
): Release => ({ instant: day * DAY, product, kind, classification, kb: `KB${day}${product}` }) as Release;

/** January's baseline, February's hotpatch, and what came out beside them. */
const RELEASES = [
  release(0, 'WS2022', 'cumulative'),
  release(0, 'WS2022-hotpatch', 'baseline_planned'),
  release(10, 'WS2022', 'definition'),
  release(12, 'WS2022', 'definition'),
  release(15, 'WS2022', 'preview'),
  release(20, 'WS2022', 'dotnet', 'Updates'),
  release(30, 'WS2022', 'cumulative'),
  release(30, 'WS2022-hotpatch', 'hotpatch'),
  release(36, 'WS2022-hotpatch', 'oob_hotpatch'),
  release(40, 'WS2022', 'dotnet'),
  release(45, 'WS2022', 'preview'),
];
const line = lineOf(RELEASES, 'WS2022');

/** Kinds and days of what a machine can have on a day, its level that of an earlier day. */
function found(day: number, since: number, more: Partial<Has> = {}, gone: readonly number[] = []) {
  const offers = (at: number) => offersAt(line, RELEASES, at * DAY, (one) => gone.includes(one));
  const automatic = offers(day);
  const then = offers(since);
  const others = otherOffersAt(line, RELEASES, day * DAY, (one) => gone.includes(one), automatic);
  const has = {
    level: then.cumulative,
    baseline: -1,
    dotnet: then.dotnet,
    definition: -1,
    onTrack: false,
    ...more,
  };
  return othersFor(line, others, automatic, has).map(({ release: index }) => {
    const { kind, instant } = RELEASES[index]!;
    return `${kind} ${instant / DAY}`;
  });
}

describe('R7 what is found beside Critical and Security updates', () => {
  it('the newest preview until a newer cumulative update contains it, of definitions only the newest', () => {
    expect(found(9, 0)).toEqual([]);
    expect(found(20, 0)).toEqual(['preview 15', 'dotnet 20', 'definition 12']);
    expect(found(30, 0)).toEqual(['dotnet 20', 'definition 12']);
    expect(found(45, 0)).toEqual(['preview 45', 'definition 12']);
  });

  it('nothing that the machine has already, or that was withdrawn', () => {
    const preview = line.points.findIndex(({ onDemand }) => onDemand);
    expect(found(20, 0, { level: preview })).toEqual(['dotnet 20', 'definition 12']);
    expect(found(20, 0, { definition: 1, dotnet: 0 })).toEqual(['preview 15']);
    expect(found(20, 0, { definition: 0 }, [3, 4])).toEqual(['dotnet 20']);
  });

  it('a hotpatch only on the track and on the baseline that it is a delta on (F63)', () => {
    const [january] = line.points.keys();
    expect(found(36, 30)).toEqual(['dotnet 20', 'definition 12']);
    expect(found(36, 30, { onTrack: true, baseline: january! })[0]).toBe('oob_hotpatch 36');
    expect(found(36, 30, { onTrack: true })).not.toContain('oob_hotpatch 36');
  });
});
