// A comparison as CSV: every measure of every scope, changed or not. Refuses to know how any number was computed.

import { stringify } from 'csv-stringify/sync';
import type { CompareResult } from '../experiment/compare.ts';

/** A header and a line for each measure, fleet (empty group) first. */
export function renderComparisonCsv({ comparisons, replications }: CompareResult): string {
  const rows = comparisons.flatMap(({ base, other, rows }) =>
    rows.map((row) => ({
      variant: other,
      against: base,
      group: row.group ?? '',
      measure: row.key,
      unit: row.unit,
      base: row.base,
      other: row.other,
      difference: row.difference,
      low: row.interval?.[0] ?? '',
      high: row.interval?.[1] ?? '',
      ratio: row.ratio ?? '',
      changed: String(row.changed),
      worse: String(row.worse),
      replications,
    })),
  );
  // What begins like a formula is text to a spreadsheet too.
  return stringify(rows, { header: true, escape_formulas: true });
}
