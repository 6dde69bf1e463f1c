// Measures of a trace's lines and of what they are put together from. Members of an enum are literals where they are used;
// constants of a module would be looked up each time. Refuses to know how lines are written.

export enum SIZE {
  /** Pieces begin at multiples of it, and eight bytes are copied at once: those too many are written over by the next. */
  word = 8,
  /** Bits of a piece that tell how many bytes it has. */
  lengthBits = 10,
  /** Bytes of the longest piece: names have 200 characters at most, and no line has two in one piece. */
  longest = (1 << lengthBits) - 1,
  /** A line's instant and three pieces, and what is copied too many. */
  line = 4 * (longest + 4 * word),
  /** Bytes after which they are handed on. */
  full = 1 << 16,
}

/** At the beginning of a line: `{"t":"2024-01-09T18:00:` until the seconds, of these the day, and the seconds. */
export enum BEGIN {
  seconds = 2,
  day = 17,
  minute = 23,
}

/** At the end of a line: `2024-01-09T18:00:00Z"}` and the line's end; of these the day, with the letter behind it. */
export enum DATE {
  day = 11,
  whole = 23,
  room = 24,
  /** Days that are remembered. */
  slots = 16,
}

/** Where in a trace something is: counted from 0 again before numbers are too large for 32 bits. */
export enum PLACE {
  /** Too far back to be repeated, wherever one is. */
  far = -(2 ** 30),
  most = 2 ** 29,
}

/** Where among the bytes that lines are copied from what lies behind the pieces, of which pages never written are no memory. */
export enum COPIED {
  /** Days that lines end with. */
  dates = 1 << 24,
  /** What tells VMs apart, behind DATE.slots times DATE.room. */
  names = dates + 16 * 24,
}

/** What ends a line, and members. */
export enum BYTE {
  lineFeed = 0x0a,
  comma = 0x2c,
  brace = 0x7d,
}

/** Bytes that are read and written a word at a time, and some further than they reach. */
export const wordsOf = (bytes: number): DataView<ArrayBuffer> =>
  new DataView(new ArrayBuffer(bytes + 4 * SIZE.word));

/** The two digits of each number below 60 as one number of 16 bits. */
export const DIGITS = Uint16Array.from(
  { length: 60 },
  (_, n) => 0x3030 + Math.floor(n / 10) + ((n % 10) << 8),
);
