// The trace as gzip: lines are gathered and compressed a megabyte at a time. Refuses to know what a line says.

import { gzipSync } from 'node:zlib';

const CHUNK = 1 << 20;
const NEWLINE = 10;

/**
 * Takes lines without their line ends. The simulation hands lines over in a plain call and cannot be asked to wait, so
 * each full chunk is compressed and written before the call returns: memory stays at one chunk however fast lines come.
 * A gzip file may consist of several members, and every reader joins them.
 */
export function traceWriter(write: (data: Uint8Array) => void): {
  line: (line: string) => void;
  end: () => void;
} {
  let chunk = Buffer.allocUnsafe(CHUNK);
  let size = 0;
  const flush = () => {
    const member = gzipSync(chunk.subarray(0, size), { level: 3 });
    member[9] = 255; // The header names the operating system; the same run gives the same bytes on all of them.
    write(member);
    size = 0;
  };
  return {
    line: (line) => {
      // A character of a string takes three bytes at most.
      const most = 3 * line.length + 1;
      if (size + most > chunk.length) {
        flush();
        if (most > chunk.length) chunk = Buffer.allocUnsafe(most);
      }
      size += chunk.write(line, size);
      chunk[size++] = NEWLINE;
    },
    end: flush,
  };
}
