// Writes what is generated from the VM's chart: the table as data and the page of documentation.
// Refuses to know either's content; run it with `npm run build:table`.

import { mkdirSync, writeFileSync } from 'node:fs';
import { build } from 'esbuild';

const root = new URL('../', import.meta.url);
const compiled = new URL('node_modules/.cache/patchsim-table/table.mjs', root);
await build({
  stdin: {
    contents: `export { buildTable } from './build-table.ts';
      export { chartPage } from './diagram.ts';
      export { tableText } from './table-text.ts';`,
    resolveDir: new URL('src/vm', root).pathname,
  },
  outfile: compiled.pathname,
  bundle: true,
  format: 'esm',
  platform: 'node',
  packages: 'external',
});
const { buildTable, chartPage, tableText } = await import(compiled.href);
mkdirSync(new URL('docs/', root), { recursive: true });
writeFileSync(new URL('src/vm/table.generated.ts', root), tableText(buildTable()));
writeFileSync(new URL('docs/chart.md', root), chartPage());
