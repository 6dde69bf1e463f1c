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
 * Puts facts in order: the first `count` of what it returns, good until it is asked again. They lie within a day or a
 * few, so a counting sort by second does nearly all of it, and keeps those of one second as they were recorded; what is
 * left are a few facts of the same second.
 */
export function orderOf(): (columns: FactColumns) => Uint32Array {
  // Kept: new ones a day would keep the collector of garbage busy.
  let order = new Uint32Array(1024);
  /** Where each second's facts go: after they are placed, where they end. */
  let ends = new Uint32Array(1024);
  let vms = new Int32Array(1024);
  return ({ times, count, rest, fields, first }) => {
    if (order.length < count) order = new Uint32Array(2 * count);
    const [earliest, latest] = bounds(times, count);
    const seconds = count === 0 ? 0 : latest - earliest + 1;
    if (ends.length <= seconds) ends = new Uint32Array(2 * seconds);
    ends.fill(0, 0, seconds + 1);
    place(order, ends, earliest, { times, count, seconds });
    const comesAfter = (a: number, b: number): number =>
      rest[a * fields] - rest[b * fields] || Number(first(b)) - Number(first(a)) || a - b;
    const [sorted, until] = [order, ends];
    // Apart, so that a fact that is far away is fetched while others are.
    if (vms.length < count) vms = new Int32Array(2 * count);
    const inOrder = vms;
    for (let index = 0; index < count; index++) inOrder[index] = rest[sorted[index] * fields];
    for (let second = 0, begin = 0; second < seconds; begin = until[second++]) {
      const end = until[second];
      for (let index = begin + 1; index < end; index++) {
        // The VM first: the question that nearly always decides.
        const [before, vm] = [inOrder[index - 1], inOrder[index]];
        if (before < vm || (before === vm && comesAfter(sorted[index - 1], sorted[index]) < 0)) continue;
        sortRuns(sorted, begin, end, comesAfter);
        break;
      }
    }
    return order;
  };
}

function bounds(times: Int32Array, count: number): readonly [earliest: number, latest: number] {
  let earliest = times[0];
  let latest = earliest;
  for (let fact = 1; fact < count; fact++) {
    const t = times[fact];
    if (t < earliest) earliest = t;
    if (t > latest) latest = t;
  }
  return [earliest, latest];
}

/** The counting sort by second, `ends` being 0. */
function place(
  order: Uint32Array,
  ends: Uint32Array,
  earliest: number,
  { times, count, seconds }: { readonly times: Int32Array; readonly count: number; readonly seconds: number },
): void {
  for (let fact = 0; fact < count; fact++) ends[times[fact] - earliest + 1]++;
  for (let second = 1; second <= seconds; second++) ends[second] += ends[second - 1];
  for (let fact = 0; fact < count; fact++) order[ends[times[fact] - earliest]++] = fact;
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
