// JSON read as JSON is what it is as YAML, or is left to YAML, which knows the mistake. Refuses to know scenarios.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { plainJson } from '../../src/scenario/plain-json.ts';
import { readSource, readYaml } from '../../src/scenario/source.ts';

const BLANKS = ['', ' ', '\n', '\n  ', '\t', '\r\n', '\n\t'];
const words = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 8 }),
  fc.constantFrom(
    '__proto__',
    '<<',
    '- a',
    '? b',
    '# c',
    'a: b',
    '&a',
    '*a',
    '!t',
    '',
    '1',
    '"',
    '\\',
    '---',
  ),
);
const scalars = fc.oneof(
  words,
  fc.constantFrom(null, true, false, 0, -0, 1e21, 1.5e-7, 12345678901234567000, 0.1),
  fc.integer(),
  fc.double({ noDefaultInfinity: true, noNaN: true }),
);
const { value: values } = fc.letrec((tie) => ({
  value: fc.oneof({ maxDepth: 4 }, scalars, fc.array(tie('value'), { maxLength: 4 }), tie('mapping')),
  mapping: fc.dictionary(words, tie('value'), { maxKeys: 4 }),
}));

/** JSON text with any blanks between its tokens. */
function written(value: unknown, blank: () => string): string {
  const list = (open: string, parts: string[], close: string) =>
    `${open}${blank()}${parts.join(`${blank()},${blank()}`)}${blank()}${close}`;
  if (Array.isArray(value))
    return list(
      '[',
      value.map((one) => written(one, blank)),
      ']',
    );
  if (typeof value !== 'object' || value === null) return Object.is(value, -0) ? '-0' : JSON.stringify(value);
  const pairs = Object.entries(value).map(
    ([key, one]) => `${JSON.stringify(key)}${blank()}:${blank()}${written(one, blank)}`,
  );
  return list('{', pairs, '}');
}

const seldom = <T>(usual: T, ...others: T[]) =>
  fc.oneof({ weight: 30, arbitrary: fc.constant(usual) }, fc.constantFrom(...others));

describe('JSON', () => {
  it('is the same data as YAML, without a mistake', () => {
    let read = 0;
    fc.assert(
      fc.property(
        fc.dictionary(words, values, { maxKeys: 5 }),
        fc.infiniteStream(seldom('', ...BLANKS)),
        (value, blanks) => {
          const text = written(value, () => blanks.next().value);
          const plain = plainJson(text);
          if (plain === undefined) return;
          read++;
          const yaml = readYaml(text, 'a.json');
          expect(yaml.problems).toEqual([]);
          expect(plain).toStrictEqual(yaml.raw);
          expect(JSON.stringify(plain)).toBe(JSON.stringify(yaml.raw));
        },
      ),
      { numRuns: 2000 },
    );
    expect(read).toBeGreaterThan(1000);
  });

  it.each([
    ['a key twice', '{"a": 1, "b": {"c": 1, "c": 2}}'],
    ['the same key, written otherwise', '{"a": 1, "\\u0061": 2}'],
    ['great depth', `{"a": ${'['.repeat(99)}${']'.repeat(99)}}`],
    ['a key too long for YAML', `{"${'k'.repeat(1100)}": 1}`],
    ['a colon on the next line', '{"a"\n: 1}'],
    ['a comment', '{"a": 1} # b'],
    ['no mapping', '[1]'],
    ['a comma too many', '{"a": 1,}'],
    ['a tab before a key', '{\n\t"a": 1}'],
  ])('with %s is left to YAML', (_, text) => {
    expect(plainJson(text)).toBeUndefined();
    expect(readSource(text, 'a.yaml')).toMatchObject({
      ...readYaml(text, 'a.yaml'),
      locate: expect.anything(),
    });
  });

  it('has the places of YAML', () => {
    const text = '{\n  "a": [1, {"b": "c"}]\n}';
    const [json, yaml] = [readSource(text, 'a.json'), readYaml(text, 'a.json')];
    expect(plainJson(text)).toBeDefined();
    for (const path of [['a'], ['a', 1, 'b'], ['a', 1, 'd'], []]) {
      const finding = { path, message: 'it' };
      expect(json.locate(finding)).toEqual(yaml.locate(finding));
    }
  });
});
