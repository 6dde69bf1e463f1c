// Which piece of bytes stands for the particulars of a fact, by kind, `a` and `b`. Refuses to know what the bytes are.

import type { Piece } from './trace-bytes.ts';

/** Members of an enum are literals where they are used. */
enum TABLE {
  /** Of the number of entries; some `a` and `b` name an instant, so that there is no end to them. */
  bits = 17,
  /** Half of the table is the most. */
  most = 1 << (bits - 1),
  fields = 4,
}

/** A table that is emptied when it is full. Columns in scope are constants to the compiler, fields of an object are not. */
export function pieceTableOf() {
  /** Per entry: 1 + kind (0: free), a, b, piece. */
  const entries = new Int32Array(TABLE.fields << TABLE.bits);
  let used = 0;

  /** Where an entry is or belongs. `| 0` tells the compiler that these are whole numbers of 32 bits. */
  function find(ofKind: number, ofA: number, ofB: number): number {
    const kind = ofKind | 0;
    const a = ofA | 0;
    const b = ofB | 0;
    const mixed = Math.imul(Math.imul(a, 0x9e3779b1) ^ Math.imul(b, 0x85ebca6b) ^ kind, 0x21f0aaad);
    for (let at = mixed >>> (32 - TABLE.bits); ; at = (at + 1) & ((1 << TABLE.bits) - 1)) {
      const entry = at * TABLE.fields;
      const known = entries[entry];
      if (known === 0) return entry;
      if (known === kind + 1 && entries[entry + 1] === a && entries[entry + 2] === b) return entry;
    }
  }

  const has = (entry: number): boolean => entries[entry] !== 0;
  const pieceAt = (entry: number): Piece => entries[entry + 3];
  const isFull = (): boolean => used >= TABLE.most;

  function set(entry: number, kind: number, a: number, b: number, piece: Piece): void {
    entries[entry] = kind + 1;
    entries[entry + 1] = a;
    entries[entry + 2] = b;
    entries[entry + 3] = piece;
    used++;
  }

  function clear(): void {
    entries.fill(0);
    used = 0;
  }

  return { find, has, pieceAt, isFull, set, clear };
}
