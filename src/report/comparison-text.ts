// A comparison as a person reads it in a terminal: the verdict, then only what changed.
// Refuses to know how any number was computed.

import type { CompareResult, Comparison, Row } from '../experiment/compare.ts';
import { rowText, toldGroups, toldRows, verdict, vmsText } from './comparison-words.ts';
import { shortName } from './layout.ts';
import { type Palette, paletteOf } from './palette.ts';
import { type Cell, left, right, tableLines } from './table.ts';
import { visibleText } from './visible-text.ts';
import { wrapText } from './wrap.ts';

/** Groups are listed while they are few; all are in the JSON. */
const MOST_GROUPS = 6;

function table(comparison: Comparison, rows: readonly Row[], palette: Palette): string[] {
  const names = [comparison.base, comparison.other].map((name) => right(palette.strong(shortName(name, 16))));
  const head: Cell[] = [
    left(''),
    ...names,
    right(palette.strong('difference')),
    left(''),
    right(palette.strong('ratio')),
  ];
  const body = rows.map((row): Cell[] => {
    const text = rowText(row);
    const tone = row.worse ? palette.bad : (one: string) => one;
    const label = row.partOf === undefined ? text.label : `  ${text.label}`;
    return [
      left(tone(label)),
      right(text.base),
      right(text.other),
      right(tone(text.difference)),
      left(text.interval),
      right(text.ratio),
    ];
  });
  return tableLines([head, ...body]);
}

function comparisonBlock(
  comparison: Comparison,
  result: CompareResult,
  palette: Palette,
  columns: number,
): string {
  const lines = wrapText(verdict(comparison, result), columns, { indent: 0 }).map(palette.strong);
  const vms = vmsText(comparison);
  if (vms !== '') lines.push(...wrapText(vms, columns, { indent: 0 }));
  const rows = toldRows(comparison);
  if (rows.length === 0) return [...lines, '', '  Nothing clearly differs.'].join('\n');
  const groups = toldGroups(comparison);
  const shown = groups
    .slice(0, MOST_GROUPS)
    .flatMap((one) => [
      '',
      palette.strong(`Group ${visibleText(one.group)}`),
      ...table(comparison, one.rows, palette),
    ]);
  const rest = groups.length - MOST_GROUPS;
  const more = rest > 0 ? ['', palette.faint(`${rest} more groups differ: --json has all`)] : [];
  return [...lines, '', ...table(comparison, rows, palette), ...shown, ...more].join('\n');
}

/** Everything a terminal shows of a comparison, ending with a newline. */
export function renderComparison(
  result: CompareResult,
  { color, columns = 100 }: { readonly color: boolean; readonly columns?: number | undefined },
): string {
  const palette = paletteOf(color);
  const blocks = result.comparisons.map((one) => comparisonBlock(one, result, palette, columns));
  const span = `${result.start.slice(0, 10)} to ${result.end.slice(0, 10)}`;
  const method = result.replications > 1 ? `; intervals: ${result.method}` : '';
  const foot = palette.faint(
    `${span}, seed ${visibleText(result.seed)}${method}. Only what clearly changed is listed.`,
  );
  return `${[...blocks, foot].join('\n\n')}\n`;
}
