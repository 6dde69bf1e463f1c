// The scenario of the documentation, and broken ones made from a small right one by replacing lines of it.
import { readFileSync } from 'node:fs';
import { type Parsed, parseScenario } from '../../src/scenario/parse.ts';
import type { Scenario } from '../../src/scenario/schema.ts';

export const EXAMPLE = readFileSync(new URL('hotpatch-2024.yaml', import.meta.url), 'utf8');

/** 15 lines; a test names the line it breaks. */
export const SMALL = `version: 1
name: small
clock: { start: 2024-01-01, end: 2025-01-01 }
fleet:
  - name: web
    count: 10
    image: { publisher: MicrosoftWindowsServer, offer: WindowsServer, sku: 2022-datacenter-azure-edition-core }
    region: westeurope
    patchSettings: { patchMode: AutomaticByPlatform }
  - name: sql
    count: 4
    image: { publisher: MicrosoftWindowsServer, offer: WindowsServer, sku: 2019-datacenter }
    region: { westeurope: 3, northeurope: 1 }
    patchSettings: { patchMode: AutomaticByPlatform }
seed: 7
`;

/** SMALL with lines replaced (counted from 1), and lines added behind its last. */
export function broken(lines: Readonly<Record<number, string>>, ...added: string[]): string {
  const text = SMALL.trimEnd().split('\n');
  for (const [line, content] of Object.entries(lines)) text[Number(line) - 1] = content;
  return [...text, ...added, ''].join('\n');
}

/** The scenario and its document; throws with the problems when there are any. */
export function parsed(text: string): Parsed {
  const result = parseScenario(text, 'scenario.yaml');
  if ('problems' in result)
    throw new Error(result.problems.map(({ line, message }) => `${line}: ${message}`).join('\n'));
  return result;
}
export const scenarioOf = (text: string): Scenario => parsed(text).scenario;
