// What becomes of a scenario with several mistakes, and of texts that nobody would write.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { formatInstant } from '../../src/calendar/instant.ts';
import { parseScenario } from '../../src/scenario/parse.ts';
import { broken, EXAMPLE } from './scenarios.ts';

test('different mistakes in one file are all reported, in order of their place, and the rest is still usable', () => {
  const text = broken(
    {
      3: 'clock: { start: 2024-06-01, end: 2024-01-01 }',
      6: '    cuont: 10',
      8: '    regoin: west-europe',
      12: '    image: { publisher: MicrosoftWindowsServer, offer: WindowsServer }',
      13: '    region: atlantis',
      14: '    patchSettings: { patchMode: AutomaticByPlatfrom, enableHotpatching: true }',
    },
    'incidents:',
    '  - { kind: nonsense, at: 2024-03-01 }',
    '  - { kind: massPowerOff, share: 120%, from: 2024-03-01, for: 2d, groups: [web, sqll] }',
    'seed: 8',
  );
  const result = parseScenario(text, 's.yaml');
  if (!('problems' in result)) throw new Error('was accepted');
  expect(result.problems.map(({ line, column, path }) => `${line}:${column} ${path.join('.')}`)).toEqual([
    '3:34 clock.end',
    '6:5 fleet.0.cuont',
    '8:5 fleet.0.regoin',
    '8:13 fleet.0.regoin',
    '12:5 fleet.1.image.sku',
    '14:33 fleet.1.patchSettings.patchMode',
    '17:13 incidents.0.kind',
    '18:34 incidents.1.share',
    '18:81 incidents.1.groups.1',
    '19:1 ',
  ]);
  const { scenario, document } = result.partial!;
  expect(scenario.fleet.map(({ name, count }) => [name, count])).toEqual([
    ['web', 10],
    ['sql', 4],
  ]);
  expect(formatInstant(scenario.clock.end)).toBe('2025-01-01T00:00:00Z');
  // Later stages name places of the parsed scenario, in which incident 1 has become incident 0.
  expect(scenario.incidents).toHaveLength(1);
  expect(document.locate({ path: ['incidents', 0, 'groups', 0], message: '' })).toMatchObject({
    line: 18,
    column: 76,
    path: ['incidents', 1, 'groups', 0],
  });
  expect(
    document.locate({ path: ['fleet', 1, 'region'], message: 'no such region', hint: 'h', rule: 'R15' }),
  ).toEqual({
    file: 's.yaml',
    line: 13,
    column: 13,
    length: 8,
    lineText: '    region: atlantis',
    path: ['fleet', 1, 'region'],
    message: 'no such region',
    hint: 'h',
    rule: 'R15',
  });
});

test('whatever is done to the text, the answer is data, and every problem points into the text', () => {
  const edit = fc.record({
    at: fc.nat(EXAMPLE.length),
    length: fc.nat(30),
    text: fc.oneof(
      fc.constantFrom('', ':', '- ', '{', ']', '&a ', '*a', '\n', '  ', '"', 'null', '0', '!!int '),
      fc.string({ maxLength: 8 }),
    ),
  });
  fc.assert(
    fc.property(fc.array(edit, { minLength: 1, maxLength: 4 }), (edits) => {
      let text = EXAMPLE;
      for (const { at, length, text: put } of edits) text = text.slice(0, at) + put + text.slice(at + length);
      const result = parseScenario(text, 's.yaml');
      if (!('problems' in result)) return;
      expect(result.problems.length).toBeGreaterThan(0);
      const lines = text.split('\n').map((line) => line.replace(/\r$/, ''));
      for (const { line, column, length, lineText } of result.problems) {
        expect(lineText).toBe(lines[line - 1]);
        expect(column).toBeGreaterThanOrEqual(1);
        expect(length).toBeGreaterThanOrEqual(1);
        expect(column + length - 1).toBeLessThanOrEqual(Math.max(lineText.length, column));
      }
    }),
    { numRuns: 1000 },
  );
});
