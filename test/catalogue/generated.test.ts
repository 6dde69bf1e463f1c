// The generated calendar keeps Microsoft's rhythm over any horizon.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DAY, formatDate, parseInstant } from '../../src/calendar/instant.ts';
import { loadReleases } from '../../src/catalogue/load.ts';
import type { Release } from '../../src/catalogue/release.ts';

function generate(
  source: { unplannedBaselines?: string[]; dotnet?: boolean },
  options: { start?: string; end?: string; random?: (purpose: string, month: string) => number } = {},
) {
  return loadReleases([{ calendar: 'generated', dotnet: false, ...source }], {
    start: parseInstant(options.start ?? '2027-01-01')!,
    end: parseInstant(options.end ?? '2027-12-31')!,
    releaseTime: 10 * 3600,
    random: options.random ?? (() => 0.5),
    unplannedBaselineProbability: 0.16,
  });
}
const inYear = (releases: Release[], product: string, year = '2027') =>
  releases.filter((release) => release.product === product && formatDate(release.instant).startsWith(year));
const baselineMonths = (releases: Release[], product: string) =>
  inYear(releases, product)
    .filter(({ kind }) => kind.startsWith('baseline'))
    .map(({ instant }) => formatDate(instant).slice(5, 7));

describe('R5 the generated calendar', () => {
  it.each([
    [[], ['01', '04', '07', '10']],
    [
      ['2027-02', '2027-08'],
      ['01', '02', '04', '07', '08', '10'],
    ],
  ])('has 12 months on each line, with unplanned baselines %j', (unplannedBaselines, expected) => {
    const { releases, findings, notices } = generate({ unplannedBaselines });
    for (const product of ['WS2022-hotpatch', 'WS2025-hotpatch']) {
      expect(inYear(releases, product)).toHaveLength(12);
      expect(baselineMonths(releases, product)).toEqual(expected);
    }
    for (const product of ['WS2019', 'WS2022', 'WS2025']) {
      expect(inYear(releases, product).map(({ kind }) => kind)).toEqual(Array(12).fill('cumulative'));
    }
    expect([findings, notices]).toEqual([[], []]);
  });

  it('U17 draws unplanned baselines once per planned hotpatch month, only when none are listed', () => {
    const asked: string[] = [];
    const random = (purpose: string, month: string) => {
      asked.push(`${purpose} ${month}`);
      return month === '2027-05' ? 0.15 : 0.16;
    };
    const { releases } = generate({}, { random });
    expect(baselineMonths(releases, 'WS2022-hotpatch')).toEqual(['01', '04', '05', '07', '10']);
    expect(baselineMonths(releases, 'WS2025-hotpatch')).toEqual(['01', '04', '05', '07', '10']);
    expect(asked.filter((draw) => draw.includes('2027'))).toEqual(
      ['02', '03', '05', '06', '08', '09', '11', '12'].map((month) => `unplannedBaseline 2027-${month}`),
    );
    asked.length = 0;
    generate({ unplannedBaselines: [] }, { random });
    expect(asked).toEqual([]);
  });

  it('R6 shares a KB between a baseline and its cumulative update, and no other two releases', () => {
    const { releases } = generate({ unplannedBaselines: ['2027-02'], dotnet: true });
    const february = releases.filter(({ instant }) => formatDate(instant).startsWith('2027-02'));
    expect(february.map(({ product, kind, kb }) => [product, kind, kb])).toEqual([
      ['WS2019', 'cumulative', 'KB202702105'],
      ['WS2022', 'cumulative', 'KB202702205'],
      ['WS2025', 'cumulative', 'KB202702305'],
      ['WS2022-hotpatch', 'baseline_unplanned', 'KB202702205'],
      ['WS2025-hotpatch', 'baseline_unplanned', 'KB202702305'],
    ]);
    const own = releases.filter(({ kind }) => !kind.startsWith('baseline')).map(({ kb }) => kb);
    expect(new Set(own).size).toBe(own.length);
    expect(inYear(releases, 'WS2022').filter(({ kind }) => kind === 'dotnet')).toHaveLength(4);
    expect(own.every((kb) => /^KB\d{9}$/.test(kb))).toBe(true);
  });

  it('notes unplanned baselines that change nothing', () => {
    expect(generate({ unplannedBaselines: ['2027-04', '2031-02', '2027-05'] }).notices).toEqual([
      'generated calendar: unplanned baselines of 2027-04, 2031-02 change nothing, ' +
        'the month has a planned baseline or lies outside the horizon.',
    ]);
  });

  it('works at both ends of the time that can be written', () => {
    for (const [start, end, expected] of [
      ['1970-01-01', '1970-12-31', '1970-01-13'],
      ['2200-02-01', '2200-12-31', '2199-01-08'],
    ] as const) {
      const { releases } = generate({}, { start, end });
      expect(formatDate(releases[0]!.instant)).toBe(expected);
    }
  });

  it('releases on second Tuesdays only, from 400 days before the start to the end, in any year', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1975, max: 2150 }), fc.integer({ min: 1, max: 700 }), (year, days) => {
        const start = parseInstant(`${year}-03-05`)!;
        const end = start + days * DAY;
        const { releases } = generate({}, { start: formatDate(start), end: formatDate(end) });
        const instants = new Set(releases.map(({ instant }) => instant));
        for (const instant of instants) {
          const day = new Date(instant * 1000);
          if (day.getUTCDay() !== 2 || day.getUTCDate() < 8 || day.getUTCDate() > 14) return false;
          if (instant < start - 400 * DAY || instant > end) return false;
        }
        return releases.length === instants.size * 5 && instants.size >= Math.floor((days + 400) / 31) - 1;
      }),
      { numRuns: 25 },
    );
  });
});
