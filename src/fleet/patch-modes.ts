// Which patch modes a VM can have while it lives, and what it is under each (F31, F33, R12). Refuses to know when they change.

import type { Group, Scenario } from '../scenario/schema.ts';
import { coverageOf, isLinux, patchModeOf } from './coverage.ts';
import type { Orchestration } from './orchestration.ts';

export type PatchMode = NonNullable<Group['patchSettings']['patchMode']>;

/** F33: `enableAutomaticUpdates` is fixed when the VM is made, and so is its system. */
export function mayHaveMode({ image, enableAutomaticUpdates }: Group, mode: PatchMode): boolean {
  if (mode === 'AutomaticByPlatform') return true;
  if (isLinux(image.publisher)) return mode === 'ImageDefault';
  return mode === (enableAutomaticUpdates ? 'AutomaticByOS' : 'Manual');
}

/** The settings that say who decides about a VM. */
export interface Handover {
  readonly patchMode: PatchMode;
  /** bypassPlatformSafetyChecksOnUserSchedule. */
  readonly bypass: boolean;
}

/** Those that a group's VMs have at the start. */
export const handoverOf = (group: Group): Handover => ({
  patchMode: patchModeOf(group),
  bypass: group.patchSettings.automaticByPlatformSettings.bypassPlatformSafetyChecksOnUserSchedule,
});

/** Who decides about a group's VMs under other settings than at the start, once the platform has configured them. */
export function orchestrationUnder(
  group: Group,
  { patchMode, bypass }: Handover,
  scenario: Scenario,
): Orchestration | undefined {
  const { automaticByPlatformSettings } = group.patchSettings;
  const patchSettings = {
    ...group.patchSettings,
    patchMode,
    automaticByPlatformSettings: {
      ...automaticByPlatformSettings,
      bypassPlatformSafetyChecksOnUserSchedule: bypass,
    },
  };
  return coverageOf({ ...group, enablement: 'completed', patchSettings }, scenario).orchestration;
}
