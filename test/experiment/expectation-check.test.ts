// Expectations that make no sense: refused before the run, at their place; and that grammar and page are those of the code.

import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { METRICS } from '../../src/experiment/expectation/metrics.ts';
import { loadScenario } from '../../src/experiment/load.ts';
import { FILE, FLEET } from './expected-fleet.ts';
import { metricsTable } from './metrics-page.ts';

/** The line of the file, from 1, and the text from the column on. */
function refused(that: string): { message: string; hint?: string; at: string; line: number } {
  const text = `${FLEET}expect:\n  - overdue == 0\n  - ${that}\n`;
  const loaded = loadScenario(text, { file: FILE });
  if (loaded.ok) throw new Error(`${that} is accepted`);
  expect(loaded.problems).toHaveLength(1);
  const [{ message, hint, line, column, lineText, length }] = loaded.problems;
  const at = lineText.slice(column - 1, column - 1 + length);
  return { message, at, line, ...(hint === undefined ? {} : { hint }) };
}

describe('an expectation is refused before the run, at its place', () => {
  test.each([
    ['reboots.perVm.mx <= 5', 'reboots.perVm.mx', 'did you mean "reboots.perVm.max"?'],
    ['"rebots.perVm.max <= 5"', 'rebots.perVm.max', 'did you mean "reboots.perVm.max"?'],
    ['effective.after(14x) >= 95%', '14x', undefined],
    ['effective.after >= 95%', 'after', undefined],
    ['effective.after(14d) >= 14d', '14d', undefined],
    ['overdue == 5d', '5d', undefined],
    ['overdue.share <= 5', '5', 'did you mean "5%"?'],
    ['effective.after(14d) >= 950%', '950%', undefined],
    ['effective.after(400d) >= 95%', '400d', undefined],
    ['reboots.byMonth(2029-01) <= 1', '2029-01', undefined],
    ['overdue(web) == 0', 'web', undefined],
    ['overdue = 0', '=', undefined],
    ['overdue ==', '=', undefined],
    ['deferrals.windowTooShrt == 0', 'deferrals.windowTooShrt', 'did you mean "deferrals.windowTooShort"?'],
    ['peakRebooting(sett) <= 1', 'sett', undefined],
    ['"reboots.delta(vs: clam) <= -6"', 'clam', 'did you mean "calm"?'],
    ['"when(vm: wb-1, release: 2024-02).p95 <= 2024-02-25"', 'wb-1', 'did you mean "web-1"?'],
    ['"when(vm: web-1, release: 2029-02).p95 <= 2024-02-25"', '2029-02', 'did you mean "2024-02"?'],
    ['"when(vm: web-1, release: 2024-02).p96 <= 2024-02-25"', 'p96', 'did you mean "p95"?'],
    ['{ that: overdue == 0, group: webb }', 'webb', 'did you mean "web"?'],
    ['{ that: overdue == 0, variant: clam }', 'clam', 'did you mean "calm"?'],
    ['{ that: overdue == 0, level: wran }', 'wran', 'did you mean "warn"?'],
  ])('%s', (that, at, hint) => {
    const problem = refused(that);
    expect(problem.at).toBe(at);
    expect(problem.line).toBe(FLEET.split('\n').length + 2);
    expect(problem.hint).toBe(hint);
  });

  test('in a variant, and when its text would need quotes', () => {
    expect(refused('when(vm: web-1, release: 2024-02).p95 <= 2024-02-25').hint).toContain('needs quotes');
    const loaded = loadScenario(FLEET.replace('  calm: {', '  calm: { expect: [overdue == 0],'), {
      file: FILE,
    });
    expect(loaded.ok ? [] : loaded.problems.map(({ message }) => message)).toEqual([
      'is not allowed in a variant',
    ]);
  });
});

test('docs/testing.md lists every metric (-u writes it)', async () => {
  const page = readFileSync('docs/testing.md', 'utf8');
  const [before, rest] = page.split('<!-- metrics -->');
  const [, after] = rest.split('<!-- /metrics -->');
  const written = `${before}<!-- metrics -->\n${metricsTable()}\n<!-- /metrics -->${after}`;
  await expect(written).toMatchFileSnapshot('../../docs/testing.md');
  expect(METRICS.length).toBeGreaterThan(30);
});
