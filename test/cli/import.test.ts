// `patchsim import az`: streams, files and exit codes, and commands on a scenario that imports. Refuses to know formats.

import { execFileSync } from 'node:child_process';
import {
  copyFileSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { call } from './call.ts';

const fixture = (name: string): string =>
  fileURLToPath(new URL(`../import/fixtures/${name}`, import.meta.url));
const LIST = fixture('az-vm-list.json');
const PROGRAM = fileURLToPath(new URL('../../dist/cli/main.js', import.meta.url));
let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'patchsim-import-'));
  copyFileSync(LIST, join(folder, 'vms.json'));
  writeFileSync(
    join(folder, 'mine.yaml'),
    `version: 1
name: mine
clock: { start: 2024-01-01, end: 2024-03-01 }
fleet: [{ import: vms.json }]
`,
  );
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('import az', () => {
  test('prints the scenario, and what it rests on to stderr', async () => {
    const { code, stdout, stderr } = await call(['import', 'az', LIST]);
    expect(code).toBe(0);
    const golden = readFileSync(fixture('../golden/az-vm-list.json.yaml'), 'utf8');
    expect(parse(stdout)).toEqual({ ...parse(golden), name: 'az-vm-list' });
    expect(stderr).toContain('power plan: always on (16 VMs)');
    expect(stderr).toContain('not used, there is no region "moonbase1": row 17 (edge-1).');
  });

  test('writes a file that runs, under its own name', async () => {
    const file = join(folder, 'fleet one.yaml');
    const { code, stdout, stderr } = await call(['import', 'az', LIST, '-o', file, '-v']);
    expect([code, stdout]).toEqual([0, '']);
    expect(stderr).toContain('app-1 is called app-1.rg-app.');
    expect(stderr).toContain('availabilitysets/as-sql is called sql-set-1.');
    expect(readFileSync(file, 'utf8')).toContain('name: fleet-one');
    expect((await call(['validate', file])).code).toBe(0);
  });

  test('says what docs/importing.md shows', async () => {
    const { stderr } = await call([
      'import',
      'az',
      join(folder, 'vms.json'),
      '-o',
      join(folder, 'fleet.yaml'),
    ]);
    expect(readFileSync('docs/importing.md', 'utf8')).toContain(
      stderr.replaceAll(`${folder}/`, '').trimEnd(),
    );
  });

  test.each([
    ['[{"name": "a"},\n {"b" 2}]', /broken\.json:2:7: not readable as JSON/],
    [
      '[{"name": "vm1"}]',
      /broken\.json:1:1: no VM in it can be used.*\n(.*\n)*.*row 1 \(vm1\) location is missing/,
    ],
  ])('refuses %s and writes nothing', async (text, message) => {
    const broken = join(folder, 'broken.json');
    writeFileSync(broken, text);
    const before = readdirSync(folder);
    const { code, stdout, stderr } = await call([
      'import',
      'az',
      broken,
      '-o',
      join(folder, 'new', 'out.yaml'),
    ]);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(message);
    expect(readdirSync(folder)).toEqual(before);
    expect(existsSync(join(folder, 'new'))).toBe(false);
  });

  test('refuses a file that is not there', async () => {
    const { code, stderr } = await call(['import', 'az', join(folder, 'none.json')]);
    expect(code).toBe(2);
    expect(stderr).toMatch(/cannot read .*none\.json: it does not exist/);
  });
});

describe('a scenario that imports', () => {
  test('tells the story of a VM by its own name', async () => {
    const { code, stdout } = await call(['explain', join(folder, 'mine.yaml'), '--vm', 'web-01']);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^web-01, group web-z1: westeurope, zone 1/);
    const near = await call(['explain', join(folder, 'mine.yaml'), '--vm', 'wbe-01']);
    expect([near.code, near.stderr]).toEqual([2, expect.stringContaining('did you mean "web-01"?')]);
  });

  test('is replicated on threads without the text of its file', async () => {
    const when = (jobs: string): string =>
      execFileSync(
        process.execPath,
        [PROGRAM, 'when', join(folder, 'mine.yaml'), '--vm', 'web-*', '--replications', '4', '--jobs', jobs],
        { encoding: 'utf8' },
      );
    expect(when('2')).toBe(when('1'));
  });

  test('names the file in its manifest, its notices in the summary', async () => {
    const out = join(folder, 'report');
    await call(['run', join(folder, 'mine.yaml'), '--out', out, '--check', '-q']);
    const { inputs } = JSON.parse(readFileSync(join(out, 'manifest.json'), 'utf8'));
    expect(inputs.map(({ name }: { name: string }) => name)).toEqual([join(folder, 'mine.yaml'), 'vms.json']);
    const { notices } = JSON.parse(readFileSync(join(out, 'summary.json'), 'utf8'));
    expect(notices).toContain('vms.json: not in the source, power plan: always on (16 VMs).');
  });
});
