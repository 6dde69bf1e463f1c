// docs/comparing.md shows what the program prints, and a variant that the shipped scenario has.

import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { call } from './call.ts';

const page = readFileSync('docs/comparing.md', 'utf8');

test('docs/comparing.md shows what its command prints', async () => {
  const [, words, shown] = /\n {4}patchsim (compare .*)\n\n```text\n([\s\S]*?)```/.exec(page)!;
  const { code, stdout } = await call([...words.split(' '), '--jobs', '1']);
  expect(code).toBe(0);
  expect(stdout).toBe(shown);
});

test('docs/comparing.md shows the variants of the scenario it runs', () => {
  const [, shown] = /```yaml\n([\s\S]*?)```/.exec(page)!;
  expect(readFileSync('scenarios/compare-hotpatch.yaml', 'utf8')).toContain(shown);
});
