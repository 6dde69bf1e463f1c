// Metrics about restarts, and about hotpatches that save them. Refuses to know limits and how a verdict is told.

import { monthOf } from '../../calendar/instant.ts';
import { isHotpatch } from '../../catalogue/kinds.ts';
import { FACT } from '../../ledger/fact-codes.ts';
import { CAUSES } from '../../metrics/group-counts.ts';
import type { Watched } from '../simulate.ts';
import { figuresOf, perSimulated, words } from './figures.ts';
import type { Metric, Parameter } from './metric.ts';
import { beyondReboots, beyondSum, releaseText } from './witness.ts';

const month: Parameter = {
  name: 'month',
  refuse: (value, { start, end }) => {
    if (!/^20\d\d-(0[1-9]|1[0-2])$/.test(value)) return `expected a month such as 2024-08, found "${value}"`;
    const inside = value >= monthOf(start) && value <= monthOf(end - 1);
    return inside ? undefined : `is no month of the run, found "${value}"`;
  },
};

const reboot = ({ kind }: { kind: number }): number => Number(kind === FACT.rebootStarted);
const rebootsBeyond =
  (perVm: boolean): NonNullable<Metric['witness']> =>
  (run, scope, _, limit) =>
    beyondSum(run, scope, perVm ? limit * simulatedIn(run, scope) : limit, {
      amount: reboot,
      what: ({ a }) => `the reboot that was too many${releaseText(run, a)}`,
    });

function simulatedIn({ fleet }: Watched, { group }: { group?: string }): number {
  let simulated = 0;
  for (let vm = 0; vm < fleet.simulated; vm++)
    if (group === undefined || fleet.groups[fleet.group[vm]].name === group) simulated++;
  return simulated;
}

const causeOf = ({ releases }: Watched, release: number): string =>
  release < 0 ? 'rebootSetting' : releases[release].kind;

/** Restarts that came back: what is left open at the end of the run has no length. */
const DOWN: Parameters<typeof beyondSum>[3] = {
  amount: ({ kind, b }) => (kind === FACT.rebootCompleted ? b : 0),
  what: () => 'the restart that was too long for all of them',
};

export const REBOOTS: readonly Metric[] = [
  ...['reboots', 'reboots.perVm', 'reboots.perVm.mean'].map(
    (name): Metric => ({
      name,
      about: 'reboots for patching per simulated VM, mean over the VMs',
      unit: 'number',
      parameters: [],
      value: perSimulated(({ reboots }) => reboots.total),
      witness: rebootsBeyond(true),
    }),
  ),
  {
    name: 'reboots.perVm.max',
    about: 'reboots of the VM with most',
    unit: 'count',
    parameters: [],
    value: figuresOf(({ simulated, reboots }) => (simulated === 0 ? null : reboots.max)),
    witness: (run, scope, _, limit) => beyondReboots(run, scope, limit),
  },
  {
    name: 'reboots.perVm.min',
    about: 'reboots of the VM with fewest',
    unit: 'count',
    parameters: [],
    value: figuresOf(({ simulated, reboots }) => (simulated === 0 ? null : reboots.min)),
  },
  {
    name: 'reboots.total',
    about: 'reboots for patching of all VMs together',
    unit: 'count',
    parameters: [],
    value: figuresOf(({ reboots }) => reboots.total),
    witness: rebootsBeyond(false),
  },
  {
    name: 'reboots.byCause',
    about: 'reboots for one cause, all VMs together: `reboots.byCause(baseline_unplanned)`',
    unit: 'count',
    parameters: [words('cause', CAUSES)],
    value: ({ run }, { group }, { cause }) =>
      (group === undefined ? run.fleet : run.groups[group]).reboots.byCause[cause] ?? 0,
    witness: (run, scope, { cause }, limit) =>
      beyondSum(run, scope, limit, {
        amount: (fact) => Number(fact.kind === FACT.rebootStarted && causeOf(run, fact.a) === cause),
        what: ({ a }) => `the reboot that was too many${releaseText(run, a)}`,
      }),
  },
  {
    name: 'reboots.byMonth',
    about: 'reboots in one month (UTC), all VMs together: `reboots.byMonth(2024-08)`',
    unit: 'count',
    parameters: [month],
    value: ({ run }, { group }, { month: wanted }) =>
      (group === undefined ? run.fleet : run.groups[group]).reboots.byMonth[wanted] ?? null,
    witness: (run, scope, { month: wanted }, limit) =>
      beyondSum(run, scope, limit, {
        amount: ({ kind, t }) => Number(kind === FACT.rebootStarted && monthOf(run.start + t) === wanted),
        what: ({ a }) => `the reboot that was too many${releaseText(run, a)}`,
      }),
  },
  {
    name: 'hotpatches',
    about: 'hotpatches installed, all VMs together',
    unit: 'count',
    parameters: [],
    value: figuresOf(({ hotpatches }) => hotpatches),
    witness: (run, scope, _, limit) =>
      beyondSum(run, scope, limit, {
        amount: ({ kind, a }) => Number(kind === FACT.patchInstalled && isHotpatch(run.releases[a].kind)),
        what: ({ a }) => `the hotpatch that was too many, ${run.releases[a].kb}`,
      }),
  },
  {
    name: 'downtime',
    about: 'time all VMs together were down for reboots',
    unit: 'duration',
    parameters: [],
    value: figuresOf(({ downtimeMinutes }) => downtimeMinutes * 60),
    witness: (run, scope, _, limit) => beyondSum(run, scope, limit, DOWN),
  },
  {
    name: 'downtime.perVm',
    about: 'the same per simulated VM',
    unit: 'duration',
    parameters: [],
    value: perSimulated(({ downtimeMinutes }) => downtimeMinutes * 60),
    witness: (run, scope, _, limit) => beyondSum(run, scope, limit * simulatedIn(run, scope), DOWN),
  },
];
