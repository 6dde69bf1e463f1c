// What a reader of a report must know about the real calendar's gaps, as sentences. Refuses to know how the data
// is stored.

import { formatDate, type Instant } from '../calendar/instant.ts';
import { isMonthly } from './kinds.ts';
import { monthsBetween, type ReleaseClock, secondTuesday } from './patch-tuesday.ts';
import { type Kind, PRODUCTS, type Product, type Release } from './release.ts';
import type { Horizon } from './source.ts';

/** A row of the shipped data; `release` is missing when it has no date or no KB. */
export interface RealRow {
  readonly product: Product;
  readonly kind: Kind;
  /** As written, empty when unknown. */
  readonly date: string;
  readonly kb: string;
  readonly instant?: Instant | undefined;
  readonly release?: Release;
}

/** One sentence for each kind of gap that touches the horizon; none when the data is complete there. */
export function realNotices(rows: readonly RealRow[], horizon: Horizon, clock: ReleaseClock): string[] {
  const sentences = [
    skippedRows(rows, horizon),
    inferredRows(rows, horizon),
    missingMonths(rows, horizon, clock),
    beyondTheData(rows, horizon, clock),
  ];
  return sentences.filter((sentence) => sentence !== '').map((sentence) => `real calendar: ${sentence}`);
}

function skippedRows(rows: readonly RealRow[], { from, end }: Horizon): string {
  const skipped = rows.filter(
    ({ release, instant }) =>
      release === undefined && (instant === undefined || (instant >= from && instant <= end)),
  );
  if (skipped.length === 0) return '';
  const were =
    skipped.length === 1
      ? '1 row without a date or KB was'
      : `${skipped.length} rows without a date or KB were`;
  return `${were} skipped: ${namesByLine(skipped)}.`;
}

function inferredRows(rows: readonly RealRow[], { start, end }: Horizon): string {
  const inferred = rows.filter(
    ({ release }) => release?.certainty === 'inferred' && release.instant >= start && release.instant <= end,
  );
  if (inferred.length === 0) return '';
  const are =
    inferred.length === 1 ? '1 row of the horizon is' : `${inferred.length} rows of the horizon are`;
  return `${are} inferred, not documented: ${namesByLine(inferred)}.`;
}

/** Months inside the data that should have had a monthly release, and have no row that can be used. */
function missingMonths(rows: readonly RealRow[], { start, end }: Horizon, clock: ReleaseClock): string {
  const known = rows.flatMap(({ release }) =>
    release !== undefined && isMonthly(release.kind) ? [release] : [],
  );
  const last = Math.max(...known.map(({ instant }) => instant));
  const gaps = PRODUCTS.flatMap((product) => {
    const instants = known.filter((release) => release.product === product).map(({ instant }) => instant);
    const from = Math.max(start, Math.min(...instants));
    const missing = monthsBetween(from, Math.min(end, last)).filter((month) => {
      const tuesday = clock(secondTuesday(month))!;
      return tuesday >= from && tuesday <= Math.min(end, last) && !instants.includes(tuesday);
    });
    return missing.length === 0 ? [] : [`${product} in ${missing.join(', ')}`];
  });
  return gaps.length === 0 ? '' : `no monthly release is known for ${gaps.join('; ')}.`;
}

function beyondTheData(rows: readonly RealRow[], { start, end }: Horizon, clock: ReleaseClock): string {
  const instants = rows.flatMap(({ release }) => (release === undefined ? [] : [release.instant]));
  const [first, last] = [Math.min(...instants), Math.max(...instants)];
  const outside = monthsBetween(start, end)
    .map((month) => clock(secondTuesday(month))!)
    .some((tuesday) => tuesday >= start && tuesday <= end && (tuesday < first || tuesday > last));
  if (!outside) return '';
  return (
    `it knows releases from ${formatDate(first)} to ${formatDate(last)}, and the horizon ` +
    `${formatDate(start)} to ${formatDate(end)} reaches beyond: nothing is released there.`
  );
}

/** `WS2022 dotnet KB1, KB2; WS2025-hotpatch hotpatch 2026-11-10`: a row without a KB is named by its day. */
function namesByLine(rows: readonly RealRow[]): string {
  const groups = new Map<string, string[]>();
  for (const { product, kind, kb, date } of rows) {
    const line = `${product} ${kind}`;
    groups.set(line, [...(groups.get(line) ?? []), kb === '' ? date : kb]);
  }
  return [...groups].map(([line, names]) => `${line} ${names.join(', ')}`).join('; ');
}
