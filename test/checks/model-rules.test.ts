// docs/MODEL.md has a row for every rule that is built, and every row names modules and tests that exist.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

/** Rules this project has built: each needs a row and a test. */
const BUILT = Array.from({ length: 35 }, (_, index) => `R${index + 1}`);

interface Tests {
  readonly path: string;
  readonly text: string;
}

interface Row {
  readonly rule: string;
  readonly modules: readonly string[];
  /** File and title of each test. */
  readonly tests: readonly (readonly [string, string])[];
}

/** Rows of the table: rule, what, source, modules in back-quotes, tests as `file` "title". */
function rowsOf(document: string): Row[] {
  return document.split('\n').flatMap((line) => {
    const cells = line.split('|').map((cell) => cell.trim());
    if (!/^R\d+$/.test(cells[1] ?? '') || cells.length !== 7) return [];
    return [
      {
        rule: cells[1]!,
        modules: [...cells[4]!.matchAll(/`([^`]+)`/g)].map(([, path]) => path!),
        tests: [...cells[5]!.matchAll(/`([^`]+)` "([^"]+)"/g)].map(
          ([, file, title]) => [file!, title!] as const,
        ),
      },
    ];
  });
}

/** Titles of the suites and tests in a file: texts that are the first of several arguments. */
function titlesOf(text: string): string[] {
  return [...text.matchAll(/\(\s*(['"`])((?:(?!\1).)*)\1\s*,/g)].map(([, , title]) => title!);
}

/** One line per fault of the table. */
function faults(document: string, tests: readonly Tests[], exists: (path: string) => boolean): string[] {
  const rows = rowsOf(document);
  const titles = new Map(tests.map(({ path, text }) => [path, titlesOf(text)]));
  const found: string[] = [];
  for (const rule of BUILT) {
    const own = rows.filter((row) => row.rule === rule);
    if (own.length !== 1) found.push(`${rule} has ${own.length} rows`);
    for (const row of own) if (row.tests.length === 0) found.push(`${rule} has no test`);
    for (const row of own) if (row.modules.length === 0) found.push(`${rule} has no module`);
  }
  for (const { rule, modules, tests: named } of rows) {
    if (!BUILT.includes(rule)) found.push(`${rule} is not a rule that is built`);
    for (const path of modules) if (!exists(path)) found.push(`${rule} names ${path}, which does not exist`);
    for (const [file, title] of named)
      if (!titles.get(file)?.includes(title)) found.push(`${rule} names "${title}", which is not in ${file}`);
  }
  for (const [path, list] of titles)
    for (const title of list)
      for (const [rule] of title.match(/^(?:R\d+\b[ ,-]*)+/)?.[0].matchAll(/R\d+/g) ?? [])
        if (!new RegExp(`^\\| ${rule} +\\|`, 'm').test(document))
          found.push(`${path}: "${title}" proves ${rule}, which has no row`);
  return found;
}

const document = readFileSync('docs/MODEL.md', 'utf8');
const tests: Tests[] = readdirSync('test', { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.test.ts') && !path.endsWith('model-rules.test.ts'))
  .map((path) => join('test', path).replaceAll('\\', '/'))
  .map((path) => ({ path, text: readFileSync(path, 'utf8') }));
const now = (text: string, more: readonly Tests[] = []) => faults(text, [...tests, ...more], existsSync);
/** The row of a rule replaced. */
const withRow = (rule: string, change: (row: string) => string): string =>
  document.replace(new RegExp(`^\\| ${rule} +\\|.*$`, 'm'), change);

describe('the table of rules', () => {
  it('is whole', () => {
    expect(rowsOf(document).length).toBe(BUILT.length);
    expect(now(document)).toEqual([]);
  });

  it('points to nothing outside of the project', () => {
    expect(document).not.toMatch(/\.\.\/shared|\/work\//);
    for (const rule of ['R10', 'R11', 'R12', 'R29', 'R30', 'R31']) expect(document).toContain(rule);
    for (let point = 1; point <= 21; point++) expect(document).toMatch(new RegExp(`\\bU${point}\\b`));
  });

  it.each([
    ['a rule without a row', withRow('R17', () => ''), 'R17 has 0 rows'],
    ['a rule with two rows', withRow('R17', (row) => `${row}\n${row}`), 'R17 has 2 rows'],
    ['a row without a test', withRow('R20', (row) => row.replace(/[^|]*\|$/, ' none |')), 'R20 has no test'],
    [
      'an unknown test',
      withRow('R8', (row) => row.replace(/"R8 /, '"R8 and nobody ')),
      'R8 names "R8 and nobody',
    ],
    [
      'an unknown module',
      withRow('R9', (row) => row.replace('src/fleet/', 'src/flit/')),
      'R9 names src/flit/',
    ],
    ['a row of no rule', withRow('R9', (row) => row.replace('R9', 'R36')), 'R36 is not a rule that is built'],
  ])('sees %s', (_, planted, fault) => {
    expect(planted).not.toBe(document);
    expect(now(planted).join('\n')).toContain(fault);
  });

  it.each(["describe('R36 the weather', () => {});", "it.each([1, 2])('R99 modes', () => {});"])(
    'sees a test of a rule that has no row: %s',
    (text) => {
      expect(now(document, [{ path: 'test/x.test.ts', text }]).join()).toContain('has no row');
    },
  );
});
