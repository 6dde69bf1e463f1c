// What every problem must be whatever it is about: inside the text, and in words. Refuses to know the mistake.

import { expect } from 'vitest';
import type { Problem } from '../../src/index.ts';

/** `files` are those the scenario names: a problem may stand in one of them. */
export function expectPlaced(
  { line, column, length, lineText, message, file }: Problem,
  text: string,
  files: Readonly<Record<string, string>> = {},
): void {
  const texts: Readonly<Record<string, string>> = { ...files, 's.yaml': text };
  expect(Object.keys(texts)).toContain(file);
  const lines = texts[file]!.replace(/^\uFEFF/, '').split(/\r\n|\n|\r/);
  expect(line >= 1 && line <= lines.length).toBe(true);
  const own = lines[line - 1]!;
  expect(lineText === own).toBe(true);
  expect(column >= 1 && column <= own.length + 1 && length >= 1).toBe(true);
  expect(message).toMatch(/\w{2,}/);
  expect(message).not.toMatch(/\bundefined\b|\[object |\bZod|at .*\.ts:/);
}
