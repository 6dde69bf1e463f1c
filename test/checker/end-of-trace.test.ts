// R35 a trace that was cut, shortened or lengthened does not pass for a whole one.

import { beforeAll, expect, it } from 'vitest';
import { breachesOf, smallTrace } from './ledger.ts';

let lines: string[];
beforeAll(async () => {
  lines = await smallTrace();
});

it('R35 the last line counts the facts', () => {
  const facts = lines.filter((line) => line.includes('"fact":')).length;
  expect(lines.at(-1)).toBe(JSON.stringify({ end: '2024-06-01T00:00:00Z', facts }));
});

it('R35 a trace that is cut off at the end of a line is told from a whole one', () => {
  for (const cut of [1, 2, 500]) expect(() => breachesOf(lines.slice(0, -cut))).toThrow(/it is cut off/);
});

it('R35 an assessment taken out, which no other rule misses, is a breach', () => {
  const at = lines.findLastIndex((line) => line.includes('"assessed"') && line.includes('"by":"schedule"'));
  const found = breachesOf(lines.toSpliced(at, 1));
  expect(found).toMatchObject([
    { rule: 'R33', message: expect.stringMatching(/^the trace has \d+ facts and says/) },
  ]);
});

it('R35 nothing comes after the end, and the end is when the run ends', () => {
  expect(() => breachesOf([...lines, lines.at(-2)!])).toThrow(/comes after the end/);
  const early = JSON.stringify({ ...JSON.parse(lines.at(-1)!), end: '2024-05-01T00:00:00Z' });
  expect(breachesOf(lines.with(-1, early))).toMatchObject([{ rule: 'R33' }]);
});
