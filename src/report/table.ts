// Tables without lines: columns two spaces apart, numbers to the right. Refuses to know what is in the cells.

import Table from 'cli-table3';

export interface Cell {
  readonly text: string;
  readonly align?: 'left' | 'right';
  /** Columns the cell spans, default 1. */
  readonly span?: number;
}

const NO_LINES = {
  top: '',
  'top-mid': '',
  'top-left': '',
  'top-right': '',
  bottom: '',
  'bottom-mid': '',
  'bottom-left': '',
  'bottom-right': '',
  left: '',
  'left-mid': '',
  mid: '',
  'mid-mid': '',
  right: '',
  'right-mid': '',
  middle: '  ',
};

/** Lines of the table, each `indent` spaces in and without trailing space. Colours in the cells do not count as width. */
export function tableLines(rows: readonly (readonly Cell[])[], indent = 2): string[] {
  if (rows.length === 0) return [];
  const table = new Table({
    chars: NO_LINES,
    style: { 'padding-left': 0, 'padding-right': 0, head: [], border: [] },
  });
  for (const row of rows) {
    table.push(
      row.map((cell) => ({ content: cell.text, colSpan: cell.span ?? 1, hAlign: cell.align ?? 'left' })),
    );
  }
  return table
    .toString()
    .split('\n')
    .map((line) => (' '.repeat(indent) + line).trimEnd());
}

export const left = (text: string): Cell => ({ text });
export const right = (text: string): Cell => ({ text, align: 'right' });
