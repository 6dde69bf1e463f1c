// Lint: patch settings that do nothing beside the others, or that undo the patching. Refuses to decide which patch mode applies: fleet/coverage.ts does.

import { patchModeOf } from '../fleet/coverage.ts';
import type { Found, LintRule } from './rule.ts';
import { type Member, type View, vmsOf } from './view.ts';

const PLATFORM = 'patchSettings.automaticByPlatformSettings';

/** Settings that only AutomaticByPlatform reads. */
const PLATFORM_ONLY = [
  `${PLATFORM}.rebootSetting`,
  `${PLATFORM}.bypassPlatformSafetyChecksOnUserSchedule`,
  'patchSettings.enableHotpatching',
] as const;

function idleIn(view: View, member: Member): Found[] {
  const { group, index } = member;
  const mode = patchModeOf(group);
  const pathOf = (key: string) => ['fleet', index, ...key.split('.')];
  const idle = (key: string, hint: string): Found[] => {
    if (!view.isWritten(pathOf(key))) return [];
    const setting = key.split('.').at(-1);
    return [{ path: pathOf(key), message: `${setting} does nothing with patch mode ${mode}`, hint }];
  };
  if (mode !== 'AutomaticByPlatform') {
    const hint = 'it is read with patchMode AutomaticByPlatform only; take it out, or set that mode';
    return PLATFORM_ONLY.flatMap((key) => idle(key, hint));
  }
  return idle(
    'enableAutomaticUpdates',
    "the platform installs and turns the guest's own updates off; it only limits to which mode the VM can be switched",
  );
}

export const settingIdle: LintRule = {
  id: 'setting-idle',
  level: 'note',
  rests: 'R9',
  about: 'A patch setting does nothing with the patch mode that applies.',
  check: (view) => view.members.flatMap((member) => idleIn(view, member)),
};

export const rebootNever: LintRule = {
  id: 'reboot-never',
  level: 'warn',
  rests: 'R24',
  about: 'Updates that need a restart are installed and never take effect: nothing restarts the VMs.',
  check: (view) => {
    const outages = ['regionOutage', 'massPowerOff'];
    if (view.scenario.incidents.some(({ kind }) => outages.includes(kind))) return [];
    return view.covered.flatMap((member) => {
      const { patchSettings, power } = member.group;
      const alwaysOn = Object.keys(power).length === 1 && power.off.length === 0;
      if (patchSettings.automaticByPlatformSettings.rebootSetting !== 'Never' || !alwaysOn) return [];
      return [
        {
          path: view.inGroup(member, `${PLATFORM}.rebootSetting`),
          message: `nothing restarts ${vmsOf(member)}: rebootSetting is Never, power alwaysOn; what needs a restart has no effect`,
          hint: 'use IfRequired, or give them a power plan that restarts them',
        },
      ];
    });
  },
};
