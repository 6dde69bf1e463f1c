// One release as a user wrote it, from any format, checked and turned into a Release. Refuses to know files and
// the other rows.

import type { DocumentPath, Finding } from '../scenario/problem.ts';
import { didYouMean } from '../scenario/suggestion.ts';
import { classificationOf, isBaseline, isHotpatch, isHotpatchTrack, rebootBehaviorOf } from './kinds.ts';
import type { ReleaseClock } from './patch-tuesday.ts';
import { CLASSIFICATIONS, KINDS, PRODUCTS, type Release } from './release.ts';

export const REQUIRED_FIELDS = ['product', 'release_date', 'kb', 'kind'] as const;
export const OPTIONAL_FIELDS = ['classification', 'os_build', 'supersedes', 'note'] as const;
export type Field = (typeof REQUIRED_FIELDS)[number] | (typeof OPTIONAL_FIELDS)[number];

/** Where a mistake is said to be: `prefix` opens the message with the place inside another file, if there is one. */
export interface Mark {
  readonly path: DocumentPath;
  readonly prefix: string;
  readonly within?: Finding['within'];
}

/** A release as written: text by field, and where each field stands (or would stand). */
export interface WrittenRelease {
  readonly text: Partial<Record<Exclude<Field, 'supersedes'>, string>>;
  readonly supersedes: readonly string[];
  readonly markOf: (field: Field) => Mark;
  /** The file, or `scenario`: the source of the release. */
  readonly source: string;
}

/** A checked release that still knows where it was written. */
export interface UserRow {
  readonly release: Release;
  readonly markOf: (field: Field) => Mark;
}

export function mistake(mark: Mark, message: string, rule: string, hint?: string): Finding {
  const { path, prefix, within } = mark;
  return {
    path,
    message: prefix + message,
    rule,
    ...(hint !== undefined && { hint }),
    ...(within && { within }),
  };
}

/** The row as a release, or every mistake in it (R5). */
export function checkRow(
  written: WrittenRelease,
  clock: ReleaseClock,
): { row?: UserRow; findings: Finding[] } {
  const findings: Finding[] = [];
  const refuse = (field: Field, message: string, hint?: string, rule = 'R5'): undefined => {
    findings.push(mistake(written.markOf(field), message, rule, hint));
  };
  const oneOf = <T extends string>(field: 'product' | 'kind' | 'classification', names: readonly T[]) => {
    const text = written.text[field];
    if (text === undefined || text === '') return undefined;
    const found = names.find((name) => name === text);
    return found ?? refuse(field, `unknown ${field} ${quoted(text)}`, suggestion(text, names));
  };
  for (const field of REQUIRED_FIELDS) {
    if ((written.text[field] ?? '') === '') refuse(field, `a release needs a ${field}`);
  }
  const product = oneOf('product', PRODUCTS);
  const kind = oneOf('kind', KINDS);
  const classification = oneOf('classification', CLASSIFICATIONS);
  const { kb = '', release_date: date = '' } = written.text;
  if (kb !== '' && !isKb(kb)) refuse('kb', `${quoted(kb)} is not a KB number`, kbHint(kb));
  for (const old of written.supersedes) {
    if (!isKb(old)) refuse('supersedes', `${quoted(old)} is not a KB number`, kbHint(old), 'R6');
  }
  const instant = date === '' ? undefined : clock(date);
  if (date !== '' && instant === undefined) {
    refuse('release_date', `${quoted(date)} is not a date`, 'write 2024-01-09 or 2024-01-09T18:00:00Z');
  }
  if (product && kind && (isBaseline(kind) || isHotpatch(kind)) && !isHotpatchTrack(product)) {
    const track = PRODUCTS.find((name) => name === `${product}-hotpatch`);
    const hint = track === undefined ? undefined : `did you mean product "${track}"?`;
    refuse('kind', `${product} has no hotpatch track, so no ${kind}`, hint, 'R26');
  }
  if (findings.length > 0 || !product || !kind || instant === undefined) return { findings };
  const release: Release = {
    product,
    kb,
    kind,
    classification: classification ?? classificationOf(kind),
    instant,
    rebootBehavior: rebootBehaviorOf(kind),
    build: written.text.os_build ?? '',
    supersedes: written.supersedes,
    certainty: 'user',
    source: written.source,
    note: written.text.note ?? '',
  };
  return { row: { release, markOf: written.markOf }, findings };
}

/** `did you mean "x"?` for the nearest of the names, else the list of them. */
export function suggestion(text: string, names: readonly string[]): string {
  return didYouMean(text, names) ?? `one of ${names.join(', ')}`;
}

function quoted(text: string): string {
  return `"${text.length > 60 ? `${text.slice(0, 57)}...` : text}"`;
}

function isKb(text: string): boolean {
  return /^KB\d{1,20}$/.test(text);
}

function kbHint(text: string): string {
  const digits = /^(?:kb)?[ -]?(\d{1,20})$/i.exec(text);
  return digits === null
    ? 'a KB number is KB and digits, such as KB5034129'
    : `did you mean "KB${digits[1]}"?`;
}
