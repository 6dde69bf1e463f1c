// The script and the style of the report page, as `npm run build` bundles them. Refuses to know what they do.

import { readFileSync } from 'node:fs';
import type { PageAssets } from '../page/document.ts';

export function pageAssets(): PageAssets {
  const read = (name: string): string =>
    readFileSync(new URL(`../../dist/page/${name}`, import.meta.url), 'utf8');
  return { script: read('report.js'), style: read('report.css') };
}
