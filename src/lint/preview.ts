// Lint: a preview in which hotpatch is never allowed, and registrations without a preview. Refuses to decide when a subscription
// may have hotpatch: fleet/registrations.ts does.

import { registrationsOf } from '../fleet/registrations.ts';
import type { Found, LintRule } from './rule.ts';
import { vmsOf } from './view.ts';

export const previewIdle: LintRule = {
  id: 'preview-idle',
  level: 'warn',
  rests: 'R10',
  about:
    'Hotpatch waits for a preview registration that never ends, or registrations are made without a preview.',
  check: (view) => {
    const { preview, actions, clock } = view.scenario;
    if (!preview) {
      const index = actions.findIndex(({ register, registerProvider }) => register ?? registerProvider);
      if (index < 0) return [];
      const { register } = actions[index]!;
      return [
        {
          path: ['actions', index, register === undefined ? 'registerProvider' : 'register'],
          message: 'registers for the preview, and the scenario has none: nothing follows from it',
          hint: 'set preview: true to have hotpatch depend on it',
        },
      ];
    }
    const names = [
      ...new Set(view.members.flatMap(({ group }) => group.subscription.map(({ value }) => value))),
    ];
    const allowed = new Set(
      registrationsOf(view.scenario, names)
        .filter(({ propagates, at }) => propagates && at < clock.end - clock.start)
        .map(({ subscription }) => names[subscription]!),
    );
    return view.members.flatMap((member): Found[] => {
      const closed = member.group.subscription.filter(({ value }) => !allowed.has(value));
      if (member.coverage.hotpatch !== 'awaitsPreview' || closed.length === 0) return [];
      const of =
        closed.length === 1 ? `subscription "${closed[0]!.value}"` : `${closed.length} subscriptions`;
      return [
        {
          path: view.inGroup(member, 'subscription'),
          message: `no hotpatch for ${vmsOf(member)} in ${of}: the preview's registrations are never complete there`,
          hint: 'register the three features, and behind them, 15 minutes later, registerProvider: Microsoft.Compute',
        },
      ];
    });
  },
};
