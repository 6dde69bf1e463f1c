// Inputs that are too much: refused in words within 2 s of processor time and 500 MB, measured from outside.
// The files are made here and gone afterwards.

import { closeSync, ftruncateSync, mkdtempSync, openSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { measured } from './child.ts';
import { changed, RIGHT } from './right-scenario.ts';

const MOST_MEGABYTES = 500;
const MOST_SECONDS = 2;
/** Processor time of a small scenario on a machine that has nothing else to do. */
const USUAL_SECONDS = 0.5;
let slowness = 1;
let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'patchsim-size-'));
  writeFileSync(join(folder, 'small.yaml'), RIGHT);
  slowness = Math.max(1, measured(['validate', 'small.yaml'], folder).seconds / USUAL_SECONDS);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const groups = (count: number, text: string): string =>
  changed(
    'parameters:',
    `${Array.from({ length: count }, (_, n) => text.replace('N', String(n))).join('')}parameters:`,
  );
const SMALL_GROUP =
  '  - { name: gN, count: 1, region: westeurope, image: { publisher: a, offer: b, sku: c } }\n';
const TINY_GROUP = '  - { name: gN, count: 1, region: westeurope, image: *i }\n';
const ROWS = Array.from({ length: 100_000 }, (_, n) => `WS2022,2024-02-13,KB${n},oob\n`).join('');

it.each<[string, string | Buffer | number, RegExp]>([
  ['100 MB of nothing', 100_000_000, /cannot read big\.yaml: it is larger than 16 MB/],
  ['15 MB of NUL', 15_000_000, /holds a NUL byte/],
  ['15 MB of Latin-1', Buffer.alloc(15_000_000, 0xe9), /it is not UTF-8 text; save it as UTF-8/],
  ['a line of 15 MB', `${RIGHT}x: ${'a'.repeat(15e6)}`, /longer than 4,000,000 characters/],
  ['a line of 3.9 MB', `${RIGHT}x: ${'a'.repeat(3.9e6)}`, /unknown key "x"/],
  ['a mistake behind 3.9 MB on its line', `${RIGHT}description: "${'a'.repeat(3.9e6)}`, /quote/],
  ['1.9 million lines', `${RIGHT}${'#\n'.repeat(1.9e6)}x: 1`, /words and signs/],
  ['1.9 million brackets', '['.repeat(1.9e6), /nested too deeply/],
  ['1.9 million quotes', '"'.repeat(1.9e6), /the next one begins/],
  ['1.9 million commas', `[${','.repeat(1.9e6)}`, /words and signs/],
  ['160,000 values', `${RIGHT}x: [${'0,'.repeat(160_000)}]`, /unknown key "x"/],
  [
    '60,000 keys',
    `${RIGHT}${Array.from({ length: 60_000 }, (_, n) => `k${n}: 1\n`).join('')}`,
    /1,000 mistakes/,
  ],
  ['60,000 times one key', `${RIGHT}${'seed: 1\n'.repeat(60_000)}`, /this key is there twice/],
  [
    '100,000 zones',
    changed('zones: ["1", "2"]', `zones: [${'1,'.repeat(100_000)}]`),
    /more than three zones/,
  ],
  ['10,001 groups', groups(10_001, TINY_GROUP).replace('image: {', 'image: &i {'), /more than 10,000 groups/],
  [
    '1,000 groups, all wrong',
    groups(1_000, SMALL_GROUP.replace('count: 1', 'cuont: 1e400')),
    /more problems/,
  ],
])('%s', (_, content, says) => {
  if (typeof content === 'number') {
    const descriptor = openSync(join(folder, 'big.yaml'), 'w');
    ftruncateSync(descriptor, content);
    closeSync(descriptor);
  } else writeFileSync(join(folder, 'big.yaml'), content);
  expectRefused(measured(['validate', 'big.yaml'], folder), says);
});

it.each<[string, string | Buffer, RegExp]>([
  ['100 MB', Buffer.alloc(100_000_000, 'a,'), /"own\.csv" cannot be read: it is larger than 16 MB/],
  ['a line of 3.9 MB', `product,release_date,kb,kind\n${'x'.repeat(3.9e6)}`, /unknown product/],
  ['100,000 releases', `product,release_date,kb,kind\n${ROWS}`, /at most 10,000/],
  ['binary', Buffer.from([0x50, 0x4b, 3, 4, 0, 0xff, 0xfe]), /it is not UTF-8 text but binary data/],
  ['UTF-16', Buffer.from('\uFEFFproduct', 'utf16le'), /not UTF-8 text but UTF-16/],
])('a calendar: %s', (_, content, says) => {
  writeFileSync(join(folder, 'own.csv'), content);
  writeFileSync(join(folder, 's.yaml'), changed('[{ calendar: real }]', '[{ file: own.csv }]'));
  expectRefused(measured(['validate', 's.yaml'], folder), says);
});

function expectRefused(ended: ReturnType<typeof measured>, says: RegExp): void {
  expect(ended.stderr.length).toBeLessThan(100_000);
  expect(ended.stderr).toMatch(says);
  expect(ended.stderr).not.toMatch(/^ {4}at |bug in patchsim/m);
  expect(ended).toMatchObject({ code: 2, stdout: '' });
  expect(ended.megabytes).toBeLessThan(MOST_MEGABYTES);
  expect(ended.seconds).toBeLessThan(MOST_SECONDS * slowness);
}
