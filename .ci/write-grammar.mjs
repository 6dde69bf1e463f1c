// Writes the parsers from their grammars, each beside its own; run it with `npm run build:grammar`.
// Refuses to know what the texts mean.

import { readFileSync, writeFileSync } from 'node:fs';
import peggy from 'peggy';

/** Folders with a grammar.peggy. */
export const GRAMMARS = ['src/calendar/recurrence', 'src/experiment/expectation'];

const fileIn = (folder, name) => new URL(`../${folder}/${name}`, import.meta.url);

/** The text of a folder's grammar.generated.js. */
export function generatedParser(folder) {
  const parser = peggy.generate(readFileSync(fileIn(folder, 'grammar.peggy'), 'utf8'), {
    output: 'source',
    format: 'es',
  });
  return `// The parser that peggy makes of grammar.peggy.\n// biome-ignore-all lint: generated\n// biome-ignore-all format: generated\n// biome-ignore-all assist: generated\n${parser}`;
}

if (process.argv[1] === new URL(import.meta.url).pathname)
  for (const folder of GRAMMARS)
    writeFileSync(fileIn(folder, 'grammar.generated.js'), generatedParser(folder));
