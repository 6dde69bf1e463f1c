// CSV text to cells that know their place; the one door to csv-parse. Refuses to know what the columns mean.

import { CsvError, type Options, parse } from 'csv-parse/sync';
import { LINE_END } from './place.ts';

/** One value with its place in the text. Lines and columns count from 1; blanks around the value are left out. */
export interface Cell {
  readonly text: string;
  readonly line: number;
  readonly column: number;
}

export interface CsvTable {
  readonly header: readonly Cell[];
  /** Rows as long as the author wrote them, not as long as the header. */
  readonly rows: readonly (readonly Cell[])[];
}

/** Text that is no CSV at all, such as a quote that is never closed. */
export interface CsvMistake {
  readonly message: string;
  readonly line: number;
}

const MAX_CHARACTERS = 4_000_000;

/** Reads comma-separated text with a header line; empty lines are skipped. An empty text has an empty header. */
export function parseCsv(text: string): CsvTable | CsvMistake {
  if (text.length > MAX_CHARACTERS) {
    return { message: `longer than ${MAX_CHARACTERS.toLocaleString('en')} characters`, line: 1 };
  }
  const options = { raw: true, relax_column_count: true, trim: true };
  const records = parsed<{ raw: string; record: string[] }>(text, options);
  if ('message' in records) return records;
  const rows: Cell[][] = [];
  let line = 1;
  for (const { raw, record } of records) {
    const places = cellPlaces(raw, line);
    if (record.some((value) => value !== '')) {
      rows.push(record.map((value, index) => ({ text: value, ...places[index]! })));
    }
    line += raw.split('\n').length - 1;
  }
  return { header: rows[0] ?? [], rows: rows.slice(1) };
}

/** Values alone, header first, of a text of any size. */
export function csvValues(text: string): readonly (readonly string[])[] | CsvMistake {
  return parsed<string[]>(text, { relax_column_count: true });
}

function parsed<T>(text: string, options: Options): readonly T[] | CsvMistake {
  const nul = text.indexOf('\0');
  if (nul >= 0)
    return { message: 'not readable as CSV: a NUL byte', line: text.slice(0, nul).split(LINE_END).length };
  // The parser counts lines and raw text wrongly around CRLF, so it only ever sees LF.
  const unix = text.replace(/^\uFEFF/, '').replace(/\r\n?/g, '\n');
  try {
    return parse(unix, options) as unknown as T[];
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const sentence = error.message.replace(/^[^:]*: /, '');
    return { message: `not readable as CSV: ${sentence}`, line: Number(error.lines ?? 1) };
  }
}

/** Where the cells of one record begin, by its raw text; the parser itself does not tell. */
function cellPlaces(raw: string, firstLine: number): { line: number; column: number }[] {
  const places: { line: number; column: number }[] = [];
  let [line, column, quoted, awaited] = [firstLine, 1, false, true];
  for (const character of raw) {
    if (awaited && character !== ' ' && character !== '\t') {
      places.push({ line, column });
      awaited = false;
    }
    if (character === '"') quoted = !quoted;
    else if (character === ',' && !quoted) awaited = true;
    column += 1;
    if (character === '\n') [line, column] = [line + 1, 1];
  }
  if (awaited) places.push({ line, column });
  return places;
}
