// Columns as narrow as their numbers allow: the largest and none must survive at each limit.

import { expect, test } from 'vitest';
import { columnOf, columnWithNone } from '../../src/kernel/columns.ts';

test.each([1, 256, 257, 65_536, 65_537])('one of %i numbers comes back as it was put in', (many) => {
  const column = columnOf(3, many);
  column.set([many - 1, 0, many - 1]);
  expect([...column]).toEqual([many - 1, 0, many - 1]);
});

test.each([1, 128, 129, 32_768, 32_769])('so does one of %i numbers where some have none', (many) => {
  const column = columnWithNone(3, many);
  column[1] = many - 1;
  expect([...column]).toEqual([-1, many - 1, -1]);
});

test('a byte takes 256 numbers, or 128 and none', () => {
  expect(columnOf(1, 256).byteLength + columnWithNone(1, 128).byteLength).toBe(2);
});
