// Puts together what the parts of a split run folded, as if one had folded it all. Refuses to know threads.

import type { Fleet } from '../fleet/fleet.ts';
import { MAX_OVERDUE_ROWS } from '../metrics/fold.ts';
import type { OverdueRow, VmExtremes } from '../metrics/folded.ts';
import { addCounts, type CountColumns } from '../metrics/group-counts.ts';
import type { Places } from '../metrics/places.ts';
import type { PartResult, State } from './messages.ts';

export interface Part {
  /** Numbers of its regions, in order. */
  readonly regions: readonly number[];
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

/** The peaks of regions, zones and sets from their parts; `across` already holds those of all other places. */
export function mergePeaks(
  across: Int32Array,
  state: State,
  {
    fleet,
    places,
    parts,
  }: { readonly fleet: Fleet; readonly places: Places; readonly parts: readonly Part[] },
): Int32Array {
  const peaks = across.slice();
  for (const { regions, result } of parts) {
    const own = result[state];
    for (let place = 0; place < places.sets; place++) peaks[place] = Math.max(peaks[place], own[place]);
    // A part numbers its sets in the same order, but without those of other regions.
    let set = places.sets;
    for (const region of regions) {
      for (let cell = fleet.cellsOfRegion[region]; cell < fleet.cellsOfRegion[region + 1]; cell++) {
        if (places.setOfCell[cell] >= 0) peaks[places.setOfCell[cell]] = own[set++];
      }
    }
  }
  return peaks;
}

/** The first rows in order of deadlines, which is that of releases, and VMs. */
export function mergeOverdue(fleet: Fleet, parts: readonly Part[]): OverdueRow[] {
  const rows = parts.flatMap(({ regions, result }) => {
    const numberOf = vmNumbers(fleet, regions);
    return result.overdueRows.map((row) => ({ ...row, vm: numberOf(row.vm) }));
  });
  return rows.sort((a, b) => a.release - b.release || a.vm - b.vm).slice(0, MAX_OVERDUE_ROWS);
}

/** From the number of a covered VM in a part to its number in the fleet. */
function vmNumbers({ cells, cellsOfRegion }: Fleet, regions: readonly number[]): (vm: number) => number {
  const firstOf = (cell: number): number =>
    cell < cells.count ? cells.first[cell] : cells.first[cells.count - 1] + cells.size[cells.count - 1];
  const ranges: { readonly from: number; readonly to: number; readonly shift: number }[] = [];
  let from = 0;
  for (const region of regions) {
    const first = firstOf(cellsOfRegion[region]);
    const to = from + firstOf(cellsOfRegion[region + 1]) - first;
    ranges.push({ from, to, shift: first - from });
    from = to;
  }
  return (vm) => vm + (ranges.find((range) => vm < range.to)?.shift ?? 0);
}
