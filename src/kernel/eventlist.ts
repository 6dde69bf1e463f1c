// The future event list of one cell: which of its members is next, and when. Members are integers.
// Refuses to know what the events mean; a member has at most one event at a time.

/** No event. */
export const NEVER = 0x7fffffff;

export type EventList = ReturnType<typeof eventListOf>;

/**
 * Binary heaps over slices of two shared columns: slice `[base, base + size)` of `heap` holds the members of a
 * cell that have an event, `due` their instants. Order is total (R2): instant, then member number.
 */
export function eventListOf(members: number) {
  const due = new Int32Array(members).fill(NEVER);
  const heap = new Int32Array(members);
  // In scope it is a constant to the compiler.
  const never = NEVER;
  /**
   * The member whose event happens, -1 without: it is still the first of its heap, and its next event, which often is the
   * first again, needs no more than to be noted in `due`. A column, since V8 asks of a variable whether it is there yet.
   */
  const held = new Int32Array(1).fill(-1);

  /** The member that is next in the cell. The slice must not be empty. */
  function first(base: number): number {
    return heap[base];
  }

  // `| 0` tells the compiler that arguments are whole numbers of 32 bits: it keeps them in registers as such.

  /** The first member's event happens: its `due` becomes NEVER, its place stays its own until `close`. Returns the member. */
  function open(base: number): number {
    const member = heap[base];
    due[member] = never;
    held[0] = member;
    return member;
  }

  /** That event is over: who has another one sinks, else it is taken out. Returns the new size of the slice. */
  function close(base: number, size: number): number {
    if (held[0] < 0) return size;
    held[0] = -1;
    const stays = due[heap[base]] !== never;
    const last = size - Number(!stays);
    if (last > 0) sift(base, last, 0, heap[stays ? base : base + last]);
    return last;
  }

  /** Puts a member in that has no entry, with `due[member] = at`; returns the new size of the slice. */
  function push(from: number, before: number, pushed: number, at: number): number {
    const base = from | 0;
    const size = close(base, before) | 0;
    const member = pushed | 0;
    due[member] = at;
    let hole = size;
    while (hole > 0) {
      const parent = (hole - 1) >> 1;
      const above = heap[base + parent];
      if (due[above] < at || (due[above] === at && above < member)) break;
      heap[base + hole] = above;
      hole = parent;
    }
    heap[base + hole] = member;
    return size + 1;
  }

  /** Makes the heap anew after many `due` have changed: members `base..base+count-1` with an event; returns the size. */
  function rebuild(base: number, count: number): number {
    let size = 0;
    held[0] = -1;
    for (let member = base; member < base + count; member++) {
      if (due[member] !== never) heap[base + size++] = member;
    }
    for (let hole = (size >> 1) - 1; hole >= 0; hole--) sift(base, size, hole, heap[base + hole]);
    return size;
  }

  /** Lets a member sink from a place that is free. */
  function sift(base: number, size: number, from: number, member: number): void {
    const who = member | 0;
    const begin = base | 0;
    const last = (size | 0) - 1;
    const at = due[who];
    let hole = from | 0;
    for (let left = (2 * hole + 1) | 0; left <= last; left = (2 * hole + 1) | 0) {
      // Sums in place of branches: which of the two is earlier is a coin toss that the processor would lose half the time.
      // Where there is no right one, the left one stands for it.
      const right = heap[(begin + left + Number(left < last)) | 0];
      let below = heap[(begin + left) | 0];
      const earlier =
        Number(due[right] < due[below]) | (Number(due[right] === due[below]) & Number(right < below));
      const child = (left + earlier) | 0;
      below = heap[(begin + child) | 0];
      if (at < due[below] || (at === due[below] && who < below)) break;
      heap[(begin + hole) | 0] = below;
      hole = child;
    }
    heap[(begin + hole) | 0] = who;
  }

  return {
    /** Instant of each member's event, NEVER without one. */
    due,
    held,
    first,
    open,
    close,
    push,
    rebuild,
  };
}
