// `patchsim report`: the page out of the files of a run, what it refuses, and names that look like markup.

import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Summary } from '../../src/metrics/summary.ts';
import { call } from '../cli/call.ts';
import { closeBrowser, open, openBrowser, tableOf } from './browser.ts';

const root = mkdtempSync(join(tmpdir(), 'patchsim-report-'));
const run = join(root, 'run');
let summary: Summary;

beforeAll(async () => {
  await openBrowser();
  await call(['run', 'scenarios/hotpatch-2024.yaml', '--trace', '--jobs', '1', '--out', run, '-q']);
  summary = JSON.parse(readFileSync(join(run, 'summary.json'), 'utf8'));
});
afterAll(async () => {
  await closeBrowser();
  rmSync(root, { recursive: true, force: true });
});

test('patchsim report writes the same page but the bands, from the files', async () => {
  const out = join(root, 'again.html');
  expect((await call(['report', run, '--out', out])).code).toBe(0);
  const again = await open(out);
  const hours = await tableOf(again.page, 'hours');
  expect(hours.slice(1).reduce((sum, row) => sum + Number(row[1]), 0)).toBe(summary.fleet.reboots.total);
  expect(await again.page.locator('#vm-count').textContent()).toContain('240 of 240');
  expect(again.complaints).toEqual([]);
  await again.page.close();
  expect((await call(['report', join(root, 'nowhere')])).code).toBe(2);
});

test('patchsim report refuses a trace that is cut off or of another run, and what is no manifest', async () => {
  const copy = (name: string): string => {
    const folder = join(root, name);
    cpSync(run, folder, { recursive: true });
    return folder;
  };
  const told = async (folder: string) => {
    const { code, stderr } = await call(['report', folder]);
    return [code, stderr];
  };
  const cut = copy('cut');
  const lines = gunzipSync(readFileSync(join(run, 'trace.ndjson.gz')))
    .toString()
    .split('\n');
  writeFileSync(join(cut, 'trace.ndjson.gz'), [...lines.slice(0, 5000), ...lines.slice(5001)].join('\n'));
  expect(await told(cut)).toEqual([2, expect.stringContaining('its last line counts other facts')]);
  writeFileSync(join(cut, 'trace.ndjson.gz'), lines.slice(0, 9000).join('\n'));
  expect(await told(cut)).toEqual([2, expect.stringContaining('cut off')]);
  const other = copy('other');
  await call(['run', 'scenarios/hotpatch-2024.yaml', '--seed', '7', '--out', other, '-q']);
  expect(await told(other)).toEqual([2, expect.stringContaining('of another run')]);
  const manifest = copy('manifest');
  writeFileSync(join(manifest, 'manifest.json'), '[1]');
  expect(await told(manifest)).toEqual([2, expect.stringContaining('no manifest')]);
});

test('names and texts that look like markup come out as text, also without a trace', async () => {
  const names = ['<script>alert(1)</script>', '"quoted" & \'so\'', '🚀 شركة', 'a\u202eb'];
  const edited = {
    ...summary,
    scenario: { ...summary.scenario, name: names[0], description: '<img src=x onerror=alert(2)>' },
    groups: Object.fromEntries(names.map((name) => [name, summary.groups.hotpatch])),
    overdue: names.map((name) => ({
      vm: name,
      group: name,
      kb: 'KB5034129',
      month: '2024-01',
      reason: 'off',
    })),
  };
  const folder = mkdtempSync(join(root, 'edited-'));
  writeFileSync(join(folder, 'summary.json'), JSON.stringify(edited));
  const told = await call(['report', folder]);
  expect([told.code, told.stderr]).toEqual([0, expect.stringContaining('the charts of the summary only')]);
  const { page, complaints } = await open(join(folder, 'report.html'));
  expect(await page.locator('h1').textContent()).toBe(names[0]);
  expect(await page.locator('script').count()).toBe(2);
  expect(await page.locator('img').count()).toBe(0);
  expect(await page.locator('#group option').allTextContents()).toEqual([
    'the whole fleet',
    ...names.slice(0, 3),
    'a\\u{202e}b',
  ]);
  expect(await page.locator('.figures th[scope=col]').allTextContents()).toEqual([
    ...names.slice(0, 3),
    'a\\u{202e}b',
    'all VMs',
  ]);
  expect(complaints).toEqual([]);
  await page.close();
});
