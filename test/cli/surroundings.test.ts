// Small decisions of the CLI: folder names, colours, the words for errors of the file system.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { folderName } from '../../src/cli/folder-name.ts';
import { FileRefusal, refusalOf } from '../../src/cli/refusal.ts';
import { wantsColor } from '../../src/cli/terminal.ts';

describe('folderName', () => {
  it.each([
    ['hotpatch-2024', 'hotpatch-2024'],
    ['../../etc/passwd', 'etc-passwd'],
    ['A b: c?', 'A-b-c'],
    ['Zürich 補丁', 'Zürich-補丁'],
    ['..', 'scenario'],
    ['con', 'scenario-con'],
    ['NUL.yaml', 'scenario-NUL.yaml'],
  ])('%s → %s', (name, expected) => expect(folderName(name)).toBe(expected));

  it('is one visible part of a path, and the same when made again', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (name) => {
        const folder = folderName(name);
        expect(folder).toMatch(/^[\p{L}\p{M}\p{N}_][\p{L}\p{M}\p{N}._-]*$/u);
        expect(folder).not.toMatch(/[.-]$/);
        expect(folderName(folder)).toBe(folder);
      }),
    );
  });
});

describe('wantsColor', () => {
  const tty = { isTTY: true };
  it.each([
    ['a terminal', tty, {}, true, true],
    ['a pipe', {}, {}, true, false],
    ['a dumb terminal', tty, { TERM: 'dumb' }, true, false],
    ['NO_COLOR', tty, { NO_COLOR: '1' }, true, false],
    ['an empty NO_COLOR', tty, { NO_COLOR: '' }, true, true],
    ['FORCE_COLOR in a pipe', {}, { FORCE_COLOR: '1' }, true, true],
    ['FORCE_COLOR=0', tty, { FORCE_COLOR: '0' }, true, false],
    ['NO_COLOR and FORCE_COLOR', tty, { NO_COLOR: '1', FORCE_COLOR: '1' }, true, false],
    ['--no-color and FORCE_COLOR', tty, { FORCE_COLOR: '1' }, false, false],
  ])('%s', (_, stream, environment, flag, expected) => {
    expect(wantsColor(stream, environment, flag)).toBe(expected);
  });
});

describe('refusalOf', () => {
  it.each(['ENOENT', 'EACCES', 'EROFS', 'ENOSPC', 'ENOTDIR', 'EDQUOT'])(
    '%s is the user’s, in words',
    (code) => {
      const refusal = refusalOf(Object.assign(new Error(code), { code }), 'write', 'out/summary.json');
      expect(refusal).toBeInstanceOf(FileRefusal);
      expect((refusal as FileRefusal).message).toMatch(/^cannot write out\/summary\.json: [a-z]/);
    },
  );

  it('leaves other errors alone: they are ours', () => {
    const error = new TypeError('x');
    expect(refusalOf(error, 'write', 'x')).toBe(error);
    expect(refusalOf(Object.assign(new Error(), { code: 'EBADF' }), 'write', 'x')).not.toBeInstanceOf(
      FileRefusal,
    );
  });
});
