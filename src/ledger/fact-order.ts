// The order of a trace: facts by instant, then VM, power first among those of one VM, then as they were recorded.
// Refuses to know what a fact says.

/** Columns of facts: FIELDS integers each, of which only these are looked at. */
export interface FactColumns {
  readonly facts: Int32Array;
  readonly count: number;
  /** Integers per fact; the first is its instant in seconds, the second its VM or -1. */
  readonly fields: number;
  /** Whether the fact at an offset comes first among those of its VM at that instant. */
  readonly first: (offset: number) => boolean;
}

/**
 * Offsets of the facts in order. They lie within a day or a few, so a counting sort by second does nearly all of it,
 * and keeps those of one second as they were recorded; what is left are a few facts of the same second.
 */
export function inOrder({ facts, count, fields, first }: FactColumns): Uint32Array {
  const order = new Uint32Array(count);
  if (count === 0) return order;
  const end = count * fields;
  let [earliest, latest] = [facts[0], facts[0]];
  for (let at = 0; at < end; at += fields) {
    if (facts[at] < earliest) earliest = facts[at];
    if (facts[at] > latest) latest = facts[at];
  }
  const starts = new Uint32Array(latest - earliest + 2);
  for (let at = 0; at < end; at += fields) starts[facts[at] - earliest + 1]++;
  for (let second = 1; second < starts.length; second++) starts[second] += starts[second - 1];
  const free = starts.slice();
  for (let at = 0; at < end; at += fields) order[free[facts[at] - earliest]++] = at;
  const comesAfter = (a: number, b: number): number =>
    facts[a + 1] - facts[b + 1] || Number(first(b)) - Number(first(a)) || a - b;
  for (let second = 0; second + 1 < starts.length; second++) {
    const [begin, end] = [starts[second], starts[second + 1]];
    for (let index = begin + 1; index < end; index++) {
      if (comesAfter(order[index - 1], order[index]) < 0) continue;
      order.subarray(begin, end).sort(comesAfter);
      break;
    }
  }
  return order;
}
