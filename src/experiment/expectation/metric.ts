// What a metric of expectations is: a number of a run, its unit, and who broke a limit first.
// Refuses to know single metrics.

import type { LedgerSink } from '../../ledger/facts.ts';
import type { Run } from '../replication.ts';
import type { Watched } from '../simulate.ts';
import type { Unit } from './limit.ts';
import type { Argument } from './syntax.ts';

/** The whole fleet, or one group. */
export interface Scope {
  readonly group?: string;
}

/** Arguments by name; one without a name goes by the name of its parameter. */
export type Arguments = Readonly<Record<string, string>>;

/** What is known of a run that has ended. */
export interface Observed {
  readonly run: Run;
  /** What the metric's own tally came to; undefined where it has none. */
  readonly tally?: number | null;
}

/** Listens to a run and keeps one number. */
export interface Tally extends LedgerSink {
  /** Null where there was nothing to count. */
  readonly result: () => number | null;
}

/** A VM and an instant (seconds of the run) at which it went beyond the limit, and what happened. */
export interface Broken {
  readonly vm: number;
  readonly t: number;
  readonly what: string;
}

/** Listens to a run and finds who broke the limit first. */
export interface Witness extends LedgerSink {
  /** Undefined where it is no single VM. */
  readonly result: () => Broken | undefined;
}

export interface Parameter {
  readonly name: string;
  /** What is wrong with a value, as in `expected ...`; undefined when it is right. */
  readonly refuse: (
    value: string,
    clock: { readonly start: number; readonly end: number },
  ) => string | undefined;
  readonly words?: readonly string[];
  readonly optional?: true;
}

export interface Metric {
  /** As it is written, without arguments: `effective.after`. */
  readonly name: string;
  readonly about: string;
  readonly unit: Unit;
  readonly parameters: readonly Parameter[];
  /** Set where more is better; else less is. */
  readonly moreIsBetter?: true;
  /** Null where there is nothing to measure. */
  readonly value: (observed: Observed, scope: Scope, args: Arguments) => number | null;
  readonly tally?: (run: Watched, scope: Scope, args: Arguments) => Tally;
  /** Who was the first beyond the limit: above it, or below it where more is better. */
  readonly witness?: (run: Watched, scope: Scope, args: Arguments, limit: number) => Witness;
}

/** The only value of an argument list, or the one of that name. */
export function argumentsOf(metric: Metric, args: readonly Argument[]): Arguments {
  const named: Record<string, string> = {};
  for (const [index, { name, value }] of args.entries())
    named[name ?? metric.parameters[index]?.name ?? String(index)] = value;
  return named;
}

/** Whether a VM belongs to a scope. */
export function inScope({ fleet }: Watched, { group }: Scope): (vm: number) => boolean {
  if (group === undefined) return (vm) => vm >= 0;
  const number = fleet.groups.findIndex(({ name }) => name === group);
  return (vm) => vm >= 0 && fleet.group[vm] === number;
}
