// A trace as a gzip file (RFC 1952) of one member, written by ourselves since the lines say what they repeat: the same
// bytes on every machine, for a fraction of what finding that out takes. Refuses to know what the lines say.

import { crc32 } from 'node:zlib';
import { deflateOf } from './deflate.ts';
import type { TakesLines } from './trace-bytes.ts';

/** Deflate, no name, no time, fast, by no known system. */
const HEADER = Uint8Array.of(0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 4, 255);

/** Takes a trace's lines and hands on the file; the bytes are good until the call returns. */
export function traceGzipOf(give: (bytes: Uint8Array) => void): { lines: TakesLines; end: () => void } {
  const { add, end } = deflateOf(give);
  let sum = 0;
  let size = 0;
  give(HEADER);
  return {
    lines: (lines, repeats) => {
      sum = crc32(lines, sum);
      size += lines.length;
      add(lines, repeats);
    },
    end: () => {
      end();
      const trailer = new DataView(new ArrayBuffer(8));
      trailer.setUint32(0, sum, true);
      trailer.setUint32(4, size % 2 ** 32, true);
      give(new Uint8Array(trailer.buffer));
    },
  };
}
