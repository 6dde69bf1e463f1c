// What every problem must be whatever it is about: inside the text, and in words. Refuses to know the mistake.

import { expect } from 'vitest';
import type { Problem } from '../../src/index.ts';

export function expectPlaced({ line, column, length, lineText, message, file }: Problem, text: string): void {
  const lines = text.replace(/^\uFEFF/, '').split('\n');
  expect(file).toBe('s.yaml');
  expect(line >= 1 && line <= lines.length).toBe(true);
  const own = lines[line - 1]!.replace(/\r$/, '');
  expect(lineText === own).toBe(true);
  expect(column >= 1 && column <= own.length + 1 && length >= 1).toBe(true);
  expect(message).toMatch(/\w{2,}/);
  expect(message).not.toMatch(/\bundefined\b|\[object |\bZod|at .*\.ts:/);
}
