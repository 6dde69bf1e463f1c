// Lint: availability sets that go down as one, or that an update does not get through in time.
// Refuses to know how many VMs of a set may be in flight: rollout/limits.ts does.

import { formatDuration } from '../calendar/duration.ts';
import { DAY } from '../calendar/instant.ts';
import { setLimit } from '../rollout/limits.ts';
import { releasesOn } from './coverage.ts';
import type { Found, LintRule } from './rule.ts';
import { offPeakLength, type RunPlan, runPlan, startsAt } from './run-plan.ts';
import type { Member, View } from './view.ts';

export const oneUpdateDomain: LintRule = {
  id: 'one-update-domain',
  level: 'warn',
  rests: 'R18',
  about: 'All VMs of an availability set are in one update domain.',
  check: (view) =>
    view.members.flatMap((member) => {
      if (member.group.availabilitySets?.updateDomains !== 1) return [];
      return [
        {
          path: view.inGroup(member, 'availabilitySets.updateDomains'),
          message: `one update domain for each availability set of group "${member.group.name}": nothing keeps host maintenance from taking all of a set down`,
          hint: 'Azure makes 5 unless told otherwise, and allows 20',
        },
      ];
    }),
};

export const setCannotFinish: LintRule = {
  id: 'set-cannot-finish',
  level: 'warn',
  rests: 'R21',
  about: 'An availability set needs more nights than there are before the deadline or the next release.',
  check: (view) => {
    const known = new Map<string, number>();
    const daysOf = new Map<string, number>();
    return view.covered.flatMap((member): Found[] => {
      const sets = member.group.availabilitySets;
      const plan = runPlan(view.scenario, member);
      if (sets === undefined || !startsAt(0, 0, offPeakLength(view.scenario), plan)) return [];
      const line = member.coverage.image?.line ?? '';
      const days = daysOf.get(line) ?? daysFor(view, member);
      daysOf.set(line, days);
      const size = Math.min(sets.size, member.group.count);
      const key = JSON.stringify([size, sets.updateDomains, plan]);
      const nights = known.get(key) ?? nightsFor(view, size, sets.updateDomains, plan);
      known.set(key, nights);
      if (nights <= days) return [];
      const limit = setLimit(size, view.scenario.parameters);
      return [
        {
          path: view.inGroup(member, 'availabilitySets.size', 'availabilitySets'),
          message: `an availability set of ${size} VMs needs ${nights} nights for a cumulative update, ${limit} at a time in off-peak hours of ${formatDuration(offPeakLength(view.scenario))}; there are ${days} before the deadline or the next release`,
          hint: 'make sets smaller or off-peak hours longer; whoever is left over is overdue',
        },
      ];
    });
  },
};

/** Whole days that a rollout on the group's line has: until the deadline, or until the next month's takes over. */
function daysFor(view: View, member: Member): number {
  const monthly = releasesOn(view, member).filter(({ expedited }) => !expedited);
  const [first, last] = [monthly[0], monthly.at(-1)];
  const apart =
    monthly.length < 2 ? Number.POSITIVE_INFINITY : (last!.released - first!.released) / (monthly.length - 1);
  return Math.floor(Math.min(view.scenario.parameters.deadline, apart) / DAY);
}

/** Nights that a set takes at its limit when every run takes its median, fails never, and nobody is off. */
function nightsFor({ scenario }: View, size: number, domains: number, plan: RunPlan): number {
  const { parameters } = scenario;
  const limit = setLimit(size, parameters);
  const length = offPeakLength(scenario);
  const run = parameters.installCumulative.median + parameters.rebootDuration.median + parameters.healthProbe;
  let [t, last] = [0, 0];
  for (let domain = 0; domain < Math.min(domains, size); domain++) {
    const members = Math.ceil((size - domain) / domains);
    for (let left = members; left > 0; left -= limit) {
      const night = Math.floor(t / DAY) * DAY;
      if (!startsAt(t, night, night + length, plan)) t = night + DAY;
      last = Math.floor(t / DAY);
      t += run;
    }
    t += parameters.updateDomainGap;
  }
  return last + 1;
}
