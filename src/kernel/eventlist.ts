// The future event list of one cell: which of its members is next, and when. Members are integers.
// Refuses to know what the events mean; a member has at most one event at a time.

/** No event. */
export const NEVER = 0x7fffffff;

/** Cells whose members are `first .. first + size - 1`, neighbours in all columns. */
interface Slices {
  readonly first: Int32Array;
  readonly size: Int32Array;
}

export type EventList = ReturnType<typeof eventListOf>;

/**
 * A tournament tree for each cell (Knuth, The Art of Computer Programming, volume 3, 5.4.1): whose event is earlier wins, and
 * the winner of all is next. Of a cell of n members the nodes `1 .. n - 1` hold who won there, the nodes `n .. 2 n - 1`
 * the members themselves; node 1 is the root, `2 i` and `2 i + 1` are below node i. Order is total (R2): instant, then member
 * number, so members stand in the leaves in their order, and of two at the same instant the left one wins.
 *
 * A heap has less to do, but where a member sinks to is a coin toss at each step that waits for the one before it. Here
 * the way up is known, and whom it meets.
 */
export function eventListOf({ first: firstOf, size: sizeOf }: Slices, members: number) {
  const due = new Int32Array(members).fill(NEVER);
  const winners = new Int32Array(2 * members);
  // In scope it is a constant to the compiler.
  const leaf = leafOf;
  for (let cell = 0; cell < firstOf.length; cell++) {
    for (let member = firstOf[cell]; member < firstOf[cell] + sizeOf[cell]; member++)
      winners[2 * firstOf[cell] + leafOf(member - firstOf[cell], sizeOf[cell])] = member;
    rebuild(cell);
  }

  /** The member that is next in a cell, or anybody where nobody has an event. */
  function next(cell: number): number {
    return winners[2 * firstOf[cell] + 1];
  }

  // `| 0` tells the compiler that these are whole numbers of 32 bits: it keeps them in registers as such.

  /** The member's event has changed: it meets all whom it may have to give way to, or who may have to give way to it. */
  function replay(cell: number, member: number): void {
    const base = firstOf[cell];
    const top = (2 * base) | 0;
    const root = (top + 1) | 0;
    let winner = member | 0;
    let at = due[winner] | 0;
    for (let place = (top + leaf(winner - base, sizeOf[cell])) | 0; place > root; ) {
      const rival = winners[place ^ 1];
      const when = due[rival];
      // All bits where the rival wins, left of it also at the same instant: who wins is a coin toss, so it is no branch.
      const loses = (when - at - (place & 1)) >> 31;
      winner = (winner + ((rival - winner) & loses)) | 0;
      at = (at + ((when - at) & loses)) | 0;
      // To `top` plus half of what it is beyond that.
      place = ((place + top) | 0) >> 1;
      winners[place] = winner;
    }
  }

  /** The same for all members of a cell, after many events have changed. */
  function rebuild(cell: number): void {
    const top = (2 * firstOf[cell]) | 0;
    for (let node = sizeOf[cell] - 1; node > 0; node--) {
      const left = winners[top + 2 * node];
      const right = winners[top + 2 * node + 1];
      winners[top + node] = due[right] < due[left] ? right : left;
    }
  }

  return {
    /** Instant of each member's event, NEVER without one. Who changes it has the member's events replayed. */
    due,
    next,
    replay,
    rebuild,
  };
}

/** Node of the leaf of a cell's member: those of the lowest level are the first ones, those of the level above come after them. */
function leafOf(ordinal: number, size: number): number {
  const lowest = 1 << (32 - Math.clz32(size - 1));
  const node = (lowest + ordinal) | 0;
  return (node - (size & ((2 * size - 1 - node) >> 31))) | 0;
}
