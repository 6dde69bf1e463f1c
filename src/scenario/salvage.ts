// Checks data against a schema and goes on after mistakes: what is wrong is cut out of a copy and the rest is checked
// again, so that every mistake is found at once and none only follows from another. Refuses to know what stands in
// for what was cut out; the caller says.
import type * as z from 'zod';
import { Cutting } from './cutting.ts';
import { knownKeys } from './known-keys.ts';
import { defaultText, type Fault, faultsOf, valueAt } from './messages.ts';
import type { DocumentPath, Finding } from './problem.ts';
import { closest } from './suggestion.ts';

/** Each round cuts out at least one value; deeper faults show only after those around them. */
const MAX_ROUNDS = 50;
/** Mistakes to tell; behind so many the rest of the document is not looked at. */
const MAX_FINDINGS = 1000;

export interface Salvaged<T> {
  /** What is left when the mistakes are cut out; undefined when nothing is. */
  readonly value: T | undefined;
  readonly findings: readonly Finding[];
  /** A path in `value` as a path in the data that was given. */
  readonly originalPath: (path: DocumentPath) => DocumentPath;
  /** Whether the value at a path of `value` is what was written there: no mistake in it, below it or around it. */
  readonly isSound: (path: DocumentPath) => boolean;
}

/** `standIn` gives a value for one that must be there, by its path in the data; undefined when there is none. */
export function salvage<T>(
  schema: z.ZodType<T>,
  jsonSchema: () => object,
  raw: unknown,
  standIn: (path: DocumentPath) => unknown,
): Salvaged<T> {
  const cut = new Cutting(raw);
  const findings: Finding[] = [];
  const faulty: DocumentPath[] = [];
  let known: object | undefined;
  const keys = (): object => {
    known ??= jsonSchema();
    return known;
  };
  const isSound = (path: DocumentPath): boolean =>
    !faulty.some((other) => related(cut.originalPath(path), other));

  for (let round = 0; round < MAX_ROUNDS; round++) {
    // A parser compiled for a schema pays for itself after hundreds of values; a scenario has fewer.
    const checked = schema.safeParse(cut.root, { error: defaultText, jitless: true });
    if (checked.success) {
      return { value: checked.data, findings, originalPath: cut.originalPath, isSound };
    }
    const all = faultsOf(checked.error.issues, cut.root);
    if (all.length > MAX_FINDINGS) {
      const told = all.slice(0, MAX_FINDINGS).map((fault) => findingOf(fault, cut.originalPath(fault.path)));
      const message = `has more than ${MAX_FINDINGS.toLocaleString('en')} mistakes; the others are not listed`;
      findings.push(...told, { path: [], message });
      break;
    }
    const unknown = all
      .filter((fault) => fault.unknown)
      .map((fault) => withSuggestion(fault, keys(), cut.root));
    const meant = new Set(
      unknown.flatMap(({ fault, suggested }) => (suggested ? [sibling(fault.path, suggested)] : [])),
    );
    const faults = all.filter(
      (fault) => !fault.unknown && !(fault.missing && meant.has(JSON.stringify(fault.path))),
    );
    const placed = faults.map((fault) => ({ fault, original: cut.originalPath(fault.path) }));
    for (const { fault, original } of placed) {
      const from = fault.atKey ? original.slice(0, -1) : original;
      const about = fault.about?.map((key) => [...from, key]) ?? [original];
      const follows = faulty.some((other) => about.some((path) => related(path, other)));
      if (!follows) findings.push(findingOf(fault, original));
    }
    for (const { fault } of unknown) findings.push(findingOf(fault, cut.originalPath(fault.path)));
    faulty.push(...placed.map(({ original }) => original));
    if (placed.some(({ fault }) => fault.path.length === 0)) break;
    const repairs = placed.map(({ fault }): Repair => {
      const value = guess(fault, valueAt(cut.root, fault.path)) ?? standIn(fault.path);
      if (value !== undefined) return { path: fault.path, value };
      return { path: fault.missing ? fault.path.slice(0, -1) : fault.path };
    });
    for (const { fault, suggested } of unknown) cut.rename(fault.path, suggested);
    repairs.sort((a, b) => backwards(a.path, b.path));
    for (const [index, { path, value }] of repairs.entries()) {
      if (index > 0 && backwards(path, repairs[index - 1]!.path) === 0) continue;
      if (value !== undefined) cut.replace(path, value);
      else cut.remove(path);
    }
  }
  return { value: undefined, findings, originalPath: cut.originalPath, isSound };
}

interface Repair {
  readonly path: DocumentPath;
  /** What to put there; the value is taken out when undefined. */
  readonly value?: unknown;
}

/** An unknown key with a hint, and the name it is taken for when that name is free. */
function withSuggestion(fault: Fault, schema: object, root: unknown): { fault: Fault; suggested?: string } {
  const parent = fault.path.slice(0, -1);
  const keys = knownKeys(schema, root, parent).filter((key) => key !== '$schema');
  const near = closest(String(fault.path.at(-1)), keys);
  if (near === undefined) {
    const hint = keys.length > 0 && keys.length <= 16 ? `known keys: ${keys.join(', ')}` : undefined;
    return { fault: { ...fault, hint } };
  }
  const hinted = { ...fault, hint: `did you mean "${near}"?` };
  const free = valueAt(root, [...parent, near]) === undefined;
  return free ? { fault: hinted, suggested: near } : { fault: hinted };
}

/** The word that a misspelt one was meant to be. */
function guess({ words }: Fault, value: unknown): string | undefined {
  return words === undefined || typeof value !== 'string' ? undefined : closest(value, words);
}

function findingOf({ message, hint, rule, atKey }: Fault, path: DocumentPath): Finding {
  return { path, message, ...(hint && { hint }), ...(rule && { rule }), ...(atKey && { atKey }) };
}

function sibling(path: DocumentPath, name: string): string {
  return JSON.stringify([...path.slice(0, -1), name]);
}

/** Whether one path leads through the other. */
function related(a: DocumentPath, b: DocumentPath): boolean {
  const shorter = Math.min(a.length, b.length);
  return a.slice(0, shorter).every((step, index) => step === b[index]);
}

/** Later list items before earlier ones, because taking one out moves those behind it; what is inside goes first. */
function backwards(a: DocumentPath, b: DocumentPath): number {
  for (const [index, step] of a.entries()) {
    const other = b[index];
    if (other === undefined) return -1;
    if (step === other) continue;
    if (typeof step === 'number' && typeof other === 'number') return other - step;
    return String(step) < String(other) ? -1 : 1;
  }
  return a.length - b.length;
}
