// The page of a comparison in Chromium, against the same comparison as JSON.

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { call } from '../cli/call.ts';
import { closeBrowser, findings, open, openBrowser, tableOf } from './browser.ts';

const root = mkdtempSync(join(tmpdir(), 'patchsim-comparison-'));
beforeAll(openBrowser);
afterAll(async () => {
  await closeBrowser();
  rmSync(root, { recursive: true, force: true });
});

test('a comparison has its verdict, its charts and every measure', async () => {
  const out = join(root, 'comparison.html');
  const words = [
    'compare',
    'scenarios/compare-hotpatch.yaml',
    '--variant',
    'hotpatch-off',
    '--replications',
    '5',
    '--jobs',
    '1',
  ];
  expect((await call([...words, '-o', `html=${out}`])).code).toBe(0);
  const { comparisons } = JSON.parse((await call([...words, '--json'])).stdout);
  const watched = await open(out);
  expect(await watched.page.locator('.verdict').textContent()).toContain('2.4 times as many');
  const rows = await tableOf(watched.page, 'months-0');
  const parts = comparisons[0].rows.filter(
    (row: { partOf?: string; group?: string }) => row.partOf === 'reboots.byMonth' && row.group === undefined,
  );
  expect(rows.slice(1).map((row) => Number(row[1]))).toEqual(
    parts.map(({ base }: { base: number }) => Number(base.toFixed(4))),
  );
  expect(await watched.page.locator('section:has(h2:text("All measures")) tbody tr').count()).toBe(
    comparisons[0].rows.length,
  );
  expect(await findings(watched)).toEqual([]);
  expect(watched.complaints).toEqual([]);
  await watched.page.close();
});
