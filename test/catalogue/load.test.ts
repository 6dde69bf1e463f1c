// The catalogue of a run put together: one order, cut to the horizon, and what is said about it; the shipped data held to
// its form, line by line. Refuses to know which VM gets what.

import { describe, expect, test } from 'vitest';
import { parseInstant } from '../../src/calendar/instant.ts';
import { readRealCalendar } from '../../src/catalogue/builtin.ts';
import { type LoadContext, loadReleases } from '../../src/catalogue/load.ts';
import { releaseClock } from '../../src/catalogue/patch-tuesday.ts';
import { realReleases } from '../../src/catalogue/real.ts';

const at = (text: string): number => parseInstant(text)!;
const DAY = 86_400;

const context = (more: Partial<LoadContext> = {}): LoadContext => ({
  start: at('2024-01-09T18:00Z'),
  end: at('2024-03-12T17:00Z'),
  releaseTime: 10 * 3600,
  random: () => 1,
  unplannedBaselineProbability: 0,
  ...more,
});

const row = (product: string, release_date: string, kb: string, kind = 'cumulative') =>
  ({ product, release_date, kb, kind }) as never;

describe('R5 the catalogue of a run', () => {
  test('is in order of instant, product and KB, whatever the order of the sources', () => {
    const releases = [
      row('WS2025', '2024-02-13', 'KB7'),
      row('WS2022', '2024-02-14', 'KB1'),
      row('WS2022', '2024-02-13', 'KB9', 'preview'),
      row('WS2022', '2024-02-13', 'KB8'),
      row('WS2019', '2024-02-13', 'KB9'),
    ];
    const expected = ['WS2019 KB9', 'WS2022 KB8', 'WS2022 KB9', 'WS2025 KB7', 'WS2022 KB1'];
    for (const given of [releases, releases.toReversed()]) {
      const { releases: found, findings } = loadReleases([{ releases: given }], context());
      expect(findings).toEqual([]);
      expect(found.map(({ product, kb }) => `${product} ${kb}`)).toEqual(expected);
    }
  });

  test('reaches from 400 days before the start to the end, both included', () => {
    const { start, end } = context();
    const instants = loadReleases([{ calendar: 'real', dotnet: false }], context()).releases.map(
      ({ instant }) => instant,
    );
    expect(Math.min(...instants)).toBeGreaterThanOrEqual(start - 400 * DAY);
    expect(Math.min(...instants)).toBeLessThan(start - 360 * DAY);
    expect(Math.max(...instants)).toBe(end);
    const first = Math.min(...instants);
    const from = loadReleases([{ calendar: 'real', dotnet: false }], context({ start: first + 400 * DAY }));
    expect(from.releases[0]!.instant).toBe(first);
  });

  test('says when nothing new comes out, and only then', () => {
    const none = 'the catalogue has no release between start and end of the clock: nothing new comes out.';
    const one = (date: string) =>
      loadReleases([{ releases: [row('WS2022', date, 'KB1')] }], context()).notices;
    expect(one('2024-01-08')).toEqual([none]);
    expect(one('2024-01-09')).toEqual([]);
    expect(one('2024-02-13')).toEqual([]);
    const wrong = loadReleases([{ releases: [row('WS2022', 'soon', 'KB1')] }], context());
    expect([wrong.notices, wrong.findings.length]).toEqual([[], 1]);
  });

  test('has one calendar; a second is a mistake at its place', () => {
    const real = { calendar: 'real', dotnet: false } as const;
    expect(loadReleases([real, { calendar: 'generated', dotnet: false }], context()).findings).toEqual([
      {
        path: ['catalogue', 1, 'calendar'],
        message: 'a catalogue has one calendar, and the real one is already there',
        rule: 'R5',
      },
    ]);
  });

  test('takes 10,000 releases of a user, and no more', () => {
    const many = (count: number) =>
      loadReleases(
        [
          {
            releases: Array.from({ length: count }, (_, index) =>
              row('WS2022', '2024-02-13', `KB${index + 1}`, 'preview'),
            ),
          },
        ],
        context(),
      );
    expect(many(10_000)).toMatchObject({ findings: [], releases: { length: 10_000 } });
    expect(many(10_001).findings).toEqual([
      {
        path: ['catalogue', 0],
        message: 'it lists 10,001 releases; at most 10,000 can be read',
        rule: 'R5',
      },
    ]);
  });

  test.each([
    ['own.csv', {}, '"own.csv" cannot be read here: no way to open files was given'],
    [
      'own.yaml',
      { read: () => '[]' },
      '"own.yaml" cannot be read here: no reader of YAML and JSON was given',
    ],
    ['own.yaml.txt', { read: () => '' }, 'the kind of "own.yaml.txt" is not known'],
    ['own', { read: () => '' }, 'the kind of "own" is not known'],
  ])('refuses %s where it cannot be read', (file, reader, message) => {
    const { findings } = loadReleases([{ file }], context(reader));
    expect(findings.map((one) => [one.path, one.message, one.rule])).toEqual([
      [['catalogue', 0, 'file'], message, 'R5'],
    ]);
  });
});

describe('R5 the shipped data is held to its form', () => {
  const text = readRealCalendar();
  const lines = text.split('\n');
  const options = {
    dotnet: true,
    horizon: { from: 0, start: 0, end: at('2027-01-01') },
    clock: releaseClock(10 * 3600),
  };
  const planted = (line: number, change: (cells: string[]) => string[]) => () =>
    realReleases(lines.with(line - 1, change(lines[line - 1]!.split(',')).join(',')).join('\n'), options);
  const cell = (index: number, value: string) => (cells: string[]) => cells.with(index, value);

  test('as it stands', () => {
    expect(planted(2, (cells) => cells)).not.toThrow();
    expect(realReleases(text, options).releases.every(({ supersedes }) => supersedes.length === 0)).toBe(
      true,
    );
  });

  test.each([
    ['a column of another name', 1, cell(2, 'KB'), 'line 1: columns'],
    ['a column less', 1, (cells: string[]) => cells.slice(0, -1), 'line 1'],
    ['a value too few', 2, (cells: string[]) => cells.slice(0, -1), 'line 2: number of cells'],
    ['a product that there is not', 3, cell(0, 'WS2012'), 'line 3: names'],
    ['a kind that there is not', 3, cell(4, 'bugfix'), 'line 3: names'],
    ['a classification that there is not', 3, cell(5, 'Secure'), 'line 3: names'],
    ['a certainty that there is not', 3, cell(6, 'probably'), 'line 3: certainty'],
    ['digits without KB', 3, cell(2, '5009557'), 'line 3: kb'],
    ['something before the KB', 3, cell(2, 'x KB5009557'), 'line 3: kb'],
    ['something behind the KB', 3, cell(2, 'KB5009557x'), 'line 3: kb'],
    ['a day that there is not', 3, cell(1, '2022-02-30'), 'line 3: release_date'],
  ])('finds %s', (_, line, change, message) => expect(planted(line, change)).toThrow(message));

  test('rows without a date or without a KB are left out', () => {
    const all = realReleases(text, options).releases.length;
    for (const index of [1, 2]) expect(planted(3, cell(index, ''))().releases).toHaveLength(all - 1);
  });
});
