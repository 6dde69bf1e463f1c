// Deflate (RFC 1951) for bytes of which it is known where they come again: nothing is looked for, which is most of what a
// general compressor does. Refuses to know what the bytes say.

/** Stretches that repeat earlier bytes: where each begins, how many bytes it has and how far back the same ones lie. */
export interface Repeats {
  readonly starts: Int32Array;
  readonly lengths: Int32Array;
  readonly distances: Int32Array;
  count: number;
}

/** How far back a repeated byte may lie. */
export const WINDOW = 1 << 15;
const END_OF_BLOCK = 256;

/** Members of an enum are literals where they are used; constants of a module are looked up. */
enum DEFLATED {
  shortest = 3,
  longest = 258,
  /** Where a code's number of bits lies, behind the bits. */
  countAt = 24,
  /** Bytes after which they are handed on. */
  full = 1 << 19,
  /** Codes that are gathered before they are written, and room for one pair more. */
  most = 1 << 12,
  codes = most + 2,
}

interface Code {
  /** Per value its bits, the first one lowest. */
  readonly bits: Uint16Array;
  readonly lengths: Uint8Array;
}

/** A code is told by its lengths (RFC 1951, 3.2.2), here a hexadecimal digit each. */
function codeOf(digits: string): Code {
  const lengths = Uint8Array.from(digits, (digit) => Number.parseInt(digit, 16));
  const bits = new Uint16Array(lengths.length);
  let next = 0;
  for (let length = 1; length < 16; length++, next <<= 1) {
    for (let value = 0; value < lengths.length; value++)
      if (lengths[value] === length) bits[value] = reversed(next++, length);
  }
  return { bits, lengths };
}

function reversed(bits: number, length: number): number {
  let turned = 0;
  for (let bit = 0; bit < length; bit++) turned |= ((bits >>> bit) & 1) << (length - 1 - bit);
  return turned;
}

/**
 * One code for all traces, so that nobody counts: Huffman's for a year of the benchmark's fleet, where every byte counts
 * as if it came now and then. Codes made for that year alone would save 1 % of it.
 */
const LITERALS = codeOf(
  `feeeeeeeee6${'e'.repeat(21)}dd5ccccccccc77bc44444455555ccccc` +
    `ccbbcbcccccbcccbcccbcccccc6ccccbc798868aa8bb8888ab87798bbbacc6ce` +
    `${'e'.repeat(128)}f9aaaaaaaaaaa86a74564578aaaaaa`,
);
const DISTANCES = codeOf('aaaaaaaaaaaa235544444445566778');

/** The order in which a block tells the code that its codes' lengths are written in; here all that may occur take 4 bits. */
const [NOT_USED, CODE_LENGTHS] = [3, 16];

/** A code's bits, the first one lowest, with how many they are behind them. */
const literalCodes = Int32Array.from(
  LITERALS.bits,
  (bits, value) => bits | (LITERALS.lengths[value] << DEFLATED.countAt),
);
const distanceCodes = Int32Array.from(
  DISTANCES.bits,
  (bits, code) => bits | (DISTANCES.lengths[code] << DEFLATED.countAt),
);
/** Per length its code with the bits behind it, at most 15 in all (RFC 1951, 3.2.5). */
const lengthCodes = new Int32Array(DEFLATED.longest + 1);
for (let code = END_OF_BLOCK + 1, from = DEFLATED.shortest; from <= DEFLATED.longest; code++) {
  const index = code - END_OF_BLOCK - 1;
  const extra = index < 8 ? 0 : (index >> 2) - 1;
  // The last length has a code of its own too, and a shorter one.
  const last = code === LITERALS.lengths.length - 1;
  for (let beyond = 0; beyond < 1 << (last ? 0 : extra) && from + beyond <= DEFLATED.longest; beyond++) {
    const count = LITERALS.lengths[code] + (last ? 0 : extra);
    lengthCodes[from + beyond] =
      LITERALS.bits[code] | (beyond << LITERALS.lengths[code]) | (count << DEFLATED.countAt);
  }
  from = last ? DEFLATED.longest + 1 : Math.min(from + (1 << extra), DEFLATED.longest);
}

/** Hands on deflated bytes, which are good until the call returns. */
export function deflateOf(give: (deflated: Uint8Array) => void) {
  const out = new DataView(new ArrayBuffer(DEFLATED.full + 4 * DEFLATED.codes));
  // In scope they are constants to the compiler; in a loop, where they are loaded before it.
  const literalOf = literalCodes;
  const lengthOf = lengthCodes;
  const distanceOf = distanceCodes;
  /** What is to be written: bits, the first one lowest, at most 24, and how many they are behind them. */
  const codes = new Int32Array(DEFLATED.codes);
  let size = 0;
  /** Bits that are not whole bytes yet, the first one lowest: fewer than 8. */
  let bits = 0;
  let held = 0;
  let open = false;

  /** Writes the first `count` codes, of which then none are left. Four bytes are written for each, so that nothing is asked: those too many are written over. */
  function written(count: number): number {
    const from = codes;
    const into = out;
    let to = size;
    let rest = bits;
    let restHeld = held;
    for (let index = 0; index < count; index++) {
      const code = from[index];
      rest |= (code & 0xffffff) << restHeld;
      restHeld += code >> DEFLATED.countAt;
      into.setInt32(to, rest, true);
      to += restHeld >> 3;
      rest >>= restHeld & 24;
      restHeld &= 7;
    }
    size = to;
    bits = rest;
    held = restHeld;
    if (size >= DEFLATED.full) handOn();
    return 0;
  }

  /** At most 24 bits. */
  function put(value: number, count: number): void {
    codes[0] = value | (count << DEFLATED.countAt);
    written(1);
  }

  /** Deflates bytes, which follow those before them. */
  function add(bytes: Uint8Array, { starts, lengths, distances, count }: Repeats): void {
    if (!open) begin();
    const into = codes;
    const ofLength = lengthOf;
    let at = 0;
    let noted = 0;
    for (let index = 0; index < count; index++) {
      let left = lengths[index];
      if (left < DEFLATED.shortest) continue;
      noted = literals(bytes, at, starts[index], noted);
      at = starts[index] + left;
      const distance = codeOfDistance(distances[index]);
      while (left > 0) {
        const length = left > DEFLATED.longest ? DEFLATED.longest - DEFLATED.shortest : left;
        into[noted] = ofLength[length];
        into[noted + 1] = distance;
        left -= length;
        noted += 2;
        if (noted >= DEFLATED.most) noted = written(noted);
      }
    }
    written(literals(bytes, at, bytes.length | 0, noted));
  }

  /** Adds the codes of bytes that repeat none to so many; returns how many there are then. */
  function literals(bytes: Uint8Array, from: number, to: number, noted: number): number {
    const into = codes;
    const ofLiteral = literalOf;
    let next = noted;
    for (let at = from; at < to; at++) {
      into[next++] = ofLiteral[bytes[at]];
      if (next >= DEFLATED.most) next = written(next);
    }
    return next;
  }

  /** Two codes for each number of bits, by the first one behind the highest, with those bits. */
  function codeOfDistance(distance: number): number {
    const least = distance - 1;
    const extra = Math.max(0, 30 - Math.clz32(least));
    const code = distanceOf[2 * extra + (least >> extra)];
    return code + ((least & ((1 << extra) - 1)) << (code >> DEFLATED.countAt)) + (extra << DEFLATED.countAt);
  }

  /** Begins the one block there is with its codes. */
  function begin(): void {
    open = true;
    const dynamic = 0b100;
    put(dynamic, 3);
    put(LITERALS.lengths.length - END_OF_BLOCK - 1, 5);
    put(DISTANCES.lengths.length - 1, 5);
    put(NOT_USED + CODE_LENGTHS - 4, 4);
    for (let index = 0; index < NOT_USED + CODE_LENGTHS; index++) put(index < NOT_USED ? 0 : 4, 3);
    for (const { lengths } of [LITERALS, DISTANCES])
      for (const length of lengths) put(reversed(length, 4), 4);
  }

  /** Ends the block, and begins and ends the last one, which has no bytes and ends with a whole one. */
  function end(): void {
    if (!open) begin();
    put(LITERALS.bits[END_OF_BLOCK], LITERALS.lengths[END_OF_BLOCK]);
    const [last, stored] = [1, 0];
    put(last | (stored << 1), 3);
    put(0, (8 - held) % 8);
    // How many bytes are stored, and the same with all bits turned.
    put(0, 16);
    put(0xffff, 16);
    handOn();
  }

  /** Hands on the bytes that are whole. */
  function handOn(): void {
    if (size > 0) give(new Uint8Array(out.buffer, 0, size));
    size = 0;
  }

  return { add, end };
}
