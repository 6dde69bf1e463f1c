// Puts together what the parts of a split run folded, as if one had folded it all. Refuses to know threads.

import type { Cells } from '../fleet/fleet.ts';
import { MAX_OVERDUE_ROWS, STATES } from '../metrics/fold.ts';
import type { OverdueRow, VmExtremes } from '../metrics/folded.ts';
import { addCounts, type CountColumns } from '../metrics/group-counts.ts';
import { counterOf } from '../metrics/occupancy.ts';
import type { Places } from '../metrics/places.ts';
import type { PartResult, State } from './messages.ts';

export interface Part {
  /** Numbers of its cells in the whole fleet, in order. */
  readonly cells: readonly number[];
  readonly result: PartResult;
}

export function mergeCounts([first, ...others]: readonly Part[]): CountColumns {
  for (const { result } of others) addCounts(first.result.counts, result.counts);
  return first.result.counts;
}

export function mergeExtremes(parts: readonly Part[]): VmExtremes {
  const over = (column: keyof VmExtremes, combine: (a: number, b: number) => number): Int32Array =>
    parts
      .map(({ result }) => result.extremes[column])
      .reduce((all, own) => all.map((value, group) => combine(value, own[group])));
  return {
    fewest: over('fewest', Math.min),
    most: over('most', Math.max),
    overdue: over('overdue', (a, b) => a + b),
  };
}

/** The peaks of sets, which lie within a part, and those of all other places, which one part has counted for all. */
export function mergePeaks(state: State, places: Places, parts: readonly Part[]): Int32Array {
  const counter = parts[counterOf(STATES.indexOf(state), parts.length)];
  const peaks = new Int32Array(places.count);
  peaks.set(counter.result[state].subarray(0, places.sets));
  for (const { cells, result } of parts) {
    // A part numbers its sets in the same order, but without those of other parts.
    let set = places.sets;
    for (const cell of cells) {
      if (places.setOfCell[cell] >= 0) peaks[places.setOfCell[cell]] = result[state][set++];
    }
  }
  return peaks;
}

/** The first rows in order of deadlines, which is that of releases, and VMs; `all` are the cells of the whole fleet. */
export function mergeOverdue(all: Cells, parts: readonly Part[]): OverdueRow[] {
  const rows = parts.flatMap(({ cells, result }) => {
    const numbers = vmNumbers(all, cells);
    return result.overdueRows.map((row) => ({ ...row, vm: numbers[row.vm] }));
  });
  return rows.sort((a, b) => a.release - b.release || a.vm - b.vm).slice(0, MAX_OVERDUE_ROWS);
}

/** From the number of a simulated VM in a part with some cells to its number in the fleet. */
function vmNumbers({ first, size }: Cells, cells: readonly number[]): Int32Array {
  const numbers = new Int32Array(cells.reduce((sum, cell) => sum + size[cell], 0));
  let vm = 0;
  for (const cell of cells) {
    for (let member = 0; member < size[cell]; member++) numbers[vm++] = first[cell] + member;
  }
  return numbers;
}
