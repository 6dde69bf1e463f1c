// Lint: customers' schedules that Azure refuses, that nobody follows, that meet on a VM, or find it off. Refuses to know when
// their windows are: fleet/schedules.ts is asked.

import { formatInstant } from '../calendar/instant.ts';
import { planSources, tablesEnd } from '../fleet/clocks.ts';
import { groupHandling, patchModeOf } from '../fleet/coverage.ts';
import { PowerPlan } from '../fleet/power.ts';
import { type Windows, windowsOf } from '../fleet/schedules.ts';
import type { Found, LintRule } from './rule.ts';
import { type Member, type View, vmsOf } from './view.ts';

/** Groups that are assigned to something. */
const scheduledIn = (view: View): Member[] =>
  view.members.filter(({ group }) => group.maintenanceConfigurations.length > 0);

/** Groups that their schedules patch. */
const followersIn = (view: View): Member[] =>
  scheduledIn(view).filter((member) => groupHandling(member.group).runs === 'schedule');

export const scheduleRefused: LintRule = {
  id: 'schedule-refused',
  level: 'warn',
  rests: 'R31',
  about:
    'A maintenance configuration is assigned to VMs that cannot follow one: Azure refuses the assignment.',
  check: (view) =>
    scheduledIn(view).flatMap((member): Found[] => {
      const { error } = groupHandling(member.group);
      if (error !== 'otherPatchMode') return [];
      return [
        {
          path: ['fleet', member.index, 'maintenanceConfigurations'],
          message: `${vmsOf(member)} cannot follow a maintenance configuration: the patch mode is ${patchModeOf(member.group)}`,
          hint: 'set patchMode: AutomaticByPlatform and bypassPlatformSafetyChecksOnUserSchedule: true, or take out the assignment',
        },
      ];
    }),
};

export const scheduleIdle: LintRule = {
  id: 'schedule-idle',
  level: 'note',
  rests: 'R31',
  about: 'A maintenance configuration is assigned to nobody, or has no window in the run.',
  check: (view) => {
    const used = new Set(view.members.flatMap(({ group }) => group.maintenanceConfigurations));
    return view.scenario.maintenanceConfigurations.flatMap(({ name }, index): Found[] => {
      const path = ['maintenanceConfigurations', index];
      if (!used.has(name))
        return [
          {
            path: [...path, 'name'],
            message: `no group is assigned to maintenance configuration "${name}"`,
            hint: 'name it in maintenanceConfigurations of a group, or take it out',
          },
        ];
      if (windowsOf(view.scenario, [name]).start.length > 0) return [];
      return [
        {
          path: [...path, 'recurEvery'],
          message: `maintenance configuration "${name}" has no window in the run`,
          hint: 'look at startDateTime, expirationDateTime and recurEvery',
        },
      ];
    });
  },
};

export const schedulesMeet: LintRule = {
  id: 'schedules-meet',
  level: 'warn',
  rests: 'R31',
  about: 'Windows of two maintenance configurations of the same VMs overlap: one runs, the other after it.',
  check: (view) => {
    const known = new Map<string, readonly Found[]>();
    return followersIn(view).flatMap((member): readonly Found[] => {
      const names = member.group.maintenanceConfigurations;
      const key = names.join(' ');
      if (names.length < 2 || known.has(key)) return [];
      const found = meetingIn(view, member, windowsOf(view.scenario, names));
      known.set(key, found);
      return found;
    });
  },
};

function meetingIn(view: View, member: Member, { start, end, configuration }: Windows): Found[] {
  const { maintenanceConfigurations: all } = view.scenario;
  const at = [...start.keys()].find((index) => index > 0 && start[index] < end[index - 1]);
  if (at === undefined) return [];
  const [first, second] = [at - 1, at].map((index) => all[configuration[index]].name);
  return [
    {
      path: ['fleet', member.index, 'maintenanceConfigurations'],
      message: `"${first}" and "${second}" overlap on the VMs of group "${member.group.name}", first at ${formatInstant(view.start + start[at])}`,
      hint: 'one of them runs and the other after it, in what is left of its window; move one of them',
    },
  ];
}

/** Windows that are looked at, and VMs whose luck is tried. */
const LOOKED_AT = 400;
const TRIED = 12;
const SELDOM = 0.2;

export const powerMissesSchedule: LintRule = {
  id: 'power-misses-schedule',
  level: 'warn',
  rests: 'R31',
  about:
    'A power plan has VMs off before all, or more than four of five, windows of their maintenance configurations.',
  check: (view) =>
    followersIn(view).flatMap((member): Found[] => {
      const { group } = member;
      const { start } = windowsOf(view.scenario, group.maintenanceConfigurations);
      const looked = start.slice(0, LOOKED_AT);
      const kinds = Object.keys(group.power).filter((kind) => kind !== 'off' || group.power.off.length > 0);
      if (looked.length === 0 || kinds.length === 0) return [];
      const met = Math.max(...view.zonesOf(member).map(({ own }) => metBy(view, member, own, looked)));
      if (met >= SELDOM * looked.length) return [];
      const seldom = `on before ${Math.round(met)} of ${looked.length} windows only`;
      return [
        {
          path: view.inGroup(member, ...(kinds.length === 1 ? [`power.${kinds[0]}`] : []), 'power'),
          message: `VMs of group "${group.name}" are ${met === 0 ? 'never on' : seldom} when their maintenance configurations run`,
          hint: 'a VM must be on 15 minutes before a window begins: have them on, or move the window',
        },
      ];
    }),
};

/** Before how many of the windows a VM is on for as long as it must be; the mean over those tried. */
function metBy(view: View, { group }: Member, zone: string, starts: Int32Array): number {
  const { power } = group;
  const horizon = tablesEnd(view.scenario) - view.start;
  const plan = new PowerPlan(planSources(view.scenario, power, zone), horizon);
  const vms = power.offNightly === undefined && power.stops === undefined ? 1 : TRIED;
  const lead = view.scenario.parameters.scheduleLead;
  let met = 0;
  for (const start of starts)
    for (let luck = 1; luck <= vms; luck++) {
      const from = Math.max(0, start - lead);
      met += Number(plan.isOn(luck, from) && plan.nextOff(luck, from) > start);
    }
  return met / vms;
}
