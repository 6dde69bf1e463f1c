// Lint: installations on demand that cannot install what they name, or anything. Refuses to know when a run installs:
// the engine's planning figures are asked.

import { formatDuration } from '../calendar/duration.ts';
import { formatDate } from '../calendar/instant.ts';
import { closest } from '../scenario/suggestion.ts';
import type { Found, LintRule } from './rule.ts';
import { runPlan } from './run-plan.ts';

export const installNamesNoUpdate: LintRule = {
  id: 'install-names-no-update',
  level: 'warn',
  rests: 'R30',
  about: 'A KB named for an installation on demand is not in the catalogue, or not out by then.',
  check: (view) =>
    view.scenario.actions.flatMap(({ at, install }, index) => {
      if (install === undefined) return [];
      const lists = ['kbNumbersToInclude', 'kbNumbersToExclude'] as const;
      return lists.flatMap((list) =>
        install.windowsParameters[list].flatMap((kb, place): Found[] => {
          const path = ['actions', index, 'install', 'windowsParameters', list, place];
          const known = view.releases.filter((release) => release.kb === kb);
          if (known.some(({ instant }) => instant <= at)) return [];
          if (known.length > 0) {
            const message = `${kb} comes out on ${formatDate(known[0].instant)}, after the installation`;
            return [{ path, message, hint: 'install later, or name an update that is out' }];
          }
          const near = closest(
            kb,
            view.releases.map((release) => release.kb),
          );
          const hint = near === undefined ? 'see patchsim calendar' : `did you mean "${near}"?`;
          return [{ path, message: `the catalogue of this run has no ${kb}: nothing is chosen by it`, hint }];
        }),
      );
    }),
};

export const installTooShort: LintRule = {
  id: 'install-too-short',
  level: 'warn',
  rests: 'R22',
  about: 'The maximum duration of an installation on demand is shorter than one update is planned to take.',
  check: (view) =>
    view.scenario.actions.flatMap(({ groups, install }, index) => {
      if (install === undefined) return [];
      const meant = view.members.filter(({ group }) => groups === undefined || groups.includes(group.name));
      const needs = Math.min(...meant.map((member) => runPlan(view.scenario, member).needs));
      if (install.maximumDuration >= needs) return [];
      return [
        {
          path: ['actions', index, 'install', 'maximumDuration'],
          message: `nothing is ever installed in ${formatDuration(install.maximumDuration)}: one update is planned with ${formatDuration(needs)}, its restart included`,
          hint: 'give it more time; Azure allows hours',
        },
      ];
    }),
};
