// Lint: off-peak windows that hold no run, no restart, or less of a run on the night of a clock change.
// Refuses to know when a run may start: rollout/ is asked.

import { formatDuration } from '../calendar/duration.ts';
import { DAY, formatDate } from '../calendar/instant.ts';
import { wallOf } from '../calendar/local.ts';
import type { Clock } from '../fleet/fleet.ts';
import type { Found, LintRule } from './rule.ts';
import { longestRun, offPeakLength, type RunPlan, runPlan, startsAt } from './run-plan.ts';
import type { Member, View } from './view.ts';

/** One member for each operating system, whose reserves differ. */
function plansOf(view: View): { readonly member: Member; readonly plan: RunPlan }[] {
  const plans = view.covered.map((member) => ({ member, plan: runPlan(view.scenario, member) }));
  return [
    ...new Map(plans.reverse().map((one) => [`${one.plan.needs} ${one.member.allHours}`, one])).values(),
  ];
}

/** Seconds of a day in which its VMs are patched. */
const hoursOf = (view: View, { allHours }: Member): number => (allHours ? DAY : offPeakLength(view.scenario));

const holdsRun = (view: View, member: Member, plan: RunPlan): boolean =>
  startsAt(0, 0, hoursOf(view, member), plan);

export const windowTooShort: LintRule = {
  id: 'window-too-short',
  level: 'warn',
  rests: 'R22',
  about:
    'Off-peak hours, or the window of a run, are shorter than a run is planned to take: no run ever starts.',
  check: (view) =>
    plansOf(view).flatMap(({ member, plan }): Found[] => {
      if (holdsRun(view, member, plan)) return [];
      const longest = longestRun(0, hoursOf(view, member), plan);
      const { parameters } = view.scenario;
      const window = parameters.runWindow < plan.needs ? 'runWindow' : 'offPeakEnd';
      const system = member.coverage.image?.os ?? 'Windows';
      return [
        {
          path: view.parameterOr(member, window, 'offPeakStart', 'averageInstall', `rebootReserve${system}`),
          message: `no run ever starts on ${system}: a window holds ${formatDuration(longest)}, a run is planned with ${formatDuration(plan.needs)} (installation ${formatDuration(parameters.averageInstall)}, restart ${formatDuration(plan.reserve)})`,
          hint: 'every VM is put off as windowTooShort; make the window longer or the planning figures smaller',
        },
      ];
    }),
};

export const restartDoesNotFit: LintRule = {
  id: 'restart-does-not-fit',
  level: 'warn',
  rests: 'R22',
  about: 'In most runs a cumulative update and its restart do not fit into one window.',
  check: (view) =>
    plansOf(view).flatMap(({ member, plan }): Found[] => {
      const { median } = view.scenario.parameters.installCumulative;
      const longest = longestRun(0, hoursOf(view, member), plan);
      // The first patch is installed all the same, the restart asks for its reserve after it (R22).
      if (!holdsRun(view, member, plan) || longest - median >= plan.reserve) return [];
      return [
        {
          path: view.parameterOr(member, 'offPeakEnd', 'offPeakStart', 'runWindow', 'installCumulative'),
          message: `a window holds ${formatDuration(longest)}: a cumulative update takes ${formatDuration(median)} (median) and its restart has to find ${formatDuration(plan.reserve)}`,
          hint: 'most restarts wait for the next window; make the window longer',
        },
      ];
    }),
};

const MOST_NIGHTS = 4;

/** Nights of the run in which a run has less time than usual; `night` is the local date on which it begins. */
function cutNights(view: View, { table, offPeak }: Clock, plan: RunPlan) {
  const { start, end } = view.scenario.clock;
  const usual = longestRun(0, offPeakLength(view.scenario), plan);
  // Entry i is the night of the local day i - 1 days after the origin's.
  const firstDay = Math.floor(wallOf(table, start) / DAY) - 1;
  return Array.from(offPeak.start, (from, index) => ({
    night: formatDate((firstDay + index) * DAY),
    longest: longestRun(from, offPeak.end[index], plan),
    inRun: offPeak.end[index] >= 0 && from <= end - start,
  })).filter(({ inRun, longest }) => inRun && longest < usual);
}

export const clockChangeCutsWindow: LintRule = {
  id: 'clock-change-cuts-window',
  level: 'note',
  rests: 'R3',
  about: 'A clock change leaves less time for a run than other nights; a warning where none fits.',
  check: (view) => {
    const seen = new Set<string>();
    return view.covered.flatMap((member) => {
      const plan = runPlan(view.scenario, member);
      if (member.allHours || !holdsRun(view, member, plan)) return [];
      return view.zonesOf(member).flatMap(({ offPeak: zone }): Found[] => {
        const key = `${zone} ${plan.needs}`;
        if (seen.has(key)) return [];
        seen.add(key);
        const cut = cutNights(view, view.clock(zone), plan);
        if (cut.length === 0) return [];
        const told = cut
          .slice(0, MOST_NIGHTS)
          .map(({ night, longest }) => `${formatDuration(longest)} in the night of ${night}`);
        const more = cut.length - told.length;
        const none = cut.some(({ longest }) => longest < plan.needs);
        const usual = formatDuration(longestRun(0, offPeakLength(view.scenario), plan));
        return [
          {
            path: view.parameterOr(member, 'offPeakStart', 'offPeakEnd', 'runWindow'),
            message: `a clock change cuts off-peak hours in ${zone}: ${told.join(', ')}${more > 0 ? ` and ${more} more` : ''} for a run instead of ${usual}`,
            hint: none
              ? `a run is planned with ${formatDuration(plan.needs)}: none starts then; move the window away from 02:00`
              : 'move the window away from the hour that is left out in spring',
            level: none ? 'warn' : 'note',
          },
        ];
      });
    });
  },
};
