// A day's entries and exits in order of their minutes, as the parts of a split run hand them to each other.
// Refuses to know what is entered, and where the places are.

/** Plain data, all of it in one buffer: it can be sent to another thread. */
export interface SortedDay {
  /** In order, those of which there are any: 2 m for the exits of minute m, 2 m + 1 for its entries. */
  readonly turns: Int32Array;
  /** How many numbers of `members` belong to each. */
  readonly counts: Int32Array;
  /** Two numbers for each entry or exit: `area << 16 | group` (places.ts), and subscription. */
  readonly members: Int32Array;
}

/** Puts days together, one after the other. */
export function dayWriterOf() {
  let turns: number[] = [];
  let counts: number[] = [];
  let members = new Int32Array(1024);
  let size = 0;

  /** More members of the same turn as before, or of a later one, of the one state that the day is about. */
  function write(_state: number, turn: number, more: Int32Array, from: number, to: number): void {
    const last = turns.length - 1;
    if (turns[last] === turn) counts[last] += to - from;
    else {
      turns.push(turn);
      counts.push(to - from);
    }
    if (size + to - from > members.length) enlarge();
    for (let at = from; at < to; at++) members[size++] = more[at];
  }

  function enlarge(): void {
    const fewer = members;
    members = new Int32Array(2 * fewer.length);
    members.set(fewer);
  }

  /** The day, undefined without any changes; the next one begins. */
  function end(): SortedDay | undefined {
    const many = turns.length;
    if (many === 0) return undefined;
    const all = new Int32Array(2 * many + size);
    all.set(turns);
    all.set(counts, many);
    all.set(members.subarray(0, size), 2 * many);
    [turns, counts, size] = [[], [], 0];
    return {
      turns: all.subarray(0, many),
      counts: all.subarray(many, 2 * many),
      members: all.subarray(2 * many),
    };
  }

  return { write, end };
}
