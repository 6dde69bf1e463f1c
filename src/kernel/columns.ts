// Columns of whole numbers in as few bytes as the largest takes: of a million VMs each byte is a megabyte, and more of
// them share a line of the processor's memory. Refuses to know what they stand for.

/** Numbers from 0. */
export type Column = Uint8Array | Uint16Array | Uint32Array;

/** Numbers from 0, or -1 for none. */
export type ColumnWithNone = Int8Array | Int16Array | Int32Array;

/** Room for one of `many` numbers from 0 for each member. */
export function columnOf(members: number, many: number): Column {
  if (many <= 1 << 8) return new Uint8Array(members);
  return many <= 1 << 16 ? new Uint16Array(members) : new Uint32Array(members);
}

/** The same where a member may have none, as all have at first. */
export function columnWithNone(members: number, many: number): ColumnWithNone {
  if (many <= 1 << 7) return new Int8Array(members).fill(-1);
  return many <= 1 << 15 ? new Int16Array(members).fill(-1) : new Int32Array(members).fill(-1);
}
