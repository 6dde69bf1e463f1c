// A small project with the tool configuration of this one, for planting faults in. Refuses to know which faults.

import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';

const CONFIGURATION = [
  'biome.json',
  '.dependency-cruiser.cjs',
  'knip.json',
  'package.json',
  'tsconfig.json',
  '.gitignore',
];

export interface PlantedProject {
  readonly root: string;
  readonly remove: () => void;
}

/** @param files path to text */
export function plantProject(files: Readonly<Record<string, string>>): PlantedProject {
  const root = mkdtempSync(join(tmpdir(), 'patchsim-planted-'));
  for (const name of CONFIGURATION) copyFileSync(name, join(root, name));
  symlinkSync(resolve('node_modules'), join(root, 'node_modules'));
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  return { root, remove: () => rmSync(root, { recursive: true, force: true }) };
}

/** Runs a tool of node_modules/.bin there. */
export function runTool(
  root: string,
  tool: string,
  words: readonly string[],
): { code: number | null; output: string } {
  const { status, stdout, stderr } = spawnSync(resolve('node_modules/.bin', tool), words, {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  });
  return { code: status, output: stdout + stderr };
}
