// Where a trace is read from: a file or stdin, gzip or plain, a line at a time however large it is.
// Refuses to know what a line says.

import { createReadStream } from 'node:fs';
import { PassThrough, type Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { FileRefusal, refusalOf } from './refusal.ts';

const GZIP = [0x1f, 0x8b];
/** No line of a trace is nearly as long, and one without end must not fill the memory. */
const LONGEST_LINE = 16 << 20;

/**
 * The lines without their ends. `-` is stdin.
 * @throws FileRefusal for a file that cannot be read, is cut off or damaged as gzip, or is not UTF-8
 */
export async function* traceLines(named: string, signal: AbortSignal): AsyncGenerator<string> {
  const file = named === '-' ? '<stdin>' : named;
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let rest = '';
  let lines = 0;
  try {
    for await (const chunk of unzipped(named === '-' ? process.stdin : createReadStream(named))) {
      signal.throwIfAborted();
      const parts = (rest + decoder.decode(chunk, { stream: true })).split('\n');
      rest = parts.pop() as string;
      if (rest.length > LONGEST_LINE) throw damaged(file, lines, 'a line has no end');
      for (const part of parts) {
        lines++;
        yield part.endsWith('\r') ? part.slice(0, -1) : part;
      }
    }
    rest += decoder.decode();
  } catch (error) {
    if (error instanceof FileRefusal || signal.aborted) throw error;
    const { code } = error as { code?: unknown };
    if (code === 'Z_BUF_ERROR') throw damaged(file, lines, 'the gzip data is cut off');
    if (typeof code === 'string' && code.startsWith('Z_'))
      throw damaged(file, lines, 'the gzip data is damaged');
    if (code === 'ERR_ENCODING_INVALID_ENCODED_DATA') throw damaged(file, lines, 'it is not UTF-8 text');
    throw refusalOf(error, 'read', file);
  }
  if (rest !== '') yield rest;
}

const damaged = (file: string, lines: number, what: string): FileRefusal =>
  new FileRefusal('read', file, `${what} after line ${lines}`);

/** The bytes, unpacked when the first two say gzip. */
async function* unzipped(stream: Readable): AsyncGenerator<Uint8Array> {
  const chunks = stream[Symbol.asyncIterator]() as AsyncIterator<Buffer>;
  let begin = Buffer.alloc(0);
  while (begin.length < GZIP.length) {
    const { value, done } = await chunks.next();
    if (done) break;
    begin = Buffer.concat([begin, value]);
  }
  const rest = { [Symbol.asyncIterator]: () => chunks };
  if (!GZIP.every((byte, at) => begin[at] === byte)) {
    yield begin;
    yield* rest;
    return;
  }
  const gunzip = createGunzip();
  const pump = async (): Promise<void> => {
    const source = new PassThrough();
    source.pipe(gunzip);
    source.write(begin);
    for await (const chunk of rest) {
      if (!source.write(chunk)) await new Promise((resolve) => source.once('drain', resolve));
    }
    source.end();
  };
  pump().catch((error: Error) => gunzip.destroy(error));
  yield* gunzip as AsyncIterable<Uint8Array>;
}
