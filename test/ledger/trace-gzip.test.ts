// The gzip of a trace holds its lines, whatever they repeat, in about as many bytes as zlib would write. Refuses to know how
// lines are put together.

import { readFileSync } from 'node:fs';
import { gunzipSync, gzipSync, inflateRawSync } from 'node:zlib';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { loadScenario } from '../../src/experiment/load.ts';
import { simulate } from '../../src/experiment/simulate.ts';
import { deflateOf } from '../../src/ledger/deflate.ts';

/** A stretch of bytes of its own, or one that repeats what is so far back. */
type Stretch = Uint8Array | { readonly length: number; readonly back: number };

function withRepeats(stretches: readonly Stretch[]) {
  const bytes: number[] = [];
  const repeats: (readonly [start: number, length: number, distance: number])[] = [];
  for (const stretch of stretches) {
    if (stretch instanceof Uint8Array) {
      for (const byte of stretch) bytes.push(byte);
      continue;
    }
    const distance = Math.min(stretch.back, bytes.length);
    if (distance === 0) continue;
    repeats.push([bytes.length, stretch.length, distance]);
    for (let index = 0; index < stretch.length; index++) bytes.push(bytes.at(-distance)!);
  }
  const column = (field: 0 | 1 | 2) => Int32Array.from(repeats, (repeat) => repeat[field]);
  const columns = { starts: column(0), lengths: column(1), distances: column(2), count: repeats.length };
  return { bytes: Uint8Array.from(bytes), columns };
}

function inflated(stretches: readonly (readonly Stretch[])[]): { read: Buffer; written: Buffer } {
  const file: Buffer[] = [];
  const { add, end } = deflateOf((good) => {
    file.push(Buffer.from(good));
    // Good until the call returns only.
    good.fill(0);
  });
  const written = stretches.map((part) => {
    const { bytes, columns } = withRepeats(part);
    add(bytes, columns);
    return bytes;
  });
  end();
  return { read: inflateRawSync(Buffer.concat(file)), written: Buffer.concat(written) };
}

test('what is deflated inflates, whatever is repeated', () => {
  const stretch = fc.oneof(
    fc.uint8Array({ maxLength: 300 }),
    fc.record({ length: fc.integer({ min: 1, max: 1023 }), back: fc.integer({ min: 1, max: 1 << 15 }) }),
  );
  fc.assert(
    fc.property(fc.array(fc.array(stretch, { maxLength: 20 }), { maxLength: 5 }), (parts) => {
      const { read, written } = inflated(parts);
      expect(read.equals(written)).toBe(true);
    }),
  );
});

test('every length and every number of bits of a distance', () => {
  const noise = Uint8Array.from({ length: 1 << 15 }, (_, index) => (index * index) >> 7);
  const lengths = Array.from({ length: 600 }, (_, index) => ({ length: index + 1, back: 1 << 15 }));
  const distances = Array.from({ length: 16 }, (_, bits) => 1 << bits).flatMap((far) =>
    [far - 1, far, far + 1]
      .filter((back) => back > 0 && back <= 1 << 15)
      .map((back) => ({ length: 5, back })),
  );
  const { read, written } = inflated([[noise, ...lengths, ...distances]]);
  expect(read.equals(written)).toBe(true);
});

test('more than fits the room at once', () => {
  const noise = Uint8Array.from({ length: 1 << 20 }, (_, index) => (index * index) >> 9);
  const { read, written } = inflated([[noise], [noise.subarray(1)], [Uint8Array.of()], [noise]]);
  expect(read.equals(written)).toBe(true);
});

test.each(['hotpatch-2024', 'reboot-settings', 'customer-schedule', 'off-every-night'])(
  '%s: the lines, in little more than zlib takes',
  async (name) => {
    const text = readFileSync(`scenarios/${name}.yaml`, 'utf8');
    const loaded = loadScenario(text, { file: `${name}.yaml` });
    if (!loaded.ok) throw new Error('refused');
    const [lines, file]: Buffer[][] = [[], []];
    await simulate(loaded.scenario, {
      traceBytes: (bytes) => lines.push(Buffer.from(bytes)),
      traceGzip: (bytes) => file.push(Buffer.from(bytes)),
    });
    const [written, compressed] = [Buffer.concat(lines), Buffer.concat(file)];
    expect(gunzipSync(compressed).equals(written)).toBe(true);
    expect(compressed.length).toBeLessThan(1.25 * gzipSync(written, { level: 1 }).length);
  },
);
