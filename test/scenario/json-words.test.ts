// What is wrong with a text that is meant to be JSON is said in JSON's words. Refuses to know what the keys mean.
import { describe, expect, it } from 'vitest';
import { parseScenario } from '../../src/scenario/parse.ts';
import { readSource } from '../../src/scenario/source.ts';

const NOT = 'not readable as JSON: ';
const told = (text: string, file: string): string[] => {
  const result = parseScenario(text, file);
  const problems = 'problems' in result ? result.problems : [];
  return problems.map(
    ({ line, column, message, hint }) =>
      `${line}:${column} ${message.replace(NOT, '')}${hint === undefined ? '' : ` (${hint})`}`,
  );
};

const COMMENT = 'JSON has no comments (take it out; only in YAML, begun with #, there are comments)';
const KINDS =
  'JSON has texts in double quotes, numbers, true, false and null; YAML is read from files named .yaml';
const MISSING = 'expected a comma before this';
const TRAILING = 'a comma with nothing behind it (take it out)';

describe('a text that is meant to be JSON', () => {
  it.each([
    ['a comment', '{\n  // all\n  "version": 1\n}', [`2:3 ${COMMENT}`]],
    ['a comment of several lines', '{\n  "version": 1 /* all\n of */\n}', [`2:16 ${COMMENT}`]],
    ['a missing comma', '{\n  "version": 1\n  "name": "x"\n}', [`3:3 ${MISSING}`]],
    ['a missing comma in a list', '{"version": 1, "fleet": [{}\n {}]}', [`2:2 ${MISSING}`]],
    ['a missing colon', '{"version" 1}', ['1:12 expected a colon before this']],
    ['no end', '{\n  "fleet": [\n    {}\n', ['4:1 expected ] (the end of the file is missing)']],
    ['more behind it', '{"version": 1}\n}', ['2:1 expected the end of the file, found }']],
    ['another bracket', '{"fleet": [{}\n}', ['2:1 expected ], found }']],
    [
      'an escape',
      '{"name": "C:\\web"}',
      ['1:10 a backslash in a text begins an escape, such as \\n (write \\\\ for a backslash)'],
    ],
  ])('with %s is told so, whatever the file is called', (_, text, problems) => {
    for (const file of ['web.json', 'web.yaml']) expect(told(text, file)).toEqual(problems);
  });

  it.each([
    ['a value that is missing', '{"version": }', ['1:13 expected a value, found }']],
    ['a value too few', '{"fleet": [{},, {}]}', ['1:15 expected a value, found ,']],
    [
      'a text without its end',
      '{\n  "name": "x\n}',
      ['2:11 the quotes of this text are not closed on its line'],
    ],
    ['a word', '{"preview": True}', [`1:13 True is no sign or word of JSON (${KINDS})`]],
    ['single quotes', "{'version': 1}", [`1:2 expected a key in double quotes, found 'version' (${KINDS})`]],
    ['a sign behind a value', '{"name": "x";}', [`1:13 ; is no sign or word of JSON (${KINDS})`]],
    ['YAML', 'version: 1\nname: x\n', [`1:1 version is no sign or word of JSON (${KINDS})`]],
    [
      'a control character',
      '{"name": "a\tb"}',
      ['1:10 a text holds a tab or another control character (write \\t for a tab)'],
    ],
    [
      'several such mistakes',
      '{ // all\n  "version": 1\n  "fleet": [{},],\n}',
      [`1:3 ${COMMENT}`, `3:3 ${MISSING}`, `3:15 ${TRAILING}`, `3:17 ${TRAILING}`],
    ],
  ])('and called so, with %s, is told so', (_, text, problems) => {
    expect(told(text, 'web.json')).toEqual(problems);
  });

  it.each([
    ['an object', '{\n  "version": 1,\n}', `2:15 ${TRAILING}`],
    ['a list', '{ "version": [\n  1,\n  2, ]\n}', `3:4 ${TRAILING}`],
  ])('and called so has no comma behind the last of %s', (_, text, problem) => {
    expect(told(text, 'web.JSON')).toEqual([problem]);
    // YAML has it, and begins with a bracket where its author likes that.
    expect(readSource(text, 'web.yaml').problems).toEqual([]);
  });

  it('is no YAML in brackets', () => {
    const yaml = '{ "version": 1, # all\n name: web // x, }';
    expect(readSource(yaml, 'web.yaml')).toMatchObject({
      raw: { version: 1, name: 'web // x' },
      problems: [],
    });
    expect(told('{ version: 1, name: [a }', 'web.yaml')[0]).toMatch(/flow sequence/);
  });

  it('is empty in the words for any text', () => {
    for (const text of ['', ' \n']) expect(told(text, 'web.json')).toEqual(['1:1 the file is empty']);
  });

  it('too deep to be looked at is told as such', () => {
    for (const text of [`{"a": ${'['.repeat(200_000)}`, `{"a": ${'['.repeat(200_000)}}`])
      expect(told(text, 'web.json')).toEqual([expect.stringMatching(/^1:\d+ nested too deeply$/)]);
  });
});
