// The entries and exits of minutes that are not over: noted in any order, handed on minute by minute.
// Refuses to know what is entered, and where the places are.

/** So many minutes may be open at once: more than a day has. */
export const OPEN_MINUTES = 2048;

/** Takes some of those who enter or exit in a turn, two numbers of `members` for each, from one position to another. */
export type TakeMembers = (
  state: number,
  turn: number,
  members: Int32Array,
  from: number,
  to: number,
) => void;

/** `each` takes what is handed on. A minute has two turns: 2 m for the exits of minute m, 2 m + 1 for its entries. */
export function openMinutesOf(states: number, each: TakeMembers) {
  // In here they are constants to the compiler.
  const TURNS = 2 * OPEN_MINUTES;
  /** Turns that are passed over together where nothing is noted. */
  const BLOCK = 64;
  /** A turn's members lie in chunks of so many numbers, the first of which says where the
   * chunk before it ends; the second is left out. */
  const CHUNK = 64;
  /** By state and turn, where its next member goes; 0: it has none. A turn comes again when it is over. */
  const ends = new Int32Array(states * TURNS);
  /** By state and block of turns, whether any of them has members. */
  const used = new Uint8Array(states * (TURNS / BLOCK));
  let members = new Int32Array(128 * CHUNK);
  /** Chunks that were in use, and how many: in a list of their own, since what they hold was not looked at for long. */
  let free = new Int32Array(members.length / CHUNK);
  let freed = 0;
  /** Where those begin that were never in use. */
  let unused = 0;
  /** Turns before it are over. */
  let over = 0;

  /**
   * Somebody enters or exits in a turn, of a minute that is not over, within a day of what is over. Two numbers for it: one
   * that says where to look them up would do, but that is far away by then, while here it has just been used.
   */
  function note(state: number, turn: number, where: number, subscription: number): void {
    // Before what is over, or where another minute has its room.
    if ((turn - over) >>> 0 >= TURNS) throw new RangeError(`minute ${turn >> 1} is not open`);
    const at = state * TURNS + (turn & (TURNS - 1));
    let end = ends[at];
    if ((end & (CHUNK - 1)) === 0) end = beginChunk(at, end);
    members[end] = where;
    members[end + 1] = subscription;
    ends[at] = end + 2;
  }

  /** Returns where the first member goes of a chunk behind that which ends at `end`. */
  function beginChunk(at: number, end: number): number {
    let chunk = unused;
    if (freed > 0) chunk = free[--freed];
    else {
      if (unused === members.length) enlarge();
      unused += CHUNK;
    }
    used[(at / BLOCK) | 0] = 1;
    members[chunk] = end;
    return chunk + 2;
  }

  function enlarge(): void {
    const fewer = members;
    members = new Int32Array(2 * fewer.length);
    members.set(fewer);
    const before = free;
    free = new Int32Array(2 * before.length);
    free.set(before);
  }

  /** Hands on what is noted of some minutes, which are over now. */
  function take(state: number, from: number, until: number): void {
    const end = (2 * until) | 0;
    over = end;
    for (let turn = (2 * from) | 0; turn < end; ) {
      const block = ((state * TURNS + (turn & (TURNS - 1))) / BLOCK) | 0;
      const next = (turn & -BLOCK) + BLOCK;
      if (used[block] === 1) {
        const last = Math.min(next, end);
        for (; turn < last; turn++) takeTurn(state, turn);
        if (turn === next) used[block] = 0;
      } else turn = next;
    }
  }

  function takeTurn(state: number, turn: number): void {
    const at = state * TURNS + (turn & (TURNS - 1));
    for (let end = ends[at]; end !== 0; ) {
      const chunk = (end - 1) & -CHUNK;
      each(state, turn, members, chunk + 2, end);
      end = members[chunk];
      free[freed++] = chunk;
      ends[at] = 0;
    }
  }

  return { note, take };
}
