// The gzip of a trace: what goes in comes out, in order, however fast it comes. Refuses to know what a line says.

import { gunzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { traceWriter } from '../../src/cli/trace-file.ts';

/** Lines in pieces of about so many bytes, each piece another. */
function pieces(count: number, bytes: number): Buffer[] {
  return Array.from({ length: count }, (_, index) =>
    Buffer.from(`piece ${index} of äöü\n`.repeat(bytes / 20)),
  );
}

test.each([
  ['nothing', pieces(0, 0)],
  ['a little', pieces(3, 100)],
  [
    'a piece larger than a chunk between small ones',
    [...pieces(1, 100), ...pieces(1, 3e6), ...pieces(2, 100)],
  ],
  ['more at once than may wait', pieces(40, 900_000)],
])('%s is read as it was written', async (_, written) => {
  const file: Uint8Array[] = [];
  const { lines, end } = traceWriter((data) => file.push(data));
  const scratch = Buffer.alloc(Math.max(0, ...written.map(({ length }) => length)));
  for (const piece of written) {
    // The bytes are good until the call returns only.
    piece.copy(scratch);
    lines(scratch.subarray(0, piece.length));
    scratch.fill(0);
  }
  await end();
  expect(gunzipSync(Buffer.concat(file)).equals(Buffer.concat(written))).toBe(true);
});

test('a run that is given up writes nothing more', async () => {
  const file: Uint8Array[] = [];
  const { lines } = traceWriter((data) => file.push(data));
  for (const piece of pieces(3, 900_000)) lines(piece);
  const before = file.length;
  await new Promise((resolve) => setTimeout(resolve, 200));
  expect(file.length).toBe(before);
});
