// Bytes of the user's files as text: strictly UTF-8, and no more of them than a scenario can need. Refuses to know
// what the text says.

import { closeSync, openSync, readSync } from 'node:fs';
import { FileRefusal, refusalOf } from './refusal.ts';

/** Four bytes for each of the characters that are read, so that what is too long is told with its place in the text. */
const MOST_BYTES = 16_000_000;
/** Of an exported fleet: as much as Node can hold as one text. */
export const MOST_BYTES_OF_FLEET = 500_000_000;
const CHUNK = 1 << 18;

/** Gathers what is read of a file or stream and turns it into text. */
export class TextBytes {
  readonly #named: string;
  readonly #chunks: Uint8Array[] = [];
  #size = 0;

  readonly #most: number;

  /** @param named as the user knows it */
  constructor(named: string, most = MOST_BYTES) {
    this.#named = named;
    this.#most = most;
  }

  /** @throws FileRefusal when it is too much by now */
  add(chunk: Uint8Array): void {
    this.#size += chunk.length;
    if (this.#size > this.#most) throw this.#refusal(`it is larger than ${this.#most / 1e6} MB`);
    this.#chunks.push(chunk);
  }

  /** @throws FileRefusal when it is not UTF-8 */
  text(): string {
    const bytes = Buffer.concat(this.#chunks);
    try {
      return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    } catch {
      throw this.#refusal(`it is not UTF-8 text${otherEncoding(bytes)}`);
    }
  }

  #refusal(cause: string): FileRefusal {
    return new FileRefusal('read', this.#named, cause);
  }
}

/** What it may be instead. */
function otherEncoding(bytes: Uint8Array): string {
  const [first, second] = bytes;
  const isUtf16 = (first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff);
  if (isUtf16) return ' but UTF-16; save it as UTF-8';
  return bytes.includes(0) ? ' but binary data' : '; save it as UTF-8';
}

/** Reads in pieces, because what is opened may be a pipe or a device without an end. @throws FileRefusal */
export function readTextFile(path: string, named: string, most?: number): string {
  const bytes = new TextBytes(named, most);
  let descriptor: number | undefined;
  try {
    descriptor = openSync(path, 'r');
    for (;;) {
      const chunk = Buffer.allocUnsafe(CHUNK);
      const read = readSync(descriptor, chunk);
      if (read === 0) break;
      bytes.add(chunk.subarray(0, read));
    }
  } catch (error) {
    throw refusalOf(error, 'read', named);
  } finally {
    if (descriptor !== undefined) closeSync(descriptor);
  }
  return bytes.text();
}

/** All of stdin. @throws FileRefusal */
export async function readStream(
  stream: AsyncIterable<Uint8Array>,
  named: string,
  most?: number,
): Promise<string> {
  const bytes = new TextBytes(named, most);
  try {
    for await (const chunk of stream) bytes.add(chunk);
  } catch (error) {
    throw refusalOf(error, 'read', named);
  }
  return bytes.text();
}
