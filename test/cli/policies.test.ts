// The policy repository of docs/policies/ and what the README shows of it: six scenarios that pass, and the night that
// somebody shortened to 90 minutes.

import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { call } from './call.ts';

const root = mkdtempSync(join(tmpdir(), 'patchsim-policies-'));
const home = process.cwd();
afterAll(() => {
  process.chdir(home);
  rmSync(root, { recursive: true, force: true });
});

const readme = readFileSync('README.md', 'utf8');
const section = /\n## Patch policy as tests\n([\s\S]*?)\n## /.exec(readme)![1];
/** How long it took is another machine's business. */
const timeless = (text: string): string => text.replace(/\b[\d.]+m?s$/gm, '…s').replace(/\d+ms\n/g, '…s\n');
const shown = [...section.matchAll(/```text\n([\s\S]*?)```/g)].map(([, text]) => text);
const [, change] = /```diff\n([\s\S]*?)```/.exec(section)!;

test('the README shows six scenarios that pass, then one that a shorter night breaks, with the VM named', async () => {
  cpSync('docs/policies', join(root, 'policies'), { recursive: true });
  process.chdir(root);
  process.env.CI = 'true';
  const green = await call(['test', 'policies', '--jobs', '1']);
  expect(green.code).toBe(0);
  expect(timeless(green.stdout)).toBe(timeless(shown[0]));

  const [, before] = /^-(.*)$/m.exec(change)!;
  const [, after] = /^\+(.*)$/m.exec(change)!;
  const file = join('policies', 'sql.yaml');
  const text = readFileSync(file, 'utf8');
  expect(text.split('\n')).toContain(before);
  writeFileSync(file, text.replace(before, after));
  const red = await call(['test', 'policies', '--jobs', '1']);
  expect(red.code).toBe(99);
  expect(timeless(red.stdout)).toBe(timeless(shown[1]));

  // The VM is the right one: its own story has the deferral, at that instant.
  const [, vm, instant] = /--vm (\S+) --at (\S+)/.exec(red.stdout)!;
  const story = await call(['explain', file, '--vm', vm, '--at', instant, '--json']);
  const { episodes } = JSON.parse(story.stdout);
  expect(JSON.stringify(episodes)).toContain('windowTooShort');
});

test('the snapshots of docs/policies are those of the runs', async () => {
  process.chdir(home);
  process.env.CI = 'true';
  const { code, stdout } = await call(['test', 'docs/policies', '-o', 'json', '--jobs', '1']);
  expect(code).toBe(0);
  const kept = JSON.parse(stdout).scenarios.filter(({ snapshot }: { snapshot?: object }) => snapshot);
  expect(kept.map(({ snapshot }: { snapshot: { state: string } }) => snapshot.state)).toEqual([
    'same',
    'same',
  ]);
});
