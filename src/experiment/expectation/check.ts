// Expectations as they are written → expectations that make sense, or what is wrong with them and where. Asks before the
// run, so that nobody waits for a misspelt word. Refuses to know what a run comes to.

import { monthOf } from '../../calendar/instant.ts';
import type { Release } from '../../catalogue/release.ts';
import type { Finding } from '../../scenario/problem.ts';
import type { Scenario, WrittenExpectation } from '../../scenario/schema.ts';
import { didYouMean } from '../../scenario/suggestion.ts';
import { knowsVms } from '../selection.ts';
import { type Expectation, type Measurement, QUANTILES, type Quantile } from './expectation.ts';
import { parseLimit, UNIT_WORDS, type Unit } from './limit.ts';
import { argumentsOf, type Metric } from './metric.ts';
import { METRICS } from './metrics.ts';
import { type Argument, type Part, parseExpectation, type Step, type Syntax } from './syntax.ts';

export interface CheckContext {
  readonly scenario: Pick<Scenario, 'clock' | 'fleet' | 'variants' | 'expect'>;
  readonly releases: readonly Pick<Release, 'kb' | 'instant'>[];
  /** False when the fleet has mistakes of its own: then names are not judged. */
  readonly namesKnown: boolean;
}

/** What is wrong with one expectation; thrown, because nothing behind it can be judged. */
class Wrong extends Error {
  readonly part: Part;
  readonly hint: string | undefined;

  constructor(message: string, part: Part, hint?: string) {
    super(message);
    this.part = part;
    this.hint = hint;
  }
}

export function checkExpectations(context: CheckContext): {
  readonly expectations: readonly Expectation[];
  readonly findings: readonly Finding[];
} {
  const findings: Finding[] = [];
  const expectations = context.scenario.expect.flatMap((written, index): Expectation[] => {
    findings.push(...unknownNames(written, index, context));
    try {
      const read = readExpectation(written.that, context);
      const { level, reason } = written;
      return (written.variant ?? [undefined]).flatMap((variant) =>
        (written.group ?? [undefined]).map((group) => ({
          ...read,
          index,
          text: written.that,
          level,
          ...(reason === undefined ? {} : { reason }),
          ...(group === undefined ? {} : { group }),
          ...(variant === undefined ? {} : { variant }),
        })),
      );
    } catch (error) {
      if (!(error instanceof Wrong)) throw error;
      const { message, part, hint } = error;
      findings.push({ path: ['expect', index, 'that'], message, part, ...(hint && { hint }) });
      return [];
    }
  });
  return { expectations, findings };
}

function unknownNames(
  written: WrittenExpectation,
  index: number,
  { scenario, namesKnown }: CheckContext,
): Finding[] {
  if (!namesKnown) return [];
  const unknown = (key: 'group' | 'variant', known: readonly string[]): Finding[] =>
    (written[key] ?? []).flatMap((name, place, all) => {
      if (known.includes(name)) return [];
      const hint = didYouMean(name, known);
      return [
        {
          path: all.length === 1 ? ['expect', index, key] : ['expect', index, key, place],
          message: `there is no ${key} "${name}"`,
          ...(hint && { hint }),
        },
      ];
    });
  const groups = scenario.fleet.map(({ name }) => name);
  return [...unknown('group', groups), ...unknown('variant', scenario.variants)];
}

/** One expectation, whatever it is asked of. @throws Wrong */
function readExpectation(
  text: string,
  context: CheckContext,
): Pick<Expectation, 'measurement' | 'comparison' | 'limit' | 'unit'> {
  const syntax = parseExpectation(text);
  if (!('steps' in syntax)) throw new Wrong(syntax.message, syntax.part);
  const { measurement, unit } = readMeasurement(syntax, context);
  const limit = parseLimit(syntax.limit.value, unit);
  if (limit === undefined)
    throw new Wrong(
      `expected ${UNIT_WORDS[unit]}, found "${syntax.limit.value}"`,
      syntax.limit,
      unit === 'share' && /^\d{1,2}(\.\d+)?$|^100$/.test(syntax.limit.value)
        ? `did you mean "${syntax.limit.value}%"?`
        : undefined,
    );
  return { measurement, unit, comparison: syntax.comparison, limit };
}

function readMeasurement(
  { steps }: Syntax,
  context: CheckContext,
): { readonly measurement: Measurement; readonly unit: Unit } {
  if (steps[0].name === 'when') return { measurement: readWhen(steps, context), unit: 'time' };
  const last = steps.at(-1)!;
  const delta = last.name === 'delta' && steps.length > 1;
  const own = delta ? steps.slice(0, -1) : steps;
  const metric = metricOf(own);
  const args = checkedArguments(metric, own, context.scenario.clock);
  if (!delta) return { measurement: { kind: 'metric', metric, args }, unit: metric.unit };
  return { measurement: { kind: 'delta', metric, args, vs: readVs(last, context) }, unit: metric.unit };
}

function metricOf(steps: readonly Step[]): Metric {
  const name = steps.map((step) => step.name).join('.');
  const metric = METRICS.find((one) => one.name === name);
  if (metric !== undefined) return metric;
  const known = [...METRICS.map((one) => one.name), ...QUANTILES.map((quantile) => `when.${quantile}`)];
  const [first, last] = [steps[0], steps.at(-1)!];
  const related = known.filter((one) => one.split('.')[0] === first.name);
  const hint =
    didYouMean(name, known) ??
    (related.length > 0 ? `known: ${related.join(', ')}` : `known: ${namesOf(known).join(', ')}, when`);
  const part = { offset: first.offset, length: last.offset + last.length - first.offset };
  throw new Wrong(`there is no metric "${name}"`, part, hint);
}

const namesOf = (known: readonly string[]): string[] => [
  ...new Set(known.map((one) => one.split('.')[0]).filter((one) => one !== 'when')),
];

function checkedArguments(
  metric: Metric,
  steps: readonly Step[],
  clock: Scenario['clock'],
): ReturnType<typeof argumentsOf> {
  const all = steps.flatMap((step) => step.args);
  for (const [index, argument] of all.entries()) {
    const parameter = metric.parameters[index];
    const takes = metric.parameters.map(({ name }) => name).join(', ');
    if (parameter === undefined)
      throw new Wrong(`${metric.name} takes ${takes === '' ? 'no argument' : `only ${takes}`}`, argument);
    if (argument.name !== undefined && argument.name !== parameter.name)
      throw new Wrong(`${metric.name} takes ${takes}, not "${argument.name}"`, argument);
    const message = parameter.refuse(argument.value, clock);
    if (message !== undefined) throw new Wrong(message, argument);
  }
  const missing = metric.parameters[all.length];
  if (missing !== undefined && missing.optional === undefined) {
    const last = steps.at(-1)!;
    throw new Wrong(`${metric.name} needs its ${missing.name}: ${metric.name}(…)`, last);
  }
  return argumentsOf(metric, all);
}

function readVs(step: Step, { scenario, namesKnown }: CheckContext): { group: string } | { variant: string } {
  const [vs] = step.args;
  if (vs === undefined || step.args.length > 1 || (vs.name ?? 'vs') !== 'vs')
    throw new Wrong('delta needs the group or variant to compare with: delta(vs: …)', step);
  const groups = scenario.fleet.map(({ name }) => name);
  const isGroup = groups.includes(vs.value);
  const isVariant = scenario.variants.includes(vs.value);
  if (isGroup && isVariant)
    throw new Wrong(`"${vs.value}" is a group and a variant; one of them needs another name`, vs);
  if (!isGroup && !isVariant && namesKnown)
    throw new Wrong(
      `there is no group and no variant "${vs.value}"`,
      vs,
      didYouMean(vs.value, [...groups, ...scenario.variants]),
    );
  return isVariant ? { variant: vs.value } : { group: vs.value };
}

function readWhen(steps: readonly Step[], { scenario, releases, namesKnown }: CheckContext): Measurement {
  const [first, ...rest] = steps;
  const named = (name: string): Argument => {
    const found = first.args.find((one) => one.name === name);
    if (found === undefined) throw new Wrong('when needs vm and release: when(vm: …, release: …)', first);
    return found;
  };
  const [vm, release] = [named('vm'), named('release')];
  const extra = first.args.find((one) => one !== vm && one !== release);
  if (extra !== undefined) throw new Wrong('when takes vm and release, and nothing else', extra);
  if (namesKnown && !knowsVms(scenario.fleet, vm.value))
    throw new Wrong(
      `there is no VM "${vm.value}"`,
      vm,
      didYouMean(
        vm.value,
        scenario.fleet.flatMap(({ name }) => [name, `${name}-1`]),
      ),
    );
  const during = releases.filter(({ instant }) => instant > scenario.clock.start);
  const known = during.flatMap(({ kb, instant }) => [kb, monthOf(instant)]);
  const wanted = release.value.toUpperCase();
  if (namesKnown && !known.includes(wanted))
    throw new Wrong(`there is no release "${release.value}"`, release, didYouMean(wanted, known));
  const of = rest[0]?.name === 'rebooted' || rest[0]?.name === 'patched' ? rest[0].name : 'patched';
  const tail = rest[0]?.name === of ? rest.slice(1) : rest;
  const [quantile] = tail;
  const last = tail.at(-1) ?? steps.at(-1)!;
  if (tail.length !== 1 || !(QUANTILES as readonly string[]).includes(quantile.name))
    throw new Wrong(
      `when needs one of ${QUANTILES.join(', ')}, as in when(…).p95 or when(…).rebooted.p95`,
      last,
      didYouMean(last.name, QUANTILES),
    );
  return { kind: 'when', vm: vm.value, release: wanted, of, quantile: quantile.name as Quantile };
}
