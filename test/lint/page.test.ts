// docs/linting.md has a section for every lint rule, and none for others.

import { existsSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { LINT_RULES } from '../../src/lint/rules.ts';

const page = readFileSync('docs/linting.md', 'utf8');

it('lists every rule with its level, what it rests on and what it is about, in order', () => {
  const rows = LINT_RULES.map(
    ({ id, level, rests, about }) => `| [\`${id}\`](#${id}) | ${level} | ${rests} | ${about} |`,
  );
  expect(page.match(/^\| \[`.*$/gm)).toEqual(rows);
});

it('has a section for every rule, and none for others', () => {
  const ids = LINT_RULES.map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
  expect([...page.matchAll(/^### (.*)$/gm)].map(([, id]) => id)).toEqual(ids);
  for (const section of page.split(/^### /m).slice(1)) expect(section.length).toBeGreaterThan(150);
});

it('names rules of the model that there are, and files that exist', () => {
  const model = readFileSync('docs/MODEL.md', 'utf8');
  for (const { rests } of LINT_RULES) expect(model).toMatch(new RegExp(`^\\| ${rests} +\\|`, 'm'));
  for (const [, path] of page.matchAll(/`(src\/[^`]+)`/g)) expect(existsSync(path!), path).toBe(true);
});
