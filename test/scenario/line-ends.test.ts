// The same mistakes at the same places, however the lines of a text end. Refuses to know what the mistakes are.
import { describe, expect, it } from 'vitest';
import { loadScenario, type Problem } from '../../src/index.ts';
import { importFleet } from '../../src/scenario/azure/import.ts';
import { SMALL } from './scenarios.ts';

const CALENDAR = (file: string): string => `${SMALL}catalogue: [{ file: ${file} }]\n`;
const JSON_SCENARIO =
  '{\n  "version": 1,\n  "name": "x",\n\n  "seed": true,\n  "clock": {"start": "2024-01-01"}\n}\n';

function problemsOf(text: string, file: string, named?: string): readonly Problem[] {
  const result = loadScenario(text, { file, read: () => named! });
  return result.ok ? [] : result.problems;
}

const importProblems = (text: string, file: string): readonly Problem[] => {
  const imported = importFleet(text, { file, isRegion: () => true });
  return 'message' in imported ? [imported] : [];
};

const HEADER = 'product,release_date,kb,kind';
const SCENARIO_FOR = (file: string) => (text: string) => problemsOf(CALENDAR(file), 's.yaml', text);

describe('a text whose lines end in CR, or CR LF, has its problems where one with LF has them', () => {
  it.each<[string, string, (text: string) => readonly Problem[], string]>([
    ['a scenario', `${SMALL}\n\nseeds: 7\n`, (text) => problemsOf(text, 's.yaml'), '18:1'],
    ['a broken scenario', `${SMALL}x: [\n`, (text) => problemsOf(text, 's.yaml'), '17:1'],
    ['a scenario with a NUL byte', `${SMALL}x: \0\n`, (text) => problemsOf(text, 's.yaml'), '16:4'],
    ['a scenario in JSON', JSON_SCENARIO, (text) => problemsOf(text, 's.json'), '1:1 5:11 6:3'],
    ['broken JSON', '{\n  "a": 1\n  "b": 2 // x\n}\n', (text) => problemsOf(text, 's.json'), '3:3 3:10'],
    ['a calendar in CSV', `${HEADER}\nWS2022,soon,KB5034129,cumulative\n`, SCENARIO_FOR('c.csv'), '2:8'],
    ['a broken calendar', `${HEADER}\n\n"WS2022\n`, SCENARIO_FOR('c.csv'), '3:1'],
    ['a calendar with a NUL byte', `${HEADER}\n\nWS\0\n`, SCENARIO_FOR('c.csv'), '3:1'],
    ['a calendar in YAML', '- product: WS2022\n  x: 1\n', SCENARIO_FOR('c.yaml'), '2:6'],
    ['an export', '[\n  {"name": "a"},\n {"b" 2}]', (text) => importProblems(text, 'a.json'), '3:7'],
    ['an export in CSV', 'name,location\na,"b\nc\n', (text) => importProblems(text, 'a.csv'), '3:1'],
    ['an export without a VM', '[\n]\n', (text) => importProblems(text, 'a.json'), '1:1'],
  ])('%s', (_, text, problems, places) => {
    const unix = problems(text);
    expect(unix.map(({ line, column }) => `${line}:${column}`).join(' ')).toBe(places);
    expect(problems(text.replaceAll('\n', '\r'))).toEqual(unix);
    expect(problems(text.replaceAll('\n', '\r\n'))).toEqual(unix);
  });

  it('and is the same scenario', () => {
    const text = `${SMALL}description: |\n  one\n  two\n`;
    const unix = loadScenario(text, { file: 's.yaml' });
    expect(unix).toMatchObject({ ok: true, scenario: { scenario: { description: 'one\ntwo\n' } } });
    for (const ends of ['\r', '\r\n']) {
      const other = loadScenario(text.replaceAll('\n', ends), { file: 's.yaml' });
      expect(other).toMatchObject({ scenario: unix.ok && { scenario: unix.scenario.scenario } });
    }
  });
});
