// Lint: switches to a patch mode that no VM they choose can have. Refuses to decide which modes a VM can have:
// fleet/patch-modes.ts does.

import { mayHaveMode } from '../fleet/patch-modes.ts';
import { changedBy } from '../scenario/deeds.ts';
import type { LintRule } from './rule.ts';

export const modeSwitchRefused: LintRule = {
  id: 'mode-switch-refused',
  level: 'warn',
  rests: 'R12',
  about: 'An action switches to a patch mode that Azure refuses to every VM it chooses.',
  check: (view) =>
    view.scenario.actions.flatMap((action, index) => {
      const mode = changedBy(action)?.patchMode;
      if (mode === undefined) return [];
      const { groups, settings } = action;
      const meant = view.members.filter(({ group }) => groups?.includes(group.name) ?? true);
      const may = meant.some(
        ({ group }) => mayHaveMode(group, mode) && (mode !== 'AutomaticByPlatform' || group.provisionVMAgent),
      );
      if (may || meant.length === 0) return [];
      return [
        {
          path: ['actions', index, settings === undefined ? 'drift' : 'settings', 'patchMode'],
          message: `switches to patch mode ${mode}, which none of the VMs can have: all are refused`,
          hint: 'beside AutomaticByPlatform, which needs the VM agent, Windows has AutomaticByOS with enableAutomaticUpdates, Manual without; Linux has ImageDefault',
        },
      ];
    }),
};
