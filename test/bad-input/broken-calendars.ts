// Broken calendars of a user, as the text of the file beside a right scenario. Refuses to know how they are read.

/** File · text · what the answer must say. */
export type BrokenCalendar = readonly [file: string, text: string, says: RegExp];

const HEAD = 'product,release_date,kb,kind,supersedes';
const csv = (...rows: string[]): string => [HEAD, ...rows, ''].join('\n');
const ROW = 'WS2022,2024-02-13,KB1,cumulative,';
const yaml = (entry: string): string =>
  `- { product: WS2022, release_date: 2024-02-13, kind: cumulative, ${entry} }\n`;

export const BROKEN_CALENDARS: readonly BrokenCalendar[] = [
  ['own.csv', '', /column "product" is missing/],
  ['own.csv', '\uFEFF', /column "product" is missing/],
  ['own.csv', 'x', /unknown column/],
  ['own.csv', csv('WS2022,0000-00-00,KB1,cumulative,'), /own\.csv:2:8 .*not a date/],
  ['own.csv', csv('WS2022,9999-12-31,KB1,cumulative,'), /not a date/],
  ['own.csv', csv('WS2022,NaN,KB1,cumulative,'), /not a date/],
  ['own.csv', csv('WS2022,2024-02-13,KB1e400,cumulative,'), /not a KB number/],
  ['own.csv', csv(`WS2022,2024-02-13,KB${'1'.repeat(5000)},cumulative,`), /not a KB number/],
  ['own.csv', csv('WS2022,2024-02-13,-1,cumulative,'), /not a KB number/],
  ['own.csv', csv(ROW, ROW), /own\.csv:3:19 .*KB1 is listed twice/],
  ['own.csv', csv(`${ROW}KB1`), /circle: KB1 → KB1/],
  ['own.csv', csv('WS2022,2024-02-13,KB1,cumulative,KB2', 'WS2022,2024-02-13,KB2,oob,KB1'), /circle/],
  ['own.csv', csv(`${ROW}KB9`), /which the catalogue does not have/],
  ['own.csv', csv('WS2022-hotpatch,2024-02-13,KB1,hotpatch,'), /no baseline before it/],
  ['own.csv', csv('WS2022,2024-02-13,KB1,hotpatch,'), /no hotpatch track/],
  ['own.csv', csv('WS2022,2024-02-13,"KB1'), /not readable as CSV/],
  ['own.csv', csv('WS2022,2024-02-13,K"B"1,cumulative,'), /CSV|KB/],
  ['own.csv', csv('a,b,c,d,e,f'), /6 values in a row/],
  ['own.csv', csv('<script>,2024-02-13,KB1,cumulative,'), /unknown product "<script>"/],
  ['own.csv', csv('🚀,2024-02-13,KB1,שלום,'), /unknown product "🚀"/],
  ['own.csv', csv(`${ROW}\0`), /NUL/],
  ['own.csv', csv(ROW).replaceAll(',', ';'), /unknown column|missing/],
  ['own.csv', csv(ROW).replaceAll(',', '\t'), /unknown column|missing/],
  ['own.csv', `${HEAD}\n${'x'.repeat(3_000_000)}\n`, /unknown product/],
  ['own.csv', 'a,'.repeat(2_000_001), /longer than 4,000,000/],
  [
    'own.csv',
    csv(...Array.from({ length: 10_001 }, (_, n) => `WS2022,2024-02-13,KB${n},oob,`)),
    /10,001 releases; at most 10,000/,
  ],
  ['own.csv', csv(...Array.from({ length: 9_000 }, (_, n) => `WS,x,${n},y,z`)), /unknown product/],
  ['own.yaml', '', /empty/],
  ['own.yaml', '{}', /a list of releases/],
  ['own.yaml', '[7]', /a release was expected/],
  ['own.yaml', '[', /own\.yaml:/],
  ['own.yaml', '['.repeat(10_000), /nested too deeply/],
  ['own.yaml', yaml('kb: 1'), /own\.yaml:1:\d+ .*text was expected/],
  ['own.yaml', yaml('kb: .nan'), /text was expected/],
  ['own.yaml', yaml('kb: KB1, kb: KB2'), /twice/],
  ['own.yaml', yaml('kb: KB1') + yaml('kb: KB1'), /own\.yaml:2:\d+ .*KB1 is listed twice/],
  ['own.yaml', yaml('kb: KB1, supersedes: [KB1]'), /circle/],
  ['own.yaml', yaml('kb: KB1, supersedes: KB1'), /a list of KB numbers/],
  ['own.yaml', yaml('kb: KB1, __proto__: { a: 1 }'), /unknown key "__proto__"/],
  ['own.yaml', yaml('kb: *x'), /no anchor/],
  ['own.yaml', '\0', /NUL/],
  ['own.json', '[{"product": "WS2022"', /own\.json:/],
  ['own.json', '[{"product": "WS2022"}]', /a release needs a kb/],
  ['own.json', `[${'0,'.repeat(600_000)}0]`, /words and signs/],
  ['own.json', '#'.repeat(4_000_001), /longer than 4,000,000/],
  ['own.xlsx', 'PK', /kind of "own\.xlsx" is not known/],
  ['own', '', /kind of "own" is not known/],
];
