// The lines of a trace as bytes: what comes again and again is turned into UTF-8 once and copied, which is many times as
// fast as texts put together. Refuses to know which facts there are.

import { DAY, formatInstant, HOUR, type Instant, MINUTE } from '../calendar/instant.ts';
import { type Repeats, WINDOW } from './deflate.ts';

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
/** Of these the day. */
const BEGIN_DAY = 17;
/** Digits of the seconds. */
const SECONDS = 2;
/** At the end of a line: `2024-01-09T18:00:00Z"}` and the line's end. */
const DATE = 23;
const DATE_ROOM = 24;
/** Of these the day, with the letter behind it. */
const DATE_DAY = 11;
const DATES = 16;
/** A line's instant and three pieces, and what is copied too many. */
const LINE = 4 * (LONGEST + 2 * WORD);

const COMMA = 0x2c;
/** Ends of names from which on they are looked for, and bytes that are worth a repetition. */
export const LONG_END = 8;
const WORTH = 4;

const encoder = new TextEncoder();

/** The two digits of each number below 60 as one number of 16 bits. */
const DIGITS = Uint16Array.from({ length: 60 }, (_, n) => 0x3030 + Math.floor(n / 10) + ((n % 10) << 8));

/** Bytes that lines are copied from, a whole word further than they reach. */
export type Source = DataView<ArrayBuffer>;

export const sourceOf = (bytes: number): Source => new DataView(new ArrayBuffer(bytes + WORD));

/** What tells the VMs of each group apart: the ends of their names. */
export interface NameEnds {
  readonly source: Source;
  /** Where each VM's begins, and where the last one's ends. */
  readonly starts: Uint32Array;
  /** Where in the trace that of each VM was written last, if there are long ones; -Infinity before. */
  readonly writtenAt: Float64Array;
}

/** Takes whole lines as UTF-8, and what of them is known to repeat earlier ones. The bytes are good until it returns. */
export type TakesLines = (lines: Uint8Array, repeats: Repeats) => void;

/**
 * Hands on whole lines, each with its line end. Eight bytes are copied as
 * one floating-point number: no UTF-8 reads as one that is not a number, the only ones that copying may change.
 */
export function traceBytesOf(give: TakesLines) {
  const pool = sourceOf(POOL);
  const poolBytes = new Uint8Array(pool.buffer);
  const out = sourceOf(FULL + LINE);
  const outBytes = new Uint8Array(out.buffer);
  let pooled = 0;
  let size = 0;
  let day = -1;
  let second = Number.NEGATIVE_INFINITY;
  let minute = Number.NEGATIVE_INFINITY;
  /** Bytes handed on; with `size`, where a byte is in the whole trace. */
  let before = 0;
  /** Where the last line began, the first one of its second, its minute and its day. */
  let lineAt = Number.NEGATIVE_INFINITY;
  let secondAt = 0;
  let minuteAt = 0;
  let dayAt = 0;
  /** Where among the bytes not handed on the last whole line is, -1 for nowhere. */
  let textAt = -1;
  const starts = new Int32Array(FULL + LINE);
  const lengths = new Int32Array(FULL + LINE);
  const distances = new Int32Array(FULL + LINE);
  const repeats: Repeats = { starts, lengths, distances, count: 0 };
  let noted = 0;
  /** Where the last repetition ends, and how far back its bytes lie. */
  let repeatedTo = -1;
  let distance = 0;
  /** Whose name was written last among those with a long end. */
  let nameOf = -1;
  const begun = sourceOf(BEGIN);
  /** Days that lines end with, each where its number has it. */
  const dayOf = new Int32Array(DATES).fill(-1);
  const dates = sourceOf(DATES * DATE_ROOM);
  const dateAt = new Float64Array(DATES);

  /** The next bytes, or those at a position, are those at `at`, if that is near enough. What goes on where it was is the same repetition. */
  function repeat(at: number, length: number, position = size): void {
    const back = before + position - at;
    if (back > WINDOW) return;
    if (repeatedTo === position && distance === back) lengths[noted - 1] += length;
    else {
      starts[noted] = position;
      lengths[noted] = length;
      distances[noted] = back;
      noted++;
      distance = back;
    }
    repeatedTo = position + length;
  }

  /** Begins the line of a fact with its instant and the piece behind it. */
  function begin(instant: Instant, middle: Piece): void {
    const start = (middle >>> LENGTH_BITS) * WORD;
    if (instant !== second) beginSecond(instant);
    const here = before + size;
    // In this second the same piece may have followed; in this minute where what was repeated last ended.
    const same = pool.getFloat64(start - WORD, true) - BEGIN - SECONDS;
    const goesOn = here - distance;
    if (same >= secondAt) repeat(same, BEGIN + SECONDS);
    else if (here > minuteAt) repeat(repeatedTo === size && goesOn >= minuteAt ? goesOn : lineAt, BEGIN);
    else if (lineAt >= dayAt) repeat(lineAt, BEGIN_DAY);
    lineAt = here;
    out.setFloat64(size, begun.getFloat64(0, true), true);
    out.setFloat64(size + WORD, begun.getFloat64(WORD, true), true);
    out.setFloat64(size + 2 * WORD, begun.getFloat64(2 * WORD, true), true);
    out.setUint16(size + BEGIN, DIGITS[instant - minute], true);
    size += BEGIN + SECONDS;
    put(middle);
  }

  function beginSecond(instant: Instant): void {
    second = instant;
    secondAt = before + size;
    if (instant < minute || instant >= minute + MINUTE) beginMinute(instant);
  }

  function beginMinute(instant: Instant): void {
    const today = Math.floor(instant / DAY);
    if (today !== day) {
      day = today;
      dayAt = before + size;
      encoder.encodeInto(`{"t":"${formatInstant(day * DAY)}`, new Uint8Array(begun.buffer));
    }
    minuteAt = before + size;
    const ofDay = instant - day * DAY;
    const [hours, minutes] = [Math.floor(ofDay / HOUR), Math.floor(ofDay / MINUTE) % 60];
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
      dateAt[slot] = Number.NEGATIVE_INFINITY;
      const text = `${formatInstant(today * DAY)}"}\n`;
      encoder.encodeInto(text, new Uint8Array(dates.buffer, slot * DATE_ROOM));
    }
    const ofDay = instant - today * DAY;
    repeat(dateAt[slot], DATE_DAY);
    dateAt[slot] = before + size;
    copy(dates, slot * DATE_ROOM, DATE);
    out.setUint16(size - 12, DIGITS[Math.floor(ofDay / HOUR)], true);
    out.setUint16(size - 9, DIGITS[Math.floor(ofDay / MINUTE) % 60], true);
    out.setUint16(size - 6, DIGITS[ofDay % MINUTE], true);
  }

  /** A number at the end of a line, with what closes it. */
  function endWithNumber(value: number): void {
    let tens = 1;
    while (tens * 10 <= value) tens *= 10;
    for (; tens >= 1; tens = Math.floor(tens / 10)) outBytes[size++] = 0x30 + (Math.floor(value / tens) % 10);
    outBytes[size++] = 0x7d;
    outBytes[size++] = 0x0a;
  }

  function copy(from: Source, start: number, length: number): void {
    const end = start + length;
    for (let at = start, to = size; at < end; at += WORD, to += WORD) {
      out.setFloat64(to, from.getFloat64(at, true), true);
    }
    size += length;
  }

  function put(piece: Piece): void {
    const start = (piece >>> LENGTH_BITS) * WORD;
    const length = piece & LONGEST;
    // Before a piece is where it was written last.
    repeat(pool.getFloat64(start - WORD, true), length);
    pool.setFloat64(start - WORD, before + size, true);
    copy(pool, start, length);
  }

  /** Copies the end of a VM's name; the first bytes may go on as what is repeated did, a long rest may have been written before. */
  function putName({ source, starts: ends, writtenAt }: NameEnds, vm: number): void {
    const [at, start, length] = [size, ends[vm], ends[vm + 1] - ends[vm]];
    copy(source, start, length);
    if (repeatedTo === at && distance <= at) {
      while (repeatedTo < size && outBytes[repeatedTo] === outBytes[repeatedTo - distance]) repeatedTo++;
      lengths[noted - 1] += repeatedTo - at;
    }
    if (length < LONG_END) return;
    const from = Math.max(at, repeatedTo);
    const own = writtenAt[vm];
    if (before + at - own <= WINDOW) repeat(own + from - at, size - from, from);
    else if (nameOf >= 0) {
      // Names of one's own often differ in front and end alike.
      const [last, lastLength] = [ends[nameOf + 1], ends[nameOf + 1] - ends[nameOf]];
      const most = Math.min(size - from, lastLength);
      let same = 0;
      while (same < most && source.getUint8(last - 1 - same) === source.getUint8(start + length - 1 - same))
        same++;
      if (same >= WORTH) repeat(writtenAt[nameOf] + lastLength - same, same, size - same);
    }
    writtenAt[vm] = before + at;
    nameOf = vm;
  }

  /** After the last piece of a line, which has its line end. */
  function endLine(): void {
    if (size >= FULL) handOn();
  }

  /** Notes what the text from here to `end` repeats of an earlier one: what is the same, member by member. */
  function noteAlike(earlier: number, end: number): void {
    const here = size;
    for (let old = earlier; old >= 0 && old < here && size >= here && size < end; ) {
      let same = 0;
      while (size + same < end && outBytes[old + same] === outBytes[size + same]) same++;
      if (same > 0) repeat(before + old, same);
      old = outBytes.indexOf(COMMA, old + same);
      size = outBytes.indexOf(COMMA, size + same);
    }
  }

  /** A whole line that is not put together from pieces. */
  function line(text: string): void {
    const bytes = encoder.encode(`${text}\n`);
    // No line after it repeats one before it.
    second = Number.NEGATIVE_INFINITY;
    minute = Number.NEGATIVE_INFINITY;
    lineAt = Number.NEGATIVE_INFINITY;
    if (bytes.length <= LINE) {
      outBytes.set(bytes, size);
      const at = size;
      if (textAt >= 0) noteAlike(textAt, size + bytes.length);
      textAt = at;
      size = at + bytes.length;
      return endLine();
    }
    handOn();
    before += bytes.length;
    give(bytes, repeats);
  }

  /** Between two lines: hands on what there is. */
  function handOn(): void {
    if (size === 0) return;
    repeats.count = noted;
    give(outBytes.subarray(0, size), repeats);
    repeats.count = 0;
    // The repetition at the end is handed on, and goes on no more.
    repeatedTo = -1;
    textAt = -1;
    noted = 0;
    before += size;
    size = 0;
  }

  /** Remembers a text; only while there is room. */
  function pieceOf(text: string): Piece {
    const bytes = encoder.encode(text);
    if (bytes.length > LONGEST) throw new RangeError(`too long for a line of the trace: ${text}`);
    pool.setFloat64(pooled, Number.NEGATIVE_INFINITY, true);
    const start = pooled + WORD;
    poolBytes.set(bytes, start);
    pooled = start + Math.ceil(bytes.length / WORD) * WORD;
    return ((start / WORD) << LENGTH_BITS) | bytes.length;
  }

  /** Whether a line may still have new pieces. */
  const hasRoom = (): boolean => pooled + LINE <= POOL;

  /** All pieces so far are good no more. */
  function forget(): void {
    pooled = 0;
  }

  return { begin, put, putName, endWith, endWithNumber, endLine, line, handOn, pieceOf, hasRoom, forget };
}
