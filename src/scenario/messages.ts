// What zod found, in the words of a scenario's author. Refuses to know what is done about it.
import type * as z from 'zod';
import type { DocumentPath } from './problem.ts';
import type { IssueDetail } from './schema/values.ts';
import { didYouMean } from './suggestion.ts';

type Issue = z.core.$ZodIssue;

/** A mistake in data, and what can be told of a repair. */
export interface Fault extends IssueDetail {
  readonly path: DocumentPath;
  readonly message: string;
  /** Set when a key that must be there is not. */
  readonly missing?: true;
  /** Set when the last step of the path is a key that is not known there. */
  readonly unknown?: true;
  /** The words that would be right, when they are a fixed list. */
  readonly words?: readonly string[];
}

const TYPES: Record<string, string> = {
  object: 'expected a mapping of keys to values',
  record: 'expected a mapping of keys to values',
  array: 'expected a list',
  string: 'expected a text',
  number: 'expected a number',
  int: 'expected a whole number',
  boolean: 'expected true or false',
};

/** Texts for issues whose schema has no text of its own. */
export function defaultText(issue: z.core.$ZodRawIssue): string {
  if (issue.code === 'invalid_type') return TYPES[issue.expected] ?? `expected ${issue.expected}`;
  if (issue.code === 'invalid_value') return `expected ${listed(issue.values.map(String))}`;
  if (issue.code === 'invalid_union' && Array.isArray(issue.options))
    return `expected ${listed(issue.options.map(String))}`;
  return 'is not allowed here';
}

/** The faults behind zod's issues, one a place. `root` is the data that was checked. */
export function faultsOf(issues: readonly Issue[], root: unknown): Fault[] {
  const byPlace = new Map<string, Fault>();
  for (const issue of issues.flatMap((one) => innermost(one))) {
    for (const fault of described(issue, root)) {
      const place = JSON.stringify(fault.path);
      if (!byPlace.has(place)) byPlace.set(place, fault);
    }
  }
  return [...byPlace.values()];
}

/** The issues of the one form of a union that the author seems to have meant, else the union's own. */
function innermost(issue: Issue, prefix: PropertyKey[] = []): Issue[] {
  const path = [...prefix, ...issue.path];
  if (issue.code === 'invalid_union') {
    const meant = issue.errors.filter((form) => !form.some(isAnotherForm));
    if (meant.length === 1) return meant[0]!.flatMap((inner) => innermost(inner, path));
  }
  return [{ ...issue, path } as Issue];
}

function isAnotherForm(issue: Issue): boolean {
  return issue.path.length === 0 && (issue.code === 'invalid_type' || issue.code === 'invalid_value');
}

function described(issue: Issue, root: unknown): Fault[] {
  const path = issue.path.map((step) => (typeof step === 'symbol' ? String(step) : step));
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({
      path: [...path, key],
      message: `unknown key "${key}"`,
      unknown: true,
      atKey: true,
    }));
  }
  const detail: IssueDetail = issue.code === 'custom' ? ((issue.params ?? {}) as IssueDetail) : {};
  const value = valueAt(root, path);
  if (value === undefined && path.length > 0)
    return [{ path, message: `missing; ${issue.message}`, missing: true, ...detail }];
  const words = wordsOf(issue);
  const about = detail.atKey === true ? path.at(-1) : value;
  const hint = detail.hint ?? hintFor(about, issue.message, words);
  const found = issue.message.startsWith('expected') && !isMapping(about) ? foundText(about) : '';
  return [
    { ...detail, path, message: issue.message + found, ...(hint && { hint }), ...(words && { words }) },
  ];
}

function wordsOf(issue: Issue): string[] | undefined {
  if (issue.code === 'invalid_value') return issue.values.map(String);
  if (issue.code !== 'invalid_union') return undefined;
  const { options } = issue as { options?: readonly unknown[] };
  if (options !== undefined) return options.map(String);
  const words = issue.errors
    .flat()
    .flatMap((inner) => (inner.code === 'invalid_value' ? inner.values.map(String) : []));
  return words.length === 0 ? undefined : words;
}

function hintFor(value: unknown, message: string, words: readonly string[] | undefined): string | undefined {
  if (typeof value === 'string' && words !== undefined) return didYouMean(value, words);
  const wantsText = /^expected (a|the) (text|name)/.test(message);
  if (wantsText && (typeof value === 'number' || typeof value === 'boolean')) return `quote it: "${value}"`;
  if (message === 'expected true or false') {
    if (/^(y|yes|on)$/i.test(String(value))) return 'did you mean true?';
    if (/^(n|no|off)$/i.test(String(value))) return 'did you mean false?';
  }
  return undefined;
}

function foundText(value: unknown): string {
  if (value === null) return ', found nothing';
  if (Array.isArray(value)) return value.length === 0 ? ', found an empty list' : ', found a list';
  const text = typeof value === 'string' ? JSON.stringify(value) : String(value);
  return `, found ${text.length > 60 ? `${text.slice(0, 57)}...` : text}`;
}

function isMapping(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The value at a path, undefined when there is none. */
export function valueAt(root: unknown, path: DocumentPath): unknown {
  let value = root;
  for (const step of path) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, step)) return undefined;
    value = (value as Record<string | number, unknown>)[step];
  }
  return value;
}

function listed(words: readonly string[]): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} or ${words.at(-1)}`;
}
