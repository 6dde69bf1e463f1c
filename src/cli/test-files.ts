// Which files `patchsim test` means: named files, folders and globs. The one door to tinyglobby. Refuses to know what an
// expectation is.

import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { glob } from 'tinyglobby';
import { closest } from '../scenario/suggestion.ts';
import { FileRefusal } from './refusal.ts';
import { readTextFile } from './text-file.ts';

export interface TestFiles {
  /** Scenarios that are tests, in order of their names. */
  readonly scenarios: readonly string[];
  /** Snapshot files that were met in the same folders. */
  readonly snapshots: readonly string[];
}

export const SNAPSHOT = '.snapshot.json';
const OPTIONS = { ignore: ['**/node_modules/**', '**/.*/**', '**/reports/**'], expandDirectories: false };

/** @throws FileRefusal for a named file that is not there, or nothing found */
export async function findTestFiles(words: readonly string[]): Promise<TestFiles> {
  const named: string[] = [];
  const found: string[] = [];
  for (const word of words.length === 0 ? ['.'] : words) {
    if (word === '-') {
      named.push(word);
      continue;
    }
    const there = statSync(word, { throwIfNoEntry: false });
    if (there?.isDirectory()) {
      const inside = await glob('**/*.{yaml,yml,json}', { ...OPTIONS, cwd: word });
      found.push(...inside.map((file) => join(word, file)));
    } else if (there !== undefined) named.push(word);
    else if (/[*?[\]{}]/.test(word)) found.push(...(await glob(word, OPTIONS)));
    else throw new FileRefusal('read', word, 'no such file or folder');
  }
  const files = [...new Set([...found, ...named])].sort();
  const scenarios = files.filter(
    (file) => !file.endsWith(SNAPSHOT) && (named.includes(file) || isTest(file)),
  );
  const beside = named.map(snapshotOf).filter((file) => existsSync(file));
  const snapshots = [...new Set([...files.filter((file) => file.endsWith(SNAPSHOT)), ...beside])].sort();
  return { scenarios, snapshots };
}

/** Where the snapshot of a scenario is kept. */
export const snapshotOf = (scenario: string): string =>
  scenario.replace(/\.(yaml|yml|json)$/, '').concat(SNAPSHOT);

/**
 * Of the many YAML files in a repository, those that look like a scenario with something to test. One that misspells it, or
 * cannot be read, is not left out without a word: it is told what is wrong with it.
 */
function isTest(file: string): boolean {
  try {
    const text = readTextFile(file, file);
    const keys = [...text.matchAll(/^ {0,4}"?([A-Za-z]+)"?\s*:/gm)].map(([, key]) => key);
    return keys.includes('fleet') && keys.some((key) => closest(key, ['expect', 'snapshot']) !== undefined);
  } catch (error) {
    if (error instanceof FileRefusal) return true;
    throw error;
  }
}

/** The i-th of n parts, i from 1; every scenario is in one. */
export function shardOf(
  scenarios: readonly string[],
  { index, count }: { index: number; count: number },
): string[] {
  return scenarios.filter((_, place) => place % count === index - 1);
}
