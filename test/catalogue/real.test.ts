// The shipped calendar: what it holds, when its releases come out, and what it says about its own gaps.

import { readFileSync } from 'node:fs';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, it } from 'vitest';
import { parseInstant } from '../../src/calendar/instant.ts';
import { loadReleases } from '../../src/catalogue/load.ts';
import { cellsOf } from '../../src/catalogue/real.ts';
import type { Release } from '../../src/catalogue/release.ts';
import { csvValues } from '../../src/scenario/csv.ts';

const TEN = 10 * 3600;

function load(start: string, end: string, dotnet = false) {
  return loadReleases([{ calendar: 'real', dotnet }], {
    start: parseInstant(start)!,
    end: parseInstant(end)!,
    releaseTime: TEN,
    random: () => 0,
    unplannedBaselineProbability: 1,
  });
}

const local = ({ instant }: Release) =>
  Temporal.Instant.fromEpochMilliseconds(instant * 1000).toZonedDateTimeISO('America/Los_Angeles');
const count = <T>(items: readonly T[], keyOf: (item: T) => string) => {
  const counts: Record<string, number> = {};
  for (const item of items) counts[keyOf(item)] = (counts[keyOf(item)] ?? 0) + 1;
  return counts;
};

const everything = load('2023-01-01', '2027-01-01', true);

describe('R5 the real calendar', () => {
  it.each(['\n', '\r\n'])('is what a CSV parser reads in it, lines ending in %j', (end) => {
    const file = new URL('../../src/catalogue/data/windows-server-releases.csv', import.meta.url);
    const text = readFileSync(file, 'utf8').replaceAll('\n', end);
    expect(cellsOf(text)).toEqual(csvValues(text));
  });

  it('offers every row of the data that has a date and a KB, and no other', () => {
    const file = new URL('../../src/catalogue/data/windows-server-releases.csv', import.meta.url);
    // Product, date, KB, build and kind hold no commas: splitting is an oracle independent of the CSV parser.
    const rows = readFileSync(file, 'utf8').trimEnd().split('\n').slice(1);
    const complete = rows.map((row) => row.split(',')).filter(([, date, kb]) => date !== '' && kb !== '');
    expect(rows).toHaveLength(330);
    expect(everything.findings).toEqual([]);
    expect(count(everything.releases, ({ product, kind }) => `${product} ${kind}`)).toEqual(
      count(complete, ([product, , , , kind]) => `${product} ${kind}`),
    );
    expect(count(everything.releases, ({ product, kind }) => `${product} ${kind}`)).toMatchObject({
      'WS2019 cumulative': 55,
      'WS2022 cumulative': 56,
      'WS2025 cumulative': 24,
      'WS2022-hotpatch hotpatch': 31,
      'WS2025-hotpatch hotpatch': 14,
      'WS2022 dotnet': 7,
    });
  });

  it('U3 releases every Patch Tuesday row on a second Tuesday at 10:00 in Los Angeles, summer and winter', () => {
    const monthly = everything.releases.filter(({ kind }) =>
      ['cumulative', 'hotpatch', 'baseline_planned', 'baseline_unplanned'].includes(kind),
    );
    expect(new Set(monthly.map((release) => local(release).offset))).toEqual(new Set(['-08:00', '-07:00']));
    for (const release of monthly) {
      const at = local(release);
      expect([release.kb, at.dayOfWeek, Math.ceil(at.day / 7), at.hour, at.minute]).toEqual([
        release.kb,
        2,
        2,
        10,
        0,
      ]);
    }
  });

  it('knows the five baselines and seven hotpatches of WS2022 in 2024', () => {
    const { releases, notices } = load('2024-01-01', '2025-01-01');
    const track = releases.filter(
      (release) => release.product === 'WS2022-hotpatch' && local(release).year === 2024,
    );
    const months = (wanted: (kind: string) => boolean) =>
      track.filter(({ kind }) => wanted(kind)).map((release) => local(release).month);
    expect(months((kind) => kind.startsWith('baseline'))).toEqual([1, 4, 7, 8, 10]);
    expect(months((kind) => kind === 'baseline_unplanned')).toEqual([8]);
    expect(months((kind) => kind === 'hotpatch')).toEqual([2, 3, 5, 6, 9, 11, 12]);
    expect(track).toHaveLength(12);
    expect(notices).toEqual([]);
  });

  it('gives a baseline the KB and build of its month cumulative update', () => {
    for (const base of everything.releases.filter(({ kind }) => kind.startsWith('baseline'))) {
      const product = base.product.replace('-hotpatch', '');
      const twin = everything.releases.find(
        ({ product: other, kind, instant }) =>
          other === product && kind === 'cumulative' && instant === base.instant,
      );
      expect(twin).toMatchObject({ kb: base.kb, build: base.build });
    }
  });

  it('R7 counts only the WSUS fixes of October 2025 among out-of-band updates and previews as Security', () => {
    const extra = everything.releases.filter(({ kind }) => ['oob', 'oob_hotpatch', 'preview'].includes(kind));
    const security = extra.filter(({ classification }) => classification === 'Security').map(({ kb }) => kb);
    expect(security.sort()).toEqual(['KB5070881', 'KB5070883', 'KB5070884', 'KB5070892', 'KB5070893']);
    expect(extra.every(({ classification }) => ['Security', 'Updates'].includes(classification))).toBe(true);
    const others = everything.releases.filter((release) => !extra.includes(release));
    expect(new Set(others.map(({ classification }) => classification))).toEqual(new Set(['Security']));
  });

  it('R24 takes the reboot behaviour from the kind', () => {
    const pairs = new Set(everything.releases.map(({ kind, rebootBehavior }) => `${kind} ${rebootBehavior}`));
    expect([...pairs].sort()).toEqual([
      'baseline_planned AlwaysRequiresReboot',
      'baseline_unplanned AlwaysRequiresReboot',
      'cumulative AlwaysRequiresReboot',
      'dotnet CanRequestReboot',
      'hotpatch NeverReboots',
      'oob AlwaysRequiresReboot',
      'oob_hotpatch NeverReboots',
      'preview AlwaysRequiresReboot',
    ]);
  });

  it('keeps 400 days before the start, nothing after the end, .NET only on request, in order', () => {
    const { releases } = load('2024-01-01', '2024-06-30');
    expect(releases.some(({ kind }) => kind === 'dotnet')).toBe(false);
    expect(local(releases[0]!).toPlainDate().toString()).toBe('2022-12-13');
    expect(local(releases.at(-1)!).toPlainDate().toString()).toBe('2024-06-20');
    const order = releases.map(({ instant }) => instant);
    expect(order).toEqual([...order].sort((a, b) => a - b));
    expect(
      releases.filter(({ instant }) => instant === releases[0]!.instant).map(({ product }) => product),
    ).toEqual(['WS2019', 'WS2022', 'WS2022-hotpatch']);
  });

  it('says which rows it skips, which are inferred, which months are missing and where it ends', () => {
    expect(load('2026-06-01', '2026-12-31').notices).toEqual([
      'real calendar: 7 rows without a date or KB were skipped: WS2022-hotpatch hotpatch 2026-08-11, 2026-11-10, ' +
        '2026-12-08; WS2022-hotpatch baseline_planned 2026-10-13; WS2025-hotpatch baseline_planned 2026-10-13; ' +
        'WS2025-hotpatch hotpatch 2026-11-10, 2026-12-08.',
      'real calendar: 9 rows of the horizon are inferred, not documented: WS2019 cumulative KB5099538; ' +
        'WS2022 cumulative KB5099540; WS2025 cumulative KB5099536, KB5120233; ' +
        'WS2022-hotpatch baseline_unplanned KB5094128; WS2022-hotpatch baseline_planned KB5099540; ' +
        'WS2025-hotpatch baseline_unplanned KB5094125; WS2025-hotpatch baseline_planned KB5099536; ' +
        'WS2025-hotpatch hotpatch KB5120228.',
      'real calendar: no monthly release is known for WS2019 in 2026-08, 2026-09; WS2022 in 2026-08; ' +
        'WS2022-hotpatch in 2026-08.',
      'real calendar: it knows releases from 2022-01-04 to 2026-09-08, and the horizon 2026-06-01 to 2026-12-31 ' +
        'reaches beyond: nothing is released there.',
    ]);
    const [skipped] = load('2024-01-01', '2024-12-31', true).notices;
    expect(skipped).toMatch(
      /^real calendar: 29 rows .* WS2019 dotnet KB5012328, .*; WS2025 dotnet KB5087051\.$/,
    );
  });
});
