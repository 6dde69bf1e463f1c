// The real calendar: rows of the shipped data as releases, and what the data does not know. Refuses to know
// fleets and tracks; a mistake in the shipped data is ours and an assertion.

import { csvValues } from '../scenario/csv.ts';
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

/** The shipped data has one row a line, so that only those with quotes need a parser, which is slow to get going. */
export function cellsOf(text: string): (readonly string[])[] {
  const lines = text.trimEnd().split(/\r?\n/);
  const quoted = csvValues(lines.filter((line) => line.includes('"')).join('\n'));
  if ('message' in quoted) throw new Error(`real calendar: ${quoted.message}`);
  let next = 0;
  return lines.map((line) => (line.includes('"') ? quoted[next++]! : line.split(',')));
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
