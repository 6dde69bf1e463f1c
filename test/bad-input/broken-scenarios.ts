// Broken scenarios as a table: a right one, what is done to it, and a word that the answer must hold. Refuses to know
// where the mistake is said to be; test/scenario proves that for each kind of mistake.

import { CONTRADICTIONS } from './contradictions.ts';
import { type BrokenScenario, changed, RIGHT, withShape } from './right-scenario.ts';

const NUMBERS = [
  '.nan',
  '.inf',
  '-.inf',
  '1e400',
  '-1',
  '0',
  '1e12',
  '0.5',
  '"6"',
  '~',
  '[6]',
  '0x1p3',
  'NaN',
];
const DATES = [
  '0000-01-01',
  '0001-01-01',
  '1969-12-31',
  '9999-12-31',
  '10000-01-01',
  '2024-02-30',
  '2024-13-01',
  '2024-01-01T25:00:00Z',
  '20240101',
  '1704067200',
  '-2024-01-01',
  '2024-01-01T00:00:00+99:00',
  '01/02/2024',
  'yesterday',
  '.nan',
];
const NAMES = [
  '<script>alert(1)</script>',
  '"a\\"b"',
  "'it''s'",
  '🚀',
  'שלום',
  '"\\u202Eevil"',
  '../x',
  'a/b',
  '""',
  'con\\x',
  'a'.repeat(65),
  '~',
  '1',
  'true',
  '-',
  'a b',
];
const DURATIONS = ['-1h', '1e400h', '12', 'P', 'PT', '99999999999h', '1y', '.inf', '12 h', '""', '[]'];
const SHARES = ['-1%', '101%', '1.01', '.nan', '.inf', '1e400', '"0.1"', '5 %', '~'];
/** Every key of the right scenario that takes a mapping or list, given something else. */
const SHAPES = ['clock', 'catalogue', 'fleet', 'parameters', 'rollout', 'incidents', 'actions'];
const WRONG_SHAPES = [
  '7',
  'text',
  '[[]]',
  '[7]',
  '[~]',
  '{ x: 1 }',
  '{ __proto__: { a: 1 } }',
  '{ constructor: 1 }',
];

const each = <T>(
  title: string,
  values: readonly T[],
  text: (value: T) => string,
  says?: RegExp,
): BrokenScenario[] =>
  values.map((value) => [`${title} ${JSON.stringify(value)}`.slice(0, 90), text(value), says]);

/** Cut in the middle of a word or bracket; ends that leave a scenario whole are not in it. */
const CUTS = [1, 5, 20, 40, 60, 90, 120, 150, 180, 240, 300, 360, 390, 420, 440].map((at) =>
  RIGHT.slice(0, at),
);

const repeated = (part: string, times: number): string => part.repeat(times);
const bomb = (levels: number, width: number): string =>
  [
    'a0: &a0 [x, x, x, x, x, x, x, x]',
    ...Array.from(
      { length: levels },
      (_, n) => `a${n + 1}: &a${n + 1} [${Array(width).fill(`*a${n}`).join(', ')}]`,
    ),
  ].join('\n');

const WHOLE_TEXTS: BrokenScenario[] = [
  ['empty', '', /empty/],
  ['blanks', '  \n\n  ', /empty/],
  ['BOM only', '\uFEFF', /empty/],
  ['NUL', changed('name: right', 'name: ri\0ght'), /NUL/],
  ['NULs only', '\0\0\0', /NUL/],
  ['UTF-16 read as Latin-1', `ÿþ${[...RIGHT].join('\0')}`, /NUL/],
  ['CR only and a mistake', changed('count: 6', 'cuont: 6').replaceAll('\n', '\r'), /did you mean "count"/],
  ['CRLF and a mistake', changed('count: 6', 'cuont: 6').replaceAll('\n', '\r\n'), /did you mean "count"/],
  ['form feed', changed('  - name', '\f - name')],
  ['tabs', changed('    count', '\tcount'), /tab/],
  ['a lone surrogate', changed('name: right', 'name: "\ud800"')],
  ['two documents', `${RIGHT}---\n${RIGHT}`, /second document/],
  ['twice the same', RIGHT + RIGHT, /twice/],
  ['JSON cut off', '{"version": 1, "name": "a", "clock": {"start": "2024-'],
  ['JSON with a comma too many', '{"version": 1,, "name": "a"}'],
  ['JSON null', 'null'],
  ['JSON text', '"scenario"'],
  ['HTML', '<!DOCTYPE html><html><body>404</body></html>'],
  ['XML', '<?xml version="1.0"?><scenario/>'],
  ['TOML', 'version = 1\n[clock]\nstart = 2024-01-01'],
  ['CSV', 'a,b,c\n1,2,3\n'],
  ['a merge conflict', changed('count: 6', '<<<<<<< HEAD\n    count: 6\n=======\n    count: 7\n>>>>>>> x')],
  ['alias to nothing', changed('count: 6', 'count: *none'), /no anchor/],
  ['alias inside itself', changed('zones: ["1", "2"]', 'zones: &z [*z]'), /inside itself/],
  ['alias bomb', bomb(9, 9), /aliases stand for too many/],
  ['wide alias bomb', bomb(1, 30_000), /aliases stand for too many/],
  ['tag bomb', `x: [${repeated('!a 1,', 20_000)}]`, /1,000 tags/],
  ['anchors without end', `x: [${repeated('&a 1,', 60_000)}]`, /50,000 anchors/],
  ['merge key', changed('count: 6', '<<: { count: 6 }')],
  ['a complex key', changed('count: 6', '? [count]\n    : 6'), /key must be a text/],
  ['YAML 1.1', `%YAML 1.1\n---\n${RIGHT}`, /only 1\.2/],
  ['a function tag', changed('count: 6', 'count: !!js/function "x"')],
  ['[[[[', repeated('[', 100_000), /nested too deeply/],
  ['{a: {a:', repeated('{a: ', 50_000), /nested too deeply/],
  ['- - -', repeated('- ', 100_000), /nested too deeply/],
  ['? ? ?', repeated('? ', 100_000)],
  ['stairs', Array.from({ length: 300 }, (_, n) => `${' '.repeat(n)}a:`).join('\n'), /nested too deeply/],
  ['brackets in a text', `name: "${repeated('[', 70)}"`],
  ['open quote', changed('name: right', 'name: "right')],
  ['open bracket', changed('zones: ["1", "2"]', 'zones: ["1", "2"')],
  ['bad escape', changed('name: right', 'name: "\\q"')],
  ['block scalar', changed('name: right', 'name: |\n right')],
  [
    'a thousand and one unknown keys',
    `${RIGHT}${Array.from({ length: 1001 }, (_, n) => `key${n}: ${n}`).join('\n')}`,
    /more than 1,000 mistakes/,
  ],
  ['the same key a thousand times', `${RIGHT}${repeated('seed: 1\n', 1000)}`, /twice/],
];

const VALUES: BrokenScenario[] = [
  ...each('count', NUMBERS, (n) => changed('count: 6', `count: ${n}`), /count|whole number/),
  ...each('weight', NUMBERS, (n) => changed('westeurope: 2', `westeurope: ${n}`)),
  ...each('start', DATES, (d) => changed('start: 2024-01-01', `start: ${d}`), /date/),
  ...each('end', DATES, (d) => changed('end: 2024-04-01', `end: ${d}`), /date/),
  ...each('action at', DATES, (d) => changed('at: 2024-03-01', `at: ${d}`), /date|clock/),
  ...each('scenario name', NAMES, (name) => changed('name: right', `name: ${name}`), /name/),
  ...each('group name', NAMES, (name) => changed('name: web', `name: ${name}`), /name/),
  ...each('duration', DURATIONS, (d) => changed('zoneBake: 12h', `zoneBake: ${d}`), /duration/),
  ...each('share', SHARES, (s) => changed('installFailure: 1%', `installFailure: ${s}`), /share/),
  ...each('probability', SHARES, (s) => changed('probability: 0.1', `probability: ${s}`), /share/),
  ...each(
    'version',
    ['2', '"1"', '1.5', '~', '.nan'],
    (v) => changed('version: 1', `version: ${v}`),
    /version/,
  ),
  ...each(
    'region',
    ['mars', '__proto__', 'constructor', '<b>', '~', '[]', '{}', '7', '{ __proto__: 1 }'],
    (r) => changed('region: { westeurope: 2, northeurope: 1 }', `region: ${r}`),
  ),
  ...each('time zone', ['Mars/Base', '+01:00', 'PST', '""', '__proto__', '7'], (z) =>
    changed('timeZone: W. Europe Standard Time', `timeZone: ${z}`),
  ),
  ...each('zones', ['["4"]', '[1, 1]', '7', '["1", ["2"]]', '[1, 2, 3, 1]'], (z) =>
    changed('zones: ["1", "2"]', `zones: ${z}`),
  ),
  ...SHAPES.flatMap((key) => each(key, WRONG_SHAPES, (shape) => withShape(key, shape))),
  ...CUTS.map((text): BrokenScenario => [`cut after ${text.length} characters`, text]),
];

export const BROKEN_SCENARIOS: readonly BrokenScenario[] = [...WHOLE_TEXTS, ...VALUES, ...CONTRADICTIONS];
