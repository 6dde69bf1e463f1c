// Problems on paper: place, caret under the right columns, nothing that a terminal would obey.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { pathText, renderProblems } from '../../src/report/problems.ts';
import { sourceExcerpt } from '../../src/report/source-excerpt.ts';
import { displayWidth } from '../../src/report/visible-text.ts';
import type { Problem } from '../../src/scenario/problem.ts';

const problem: Problem = {
  path: ['fleet', 0, 'regoin'],
  message: 'unknown key "regoin"',
  hint: 'did you mean "region"?',
  rule: 'R15',
  file: 'fleet.yaml',
  line: 12,
  column: 5,
  lineText: '    regoin: westeurope',
  length: 6,
};

/** What stands over the carets. */
function marked(line: string, column: number, length: number, room = 80): string {
  const excerpt = sourceExcerpt(line, column, length, room);
  return Array.from(excerpt.text)
    .slice(excerpt.indent, excerpt.indent + excerpt.carets)
    .join('');
}

describe('renderProblems', () => {
  it('shows place, path, message, the line with a caret, hint, rule and a count', () => {
    expect(renderProblems([problem], { color: false })).toMatchInlineSnapshot(`
      "fleet.yaml:12:5 fleet[0].regoin: unknown key "regoin"
         12 |     regoin: westeurope
            |     ^^^^^^
            hint: did you mean "region"?
            rule R15 (docs/MODEL.md)

      1 problem in fleet.yaml
      "
    `);
  });

  it('orders by place within each file, counts files and cuts a flood', () => {
    const many = Array.from({ length: 60 }, (_, index) => ({ ...problem, line: 60 - index }));
    const text = renderProblems([...many, { ...problem, file: 'other.yaml' }], { color: false });
    expect(text.indexOf('fleet.yaml:1:5')).toBeLessThan(text.indexOf('fleet.yaml:2:5'));
    expect(text).toContain('… and 11 more problems');
    expect(text).toContain('61 problems in 2 files');
  });

  it('prints no control character that the user wrote, in whatever field', () => {
    const nasty = 'a\u001b[31m\u202eb\r\n\u0007';
    const text = renderProblems(
      [{ ...problem, path: [nasty], message: nasty, hint: nasty, file: nasty, lineText: nasty, column: 2 }],
      { color: false },
    );
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they must not be there
    expect(text).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u202e]/);
    expect(text).toContain('a\\u{1b}[31m');
  });

  it('colours only when asked to', () => {
    expect(renderProblems([problem], { color: true })).toContain('\u001b[');
    expect(renderProblems([problem], { color: false })).not.toContain('\u001b[');
  });

  it('writes paths as one would in code', () => {
    expect(pathText(['fleet', 2, 'patchSettings', 'a b'])).toBe('fleet[2].patchSettings["a b"]');
    expect(pathText([])).toBe('');
  });
});

describe('sourceExcerpt', () => {
  it.each([
    ['after tabs', '\t\tregoin: x', 3, 6, 'regoin'],
    ['after an emoji of two UTF-16 units', '"😀": regoin', 7, 6, 'regoin'],
    ['far into a long line', `${'x'.repeat(400)}regoin${'y'.repeat(400)}`, 401, 6, 'regoin'],
    ['at the end of a long line', `${'x'.repeat(400)}regoin`, 401, 6, 'regoin'],
    ['at the start of a long line', `regoin${'x'.repeat(400)}`, 1, 6, 'regoin'],
  ])('puts the carets under the token %s', (_, line, column, length, token) => {
    const wide = Array.from(line).some((character) => displayWidth(character) === 2) ? 1 : 0;
    const excerpt = sourceExcerpt(line, column, length, 60);
    const from = excerpt.indent - wide;
    expect(
      Array.from(excerpt.text)
        .slice(from, from + excerpt.carets)
        .join(''),
    ).toBe(token);
  });

  it('marks one place past the end when the token is missing', () => {
    expect(sourceExcerpt('name:', 6, 1, 80)).toEqual({ text: 'name:', indent: 5, carets: 1 });
    expect(marked('', 1, 1)).toBe('');
  });

  it('never exceeds its room and never loses the token', () => {
    const line = fc.string({ unit: 'binary', maxLength: 300 }).map((text) => text.replace(/[\r\n]/g, ''));
    fc.assert(
      fc.property(line, fc.nat(300), fc.integer({ min: 20, max: 120 }), (text, at, room) => {
        const column = Math.min(at, text.length) + 1;
        const excerpt = sourceExcerpt(text, column, 1, room);
        expect(displayWidth(excerpt.text)).toBeLessThanOrEqual(room);
        expect(excerpt.indent).toBeLessThanOrEqual(displayWidth(excerpt.text));
        expect(excerpt.carets).toBeGreaterThanOrEqual(1);
      }),
    );
  });
});
