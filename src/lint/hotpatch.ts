// Lint: hotpatch asked for where there can be none. Refuses to decide who can be hotpatched: fleet/coverage.ts does.

import type { Coverage } from '../fleet/coverage.ts';
import { hotpatchableSkus } from '../fleet/images.ts';
import { changedBy } from '../scenario/deeds.ts';
import { closest } from '../scenario/suggestion.ts';
import type { LintRule } from './rule.ts';
import { type Member, vmsOf } from './view.ts';

/** By the platform or a customer's schedule, which installs hotpatches too (R31). */
const isPatched = ({ notCovered }: Coverage): boolean =>
  notCovered === undefined || notCovered === 'customerSchedule';

/** Why a group is not eligible, in words; VMs that are not covered have that as their reason. */
function whyNot({ coverage, group }: Member): { what: string; hint: string } {
  const { image } = coverage;
  if (!isPatched(coverage))
    return { what: 'automatic patching does not cover the group', hint: 'see not-covered for the reason' };
  if (image?.track === undefined) {
    const near = closest(group.image.sku, hotpatchableSkus());
    return {
      what: 'the image cannot be hotpatched',
      hint:
        near === undefined
          ? 'hotpatch needs an Azure Edition image of Windows Server 2022 (core) or 2025'
          : `did you mean sku "${near}"?`,
    };
  }
  return {
    what: `securityType ${group.securityType} has no virtualization-based security`,
    hint: 'use securityType: TrustedLaunch',
  };
}

export const hotpatchImpossible: LintRule = {
  id: 'hotpatch-impossible',
  level: 'warn',
  rests: 'R9',
  about: 'Hotpatch is asked for, and the VMs cannot have it.',
  check: (view) =>
    view.members.flatMap((member) => {
      const { enableHotpatching: asked } = member.group.patchSettings;
      const { hotpatch } = member.coverage;
      if (asked !== true || (hotpatch !== 'notEligible' && isPatched(member.coverage))) return [];
      const { what, hint } = whyNot(member);
      const path = view.inGroup(member, 'patchSettings.enableHotpatching');
      return [{ path, message: `no hotpatch for ${vmsOf(member)}: ${what}`, hint }];
    }),
};

export const hotpatchActionIdle: LintRule = {
  id: 'hotpatch-action-idle',
  level: 'warn',
  rests: 'R28',
  about: 'An action turns hotpatch on or off where no VM can be hotpatched.',
  check: (view) => {
    // Who comes to AutomaticByPlatform in the run can have it then.
    const switches = view.scenario.actions.some((action) => changedBy(action)?.patchMode !== undefined);
    return view.scenario.actions.flatMap(({ groups, hotpatch }, index) => {
      if (hotpatch === undefined) return [];
      const meant = view.members.filter(({ group }) => groups === undefined || groups.includes(group.name));
      const may = ({ coverage }: Member): boolean =>
        coverage.hotpatch !== 'notEligible' && (isPatched(coverage) || switches);
      if (meant.some(may)) return [];
      return [
        {
          path: ['actions', index, 'hotpatch'],
          message: `turns hotpatch ${hotpatch} where no VM can be hotpatched: nothing happens`,
          hint: 'name a group whose image can be hotpatched',
        },
      ];
    });
  },
};
