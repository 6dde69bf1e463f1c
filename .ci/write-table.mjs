// Writes what is generated from the VM's chart: the table as data and the page of documentation.
// Refuses to know either's content; run it with `npm run build:table`, which compiles first.

import { mkdirSync, writeFileSync } from 'node:fs';
import { buildTable } from '../dist/vm/build-table.js';
import { chartPage } from '../dist/vm/diagram.js';
import { tableText } from '../dist/vm/table-text.js';

const root = new URL('../', import.meta.url);
mkdirSync(new URL('docs/', root), { recursive: true });
writeFileSync(new URL('src/vm/table.generated.ts', root), tableText(buildTable()));
writeFileSync(new URL('docs/chart.md', root), chartPage());
