// Lint: power plans under which VMs are hardly ever on when they may be patched. The engine's own plans are asked, night
// by night. Refuses to know what a plan consists of.

import { formatDuration } from '../calendar/duration.ts';
import { DAY } from '../calendar/instant.ts';
import { planSources } from '../fleet/clocks.ts';
import { PowerPlan } from '../fleet/power.ts';
import type { Scenario } from '../scenario/schema.ts';
import type { Found, LintRule } from './rule.ts';
import { type RunPlan, runPlan, startsAt } from './run-plan.ts';
import type { Member, View } from './view.ts';

/** Nights that are looked at, from the run's start: every weekday in every season, whatever the run is. */
const LOOKED_AT = 400 * DAY;
/** VMs whose luck is tried where a plan depends on luck. */
const TRIED = 12;
/** Below it VMs are seldom on when they are assessed, and few of a month's updates come in time. */
const SELDOM = 0.2;

interface Nights {
  readonly all: number;
  /** In which a VM is on for long enough for a run to start; the mean over those tried. */
  readonly good: number;
}

function nightsOf(view: View, { group, allHours }: Member, zone: Zones, run: RunPlan): Nights {
  const { power } = group;
  const { clock } = view.scenario;
  const horizon = Math.min(clock.end - clock.start, LOOKED_AT);
  const scenario: Scenario = { ...view.scenario, clock: { ...clock, end: clock.start + horizon } };
  const plan = new PowerPlan(planSources(scenario, power, zone.own), horizon + DAY);
  const { start, end } = view.clock(zone.offPeak, allHours).offPeak;
  const vms = power.offNightly === undefined && power.stops === undefined ? 1 : TRIED;
  let [all, good] = [0, 0];
  for (let night = 0; start[night] < horizon; night++) {
    // Nights that hold no run for anybody are no fault of the plan.
    if (start[night] < 0 || !startsAt(start[night], start[night], end[night], run)) continue;
    all++;
    for (let luck = 1; luck <= vms; luck++)
      good += Number(holdsRun(plan, luck, start[night], end[night], run));
  }
  return { all, good: good / vms };
}

/** Whether the VM is on in the window, and stays on, for as long as must be left for a run to start. */
function holdsRun(plan: PowerPlan, luck: number, start: number, end: number, run: RunPlan): boolean {
  for (let on = plan.nextOn(luck, start); on < end; ) {
    const off = plan.nextOff(luck, on);
    if (startsAt(on, start, Math.min(off, end), run)) return true;
    if (off >= end) return false;
    on = plan.nextOn(luck, off);
  }
  return false;
}

type Zones = ReturnType<View['zonesOf']>[number];

export const powerMissesOffPeak: LintRule = {
  id: 'power-misses-off-peak',
  level: 'warn',
  rests: 'R20',
  about:
    'A power plan has VMs off in all, or in more than four of five, nights in which they could be patched.',
  check: (view) => {
    const known = new Map<string, Nights>();
    return view.covered.flatMap((member) => {
      const { power } = member.group;
      const kinds = Object.keys(power).filter((kind) => kind !== 'off' || power.off.length > 0);
      if (kinds.length === 0) return [];
      const run = runPlan(view.scenario, member);
      return view.zonesOf(member).flatMap((zones): Found[] => {
        const key = JSON.stringify([power, zones, run.needs, member.allHours]);
        const nights = known.get(key) ?? nightsOf(view, member, zones, run);
        known.set(key, nights);
        if (nights.all === 0 || nights.good >= SELDOM * nights.all) return [];
        const [night, hours] = member.allHours
          ? ['days', '']
          : ['nights', `in off-peak hours (${zones.offPeak}) `];
        const seldom = `on in ${Math.round(nights.good)} of ${nights.all} ${night} only`;
        return [
          {
            path: view.inGroup(member, ...(kinds.length === 1 ? [`power.${kinds[0]}`] : []), 'power'),
            message: `VMs of group "${member.group.name}" are ${nights.good === 0 ? 'never on' : seldom} ${hours}for as long as a run needs, ${formatDuration(run.needs)}`,
            hint: member.allHours
              ? 'have them on for some time of the day'
              : 'have them on for some time at night, or set offPeakStart and offPeakEnd to hours in which they are',
          },
        ];
      });
    });
  },
};
