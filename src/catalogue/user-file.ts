// The three ways in which a user writes releases down: CSV, a YAML or JSON list, and the list inside the scenario.
// Refuses to know which values are right; reading the file is somebody else's.

import { type Cell, parseCsv } from '../scenario/csv.ts';
import type { DocumentPath, Finding } from '../scenario/problem.ts';
import {
  type Field,
  type Mark,
  mistake,
  OPTIONAL_FIELDS,
  REQUIRED_FIELDS,
  suggestion,
  type WrittenRelease,
} from './user-row.ts';

const FIELDS: readonly Field[] = [...REQUIRED_FIELDS, ...OPTIONAL_FIELDS];
/** Columns of the shipped data that say nothing to a user's release; a copy of that file stays readable. */
const IGNORED_COLUMNS = ['certainty', 'source_url'];

export interface Written {
  readonly rows: WrittenRelease[];
  readonly findings: Finding[];
}

/** Rows of a CSV file; mistakes stand at `path` with `file:line:column` in the message. */
export function writtenInCsv(text: string, file: string, path: DocumentPath): Written {
  const findings: Finding[] = [];
  const mark = (line: number, column: number): Mark => ({
    path,
    prefix: `${file}:${line}:${column}: `,
    within: { file, line, column },
  });
  const table = parseCsv(text);
  if ('message' in table) {
    return { rows: [], findings: [mistake(mark(table.line, 1), table.message, 'R5')] };
  }
  const names = table.header.map((cell) => cell.text);
  const missing = REQUIRED_FIELDS.filter((field) => !names.includes(field));
  for (const [index, { text: name, line, column }] of table.header.entries()) {
    if (names.indexOf(name) < index) {
      findings.push(mistake(mark(line, column), `column "${name}" is there twice`, 'R5'));
    } else if (!FIELDS.includes(name as Field) && !IGNORED_COLUMNS.includes(name)) {
      const hint = suggestion(name, missing.length > 0 ? missing : FIELDS);
      findings.push(mistake(mark(line, column), `unknown column "${name}"`, 'R5', hint));
    }
  }
  for (const field of missing) findings.push(mistake(mark(1, 1), `column "${field}" is missing`, 'R5'));
  if (missing.length > 0) return { rows: [], findings };
  const rows = table.rows.flatMap((cells) => {
    const first = cells[0]!;
    if (cells.length > names.length) {
      const extra = cells[names.length]!;
      const message = `${cells.length} values in a row, but ${names.length} columns`;
      findings.push(
        mistake(mark(extra.line, extra.column), message, 'R5', 'put a value with a comma in quotes'),
      );
      return [];
    }
    const cell = (field: Field): Cell | undefined => cells[names.indexOf(field)];
    const textOf = (field: Field): string => cell(field)?.text ?? '';
    const markOf = (field: Field): Mark => {
      const place = cell(field) ?? first;
      return mark(place.line, place.column);
    };
    const supersedes = textOf('supersedes')
      .split(/[\s;]+/)
      .filter((kb) => kb !== '');
    const text = Object.fromEntries(FIELDS.map((field) => [field, textOf(field)]));
    return [{ text, supersedes, markOf, source: file }];
  });
  return { rows, findings };
}

/**
 * Rows of a list that was read from YAML or JSON, or that stands in the scenario itself. `markOf` places a path
 * inside the list.
 */
export function writtenAsData(value: unknown, source: string, markOf: (path: DocumentPath) => Mark): Written {
  if (!Array.isArray(value)) {
    return { rows: [], findings: [mistake(markOf([]), 'a list of releases was expected', 'R5')] };
  }
  const findings: Finding[] = [];
  const refuse = (path: DocumentPath, message: string, hint?: string): void => {
    findings.push(mistake(markOf(path), message, 'R5', hint));
  };
  const rows = value.flatMap((entry: unknown, index) => {
    if (typeof entry !== 'object' || entry === null || Array.isArray(entry)) {
      refuse([index], 'a release was expected', `with ${REQUIRED_FIELDS.join(', ')}`);
      return [];
    }
    const before = findings.length;
    const text: Record<string, string> = {};
    let supersedes: string[] = [];
    for (const [key, content] of Object.entries(entry)) {
      if (content === undefined) continue;
      if (key === 'supersedes') {
        if (Array.isArray(content) && content.every((kb) => typeof kb === 'string')) supersedes = content;
        else refuse([index, key], 'a list of KB numbers was expected');
      } else if (!FIELDS.includes(key as Field)) {
        refuse([index, key], `unknown key "${key}"`, suggestion(key, FIELDS));
      } else if (typeof content === 'string') text[key] = content;
      else {
        const isScalar = content !== null && typeof content !== 'object';
        refuse([index, key], 'text was expected', isScalar ? `write it in quotes: "${content}"` : undefined);
      }
    }
    if (findings.length > before) return [];
    const fieldMark = (field: Field): Mark => markOf(field in entry ? [index, field] : [index]);
    return [{ text, supersedes, markOf: fieldMark, source }];
  });
  return { rows, findings };
}
