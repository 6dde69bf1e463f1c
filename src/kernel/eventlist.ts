// The future event list of one cell: which of its members is next, and when. Members are integers.
// Refuses to know what the events mean; a member has at most one event at a time.

import { columnOf } from './columns.ts';

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
 * the winner of all is next. Of a cell of n members the nodes `1 .. n - 1` hold who won there, the nodes `n .. 2 n - 1` are
 * the members; node 1 is the root, `2 i` and `2 i + 1` are below node i. Order is total (R2): instant, then member number,
 * so members stand in the leaves in their order, and of two at the same instant the left one wins.
 *
 * A heap has less to do, but where a member sinks to is a coin toss at each step that waits for the one before it. Here
 * the way up is known, and whom it meets.
 */
export function eventListOf({ first: firstOf, size: sizeOf }: Slices, members: number) {
  const cells = firstOf.length;
  const due = new Int32Array(members).fill(NEVER);
  /**
   * Who won at each node, counted from the first member of the cell: the winner of all in the place of node 0, since one
   * who is alone has no node 1; then the nodes 1 to n, the last of which is a leaf that may stand beside another node.
   */
  const winners = columnOf(
    members + cells,
    sizeOf.reduce((most, size) => Math.max(most, size), 0),
  );
  // In scope they are constants to the compiler.
  const leaf = leafOf;
  const member = memberOf;
  for (let cell = 0; cell < cells; cell++) {
    if (sizeOf[cell] === 0) continue;
    winners[placeOf(cell) + sizeOf[cell]] = member(sizeOf[cell], sizeOf[cell]);
    rebuild(cell);
  }

  /** Where the nodes of a cell begin. */
  function placeOf(cell: number): number {
    return firstOf[cell] + cell;
  }

  /** Who won at a node of the cell whose nodes begin at `place`. */
  function winnerAt(place: number, size: number, node: number): number {
    return node < size ? winners[place + node] : member(node, size);
  }

  /** The member that is next in a cell, or anybody where nobody has an event. */
  function next(cell: number): number {
    return firstOf[cell] + winners[placeOf(cell)];
  }

  // `| 0` tells the compiler that these are whole numbers of 32 bits: it keeps them in registers as such.

  /** The member's event has changed: it meets all whom it may have to give way to, or who may have to give way to it. */
  function replay(cell: number, changed: number): void {
    const base = firstOf[cell];
    const size = sizeOf[cell];
    const place = (base + cell) | 0;
    let winner = (changed - base) | 0;
    let at = due[changed] | 0;
    let node = leaf(winner, size) | 0;
    let rival = winnerAt(place, size, node ^ 1) | 0;
    while (node > 1) {
      const when = due[(base + rival) | 0];
      // All bits where the rival wins, left of it also at the same instant: who wins is a coin toss, so it is no branch.
      const loses = (when - at - (node & 1)) >> 31;
      winner = (winner + ((rival - winner) & loses)) | 0;
      at = (at + ((when - at) & loses)) | 0;
      node >>= 1;
      winners[(place + node) | 0] = winner;
      rival = winners[(place + (node ^ 1)) | 0];
    }
    winners[place] = winner;
  }

  /** The same for all members of a cell, after many events have changed. */
  function rebuild(cell: number): void {
    const base = firstOf[cell];
    const size = sizeOf[cell];
    const place = placeOf(cell);
    for (let node = size - 1; node > 0; node--) {
      const left = winnerAt(place, size, 2 * node);
      const right = winnerAt(place, size, 2 * node + 1);
      winners[place + node] = due[base + right] < due[base + left] ? right : left;
    }
    winners[place] = size > 1 ? winners[place + 1] : 0;
  }

  return {
    /** Instant of each member's event, NEVER without one. Who changes it has the member's events replayed. */
    due,
    next,
    replay,
    rebuild,
  };
}

/** Node of the first leaf of the lowest level, of a cell with so many members: those of the level above come after them. */
const lowestLeaf = (size: number): number => 1 << (32 - Math.clz32(size - 1));

/** Node of a member's leaf; members are counted from the first one of the cell. */
function leafOf(member: number, size: number): number {
  const node = (lowestLeaf(size) + member) | 0;
  return (node - (size & ((2 * size - 1 - node) >> 31))) | 0;
}

/** The member whose leaf a node is. */
function memberOf(node: number, size: number): number {
  const member = (node - lowestLeaf(size)) | 0;
  return (member + (size & (member >> 31))) | 0;
}
