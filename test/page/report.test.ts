// The report page in Chromium: every chart with the numbers of summary.json, search, both themes, paper, accessibility, and
// nothing that leaves the page. Refuses to know how it is drawn.

import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Summary } from '../../src/metrics/summary.ts';
import { call } from '../cli/call.ts';
import { closeBrowser, findings, open, openBrowser, tableOf, type Watched } from './browser.ts';

const root = mkdtempSync(join(tmpdir(), 'patchsim-page-'));
const run = join(root, 'run');
let summary: Summary;

beforeAll(async () => {
  await openBrowser();
  const { code } = await call([
    'run',
    'scenarios/hotpatch-2024.yaml',
    '--html',
    '--trace',
    '--replications',
    '4',
    '--jobs',
    '1',
    '--out',
    run,
  ]);
  expect(code).toBe(0);
  summary = JSON.parse(readFileSync(join(run, 'summary.json'), 'utf8'));
});
afterAll(async () => {
  await closeBrowser();
  rmSync(root, { recursive: true, force: true });
});

const numbers = (rows: readonly string[][], column: number): number[] =>
  rows.slice(1).map((row) => Number(row[column]));
const sum = (values: readonly number[]): number => values.reduce((all, value) => all + value, 0);

describe('the page of a run', () => {
  let watched: Watched;
  beforeAll(async () => {
    watched = await open(join(run, 'report.html'));
  });

  test('answers at the top, before anything is drawn', async () => {
    const html = readFileSync(join(run, 'report.html'), 'utf8');
    expect(html).toContain('Fewest reboots per VM: hotpatch with 5; most: standard with 12.');
    expect(await watched.page.locator('.figures tr:has-text("per VM, mean") td').allTextContents()).toEqual([
      '5.00',
      '12.00',
      '11.95',
      '9.07',
    ]);
  });

  test('every chart is there, with its data behind it', async () => {
    const ids = await watched.page.locator('figure').evaluateAll((all) => all.map((one) => one.id));
    expect(ids).toEqual([
      'reboots',
      'effective',
      'hours',
      'track',
      'daily',
      'deferrals',
      'rollout',
      'together',
    ]);
    for (const id of ids) {
      const rows = await tableOf(watched.page, id);
      expect(rows.length).toBeGreaterThan(1);
      expect(
        await watched.page.locator(`#${id} .chart svg path, #${id} .chart svg rect`).count(),
      ).toBeGreaterThan(3);
      expect(await watched.page.locator(`#${id} .chart`).getAttribute('aria-label')).toMatch(/.{20}/);
    }
  });

  test('the numbers are those of summary.json', async () => {
    const { page } = watched;
    const [head, ...reboots] = await tableOf(page, 'reboots');
    for (const [name, { reboots: expected }] of Object.entries(summary.groups)) {
      const own = reboots.filter((row) => row[1] === name);
      const byMonth = own.map((row) => [row[0], sum(row.slice(2).map(Number))]);
      expect(Object.fromEntries(byMonth)).toEqual(expected.byMonth);
    }
    expect(head).toEqual(['month', 'group', 'planned baseline', 'unplanned baseline', 'cumulative update']);
    expect(sum(numbers(await tableOf(page, 'hours'), 1))).toBe(summary.fleet.reboots.total);
    expect(Math.max(...numbers(await tableOf(page, 'together'), 1))).toBe(summary.fleet.peakRebooting);
    expect(sum(numbers(await tableOf(page, 'deferrals'), 1))).toBe(
      sum(Object.values(summary.fleet.deferrals)),
    );
    const daily = await tableOf(page, 'daily');
    const column = daily[0]!.indexOf('in effect, VMs');
    expect(numbers(daily, column)).toEqual(summary.fleet.daily.effective);
    for (const row of daily.slice(1))
      expect(Number(row[column + 1])).toBeLessThanOrEqual(Number(row[column + 2]));
  });

  test('one group of it on choice', async () => {
    const { page } = watched;
    await page.selectOption('#group', 'hotpatch');
    const rows = await tableOf(page, 'reboots');
    expect(sum(rows.slice(1).flatMap((row) => row.slice(2).map(Number)))).toBe(
      summary.groups.hotpatch!.reboots.total,
    );
    await page.selectOption('#group', '');
  });

  test('a VM is found, drawn, and told as explain tells it', async () => {
    const { page } = watched;
    await page.fill('#vm-search', 'hotpatch-17');
    expect(await page.locator('#vm-count').textContent()).toBe('1 of 240 VMs');
    await page.click('#vm-results button');
    const { stdout } = await call(['explain', 'scenarios/hotpatch-2024.yaml', '--vm', 'hotpatch-17']);
    const story = (await page.locator('#vm-story').textContent())!;
    const words = (text: string): string[] =>
      text.replace(/\n.* not shown \(-v shows them\)/, '').split(/\s+/);
    expect(words(story)).toEqual(words(stdout));
    const status = await call([
      'status',
      'scenarios/hotpatch-2024.yaml',
      '--vm',
      'hotpatch-17',
      '--at',
      '2025-01-13T23:59:59Z',
    ]);
    expect(await page.locator('#vm-status').textContent()).toBe(status.stdout);
    expect(await page.locator('#life .chart svg path').count()).toBeGreaterThan(20);
    await page.fill('#vm-search', 'nobody at all');
    expect(await page.locator('#vm-results li').count()).toBe(0);
  });

  test('charts are saved as CSV, SVG and PNG', async () => {
    const { page } = watched;
    const saved = async (name: string): Promise<Buffer> => {
      const [download] = await Promise.all([
        page.waitForEvent('download'),
        page.locator('#hours').getByRole('button', { name }).click(),
      ]);
      return readFileSync(await download.path());
    };
    const csv = parse(await saved('CSV'), { columns: true }) as Record<string, string>[];
    expect(sum(csv.map(({ reboots }) => Number(reboots)))).toBe(summary.fleet.reboots.total);
    expect(String(await saved('SVG'))).toMatch(/^<svg [^>]*xmlns="http:\/\/www\.w3\.org\/2000\/svg"/);
    expect((await saved('PNG')).subarray(1, 4).toString()).toBe('PNG');
  });

  test('light and dark: axe finds nothing serious', async () => {
    expect(await findings(watched)).toEqual([]);
    await watched.page.click('#theme');
    expect(await watched.page.evaluate(() => getComputedStyle(document.body).backgroundColor)).toBe(
      'rgb(20, 24, 29)',
    );
    expect(await findings(watched)).toEqual([]);
    await watched.page.click('#theme');
  });

  test('is dark where the system is', async () => {
    const dark = await open(join(run, 'report.html'), 'dark');
    expect(await dark.page.evaluate(() => document.documentElement.dataset.theme)).toBe('dark');
    await dark.page.close();
  });

  test('the keyboard reaches search and the story', async () => {
    const { page } = watched;
    await page.fill('#vm-search', 'sql-1');
    await page.focus('#vm-search');
    for (const _ of [1, 2]) await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('sql-1');
    expect(await page.locator('#vm-detail h3').textContent()).toBe('sql-1');
  });

  test('prints dark on white, also from a dark screen', async () => {
    const dark = await open(join(run, 'report.html'), 'dark');
    const colors = await dark.page.evaluate(() => {
      dispatchEvent(new Event('beforeprint'));
      const ground = getComputedStyle(document.body).backgroundColor;
      const text = document.querySelector('#reboots .chart svg text')?.getAttribute('fill');
      dispatchEvent(new Event('afterprint'));
      return [ground, text, document.documentElement.dataset.theme];
    });
    expect(colors).toEqual(['rgb(255, 255, 255)', '#1a2027', 'dark']);
    await dark.page.close();
  });

  test('prints on A4 with nothing cut off', async () => {
    const { page } = watched;
    // What is drawn of each chart when paper asks for it, in one go.
    const widths = await page.evaluate(() => {
      dispatchEvent(new Event('beforeprint'));
      const drawn = [...document.querySelectorAll('.chart svg')].map(
        (svg) => (svg as SVGSVGElement).getBBox().width,
      );
      dispatchEvent(new Event('afterprint'));
      return drawn;
    });
    expect(widths.length).toBeGreaterThan(7);
    expect(Math.max(...widths)).toBeLessThan(660);
    const pdf = await page.pdf({ format: 'A4' });
    expect(pdf.subarray(0, 5).toString()).toBe('%PDF-');
    await page.emulateMedia({ media: 'print' });
    expect(await page.locator('#vm-search').isVisible()).toBe(false);
    await page.emulateMedia({ media: 'screen' });
  });

  test('nothing is logged and nothing asked of the network', () => {
    expect(watched.complaints).toEqual([]);
  });
});

test('5,000 VMs and a year: under 2 MB, drawn within a second or so, searched in under 100 ms', async () => {
  const text = readFileSync('scenarios/hotpatch-2024.yaml', 'utf8').replace(/count: 100/g, 'count: 2480');
  const [file, out] = [join(root, 'large.yaml'), join(root, 'large')];
  writeFileSync(file, text);
  expect((await call(['run', file, '--html', '--out', out, '-q'])).code).toBe(0);
  expect(statSync(join(out, 'report.html')).size).toBeLessThan(2_000_000);
  const { page, complaints } = await open(join(out, 'report.html'));
  expect(await page.locator('#vm-count').textContent()).toContain('of 5000 VMs');
  const spent = await page.evaluate(() => {
    const input = document.querySelector('#vm-search') as HTMLInputElement;
    const begun = performance.now();
    input.value = 'standard-19';
    input.dispatchEvent(new Event('input'));
    return {
      filtering: performance.now() - begun,
      paint: performance.getEntriesByName('first-contentful-paint')[0]!.startTime,
    };
  });
  // Not a benchmark: a bound that only something wholly wrong would miss on a busy machine.
  expect(spent.filtering).toBeLessThan(500);
  expect(spent.paint).toBeLessThan(5000);
  expect(complaints).toEqual([]);
});
