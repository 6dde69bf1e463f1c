// Makes the reports of reports/gallery/ and the pictures of them in docs/pictures/; `npm run gallery` runs it.
// Refuses to know what is on a report.

import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright-core';

export const GALLERY = ['hotpatch-2024', 'bad-patch', 'off-every-night'];

const root = new URL('../', import.meta.url).pathname;
const shots = [
  ['hotpatch-2024', 'light', '#reboots', 'reboots'],
  ['hotpatch-2024', 'dark', '#life', 'vm'],
  ['bad-patch', 'light', '#rollout', 'rollout'],
  ['off-every-night', 'light', '#daily', 'daily'],
];

const work = mkdtempSync(join(tmpdir(), 'patchsim-gallery-'));
mkdirSync(join(root, 'reports/gallery'), { recursive: true });
mkdirSync(join(root, 'docs/pictures'), { recursive: true });
for (const name of GALLERY) {
  const out = join(work, name);
  execFileSync('node', ['dist/cli/main.js', 'run', `scenarios/${name}.yaml`, '--html', '--out', out, '-q'], {
    cwd: root,
  });
  copyFileSync(join(out, 'report.html'), join(root, 'reports/gallery', `${name}.html`));
}
const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox'] });
for (const [name, colorScheme, selector, picture] of shots) {
  const page = await browser.newPage({ viewport: { width: 1000, height: 800 }, colorScheme });
  await page.goto(`file://${root}reports/gallery/${name}.html`);
  await page.waitForSelector('html[data-drawn]');
  if (selector === '#life') await page.click('#vm-results button');
  await page.waitForTimeout(500);
  await page.locator(selector).screenshot({ path: join(root, 'docs/pictures', `${picture}.png`) });
  await page.close();
}
await browser.close();
rmSync(work, { recursive: true, force: true });
