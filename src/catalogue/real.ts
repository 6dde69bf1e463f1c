// The real calendar: rows of the shipped data as releases, and what the data does not know. Refuses to know
// fleets and tracks; a mistake in the shipped data is ours and an assertion.

import { rebootBehaviorOf } from './kinds.ts';
import type { ReleaseClock } from './patch-tuesday.ts';
import { type RealRow, realNotices } from './real-notices.ts';
import { CLASSIFICATIONS, KINDS, PRODUCTS, type Release } from './release.ts';
import type { Horizon, SourceReleases } from './source.ts';

const COLUMNS = [
  'product',
  'release_date',
  'kb',
  'os_build',
  'kind',
  'classification',
  'certainty',
  'source_url',
  'note',
] as const;

/**
 * Releases of the shipped calendar, of all times; .NET only with `dotnet`. Rows without a date or a KB are left
 * out, and a notice names those that could have mattered in the horizon.
 */
export function realReleases(
  text: string,
  options: { dotnet: boolean; horizon: Horizon; clock: ReleaseClock },
): SourceReleases {
  const [header, ...lines] = cellsOf(text);
  assert(
    COLUMNS.every((name, index) => header?.[index] === name),
    1,
    'columns',
  );
  const rows = lines.map((cells, index) => realRow(cells, index + 2, options.clock));
  const offered = rows.filter((row) => options.dotnet || row.kind !== 'dotnet');
  const releases = offered.flatMap((row) => (row.release === undefined ? [] : [row.release]));
  return { releases, notices: realNotices(offered, options.horizon, options.clock) };
}

/** A cell in quotes, or one without; with the comma behind it. */
const CELL = /(?:"((?:[^"]|"")*)"|([^,]*))(?:,|$)/y;

/** The shipped data has one row a line: a parser of all that CSV can be takes longer to get going than this to read it. */
export function cellsOf(text: string): (readonly string[])[] {
  const lines = text.trimEnd().split(/\r?\n/);
  return lines.map((line) => (line.includes('"') ? quotedCells(line) : line.split(',')));
}

function quotedCells(line: string): string[] {
  const cells: string[] = [];
  for (CELL.lastIndex = 0; CELL.lastIndex < line.length; ) {
    const [, quoted, plain] = CELL.exec(line)!;
    cells.push(quoted === undefined ? plain : quoted.replaceAll('""', '"'));
  }
  if (line.endsWith(',')) cells.push('');
  return cells;
}

function realRow(cells: readonly string[], line: number, clock: ReleaseClock): RealRow {
  assert(cells.length === COLUMNS.length, line, 'number of cells');
  const [productText, date, kb, build, kindText, classificationText, certainty, source, note] = cells as [
    string,
    string,
    string,
    string,
    string,
    string,
    string,
    string,
    string,
  ];
  const product = PRODUCTS.find((name) => name === productText);
  const kind = KINDS.find((name) => name === kindText);
  const classification = CLASSIFICATIONS.find((name) => name === classificationText);
  assert(product !== undefined && kind !== undefined && classification !== undefined, line, 'names');
  assert(certainty === 'documented' || certainty === 'inferred', line, 'certainty');
  assert(kb === '' || /^KB\d+$/.test(kb), line, 'kb');
  const instant = date === '' ? undefined : clock(date);
  assert(date === '' || instant !== undefined, line, 'release_date');
  if (instant === undefined || kb === '') return { product, kind, date, kb, instant };
  const release: Release = {
    product,
    kb,
    kind,
    classification,
    instant,
    rebootBehavior: rebootBehaviorOf(kind),
    build,
    supersedes: [],
    certainty,
    source,
    note,
  };
  return { product, kind, date, kb, instant, release };
}

function assert(holds: boolean, line: number, what: string): asserts holds {
  if (!holds) throw new Error(`real calendar, line ${line}: ${what}`);
}
