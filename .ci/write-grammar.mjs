// Writes the parser of expectations from its grammar; run it with `npm run build:grammar`.
// Refuses to know what an expectation means.

import { readFileSync, writeFileSync } from 'node:fs';
import peggy from 'peggy';

const folder = new URL('../src/experiment/expectation/', import.meta.url);

/** The text of grammar.generated.js. */
export function generatedParser() {
  const grammar = readFileSync(new URL('grammar.peggy', folder), 'utf8');
  const parser = peggy.generate(grammar, { output: 'source', format: 'es' });
  return `// The parser that peggy makes of grammar.peggy.\n// biome-ignore-all lint: generated\n// biome-ignore-all format: generated\n// biome-ignore-all assist: generated\n${parser}`;
}

if (process.argv[1] === new URL(import.meta.url).pathname)
  writeFileSync(new URL('grammar.generated.js', folder), generatedParser());
