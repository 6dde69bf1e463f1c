// One line of a user's file with a caret under the token in question, cut to fit.
// Refuses to know what is wrong with the token.

import { displayWidth, visibleCharacter } from './visible-text.ts';

export interface SourceExcerpt {
  /** The line, or the part of it around the token, with `…` where it was cut. */
  readonly text: string;
  /** Spaces before the caret and carets under the token. */
  readonly indent: number;
  readonly carets: number;
}

interface Cell {
  readonly text: string;
  readonly width: number;
  /** Place in the line as the user wrote it, in UTF-16 units from 0. */
  readonly offset: number;
}

/** A line may hold megabytes: so many times the room is looked at on either side, enough for marks of no width. */
const AROUND = 10;

function cellsOf(line: string, begin: number): Cell[] {
  const cells: Cell[] = [];
  let offset = begin;
  for (const character of line) {
    const text = visibleCharacter(character);
    cells.push({ text, width: displayWidth(text), offset });
    offset += character.length;
  }
  return cells;
}

const widthOf = (cells: readonly Cell[]) => cells.reduce((sum, cell) => sum + cell.width, 0);

/** The part of `cells` around `token` that fits into `room` columns: a third of what is left goes before the token. */
function cut(cells: readonly Cell[], token: number, room: number): { from: number; to: number } {
  if (widthOf(cells) <= room) return { from: 0, to: cells.length };
  let from = token;
  let before = Math.floor((room - 2) / 3);
  while (from > 0 && cells[from - 1]!.width <= before) before -= cells[--from]!.width;
  let to = from;
  let left = room - 2;
  while (to < cells.length && cells[to]!.width <= left) left -= cells[to++]!.width;
  while (to === cells.length && from > 0 && cells[from - 1]!.width <= left) left -= cells[--from]!.width;
  return { from, to };
}

/**
 * @param line the line without its end
 * @param column place of the token, counted from 1 in UTF-16 units; may be one past the end of the line
 * @param length of the token in UTF-16 units, at least 1
 * @param room columns to fit into, at least 20
 */
export function sourceExcerpt(line: string, column: number, length: number, room: number): SourceExcerpt {
  const begin = Math.max(0, column - 1 - AROUND * room);
  const cells = cellsOf(line.slice(begin, column - 1 + AROUND * room), begin);
  const start = cells.findIndex((cell) => cell.offset >= column - 1);
  const token = start === -1 ? cells.length : start;
  const { from, to } = cut(cells, token, room);
  const head = from > 0 || begin > 0 ? '…' : '';
  const tail = to < cells.length || line.length > column - 1 + AROUND * room ? '…' : '';
  const shown = cells.slice(from, to);
  const marked = shown.filter((cell) => cell.offset >= column - 1 && cell.offset < column - 1 + length);
  return {
    text: head + shown.map((cell) => cell.text).join('') + tail,
    indent: head.length + widthOf(cells.slice(from, token)),
    carets: Math.max(1, widthOf(marked)),
  };
}
