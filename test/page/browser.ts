// A page in Chromium, watched: what it logs, what it asks for. Refuses to know what is on it.

import { spawnSync } from 'node:child_process';
import { pathToFileURL } from 'node:url';
import axe from 'axe-core';
import { type Browser, chromium, type Page } from 'playwright-core';

let browser: Browser | undefined;

export async function openBrowser(): Promise<void> {
  const found = ['chromium', 'chromium-browser', 'google-chrome']
    .map((name) => spawnSync('which', [name], { encoding: 'utf8' }).stdout.trim())
    .find((path) => path !== '');
  if (found === undefined) throw new Error('no Chromium: node .ci/chromium.mjs installs it');
  browser = await chromium.launch({ executablePath: found, args: ['--no-sandbox'] });
}

export async function closeBrowser(): Promise<void> {
  await browser?.close();
}

export interface Watched {
  readonly page: Page;
  /** Messages of the console, errors, and requests but the one for the page itself. */
  readonly complaints: readonly string[];
}

export async function open(file: string, colorScheme: 'light' | 'dark' = 'light'): Promise<Watched> {
  const page = await browser!.newPage({ viewport: { width: 1280, height: 900 }, colorScheme });
  const complaints: string[] = [];
  const address = pathToFileURL(file).href;
  page.on('console', (message) => complaints.push(`console: ${message.text()}`));
  page.on('pageerror', (error) => complaints.push(`error: ${error.message}`));
  page.on('request', (request) => {
    if (request.url() !== address && !/^(blob|data):/.test(request.url()))
      complaints.push(`request: ${request.url()}`);
  });
  await page.goto(address);
  await page.waitForSelector('html[data-drawn]', { timeout: 20_000 });
  await page.waitForFunction(
    () => document.querySelectorAll('.chart').length === document.querySelectorAll('.chart svg').length,
  );
  return { page, complaints };
}

/** The table behind a chart, head and rows. */
export async function tableOf(page: Page, id: string): Promise<string[][]> {
  const details = page.locator(`#${id} details`);
  if ((await details.getAttribute('open')) === null) await details.locator('summary').click();
  // A `toggle` comes a moment after the click.
  await details.locator('tr').first().waitFor();
  return details
    .locator('tr')
    .evaluateAll((rows) => rows.map((row) => [...row.children].map((cell) => cell.textContent ?? '')));
}

/** Serious and critical findings of axe. */
export async function findings({ page }: Watched): Promise<string[]> {
  await page.evaluate(axe.source);
  return page.evaluate(async () => {
    // biome-ignore lint/suspicious/noExplicitAny: in the page it is a global
    const { violations } = await (globalThis as any).axe.run();
    return violations
      .filter(({ impact }: { impact: string }) => impact === 'serious' || impact === 'critical')
      .map(({ id, nodes }: { id: string; nodes: { html: string }[] }) => `${id}: ${nodes[0]?.html}`);
  });
}
