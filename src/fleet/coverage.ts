// Who is covered by automatic guest patching, who by hotpatch, and if not, why (R9).
// Refuses to know what happens to the VMs.

import type { Group } from '../scenario/schema.ts';
import { handlingOf } from './customer-schedule.ts';
import { type SupportedImage, supportedImage } from './images.ts';
import type { Orchestration } from './orchestration.ts';

/** Why a VM is not covered: nothing will ever be installed on it automatically. */
export type NotCovered =
  | 'imageNotSupported'
  | 'noVmAgent'
  | 'patchModeManual'
  | 'patchModeAutomaticByOS'
  | 'patchModeImageDefault'
  /** Patched in the windows of its maintenance configurations instead (R31). */
  | 'customerSchedule'
  /** Handed over to a customer's schedule, and none is assigned (F38). */
  | 'noCustomerSchedule'
  /** A schedule is assigned, but the VM is not handed over to it: neither patches (F38). */
  | 'schedulePrerequisite';

export interface Coverage {
  readonly image: SupportedImage | undefined;
  readonly notCovered: NotCovered | undefined;
  /** Who decides when updates are installed; undefined where nobody knows which ones there are for its image. */
  readonly orchestration: Orchestration | undefined;
  /** On the hotpatch track, able to be but not enrolled, or never able (F57-F60). */
  readonly hotpatch: 'enrolled' | 'notEnrolled' | 'notEligible';
}

/** Patch mode that applies: hotpatch images come with AutomaticByPlatform, others with their system's own (F31, F59). */
export function patchModeOf({
  patchSettings,
  image,
  enableAutomaticUpdates,
}: Group): NonNullable<Group['patchSettings']['patchMode']> {
  const supported = supportedImage(image);
  if (patchSettings.patchMode !== undefined) return patchSettings.patchMode;
  if (supported?.track !== undefined) return 'AutomaticByPlatform';
  if (isLinux(image.publisher)) return 'ImageDefault';
  return enableAutomaticUpdates ? 'AutomaticByOS' : 'Manual';
}

const isLinux = (publisher: string): boolean =>
  /^(canonical|redhat|suse|almalinux|openlogic|oracle|microsoftcblmariner|debian|rocky)/i.test(publisher);

/** Coverage of every VM of a group: all of them have the same image and settings. */
export function coverageOf(group: Group): Coverage {
  const image = supportedImage(group.image);
  const notCovered = whyNotCovered(group, image);
  const wanted = group.patchSettings.enableHotpatching ?? true;
  // F58: whoever has the updates installed, the platform must be the one to do it.
  const byPlatform =
    image !== undefined && group.provisionVMAgent && patchModeOf(group) === 'AutomaticByPlatform';
  const able = byPlatform && image.track !== undefined && group.securityType !== 'Standard';
  return {
    image,
    notCovered,
    orchestration: orchestrationOf(group, image, notCovered),
    hotpatch: !able ? 'notEligible' : wanted ? 'enrolled' : 'notEnrolled',
  };
}

function orchestrationOf(
  group: Group,
  image: SupportedImage | undefined,
  notCovered: NotCovered | undefined,
): Orchestration | undefined {
  if (image === undefined) return undefined;
  if (notCovered === undefined) return 'azureManaged';
  if (notCovered === 'customerSchedule') return 'customerSchedule';
  // The guest needs no agent for what it does itself.
  return patchModeOf(group) === 'AutomaticByOS' ? 'windowsAutomatic' : 'manual';
}

function whyNotCovered(group: Group, image: SupportedImage | undefined): NotCovered | undefined {
  if (image === undefined) return 'imageNotSupported';
  if (!group.provisionVMAgent) return 'noVmAgent';
  const mode = patchModeOf(group);
  if (mode !== 'AutomaticByPlatform') return `patchMode${mode}`;
  const { runs, error } = groupHandling(group);
  if (runs === 'autopatch') return undefined;
  if (runs === 'schedule') return 'customerSchedule';
  return error === undefined ? 'noCustomerSchedule' : 'schedulePrerequisite';
}

/** Who patches the VMs of a group, and what Azure says to the assignment of its schedules (F38). */
export function groupHandling(group: Group) {
  const { bypassPlatformSafetyChecksOnUserSchedule: bypass } =
    group.patchSettings.automaticByPlatformSettings;
  const byPlatform = patchModeOf(group) === 'AutomaticByPlatform';
  return handlingOf({ byPlatform, bypass, scheduled: group.maintenanceConfigurations.length > 0 });
}
