// The trace as gzip: lines are gathered and compressed a megabyte at a time, beside the simulation. Refuses to know what
// they say.

import { promisify } from 'node:util';
import { gzip, gzipSync } from 'node:zlib';

const CHUNK = 1 << 20;
/** Chunks that wait to be compressed or written. */
const MOST_WAITING = 16;
/** A compressed chunk fits the room, so that a thread is asked once. */
const OPTIONS = { level: 1, chunkSize: CHUNK >> 3 };

/** A chunk on its way into the file. */
interface Member {
  bytes?: Uint8Array;
  readonly compressed: Promise<void>;
}

/**
 * Takes the lines as UTF-8. The simulation hands them over in a plain call and cannot be asked to wait, and
 * Node's threads say only between two of its steps that they have compressed a chunk. When too many wait, a chunk is
 * compressed before the call returns: memory stays bounded however fast lines come. A gzip file may consist of several
 * members, and every reader joins them.
 */
export function traceWriter(write: (data: Uint8Array) => void): {
  lines: (lines: Uint8Array) => void;
  end: () => Promise<void>;
} {
  let chunk: Buffer = Buffer.allocUnsafe(CHUNK);
  let size = 0;
  const waiting: Member[] = [];
  /** Chunks to be filled again: new ones would keep the collector of garbage busy. */
  const free: Buffer[] = [];
  // Never by itself: when a run is given up, its file is gone before the last chunk is compressed.
  const writeFinished = () => {
    for (let first = waiting[0]; first?.bytes !== undefined; first = waiting[0]) {
      write(first.bytes);
      waiting.shift();
    }
  };
  const compress = () => {
    writeFinished();
    const data = chunk.subarray(0, size);
    const filled = chunk;
    if (waiting.length < MOST_WAITING) waiting.push(compressAside(data, () => free.push(filled)));
    else {
      waiting.push(compressNow(data));
      free.push(filled);
    }
    chunk = free.pop() ?? Buffer.allocUnsafe(CHUNK);
    size = 0;
  };
  return {
    lines: (lines) => {
      if (size > 0 && size + lines.length > chunk.length) compress();
      if (lines.length > chunk.length) chunk = Buffer.allocUnsafe(lines.length);
      chunk.set(lines, size);
      size += lines.length;
    },
    end: async () => {
      compress();
      for (const { compressed } of waiting) await compressed;
      writeFinished();
    },
  };
}

function compressAside(data: Uint8Array, done: () => void): Member {
  const member: Member = {
    compressed: promisify(gzip)(data, OPTIONS).then((bytes) => {
      member.bytes = ofNoHost(bytes);
      done();
    }),
  };
  return member;
}

function compressNow(data: Uint8Array): Member {
  return { bytes: ofNoHost(gzipSync(data, OPTIONS)), compressed: Promise.resolve() };
}

/** The header names the operating system; the same run gives the same bytes on all of them. */
function ofNoHost(member: Uint8Array): Uint8Array {
  member[9] = 255;
  return member;
}
