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
const [SHORTEST, LONGEST, END_OF_BLOCK] = [3, 258, 256];

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

/** Per length its code with the bits behind it, at most 15 in all, and how many they are (RFC 1951, 3.2.5). */
const lengthBits = new Uint16Array(LONGEST + 1);
const lengthSizes = new Uint8Array(LONGEST + 1);
for (let code = END_OF_BLOCK + 1, from = SHORTEST; from <= LONGEST; code++) {
  const index = code - END_OF_BLOCK - 1;
  const extra = index < 8 ? 0 : (index >> 2) - 1;
  // The last length has a code of its own too, and a shorter one.
  const last = code === LITERALS.lengths.length - 1;
  for (let beyond = 0; beyond < 1 << (last ? 0 : extra) && from + beyond <= LONGEST; beyond++) {
    lengthBits[from + beyond] = LITERALS.bits[code] | (beyond << LITERALS.lengths[code]);
    lengthSizes[from + beyond] = LITERALS.lengths[code] + (last ? 0 : extra);
  }
  from = last ? LONGEST + 1 : Math.min(from + (1 << extra), LONGEST);
}

/** Hands on deflated bytes, which are good until the call returns. */
export function deflateOf(give: (deflated: Uint8Array) => void) {
  let out = new DataView(new ArrayBuffer(1 << 19));
  let size = 0;
  /** Bits that are not whole bytes yet, the first one lowest: fewer than 16. */
  let bits = 0;
  let held = 0;
  let open = false;

  /** At most 16 bits. */
  function put(value: number, length: number): void {
    bits |= value << held;
    held += length;
    if (held < 16) return;
    out.setUint16(size, bits, true);
    size += 2;
    bits >>>= 16;
    held -= 16;
  }

  /** Makes room for what so many bytes take at most: less than two each, and what is around them. */
  function makeRoom(bytes: number): void {
    const most = 2 * bytes + 1024;
    if (size + most <= out.byteLength) return;
    handOn();
    if (most > out.byteLength) out = new DataView(new ArrayBuffer(most));
  }

  /** Deflates bytes, which follow those before them. */
  function add(bytes: Uint8Array, { starts, lengths, distances, count }: Repeats): void {
    makeRoom(bytes.length);
    if (!open) begin();
    let at = 0;
    for (let index = 0; index < count; index++) {
      if (lengths[index] < SHORTEST) continue;
      literals(bytes, at, starts[index]);
      repeat(lengths[index], distances[index]);
      at = starts[index] + lengths[index];
    }
    literals(bytes, at, bytes.length);
  }

  function literals(bytes: Uint8Array, from: number, to: number): void {
    for (let at = from; at < to; at++) put(LITERALS.bits[bytes[at]], LITERALS.lengths[bytes[at]]);
  }

  function repeat(length: number, distance: number): void {
    let left = length;
    for (; left > LONGEST; left -= LONGEST - SHORTEST) repeatOnce(LONGEST - SHORTEST, distance);
    repeatOnce(left, distance);
  }

  function repeatOnce(length: number, distance: number): void {
    put(lengthBits[length], lengthSizes[length]);
    // Two codes for each number of bits, by the first one behind the highest.
    const least = distance - 1;
    const extra = least < 4 ? 0 : 30 - Math.clz32(least);
    const code = 2 * extra + (least >>> extra);
    put(DISTANCES.bits[code], DISTANCES.lengths[code]);
    put(least & ((1 << extra) - 1), extra);
  }

  /** Begins the one block there is with its codes. */
  function begin(): void {
    open = true;
    const [dynamic, codes] = [0b100, [LITERALS.lengths, DISTANCES.lengths]];
    put(dynamic, 3);
    put(LITERALS.lengths.length - END_OF_BLOCK - 1, 5);
    put(DISTANCES.lengths.length - 1, 5);
    put(NOT_USED + CODE_LENGTHS - 4, 4);
    for (let index = 0; index < NOT_USED + CODE_LENGTHS; index++) put(index < NOT_USED ? 0 : 4, 3);
    for (const lengths of codes) for (const length of lengths) put(reversed(length, 4), 4);
  }

  /** Ends the block, and begins and ends the last one, which has no bytes and ends with a whole one. */
  function end(): void {
    makeRoom(0);
    if (!open) begin();
    put(LITERALS.bits[END_OF_BLOCK], LITERALS.lengths[END_OF_BLOCK]);
    const [last, stored] = [1, 0];
    put(last | (stored << 1), 3);
    put(0, (16 - held) % 8);
    // How many bytes are stored, and the same with all bits turned.
    put(0, 16);
    put(0xffff, 16);
    if (held > 0) out.setUint8(size++, bits);
    handOn();
  }

  /** Hands on the bytes that are whole. */
  function handOn(): void {
    if (size > 0) give(new Uint8Array(out.buffer, 0, size));
    size = 0;
  }

  return { add, end };
}
