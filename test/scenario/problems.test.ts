// Every kind of mistake in a scenario: where it is said to be, what is said, and that nothing else is said.
import { describe, expect, test } from 'vitest';
import { parseScenario } from '../../src/scenario/parse.ts';
import type { Problem } from '../../src/scenario/problem.ts';
import { OF_FORM, OF_MEANING, OF_SYNTAX } from './mistakes.ts';
import { broken } from './scenarios.ts';

function problemsOf(text: string): readonly Problem[] {
  const result = parseScenario(text, 'scenario.yaml');
  return 'problems' in result ? result.problems : [];
}

const placed = ({ line, column, path }: Problem): string => `${line}:${column} ${path.join('.')}`;

describe('each mistake is found once, at its place, with nothing that only follows from it', () => {
  test.each(
    [...OF_FORM, ...OF_MEANING, ...OF_SYNTAX].map(([text, place, says]) => ({
      title: `${/^[RF]\d+$/.test(String(says)) ? `${says} ` : ''}${place}`,
      text,
      place,
      says,
    })),
  )('$title', ({ text, place, says }) => {
    const problems = problemsOf(text);
    expect(problems.map(placed)).toEqual([place]);
    const { message, hint, rule } = problems[0]!;
    if (says instanceof RegExp) expect(`${message}\n${hint}`).toMatch(says);
    else expect([message, hint, rule]).toContain(says);
  });
});

test('R17 zones and sets exclude each other, whatever else is wrong with either', () => {
  const text = broken({
    14: '    zones: ["1", "4"]',
    15: '    availabilitySets: { size: 10, updateDomains: 25 }',
  });
  expect(problemsOf(text).map(placed)).toEqual([
    '14:18 fleet.1.zones.1',
    '15:23 fleet.1.availabilitySets',
    '15:50 fleet.1.availabilitySets.updateDomains',
  ]);
});
