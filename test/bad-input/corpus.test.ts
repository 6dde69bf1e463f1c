// The corpus in one process: each broken text gives problems in words, each inside the text it is about, and soon.

import { describe, expect, it } from 'vitest';
import { loadScenario, type Problem } from '../../src/index.ts';
import { renderProblems } from '../../src/report/problems.ts';
import { BROKEN_CALENDARS } from './broken-calendars.ts';
import { BROKEN_SCENARIOS } from './broken-scenarios.ts';
import { expectPlaced } from './placed.ts';
import { changed, RIGHT } from './right-scenario.ts';

const MOST_SECONDS = 2;

/** The problems as a user reads them, after the time they took and the place of each were found right. */
function answer(text: string, files: Record<string, string> = {}): string {
  const begun = process.cpuUsage();
  const result = loadScenario(text, { file: 's.yaml', read: (path) => files[path]! });
  const problems: readonly Problem[] = result.ok ? [] : result.problems;
  const told = renderProblems(problems, { color: false, columns: 100 });
  const { user, system } = process.cpuUsage(begun);
  expect((user + system) / 1e6).toBeLessThan(MOST_SECONDS);
  expect(problems.length).toBeGreaterThan(0);
  for (const problem of problems) expectPlaced(problem, text, files);
  return told;
}

describe('broken scenarios', () => {
  it('are many, and the one they are made from is right', () => {
    expect(BROKEN_SCENARIOS.length + BROKEN_CALENDARS.length).toBeGreaterThan(200);
    expect(loadScenario(RIGHT, { file: 's.yaml' })).toMatchObject({ ok: true });
  });

  it.each(BROKEN_SCENARIOS.map(([title, text, says]) => ({ title, text, says })))(
    '$title',
    ({ text, says }) => {
      expect(answer(text)).toMatch(says ?? /\w/);
    },
  );

  it.each([
    ['a BOM', `\uFEFF${RIGHT}`],
    ['CRLF', RIGHT.replaceAll('\n', '\r\n')],
    ['CR only', RIGHT.replaceAll('\n', '\r')],
    [
      'JSON',
      '{"version":1,"name":"a","clock":{"start":"2024-01-01","end":"2024-02-01"},"fleet":[{"name":"a","count":1,"region":"westeurope","image":{"publisher":"a","offer":"b","sku":"c"}}]}',
    ],
    [
      'brackets inside texts and comments',
      `${RIGHT}# ${'['.repeat(500)}\ndescription: "${'{'.repeat(500)}"\n`,
    ],
    ['odd words in prose', `${RIGHT}description: "<script>'\\"🚀 שלום \\u202e"\n`],
  ])('%s is right', (_, text) => expect(loadScenario(text, { file: 's.yaml' })).toMatchObject({ ok: true }));
});

describe('broken calendars', () => {
  it.each(BROKEN_CALENDARS.map(([file, text, says]) => ({ file, text, says })))(
    '$file: $says',
    ({ file, text, says }) => {
      const scenario = changed('[{ calendar: real }]', `[{ file: ${file} }]`);
      expect(answer(scenario, { [file]: text })).toMatch(says);
    },
  );
});
