// The reports of reports/gallery/ are those that the program writes today: the same data, whatever the script around it.

import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterAll, expect, test } from 'vitest';
import { call } from '../cli/call.ts';

const root = mkdtempSync(join(tmpdir(), 'patchsim-gallery-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

const dataOf = (file: string): unknown => {
  const [, packed] = /id="data"[^>]*>([^<]*)</.exec(readFileSync(file, 'utf8'))!;
  return JSON.parse(gunzipSync(Buffer.from(packed!, 'base64')).toString());
};

const pages = readdirSync('reports/gallery').map((file) => basename(file, '.html'));

test('there are three', () => {
  expect(pages).toHaveLength(3);
});

test.each(pages)('%s', async (name) => {
  const out = join(root, name);
  const { code } = await call(['run', `scenarios/${name}.yaml`, '--html', '--jobs', '1', '--out', out, '-q']);
  expect(code).toBe(0);
  // When the model has changed: npm run gallery.
  expect(dataOf(join('reports/gallery', `${name}.html`))).toEqual(dataOf(join(out, 'report.html')));
});
