// Bundles the script of the report page into one text; `npm run build` runs it after the compiler. Refuses to know the page.

import { copyFileSync, mkdirSync } from 'node:fs';
import { build } from 'esbuild';

const root = new URL('../', import.meta.url).pathname;
mkdirSync(`${root}dist/page`, { recursive: true });
await build({
  entryPoints: [`${root}src/page/browser/main.ts`],
  outfile: `${root}dist/page/report.js`,
  bundle: true,
  minify: true,
  format: 'esm',
  target: 'es2022',
  platform: 'browser',
  legalComments: 'inline',
});
copyFileSync(`${root}src/page/browser/style.css`, `${root}dist/page/report.css`);
