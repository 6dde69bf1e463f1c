// The lines of a trace as bytes: what comes again and again is turned into UTF-8 once and copied, which is several times as
// fast as texts put together. Refuses to know which facts there are.

import { DAY, formatInstant, HOUR, type Instant, MINUTE } from '../calendar/instant.ts';

/** A text that comes again and again, as UTF-8. */
export type Piece = Uint8Array;

const encoder = new TextEncoder();

export const pieceOf = (text: string): Piece => encoder.encode(text);

/** Bytes after which they are handed on. */
const FULL = 1 << 16;
const ZERO = 48;
const COLON = 58;
const Z = 90;
const NEWLINE = 10;
const CLOCK = 'hh:mm:ssZ'.length;
/** Digits of the largest number of a VM, which fits 32 bits. */
const MOST_DIGITS = 10;

/** Hands on whole lines, each with its line end; the bytes are good until the call returns. */
export class TraceBytes {
  readonly #give: (lines: Uint8Array) => void;
  #bytes = new Uint8Array(2 * FULL);
  #size = 0;
  #day = -1;
  #begun: Piece = pieceOf('');

  constructor(give: (lines: Uint8Array) => void) {
    this.#give = give;
  }

  /** Begins the line of a fact with its instant, up to the seconds. */
  begin(instant: Instant): void {
    const day = Math.floor(instant / DAY);
    if (day !== this.#day) {
      this.#day = day;
      this.#begun = pieceOf(`{"t":"${formatInstant(day * DAY).slice(0, 11)}`);
    }
    this.put(this.#begun);
    this.#reserve(CLOCK);
    const second = instant - day * DAY;
    this.#twoDigits(Math.floor(second / HOUR), COLON);
    this.#twoDigits(Math.floor(second / MINUTE) % 60, COLON);
    this.#twoDigits(second % MINUTE, Z);
  }

  put(piece: Piece): void {
    this.#reserve(piece.length);
    this.#bytes.set(piece, this.#size);
    this.#size += piece.length;
  }

  putNumber(number: number): void {
    this.#reserve(MOST_DIGITS);
    let digits = 1;
    for (let power = 10; power <= number; power *= 10) digits++;
    let rest = number;
    for (let at = this.#size + digits - 1; at >= this.#size; at--) {
      this.#bytes[at] = ZERO + (rest % 10);
      rest = Math.floor(rest / 10);
    }
    this.#size += digits;
  }

  endLine(): void {
    this.#reserve(1);
    this.#bytes[this.#size++] = NEWLINE;
    if (this.#size >= FULL) this.handOn();
  }

  /** Between two lines: hands on what there is. */
  handOn(): void {
    if (this.#size > 0) this.#give(this.#bytes.subarray(0, this.#size));
    this.#size = 0;
  }

  #twoDigits(number: number, behind: number): void {
    this.#bytes[this.#size] = ZERO + Math.floor(number / 10);
    this.#bytes[this.#size + 1] = ZERO + (number % 10);
    this.#bytes[this.#size + 2] = behind;
    this.#size += 3;
  }

  #reserve(bytes: number): void {
    if (this.#size + bytes <= this.#bytes.length) return;
    const larger = new Uint8Array(2 * (this.#size + bytes));
    larger.set(this.#bytes);
    this.#bytes = larger;
  }
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
