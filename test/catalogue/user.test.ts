// A user's own releases: read from every format, and every mistake in them reported at once.

import { describe, expect, expectTypeOf, it } from 'vitest';
import { formatInstant, parseInstant } from '../../src/calendar/instant.ts';
import { type LoadContext, loadReleases } from '../../src/catalogue/load.ts';
import type { Classification, Kind, Product } from '../../src/catalogue/release.ts';
import type { CatalogueSource, UserRelease } from '../../src/scenario/schema.ts';

function load(
  sources: CatalogueSource[],
  files: Record<string, string> = {},
  more: Partial<LoadContext> = {},
) {
  return loadReleases(sources, {
    start: parseInstant('2030-01-01')!,
    end: parseInstant('2030-12-31')!,
    releaseTime: 10 * 3600,
    random: () => 1,
    unplannedBaselineProbability: 0,
    read: (path) => {
      const text = files[path];
      if (text === undefined) throw new Error('no such file');
      return text;
    },
    parseData: (text) => {
      try {
        return { value: JSON.parse(text), findings: [] };
      } catch {
        return { value: undefined, findings: [{ path: [], message: 'not JSON' }] };
      }
    },
    ...more,
  });
}
const csv = (...lines: string[]) => load([{ file: 'own.csv' }], { 'own.csv': lines.join('\n') });
const said = ({ findings }: ReturnType<typeof load>) =>
  findings.map(({ message, hint, rule }) => `${rule} ${message}${hint === undefined ? '' : ` | ${hint}`}`);

describe('R5 releases of a user', () => {
  const rows = [
    { product: 'WS2022-hotpatch', release_date: '2030-01-08', kb: 'KB1', kind: 'baseline_planned' },
    { product: 'WS2022-hotpatch', release_date: '2030-07-12T08:30:00Z', kb: 'KB3', kind: 'oob_hotpatch' },
    { product: 'WS2022', release_date: '2030-07-09', kb: 'KB2', kind: 'oob', classification: 'Critical' },
  ] as const;
  const list = [
    rows[0],
    rows[1],
    { ...rows[2], os_build: '20348.10', supersedes: ['KB1', 'KB3'], note: 'x, "y"' },
  ];
  const text =
    '\uFEFFnote,product,release_date,kb,kind,classification,supersedes,os_build\r\n' +
    ',WS2022-hotpatch,2030-01-08,KB1,baseline_planned\r\n\r\n' +
    ' , WS2022-hotpatch , 2030-07-12T08:30:00Z,KB3,oob_hotpatch,,,\r\n' +
    '"x, ""y""",WS2022,2030-07-09,KB2,oob,Critical,KB1;  KB3,20348.10\r\n';

  it('takes in the scenario what it takes in a file', () => {
    // Checked by the compiler: the scenario folder may not import these names and lists them itself.
    expectTypeOf<UserRelease['product']>().toEqualTypeOf<Product>();
    expectTypeOf<UserRelease['kind']>().toEqualTypeOf<Kind>();
    expectTypeOf<UserRelease['classification']>().toEqualTypeOf<Classification | undefined>();
  });

  it('reads the same releases from CSV, from a data file and from the scenario', () => {
    const fromCsv = load([{ file: 'own.csv' }], { 'own.csv': text });
    const fromData = load([{ file: 'own.json' }], { 'own.json': JSON.stringify(list) });
    const inline = load([{ releases: list }]);
    const strip = ({ releases }: typeof inline) => releases.map(({ source: _, ...release }) => release);
    expect([fromCsv.findings, fromData.findings, inline.findings]).toEqual([[], [], []]);
    expect(strip(fromData)).toEqual(strip(fromCsv));
    expect(strip(inline)).toEqual(strip(fromCsv));
    expect(fromCsv.releases.map(({ kb, source }) => [kb, source])).toEqual([
      ['KB1', 'own.csv'],
      ['KB2', 'own.csv'],
      ['KB3', 'own.csv'],
    ]);
    expect(fromCsv.releases.map(({ instant }) => formatInstant(instant))).toEqual([
      '2030-01-08T18:00:00Z',
      '2030-07-09T17:00:00Z',
      '2030-07-12T08:30:00Z',
    ]);
    expect(fromCsv.releases[1]).toMatchObject({
      classification: 'Critical',
      certainty: 'user',
      supersedes: ['KB1', 'KB3'],
      build: '20348.10',
      note: 'x, "y"',
    });
  });

  it('reports everything that is wrong with a CSV file at once, each with its place', () => {
    const result = csv(
      'product,release_date,kb,kind,classification,supersedes,os_buidl',
      'WS2202,2030-02-30,5034129,cumulativ,Securty',
      '"WS2022",2030-01-08,KB1,cumulative,,KB2',
      'WS2022,2030-02-12,KB2,cumulative,,KB3 KB9',
      'WS2022,2030-03-12,KB3,cumulative,,KB1',
      'WS2022,2030-04-09,KB1,oob',
      'WS2025-hotpatch,2030-02-12,KB4,hotpatch',
      'WS2022,2030-02-12,KB5,hotpatch',
      'WS2022,,"KB6",preview,,"KB1,KB2",1,x',
      'WS2022,,,preview',
      'WS2025-hotpatch,2030-04-09,KB10,baseline_planned',
    );
    expect(said(result)).toEqual([
      'R5 own.csv:1:56: unknown column "os_buidl" | did you mean "os_build"?',
      'R5 own.csv:9:36: 8 values in a row, but 7 columns | put a value with a comma in quotes',
      'R5 own.csv:2:1: unknown product "WS2202" | did you mean "WS2022"?',
      'R5 own.csv:2:27: unknown kind "cumulativ" | did you mean "cumulative"?',
      'R5 own.csv:2:37: unknown classification "Securty" | did you mean "Security"?',
      'R5 own.csv:2:19: "5034129" is not a KB number | did you mean "KB5034129"?',
      'R5 own.csv:2:8: "2030-02-30" is not a date | write 2024-01-09 or 2024-01-09T18:00:00Z',
      'R26 own.csv:8:23: WS2022 has no hotpatch track, so no hotpatch | did you mean product "WS2022-hotpatch"?',
      'R5 own.csv:10:8: a release needs a release_date',
      'R5 own.csv:10:9: a release needs a kb',
      'R5 own.csv:6:19: KB1 is listed twice for WS2022',
      'R6 own.csv:4:35: KB2 supersedes KB9, which the catalogue does not have',
      'R6 own.csv:5:35: supersedence runs in a circle: KB1 → KB2 → KB3 → KB1',
      'R6 own.csv:7:17: KB4 is a hotpatch of WS2025-hotpatch, and the catalogue has no baseline before it' +
        ' | add a row of kind baseline_planned before it',
    ]);
    expect(result.findings.every(({ path }) => path.join('.') === 'catalogue.0.file')).toBe(true);
  });

  it.each([
    [
      'product,release_dat,kb\nWS2022,x,y',
      [
        'unknown column "release_dat" | did you mean "release_date"?',
        'column "release_date" is missing',
        'column "kind" is missing',
      ],
    ],
    ['', ['product', 'release_date', 'kb', 'kind'].map((name) => `column "${name}" is missing`)],
    [
      'product,kb\n"WS2022,KB1\n',
      ['not readable as CSV: the parsing is finished with an opening quote at line 2'],
    ],
    ['product,release_date,kb,kind,kb', ['column "kb" is there twice']],
  ])('refuses a CSV file whose shape is wrong: %j', (text, expected) => {
    expect(said(csv(text)).map((line) => line.replace(/^R5 own\.csv:\d+:\d+: /, ''))).toEqual(expected);
  });

  it('names the place inside a data file, by line where the reader knows it', () => {
    const text = JSON.stringify([{ ...rows[0], kb: 1, kin: 'x' }, 7, { ...rows[2], product: 'WS' }]);
    const expected = [
      'R5 own.yaml [0].kb: text was expected | write it in quotes: "1"',
      'R5 own.yaml [0].kin: unknown key "kin" | did you mean "kind"?',
      'R5 own.yaml [1]: a release was expected | with product, release_date, kb, kind',
      'R5 own.yaml [2].product: unknown product "WS" | one of WS2019, WS2022, WS2025, WS2022-hotpatch, WS2025-hotpatch',
    ];
    const files = { 'own.yaml': text };
    expect(said(load([{ file: 'own.yaml' }], files))).toEqual(expected);
    const located = load([{ file: 'own.yaml' }], files, {
      parseData: (json) => ({
        value: JSON.parse(json),
        findings: [],
        locate: (path) => ({ line: Number(path[0]) + 1, column: path.length }),
      }),
    });
    expect(said(located)[0]).toBe('R5 own.yaml:1:2: text was expected | write it in quotes: "1"');
  });

  it('refuses files it cannot read, unknown kinds of file, and a second calendar', () => {
    const sources: CatalogueSource[] = [
      { file: 'gone.csv' },
      { file: 'own.xlsx' },
      { file: 'bad.json' },
      { file: 'object.json' },
      { calendar: 'generated', dotnet: false },
      { calendar: 'real', dotnet: false },
    ];
    const result = load(sources, { 'bad.json': '{', 'object.json': '{}' });
    expect(said(result)).toEqual([
      'R5 "gone.csv" cannot be read: no such file',
      'R5 the kind of "own.xlsx" is not known | a catalogue is .csv, .yaml, .yml or .json',
      'undefined bad.json: not JSON',
      'R5 object.json: a list of releases was expected',
      'R5 a catalogue has one calendar, and the generated one is already there',
    ]);
    expect(result.findings.map(({ path }) => path[1])).toEqual([0, 1, 2, 3, 5]);
  });

  it('R6 checks a user against the calendar beside it, of any age', () => {
    const result = load([
      {
        releases: [
          { product: 'WS2022', release_date: '2030-01-08', kb: 'KB5034129', kind: 'oob' },
          {
            product: 'WS2022',
            release_date: '2030-01-08',
            kb: 'KB7',
            kind: 'oob',
            supersedes: ['KB5009555'],
          },
          { product: 'WS2022-hotpatch', release_date: '2030-01-08', kb: 'KB8', kind: 'hotpatch' },
        ],
      },
      { calendar: 'real', dotnet: false },
    ]);
    expect(said(result)).toEqual(['R5 KB5034129 is listed twice for WS2022']);
    expect(result.findings[0]?.path).toEqual(['catalogue', 0, 'releases', 0, 'kb']);
  });

  it('R6 follows a chain of supersedence of any length', () => {
    const lines = Array.from({ length: 9_000 }, (_, n) => `WS2022,2030-01-08,KB${n + 1},oob,KB${n}`);
    const result = csv(
      'product,release_date,kb,kind,supersedes',
      'WS2022,2030-01-08,KB0,oob,KB9000',
      ...lines,
    );
    expect(result.findings).toHaveLength(1);
    expect(result.findings[0]?.message).toMatch(/circle: KB0 → KB9000 → .* → KB1 → KB0$/);
  });
});
