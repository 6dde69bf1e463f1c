// The house rules hold in src and test, and the check sees planted faults.

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { breaches, type SourceFile } from './house-rules.ts';

function sourcesIn(folder: string): SourceFile[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.ts'))
    .map((path) => ({
      path: join(folder, path).replaceAll('\\', '/'),
      text: readFileSync(join(folder, path), 'utf8'),
    }));
}

const plant = (path: string, body: string) => breaches([{ path, text: `// What it is.\n${body}` }]);

describe('house rules', () => {
  it.each([
    ['a long file', 'src/vm/long.ts', 'x;\n'.repeat(300), '301 lines'],
    ['a long test', 'test/vm/long.test.ts', 'x;\n'.repeat(300), '301 lines'],
    ['utils', 'src/vm/utils.ts', '', 'a name that says nothing'],
    ['a folder of helpers', 'test/helpers/run.ts', '', 'a name that says nothing'],
    ['common in a longer name', 'src/vm/common-types.ts', '', 'a name that says nothing'],
    ['Date.now', 'src/vm/a.ts', 'const t = Date.now();', 'line 2 asks the host'],
    ['new Date()', 'src/metrics/a.ts', 'const t = new Date();', 'line 2 asks the host'],
    ['Math.random', 'src/kernel/a.ts', 'const t = Math.random();', 'line 2 asks the host'],
    ['performance.now', 'src/index.ts', 'const t = performance.now();', 'line 2 asks the host'],
    [
      'the host’s zone',
      'src/calendar/a.ts',
      'Intl.DateTimeFormat().resolvedOptions().timeZone',
      'line 2 asks the host',
    ],
    ['the host’s locale', 'src/report/a.ts', 'n.toLocaleString()', 'line 2 asks the host'],
    ['work left over', 'src/vm/a.ts', '// TODO later', 'unfinished'],
  ])('find %s', (_, path, body, what) => {
    expect(plant(path, body).join()).toContain(what);
  });

  it('find a file that does not say what it is', () => {
    expect(breaches([{ path: 'src/vm/a.ts', text: 'export const a = 1;\n' }])).toHaveLength(1);
  });

  it('leave the rest alone', () => {
    expect(
      plant('src/calendar/a.ts', 'new Date(0);\n// Date.now is forbidden\nconst updated = 1;\n'),
    ).toEqual([]);
    expect(plant('src/cli/a.ts', 'performance.now();\n')).toEqual([]);
    expect(plant('src/vm/commonality.ts', '')).toEqual([]);
  });

  it('hold in src and test', () => {
    const files = [...sourcesIn('src'), ...sourcesIn('test')];
    expect(files.length).toBeGreaterThan(40);
    expect(breaches(files)).toEqual([]);
  });
});
