// The lines of a trace as bytes: what comes again and again is turned into UTF-8 once and copied, which is many times as
// fast as texts put together. Refuses to know which facts there are.

import { DAY, formatInstant, HOUR, type Instant, MINUTE } from '../calendar/instant.ts';

/** A text that comes again and again: where its bytes are and how many. */
export type Piece = number;

/** Bytes after which they are handed on. */
const FULL = 1 << 16;
const LENGTH_BITS = 10;
/** Bytes of the longest piece: names have 200 characters at most, and no line has two in one piece. */
const LONGEST = (1 << LENGTH_BITS) - 1;
/** Room for pieces, of which they take what they need: pages never written are no memory. */
const POOL = 1 << 24;
/** Pieces begin at multiples of it, and eight bytes are copied at once: up to seven too many, written over by the next. */
const WORD = 8;
/** Until the seconds: `{"t":"2024-01-09T18:00:` */
const BEGIN = 23;
/** At the end of a line: `2024-01-09T18:00:00Z"}` and the line's end. */
const DATE = 23;
const DATE_ROOM = 24;
const DATES = 16;
/** A line's instant and three pieces, and what is copied too many. */
const LINE = 4 * (LONGEST + WORD);

const encoder = new TextEncoder();

/** The two digits of each number below 60 as one number of 16 bits. */
const DIGITS = Uint16Array.from({ length: 60 }, (_, n) => 0x3030 + Math.floor(n / 10) + ((n % 10) << 8));

/** Bytes that lines are copied from, a whole word further than they reach. */
export type Source = DataView<ArrayBuffer>;

export const sourceOf = (bytes: number): Source => new DataView(new ArrayBuffer(bytes + WORD));

/**
 * Hands on whole lines, each with its line end; the bytes are good until the call returns. Eight bytes are copied as
 * one floating-point number: no UTF-8 reads as one that is not a number, the only ones that copying may change.
 */
export function traceBytesOf(give: (lines: Uint8Array) => void) {
  const pool = sourceOf(POOL);
  const poolBytes = new Uint8Array(pool.buffer);
  const out = sourceOf(FULL + LINE);
  const outBytes = new Uint8Array(out.buffer);
  let pooled = 0;
  let size = 0;
  let day = -1;
  let minute = Number.NEGATIVE_INFINITY;
  const begun = sourceOf(BEGIN);
  /** Days that lines end with, each where its number has it. */
  const dayOf = new Int32Array(DATES).fill(-1);
  const dates = sourceOf(DATES * DATE_ROOM);

  /** Begins the line of a fact with its instant, up to the digits of its seconds. */
  function begin(instant: Instant): void {
    if (instant < minute || instant >= minute + MINUTE) beginMinute(instant);
    out.setFloat64(size, begun.getFloat64(0, true), true);
    out.setFloat64(size + WORD, begun.getFloat64(WORD, true), true);
    out.setFloat64(size + 2 * WORD, begun.getFloat64(2 * WORD, true), true);
    out.setUint16(size + BEGIN, DIGITS[instant - minute], true);
    size += BEGIN + 2;
  }

  function beginMinute(instant: Instant): void {
    const today = Math.floor(instant / DAY);
    if (today !== day) {
      day = today;
      encoder.encodeInto(`{"t":"${formatInstant(day * DAY)}`, new Uint8Array(begun.buffer));
    }
    const second = instant - day * DAY;
    const [hours, minutes] = [Math.floor(second / HOUR), Math.floor(second / MINUTE) % 60];
    begun.setUint16(17, DIGITS[hours], true);
    begun.setUint16(20, DIGITS[minutes], true);
    minute = day * DAY + hours * HOUR + minutes * MINUTE;
  }

  /** An instant at the end of a line, with what closes it. */
  function endWith(instant: Instant): void {
    const today = Math.floor(instant / DAY);
    const slot = today % DATES;
    if (dayOf[slot] !== today) {
      dayOf[slot] = today;
      const text = `${formatInstant(today * DAY)}"}\n`;
      encoder.encodeInto(text, new Uint8Array(dates.buffer, slot * DATE_ROOM));
    }
    const second = instant - today * DAY;
    copy(dates, slot * DATE_ROOM, DATE);
    out.setUint16(size - 12, DIGITS[Math.floor(second / HOUR)], true);
    out.setUint16(size - 9, DIGITS[Math.floor(second / MINUTE) % 60], true);
    out.setUint16(size - 6, DIGITS[second % MINUTE], true);
  }

  function copy(from: Source, start: number, length: number): void {
    const end = start + length;
    for (let at = start, to = size; at < end; at += WORD, to += WORD) {
      out.setFloat64(to, from.getFloat64(at, true), true);
    }
    size += length;
  }

  function put(piece: Piece): void {
    copy(pool, (piece >>> LENGTH_BITS) * WORD, piece & LONGEST);
  }

  /** Copies a few bytes from elsewhere. */
  function putFrom(source: Source, start: number, length: number): void {
    copy(source, start, length);
  }

  /** After the last piece of a line, which has its line end. */
  function endLine(): void {
    if (size >= FULL) handOn();
  }

  /** A whole line that is not put together from pieces. */
  function line(text: string): void {
    const bytes = encoder.encode(`${text}\n`);
    if (bytes.length <= LINE) {
      outBytes.set(bytes, size);
      size += bytes.length;
      return endLine();
    }
    handOn();
    give(bytes);
  }

  /** Between two lines: hands on what there is. */
  function handOn(): void {
    if (size > 0) give(outBytes.subarray(0, size));
    size = 0;
  }

  /** Remembers a text; only while there is room. */
  function pieceOf(text: string): Piece {
    const bytes = encoder.encode(text);
    if (bytes.length > LONGEST) throw new RangeError(`too long for a line of the trace: ${text}`);
    const start = pooled;
    poolBytes.set(bytes, start);
    pooled += Math.ceil(bytes.length / WORD) * WORD;
    return ((start / WORD) << LENGTH_BITS) | bytes.length;
  }

  /** Whether a line may still have new pieces. */
  const hasRoom = (): boolean => pooled + LINE <= POOL;

  /** All pieces so far are good no more. */
  function forget(): void {
    pooled = 0;
  }

  return { begin, put, putFrom, endWith, endLine, line, handOn, pieceOf, hasRoom, forget };
}

/** For who wants lines as texts, without their line ends. */
export function eachLine(line: (line: string) => void): (lines: Uint8Array) => void {
  const decoder = new TextDecoder();
  return (lines) => {
    const texts = decoder.decode(lines).split('\n');
    texts.pop();
    for (const text of texts) line(text);
  };
}
