// Lint: expectations that every run meets, or that have nothing to measure. Refuses to know metrics beyond their unit.

import { checkExpectations } from '../experiment/expectation/check.ts';
import type { Expectation } from '../experiment/expectation/expectation.ts';
import { meets } from '../experiment/expectation/verdict.ts';
import { knowsVms } from '../experiment/selection.ts';
import type { Found, LintRule } from './rule.ts';
import type { Member, View } from './view.ts';

interface Asked {
  readonly expectation: Expectation;
  /** Of the scenario, or the variant that is asked. */
  readonly view: View;
}

function askedIn(view: View): Asked[] {
  const { scenario, releases } = view;
  const { expectations } = checkExpectations({ scenario, releases, namesKnown: true });
  return expectations.map((expectation) => {
    const { variant } = expectation;
    return { expectation, view: variant === undefined ? view : (view.variants.get(variant) ?? view) };
  });
}

/** Members that an expectation is about. */
const membersIn = ({ expectation: { group }, view }: Asked) =>
  view.members.filter((member) => group === undefined || member.group.name === group);

const pathOf = ({ expectation: { index } }: Asked) => ['expect', index, 'that'];

/** Smallest and largest number that a metric can come to. */
function boundsOf(asked: Asked): readonly [number, number] | undefined {
  const { measurement, unit } = asked.expectation;
  if (measurement.kind !== 'metric' || unit === 'time') return undefined;
  if (unit === 'share') return [0, 1];
  if (!COUNTS_VMS.test(measurement.metric.name)) return [0, Number.POSITIVE_INFINITY];
  return [0, membersIn(asked).reduce((sum, { group }) => sum + group.count, 0)];
}

/** Metrics that count VMs, each at most once. */
const COUNTS_VMS = /^(overdue|covered|notCovered|peakRebooting|peakInFlight)$/;

function cannotFail(asked: Asked): boolean {
  const bounds = boundsOf(asked);
  if (bounds === undefined) return false;
  const { comparison, limit } = asked.expectation;
  const outside = limit.value < bounds[0] || limit.value > bounds[1];
  return bounds.every((bound) => meets(bound, comparison, limit)) && (comparison !== '!=' || outside);
}

export const expectationCannotFail: LintRule = {
  id: 'expectation-cannot-fail',
  level: 'warn',
  rests: 'R34',
  about: 'An expectation is met by every number that its metric can come to.',
  check: (view) =>
    askedIn(view).flatMap((asked): Found[] => {
      if (!cannotFail(asked) || nothingFor(asked) !== undefined) return [];
      const [least, most] = boundsOf(asked)!;
      const range = most === Number.POSITIVE_INFINITY ? 'never below 0' : `always ${least} to ${most}`;
      return [
        {
          path: pathOf(asked),
          message: `"${asked.expectation.text.trim()}" cannot fail: the metric is ${range}`,
          hint: 'is the comparison the wrong way round, or the limit too generous?',
        },
      ];
    }),
};

/** Measured, whoever installs on them; of other images no update is known. */
const isSimulated = ({ coverage }: Member): boolean => coverage.orchestration !== undefined;

/** What an expectation has nothing of; undefined when there is something to measure. */
function nothingFor(asked: Asked): string | undefined {
  const { expectation, view } = asked;
  const { group, measurement } = expectation;
  if (measurement.kind === 'when') {
    const groups = view.members.filter(isSimulated).map((member) => member.group);
    return knowsVms(groups, measurement.vm)
      ? undefined
      : `no update is known for VMs that "${measurement.vm}" means`;
  }
  const { metric, args } = measurement;
  if (/^(covered|notCovered)\b/.test(metric.name)) return undefined;
  const simulated = membersIn(asked).filter(isSimulated);
  const where = group === undefined ? 'in the fleet' : `in group "${group}"`;
  if (simulated.length === 0) return `no update is known for the images ${where}`;
  const needsSets = args.place === 'set';
  if (needsSets && simulated.every((member) => member.group.availabilitySets === undefined))
    return `no VM with a supported image ${where} is in an availability set`;
  return undefined;
}

export const expectationOfNothing: LintRule = {
  id: 'expectation-of-nothing',
  level: 'warn',
  rests: 'R9',
  about: 'An expectation is asked of VMs for whose image no update is known, or of sets that are not there.',
  check: (view) =>
    askedIn(view).flatMap((asked): Found[] => {
      const nothing = nothingFor(asked);
      if (nothing === undefined) return [];
      const { text, variant } = asked.expectation;
      const inVariant = variant === undefined ? '' : ` in variant "${variant}"`;
      return [
        {
          path: pathOf(asked),
          message: `"${text.trim()}" measures nothing${inVariant}: ${nothing}`,
          hint: 'ask it of other VMs, or expect `covered.share` of these',
        },
      ];
    }),
};
