// The entries and exits of minutes that are not over: noted in any order, handed over minute by minute.
// Refuses to know what is entered, and where the places are.

import type { ChangeMemory } from './change-memory.ts';

/** Takes some of those who enter or exit in a turn, two numbers of `members` for each, from one position to another. */
export type TakeMembers = (
  state: number,
  turn: number,
  members: Int32Array,
  from: number,
  to: number,
) => void;

/** So many minutes may be open at once: more than a day has. */
export const OPEN_MINUTES = 2048;

/**
 * What is handed over is a chain of chunks, in order of their turns. A chunk's first number says where the next begins, -1
 * after the last; its second holds its turn, counted from the first of those handed over, and in so many bits how
 * many numbers follow: two for each entry or exit.
 */
export const CHUNK = { next: 0, turnAndCount: 1, members: 2, countBits: 6 } as const;

/**
 * A minute has two turns: 2 m for the exits of minute m, 2 m + 1 for its entries. Of a run that is not split `each`
 * takes at once what would be handed over.
 */
export function openMinutesOf(states: number, memory: ChangeMemory, each: TakeMembers) {
  // In here they are constants to the compiler.
  const TURNS = 2 * OPEN_MINUTES;
  /** Turns that are passed over together where nothing is noted. */
  const BLOCK = 64;
  const SIZE = 1 << CHUNK.countBits;
  const { next, turnAndCount, members: header, countBits } = CHUNK;
  const { part, heads } = memory;
  const ALONE = memory.parts === 1;
  const firstSlot = (part * heads.length) / memory.parts;
  /** By state and turn, where its next member goes; 0: it has none. A turn comes again when it is over. */
  const ends = new Int32Array(states * TURNS);
  /** By state and block of turns, whether any of them has members. */
  const used = new Uint8Array(states * (TURNS / BLOCK));
  /** In chunks. Of an open turn the first number of a chunk says where the chunk before it ends. */
  let members = memory.numbersOf(part);
  /**
   * The first of the chunks that were in use, -1: none; and by chunk, the one after it. In a column of its own: what a chunk
   * holds was not looked at for long.
   */
  let free = -1;
  let after = new Int32Array(members.length / SIZE);
  /** Where those begin that were never in use. */
  let unused = 0;
  /** Turns before it are over. */
  let over = 0;
  /** The last chunk handed over, by slot. */
  const tails = new Int32Array(heads.length / memory.parts).fill(-1);

  /**
   * Somebody enters or exits in a turn, of a minute that is not over, within a day of what is over. Two numbers for it: one
   * that says where to look them up would do, but that is far away by then, while here it has just been used.
   */
  function note(state: number, turn: number, where: number, subscription: number): void {
    // Before what is over, or where another minute has its room.
    if ((turn - over) >>> 0 >= TURNS) throw new RangeError(`minute ${turn >> 1} is not open`);
    const at = state * TURNS + (turn & (TURNS - 1));
    let end = ends[at];
    if ((end & (SIZE - 1)) === 0) end = beginChunk(at, end);
    members[end] = where;
    members[end + 1] = subscription;
    ends[at] = end + 2;
  }

  /** Returns where the first member goes of a chunk behind that which ends at `end`. */
  function beginChunk(at: number, end: number): number {
    let chunk = free;
    if (chunk >= 0) free = after[chunk >> countBits];
    else {
      if (unused === members.length) enlarge();
      chunk = unused;
      unused += SIZE;
    }
    used[(at / BLOCK) | 0] = 1;
    members[chunk] = end;
    return chunk + header;
  }

  function enlarge(): void {
    memory.enlarge();
    members = memory.numbersOf(part);
    const before = after;
    after = new Int32Array(members.length / SIZE);
    after.set(before);
  }

  /** Hands over in a slot what is noted of some minutes, which are over now. */
  function handOver(slot: number, state: number, from: number, until: number): void {
    const first = (2 * from) | 0;
    const end = (2 * until) | 0;
    over = end;
    heads[firstSlot + slot] = -1;
    for (let turn = first; turn < end; ) {
      const block = ((state * TURNS + (turn & (TURNS - 1))) / BLOCK) | 0;
      const beyond = (turn & -BLOCK) + BLOCK;
      if (used[block] === 1) {
        const last = Math.min(beyond, end);
        for (; turn < last; turn++) {
          const at = state * TURNS + (turn & (TURNS - 1));
          if (ALONE) takeTurn(state, turn, at);
          else chain(slot, turn - first, at);
        }
        if (turn === beyond) used[block] = 0;
      } else turn = beyond;
    }
  }

  function takeTurn(state: number, turn: number, at: number): void {
    for (let end = ends[at]; end !== 0; ) {
      const chunk = (end - 1) & -SIZE;
      each(state, turn, members, chunk + header, end);
      end = members[chunk];
      after[chunk >> countBits] = free;
      free = chunk;
      ends[at] = 0;
    }
  }

  /** Puts the chunks of a turn behind those of turns before it. */
  function chain(slot: number, turn: number, at: number): void {
    for (let end = ends[at]; end !== 0; ) {
      const chunk = (end - 1) & -SIZE;
      members[chunk + turnAndCount] = (turn << countBits) | (end - chunk - header);
      end = members[chunk + next];
      members[chunk + next] = -1;
      if (tails[slot] < 0) heads[firstSlot + slot] = chunk;
      else {
        members[tails[slot] + next] = chunk;
        after[tails[slot] >> countBits] = chunk;
      }
      tails[slot] = chunk;
      ends[at] = 0;
    }
  }

  /** Nobody needs any more what was handed over in the slots of all states from one on. */
  function takeBack(first: number): void {
    for (let slot = first; slot < first + states; slot++) {
      if (tails[slot] < 0) continue;
      after[tails[slot] >> countBits] = free;
      free = heads[firstSlot + slot];
      tails[slot] = -1;
    }
  }

  return { note, handOver, takeBack };
}
