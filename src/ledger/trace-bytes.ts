// The lines of a trace as bytes: what comes again and again is turned into UTF-8 once and copied, which is many times as
// fast as texts put together. Refuses to know which facts there are.

import { DAY, formatInstant, HOUR, type Instant, MINUTE } from '../calendar/instant.ts';
import { type Repeats, WINDOW } from './deflate.ts';
import { BEGIN, BYTE, COPIED, DATE, DIGITS, PLACE, SIZE, wordsOf } from './line-layout.ts';
import type { NameEnds } from './name-ends.ts';
import { notedRepeats } from './noted-repeats.ts';

/** A text that comes again and again: where its bytes are and how many. */
export type Piece = number;

/** No instant that a line begins with. */
const NEVER = -(2 ** 30);

/** Bytes of names' ends from which on they are looked for, and what is worth a repetition. */
enum LONG {
  worth = 4,
  end = 8,
}

const encoder = new TextEncoder();

/** Takes whole lines as UTF-8, and what of them is known to repeat earlier ones. The bytes are good until it returns. */
export type TakesLines = (lines: Uint8Array, repeats: Repeats) => void;

/**
 * Hands on whole lines, each with its line end. Eight bytes are copied as
 * one floating-point number: no UTF-8 reads as one that is not a number, the only ones that copying may change.
 */
export function traceBytesOf(give: TakesLines, names: NameEnds, start: Instant) {
  // What is in scope here is a constant to the compiler; one of a module is looked up at each use.
  const digits = DIGITS;
  const window = WINDOW;
  const startOfDay = start % DAY;
  const ends = names.starts;
  /** All that lines are copied from: pieces, days that lines end with, names. */
  const source = wordsOf(COPIED.names + names.bytes.length);
  const sourceBytes = new Uint8Array(source.buffer);
  sourceBytes.set(names.bytes, COPIED.names);
  const out = wordsOf(SIZE.full + SIZE.line);
  const outBytes = new Uint8Array(out.buffer);
  let pooled = 0;
  /** Where each piece was written last, by the word it begins with. */
  const pieceAt = new Int32Array(COPIED.dates / SIZE.word);
  /** The same of each VM's name, if there are long ones. */
  const hasLong = ends.some((end, vm) => vm > 0 && end - ends[vm - 1] >= LONG.end);
  const nameAt = new Int32Array(hasLong ? ends.length - 1 : 0).fill(PLACE.far);
  let size = 0;
  /** When the last line's second, minute and day began, in seconds from the start. */
  let second = NEVER;
  let minute = NEVER;
  let day = NEVER;
  /** Bytes handed on; with `size`, where a byte is in the whole trace. */
  let before = 0;
  /** Where the last line began, the first one of its second, its minute and its day. */
  let lineAt: number = PLACE.far;
  let secondAt = 0;
  let minuteAt = 0;
  let dayAt = 0;
  /** Where among the bytes not handed on the last whole line is, -1 for nowhere. */
  let textAt = -1;
  const { repeat, backAt, goOn, all, clear } = notedRepeats(SIZE.full + SIZE.line);
  /** Whose name was written last among those with a long end. */
  let nameOf = -1;
  const begun = wordsOf(BEGIN.minute);
  /** Days that lines end with, each where its number has it. */
  const dayOf = new Int32Array(DATE.slots).fill(-1);
  const dateAt = new Int32Array(DATE.slots).fill(PLACE.far);

  /**
   * Begins the line of a fact with its instant, in seconds from the start, and the piece behind it. Returns where they end,
   * as all do that write a part of a line: the compiler does not know what a write of bytes leaves as it was.
   */
  function begin(t: number, middle: Piece): number {
    if (t !== second) beginSecond(t);
    const at = size;
    const here = before + at;
    // In this second the same piece may have followed; in this minute where what was repeated last ended.
    let from = pieceAt[middle >> SIZE.lengthBits] - (BEGIN.minute + BEGIN.seconds);
    let same: number = BEGIN.minute + BEGIN.seconds;
    if (from < secondAt) {
      from = lineAt;
      if (here > minuteAt) {
        same = BEGIN.minute;
        const back = backAt(at);
        if (back > 0 && here - back >= minuteAt) from = here - back;
      } else {
        same = BEGIN.day;
        if (from < dayAt) from = PLACE.far;
      }
    }
    repeat(at, same, here - from);
    lineAt = here;
    out.setFloat64(at, begun.getFloat64(0, true), true);
    out.setFloat64(at + SIZE.word, begun.getFloat64(SIZE.word, true), true);
    out.setFloat64(at + 2 * SIZE.word, begun.getFloat64(2 * SIZE.word, true), true);
    out.setUint16(at + BEGIN.minute, digits[t - minute], true);
    return put(middle, at + BEGIN.minute + BEGIN.seconds);
  }

  function beginSecond(t: number): void {
    second = t;
    secondAt = before + size;
    if (t < minute || t >= minute + MINUTE) beginMinute(t);
  }

  function beginMinute(t: number): void {
    minuteAt = before + size;
    const instant = start + t;
    const ofDay = instant % DAY;
    if (t - ofDay !== day) {
      day = t - ofDay;
      dayAt = minuteAt;
      encoder.encodeInto(`{"t":"${formatInstant(instant - ofDay)}`, new Uint8Array(begun.buffer));
    }
    begun.setUint16(17, digits[Math.floor(ofDay / HOUR)], true);
    begun.setUint16(20, digits[Math.floor(ofDay / MINUTE) % 60], true);
    minute = t - (ofDay % MINUTE);
  }

  /** An instant at the end of a line, in seconds from the start, with what closes it. */
  function endWith(t: number, at: number): number {
    const today = Math.floor((t + startOfDay) / DAY);
    const slot = today % DATE.slots;
    const dateFrom = COPIED.dates + slot * DATE.room;
    if (dayOf[slot] !== today) {
      dayOf[slot] = today;
      dateAt[slot] = PLACE.far;
      const text = `${formatInstant(start - startOfDay + today * DAY)}"}\n`;
      encoder.encodeInto(text, sourceBytes.subarray(dateFrom));
    }
    const ofDay = t + startOfDay - today * DAY;
    const here = before + at;
    repeat(at, DATE.day, here - dateAt[slot]);
    dateAt[slot] = here;
    copy(dateFrom, DATE.whole, at);
    out.setUint16(at + 11, digits[Math.floor(ofDay / HOUR)], true);
    out.setUint16(at + 14, digits[Math.floor(ofDay / MINUTE) % 60], true);
    out.setUint16(at + 17, digits[ofDay % MINUTE], true);
    return at + DATE.whole;
  }

  /** A number at the end of a line, with what closes it. */
  function endWithNumber(value: number, at: number): number {
    let tens = 1;
    while (tens * 10 <= value) tens *= 10;
    let to = at;
    for (; tens >= 1; tens = Math.floor(tens / 10)) outBytes[to++] = 0x30 + (Math.floor(value / tens) % 10);
    outBytes[to++] = BYTE.brace;
    outBytes[to++] = BYTE.lineFeed;
    return to;
  }

  function copy(start: number, length: number, position: number): void {
    // Loaded before the loop, they are constants to the compiler in it.
    const from = source;
    const into = out;
    const end = start + length;
    for (let at = start, to = position; at < end; at += 2 * SIZE.word, to += 2 * SIZE.word) {
      into.setFloat64(to, from.getFloat64(at, true), true);
      into.setFloat64(to + SIZE.word, from.getFloat64(at + SIZE.word, true), true);
    }
  }

  function put(piece: Piece, at: number): number {
    const word = piece >> SIZE.lengthBits;
    const length = piece & SIZE.longest;
    const here = before + at;
    repeat(at, length, here - pieceAt[word]);
    pieceAt[word] = here;
    copy(word * SIZE.word, length, at);
    return at + length;
  }

  /** Copies the end of a VM's name; the first bytes may go on as what is repeated did, a long rest may have been written before. */
  function putName(vm: number, at: number): number {
    const start = ends[vm];
    const length = ends[vm + 1] - start;
    const end = at + length;
    copy(COPIED.names + start, length, at);
    const back = backAt(at);
    let to = at;
    if (back > 0 && back <= at) {
      while (to < end && outBytes[to] === outBytes[to - back]) to++;
      goOn(to - at);
    }
    if (length >= LONG.end) repeatName(vm, at, to);
    return end;
  }

  /** Notes what a long end of a name, which begins at `at`, repeats from a byte on of the same before or of the one before. */
  function repeatName(vm: number, at: number, from: number): void {
    const back = before + at - nameAt[vm];
    const end = at + ends[vm + 1] - ends[vm];
    if (back <= window) repeat(from, end - from, back);
    else if (nameOf >= 0) {
      // Names of one's own often differ in front and end alike.
      const [last, next] = [ends[nameOf + 1], ends[vm + 1]];
      const lastLength = last - ends[nameOf];
      const most = Math.min(end - from, lastLength);
      let same = 0;
      while (same < most && names.bytes[last - 1 - same] === names.bytes[next - 1 - same]) same++;
      if (same >= LONG.worth) repeat(end - same, same, before + end - nameAt[nameOf] - lastLength);
    }
    nameAt[vm] = before + at;
    nameOf = vm;
  }

  /** After the last piece of a line, which has its line end. */
  function endLine(end: number): void {
    size = end;
    if (end >= SIZE.full) handOn();
  }

  /** Notes what the text from here to `end` repeats of an earlier one: what is the same, member by member. */
  function noteAlike(earlier: number, end: number): void {
    const here = size;
    for (let old = earlier; old < here && size < end; ) {
      let same = 0;
      while (size + same + 4 <= end && out.getInt32(old + same) === out.getInt32(size + same)) same += 4;
      while (size + same < end && outBytes[old + same] === outBytes[size + same]) same++;
      if (same > 0) repeat(size, same, size - old);
      old += same;
      size += same;
      while (old < here && outBytes[old] !== BYTE.comma) old++;
      while (size < end && outBytes[size] !== BYTE.comma) size++;
    }
  }

  /** A whole line that is not put together from pieces. */
  function line(text: string): void {
    interrupt();
    const at = size;
    const { read, written } = encoder.encodeInto(text, outBytes.subarray(at, at + SIZE.line));
    if (read < text.length) {
      const bytes = encoder.encode(`${text}\n`);
      handOn();
      give(bytes, all());
      return countOn(bytes.length);
    }
    const end = at + written + 1;
    outBytes[end - 1] = BYTE.lineFeed;
    if (textAt >= 0) noteAlike(textAt, end);
    textAt = at;
    endLine(end);
  }

  /** No line that comes repeats the beginning of one before it. */
  function interrupt(): void {
    second = NEVER;
    minute = NEVER;
    lineAt = PLACE.far;
  }

  /** Between two lines: hands on what there is. */
  function handOn(): void {
    if (size === 0) return;
    give(outBytes.subarray(0, size), all());
    // The repetition at the end is handed on, and goes on no more.
    clear();
    textAt = -1;
    countOn(size);
    size = 0;
  }

  /** So many bytes more are handed on. From time to time places are counted anew, and what was written so far is forgotten. */
  function countOn(bytes: number): void {
    before += bytes;
    if (before < PLACE.most) return;
    before = 0;
    dayAt = 0;
    interrupt();
    for (const places of [pieceAt.subarray(0, pooled / SIZE.word), nameAt, dateAt]) places.fill(PLACE.far);
    nameOf = -1;
  }

  /** Remembers a text; only while there is room. */
  function pieceOf(text: string): Piece {
    const bytes = encoder.encode(text);
    if (bytes.length > SIZE.longest) throw new RangeError(`too long for a line of the trace: ${text}`);
    const word = pooled / SIZE.word;
    pieceAt[word] = PLACE.far;
    sourceBytes.set(bytes, pooled);
    pooled += Math.ceil(bytes.length / SIZE.word) * SIZE.word;
    return (word << SIZE.lengthBits) | bytes.length;
  }

  /** Whether a line may still have new pieces. */
  const hasRoom = (): boolean => pooled + SIZE.line <= COPIED.dates;

  /** All pieces so far are good no more. */
  function forget(): void {
    pooled = 0;
  }

  return { begin, put, putName, endWith, endWithNumber, endLine, line, handOn, pieceOf, hasRoom, forget };
}
