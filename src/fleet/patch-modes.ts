// Which patch modes a VM can have while it lives, and what it is under each (F31, F33, R12). Refuses to know when they change.

import type { Group, Scenario } from '../scenario/schema.ts';
import { type Coverage, coverageOf, isLinux } from './coverage.ts';

export type PatchMode = NonNullable<Group['patchSettings']['patchMode']>;

/** F33: `enableAutomaticUpdates` is fixed when the VM is made, and so is its system. */
export function mayHaveMode({ image, enableAutomaticUpdates }: Group, mode: PatchMode): boolean {
  if (mode === 'AutomaticByPlatform') return true;
  if (isLinux(image.publisher)) return mode === 'ImageDefault';
  return mode === (enableAutomaticUpdates ? 'AutomaticByOS' : 'Manual');
}

/** Who decides about a group's VMs once the platform has configured them (R11). */
export const enabledAs = (group: Group, scenario: Scenario): 'azureManaged' | 'customerSchedule' =>
  coverageIn(group, 'AutomaticByPlatform', scenario).orchestration === 'customerSchedule'
    ? 'customerSchedule'
    : 'azureManaged';

/** Coverage of a group's VMs under another patch mode than the one they have at the start. */
export function coverageIn(group: Group, patchMode: PatchMode, scenario: Scenario): Coverage {
  return coverageOf(
    { ...group, enablement: 'completed', patchSettings: { ...group.patchSettings, patchMode } },
    scenario,
  );
}
