// The order of a trace: facts by instant, then VM, power first among those of one VM, then as they were recorded.
// Refuses to know what a fact says.

/** Columns of facts, of which only these are looked at. */
export interface FactColumns {
  /** The instant of each, in seconds. */
  readonly times: Int32Array;
  readonly count: number;
  /** `fields` integers per fact; the first is its VM or -1. */
  readonly rest: Int32Array;
  readonly fields: number;
  /** Whether a fact comes first among those of its VM at that instant. */
  readonly first: (fact: number) => boolean;
}

/**
 * The facts in order. They lie within a day or a few, so a counting sort by second does nearly all of it,
 * and keeps those of one second as they were recorded; what is left are a few facts of the same second.
 */
export function inOrder({ times, count, rest, fields, first }: FactColumns): Uint32Array {
  const order = new Uint32Array(count);
  if (count === 0) return order;
  let earliest = times[0];
  let latest = earliest;
  for (let fact = 1; fact < count; fact++) {
    const t = times[fact];
    if (t < earliest) earliest = t;
    if (t > latest) latest = t;
  }
  /** Where each second's facts go: after they are placed, where they end. */
  const ends = new Uint32Array(latest - earliest + 2);
  for (let fact = 0; fact < count; fact++) ends[times[fact] - earliest + 1]++;
  for (let second = 1; second < ends.length; second++) ends[second] += ends[second - 1];
  for (let fact = 0; fact < count; fact++) order[ends[times[fact] - earliest]++] = fact;
  const comesAfter = (a: number, b: number): number =>
    rest[a * fields] - rest[b * fields] || Number(first(b)) - Number(first(a)) || a - b;
  for (let second = 0, begin = 0; second < ends.length; begin = ends[second++]) {
    const end = ends[second];
    for (let index = begin + 1; index < end; index++) {
      // The VM first: the question that nearly always decides.
      const [before, vm] = [rest[order[index - 1] * fields], rest[order[index] * fields]];
      if (before < vm || (before === vm && comesAfter(order[index - 1], order[index]) < 0)) continue;
      sortRuns(order, begin, end, comesAfter);
      break;
    }
  }
  return order;
}

/** Sorts what may end in a long run that is in order: who goes through all VMs records them like that. */
function sortRuns(
  order: Uint32Array,
  begin: number,
  end: number,
  comesAfter: (a: number, b: number) => number,
): void {
  let run = end - 1;
  while (run > begin && comesAfter(order[run - 1], order[run]) < 0) run--;
  const front = order.slice(begin, run).sort(comesAfter);
  // What is merged never overtakes the run: as much room is free before it as the front still needs.
  for (let at = begin, next = 0; next < front.length; at++) {
    const fromFront = run === end || comesAfter(front[next], order[run]) < 0;
    order[at] = fromFront ? front[next++] : order[run++];
  }
}
