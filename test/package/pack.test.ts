// The package as a user gets it: packed, installed into an empty folder, run there. Refuses to know the sources.
import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const folder = mkdtempSync(join(tmpdir(), 'patchsim-pack-'));
const run = (command: string, ...words: string[]): string =>
  execFileSync(command, words, { cwd: folder, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });

beforeAll(() => {
  execFileSync('npm', ['pack', '--silent', '--ignore-scripts', '--pack-destination', folder], {
    stdio: 'ignore',
  });
  const tarball = readdirSync(folder).find((name) => name.endsWith('.tgz'))!;
  writeFileSync(join(folder, 'package.json'), '{ "name": "somewhere-else", "type": "module" }');
  run('npm', 'install', '--silent', '--no-audit', '--no-fund', `./${tarball}`);
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('the packed package', () => {
  it('runs a scenario that ships with it', () => {
    copyFileSync('scenarios/hotpatch-2024.yaml', join(folder, 'own.yaml'));
    const text = run('npx', 'patchsim', 'run', 'own.yaml');
    expect(text).toContain('hotpatch with 5; most: standard with 12');
    expect(readdirSync(join(folder, 'reports', 'hotpatch-2024')).sort()).toEqual([
      'manifest.json',
      'summary.json',
    ]);
  });

  it('is a library, with types', () => {
    const script = `
      import { readFileSync } from 'node:fs';
      import { loadScenario, simulate } from 'patchsim';
      const loaded = loadScenario(readFileSync('own.yaml', 'utf8'), { file: 'own.yaml' });
      const { summary } = await simulate(loaded.scenario);
      console.log(summary.groups.hotpatch.reboots.perVm, summary.groups.standard.reboots.perVm);`;
    writeFileSync(join(folder, 'own.mjs'), script);
    expect(run('node', 'own.mjs').trim()).toBe('5 12');
    const types = readFileSync(join(folder, 'node_modules/patchsim/dist/index.d.ts'), 'utf8');
    expect(types).toContain('loadScenario');
  });

  it('carries no test, no source and nothing of the machine it was packed on', () => {
    const files = readdirSync(join(folder, 'node_modules/patchsim'));
    expect(files.sort()).toEqual([
      'CHANGELOG.md',
      'LICENSE',
      'README.md',
      'dist',
      'docs',
      'package.json',
      'scenarios',
    ]);
  });
});
