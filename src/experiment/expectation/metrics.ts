// The metrics that expectations can ask for. Refuses to know limits and how a verdict is told.

import { parseDuration } from '../../calendar/duration.ts';
import { DAY } from '../../calendar/instant.ts';
import { FACT } from '../../ledger/fact-codes.ts';
import { REASON } from '../../rollout/reason-codes.ts';
import { REASONS, type Reason } from '../../rollout/reasons.ts';
import { shareEffective } from './effective.ts';
import { figuresOf, perSimulated, sum, words } from './figures.ts';
import type { Metric, Parameter } from './metric.ts';
import { REBOOTS } from './reboot-metrics.ts';
import { firstTooMany, mostTogether, PLACES, type Place, type Together } from './together.ts';
import { beyondDeadline, beyondSum, notCovered } from './witness.ts';

const days: Parameter = {
  name: 'days',
  refuse: (value, { start, end }) => {
    const seconds = parseDuration(value);
    if (seconds === undefined || seconds <= 0) return `expected a duration such as 14d, found "${value}"`;
    return seconds > end - start ? `is longer than the run, found "${value}"` : undefined;
  },
};
const quantile = (key: 'p50' | 'p95' | 'max', about: string): Metric => ({
  name: `effective.${key}`,
  about: `days from release to effect, ${about} of pairs of VM and update`,
  unit: 'duration',
  parameters: [],
  value: figuresOf(({ daysToEffective }) => {
    const found = daysToEffective[key];
    return found === null ? null : found * DAY;
  }),
  witness: (run, scope, _, limit) => beyondDeadline(run, scope, limit),
});

const EFFECT: readonly Metric[] = [
  {
    name: 'effective.after',
    about:
      'share of pairs of VM and update in effect so long after the release: `effective.after(14d)`; updates whose time ends after the run do not count',
    unit: 'share',
    moreIsBetter: true,
    parameters: [days],
    value: ({ tally }) => tally ?? null,
    tally: (run, scope, { days: length }) => shareEffective(run, scope, parseDuration(length)!),
    witness: (run, scope, { days: length }) => beyondDeadline(run, scope, parseDuration(length)!),
  },
  quantile('p50', 'median'),
  quantile('p95', '95th percentile'),
  quantile('max', 'slowest'),
  {
    name: 'exposure',
    about: 'time between release and effect, all pairs of VM and update together',
    unit: 'duration',
    parameters: [],
    value: figuresOf(({ exposureVmDays }) => exposureVmDays * DAY),
  },
  {
    name: 'exposure.perVm',
    about: 'the same per simulated VM',
    unit: 'duration',
    parameters: [],
    value: perSimulated(({ exposureVmDays }) => exposureVmDays * DAY),
  },
  {
    name: 'overdue',
    about: 'VMs that were overdue at least once: an update not in effect 30 days after its release',
    unit: 'count',
    parameters: [],
    value: figuresOf(({ overdue }) => overdue),
    witness: (run, scope, _, limit) => {
      const seen = new Set<number>();
      return beyondSum(run, scope, limit, {
        amount: ({ kind, vm }) => (kind === FACT.overdue && !seen.has(vm) && seen.add(vm) ? 1 : 0),
        what: ({ a, b }) => `${run.releases[a].kb} overdue: ${REASONS[b]}`,
      });
    },
  },
  {
    name: 'overdue.share',
    about: 'the same as a share of the simulated VMs',
    unit: 'share',
    parameters: [],
    value: perSimulated(({ overdue }) => overdue),
  },
];

/** The reasons behind these only say why a VM is overdue. */
const DEFERRING = REASONS.slice(0, REASON.installFailed);

const deferrals = (reason?: Reason): Metric => ({
  name: reason === undefined ? 'deferrals' : `deferrals.${reason}`,
  about:
    reason === undefined ? 'times a VM was put off, for any reason' : `times a VM was put off: ${reason}`,
  unit: 'count',
  parameters: [],
  value: figuresOf((figures) =>
    reason === undefined ? sum(figures.deferrals) : (figures.deferrals[reason] ?? 0),
  ),
  witness: (run, scope, _, limit) =>
    beyondSum(run, scope, limit, {
      amount: ({ kind, a }) =>
        Number(kind === FACT.deferred && (reason === undefined || REASONS[a] === reason)),
      what: ({ a }) => `put off: ${REASONS[a]}`,
    }),
});

const FAILURES = {
  install: FACT.patchFailed,
  reboot: FACT.rebootFailed,
  interrupted: FACT.runInterrupted,
  unhealthy: FACT.unhealthy,
} as const;

const failures = (name?: keyof typeof FAILURES): Metric => {
  const kinds: readonly number[] = name === undefined ? Object.values(FAILURES) : [FAILURES[name]];
  return {
    name: name === undefined ? 'failures' : `failures.${name}`,
    about: name === undefined ? 'failures of any kind' : `failures: ${name}`,
    unit: 'count',
    parameters: [],
    value: figuresOf((figures) =>
      name === undefined ? sum({ ...figures.failures }) : figures.failures[name],
    ),
    witness: (run, scope, _, limit) =>
      beyondSum(run, scope, limit, {
        amount: ({ kind }) => Number(kinds.includes(kind)),
        what: ({ kind }) => Object.entries(FAILURES).find(([, code]) => code === kind)![0],
      }),
  };
};

const together = (name: string, state: Together, words: string): Metric => ({
  name,
  about: `most VMs ${words} in the same minute; \`${name}(set)\`: in any one availability set, also zone, region, subscription`,
  unit: 'count',
  parameters: [{ ...placeParameter, optional: true }],
  value: ({ tally }) => tally ?? null,
  tally: (run, scope, args) => mostTogether(run, scope, state, args.place as Place | undefined),
  witness: (run, scope, args, limit) =>
    firstTooMany(run, scope, { state, place: args.place as Place | undefined, limit }),
});
const placeParameter = words('place', PLACES);

const COVERED: readonly Metric[] = [
  {
    name: 'covered',
    about: 'VMs covered by automatic guest patching',
    unit: 'count',
    parameters: [],
    moreIsBetter: true,
    value: figuresOf(({ covered }) => covered),
    witness: notCovered,
  },
  {
    name: 'covered.share',
    about: 'the same as a share of all VMs',
    unit: 'share',
    parameters: [],
    moreIsBetter: true,
    value: figuresOf(({ covered, vms }) => covered / vms),
    witness: notCovered,
  },
  {
    name: 'notCovered',
    about: 'VMs that are not covered',
    unit: 'count',
    parameters: [],
    value: figuresOf(({ covered, vms }) => vms - covered),
    witness: notCovered,
  },
];

/** Metrics of one run; `when(…)` asks many. */
export const METRICS: readonly Metric[] = [
  ...REBOOTS,
  ...EFFECT,
  deferrals(),
  ...DEFERRING.map((reason) => deferrals(reason)),
  failures(),
  ...(Object.keys(FAILURES) as (keyof typeof FAILURES)[]).map((name) => failures(name)),
  together('peakRebooting', 'rebooting', 'rebooting'),
  together('peakInFlight', 'inFlight', 'in flight'),
  ...COVERED,
];
