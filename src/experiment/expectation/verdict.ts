// From what runs measured to the verdict on an expectation: what it asks of which run, whether it is met, and who has to
// be looked for when it is not. Refuses to know how runs are made.

import { formatInstant } from '../../calendar/instant.ts';
import { vmName } from '../../fleet/fleet.ts';
import type { LoadedScenario } from '../loaded-scenario.ts';
import type { Run } from '../replication.ts';
import type { Watched } from '../simulate.ts';
import type { Expectation } from './expectation.ts';
import { comparable, type Limit, marginText, valueText } from './limit.ts';
import type { Arguments, Metric, Scope, Tally, Witness } from './metric.ts';
import type { Comparison } from './syntax.ts';

export interface Verdict {
  readonly expectation: Expectation;
  /** Where it stands in the scenario's text, counted from 1. */
  readonly line: number;
  readonly column: number;
  readonly status: 'passed' | 'failed' | 'warned';
  /** In the unit of the expectation; null when there was nothing to measure, or it never happened. */
  readonly measured: number | null;
  readonly measuredText: string;
  /** By how much the limit is missed; null where nothing was measured. */
  readonly margin: string | null;
  /** The first VM beyond the limit; instants ISO 8601 in UTC. Undefined where it is no single VM. */
  readonly broken?: { readonly vm: string; readonly instant: string; readonly what: string };
}

/** What is asked of one run. */
interface Ask {
  readonly metric: Metric;
  readonly args: Arguments;
  readonly scope: Scope;
}

/** A run, and what the tallies of its asks came to. */
export interface Measured {
  readonly run: Run;
  readonly tallies: ReadonlyMap<string, number | null>;
}

/** A number so little beyond the limit is a matter of rounding. */
const ROUNDING = 1e-9;

const keyOf = ({ metric, args, scope }: Ask): string =>
  JSON.stringify([metric.name, args, scope.group ?? null]);

/** The variants whose runs an expectation needs; undefined is the scenario itself. */
export function runsOf({ variant, measurement }: Expectation): (string | undefined)[] {
  return measurement.kind === 'delta' && 'variant' in measurement.vs
    ? [variant, measurement.vs.variant]
    : [variant];
}

const scopeOf = (group: string | undefined): Scope => (group === undefined ? {} : { group });

/** What an expectation asks, and of which run; the second is what a difference is taken from. */
function asksIn({ measurement, group, variant }: Expectation): { variant: string | undefined; ask: Ask }[] {
  if (measurement.kind === 'when') return [];
  const { metric, args } = measurement;
  const own = { variant, ask: { metric, args, scope: scopeOf(group) } };
  if (measurement.kind === 'metric') return [own];
  const { vs } = measurement;
  return [
    own,
    'variant' in vs
      ? { variant: vs.variant, ask: own.ask }
      : { variant, ask: { metric, args, scope: scopeOf(vs.group) } },
  ];
}

/** The tallies that have to listen to a run, by what they answer. */
export function talliesFor(
  expectations: readonly Expectation[],
  variant: string | undefined,
): ReadonlyMap<string, (run: Watched) => Tally> {
  const tallies = new Map<string, (run: Watched) => Tally>();
  for (const { variant: of, ask } of expectations.flatMap(asksIn)) {
    const { metric, args, scope } = ask;
    if (of === variant && metric.tally !== undefined)
      tallies.set(keyOf(ask), (run) => metric.tally!(run, scope, args));
  }
  return tallies;
}

/** Null when there is nothing to measure. Not for `when(…)`, which is no matter of one run. */
export function measuredOf(
  expectation: Expectation,
  runs: ReadonlyMap<string | undefined, Measured>,
): number | null {
  const values = asksIn(expectation).map(({ variant, ask }) => {
    const { run, tallies } = runs.get(variant)!;
    if (ask.scope.group !== undefined && run.groups[ask.scope.group] === undefined) return null;
    const tally = tallies.get(keyOf(ask));
    return ask.metric.value({ run, ...(tally === undefined ? {} : { tally }) }, ask.scope, ask.args);
  });
  const [own, other] = values;
  if (values.length === 1) return own;
  return own === null || other === null ? null : own - other;
}

export function meets(value: number, comparison: Comparison, { value: limit }: Limit): boolean {
  const same = Math.abs(value - limit) <= ROUNDING * Math.max(1, Math.abs(limit));
  if (comparison === '==') return same;
  if (comparison === '!=') return !same;
  if (same) return comparison === '<=' || comparison === '>=';
  return comparison.startsWith('<') ? value < limit : value > limit;
}

export function verdictOf(
  expectation: Expectation,
  { expectationPlaces }: Pick<LoadedScenario, 'expectationPlaces'>,
  measured: number | null,
): Verdict {
  const { limit, unit, comparison, level, index, measurement } = expectation;
  const met = measured !== null && meets(comparable(measured, limit), comparison, limit);
  const nothing = measurement.kind === 'when' ? 'never, or too rarely' : 'nothing to measure';
  return {
    expectation,
    ...expectationPlaces[index],
    status: met ? 'passed' : level === 'deny' ? 'failed' : 'warned',
    measured,
    measuredText: measured === null ? nothing : valueText(measured, unit),
    margin: measured === null || met ? null : marginText(measured, limit, unit),
  };
}

/** Witnesses that a second run needs for what is not met, by number of the verdict. */
export function witnessesFor(
  verdicts: readonly Verdict[],
  variant: string | undefined,
): ReadonlyMap<number, (run: Watched) => Witness> {
  const witnesses = new Map<number, (run: Watched) => Witness>();
  for (const [index, { expectation, status, measured }] of verdicts.entries()) {
    const { measurement, limit, comparison, group } = expectation;
    if (status === 'passed' || expectation.variant !== variant || measured === null) continue;
    if (measurement.kind !== 'metric' || measurement.metric.witness === undefined) continue;
    const { metric, args } = measurement;
    // Nobody is the one VM that makes five too few.
    if (measured !== limit.value && measured < limit.value !== (metric.moreIsBetter === true)) continue;
    // `< 5` is broken by the fifth, `<= 5` by the sixth.
    const bound = limit.value - (comparison === '<' ? ROUNDING : 0);
    witnesses.set(index, (run) => metric.witness!(run, scopeOf(group), args, bound));
  }
  return witnesses;
}

/** The verdict with who broke it first, when it is a single VM. */
export function withWitness(verdict: Verdict, run: Watched, witness: Witness): Verdict {
  const broken = witness.result();
  if (broken === undefined) return verdict;
  const { vm, t, what } = broken;
  return {
    ...verdict,
    broken: { vm: vmName(run.fleet, vm), instant: formatInstant(run.start + t), what },
  };
}
