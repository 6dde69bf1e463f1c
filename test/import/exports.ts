// The exports of one fleet in the formats that are read, and what an import makes of them. Refuses to know what is right.
import { readFileSync } from 'node:fs';
import { isRegion } from '../../src/fleet/check.ts';
import { loadScenario } from '../../src/index.ts';
import { type ImportedFleet, importFleet } from '../../src/scenario/azure/import.ts';

const FOLDER = new URL('./fixtures/', import.meta.url);

export const exportText = (name: string): string => readFileSync(new URL(name, FOLDER), 'utf8');

export function imported(text: string, file = 'export'): ImportedFleet {
  const fleet = importFleet(text, { file, isRegion });
  if ('message' in fleet) throw new Error(fleet.message);
  return fleet;
}

interface WrittenGroup {
  readonly name: string;
  readonly vms: readonly string[];
  readonly [key: string]: unknown;
}

export const groupsOf = (fleet: ImportedFleet): WrittenGroup[] => fleet.groups as unknown as WrittenGroup[];

/** A scenario with these entries of `fleet`; files are those of the fixtures. */
export function loadFleet(fleet: string, rest = '', read: (path: string) => string = exportText) {
  const text = `version: 1
name: mine
clock: { start: 2024-01-01, end: 2024-03-01 }
fleet:
${fleet}
${rest}`;
  return loadScenario(text, { file: 'fleet.yaml', read });
}
