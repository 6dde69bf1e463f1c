// Who is covered by automatic guest patching, who by hotpatch, and if not, why (R9).
// Refuses to know what happens to the VMs.

import type { Group, Scenario } from '../scenario/schema.ts';
import { handlingOf } from './customer-schedule.ts';
import { type SupportedImage, supportedImage } from './images.ts';
import type { Orchestration } from './orchestration.ts';

/** Why a VM is not covered: nothing will ever be installed on it automatically. */
export type NotCovered =
  | 'imageNotSupported'
  | 'scaleSetUniform'
  | 'noVmAgent'
  | 'patchModeManual'
  | 'patchModeAutomaticByOS'
  | 'patchModeImageDefault'
  /** Patched in the windows of its maintenance configurations instead (R31). */
  | 'customerSchedule'
  /** Handed over to a customer's schedule, and none is assigned (F38). */
  | 'noCustomerSchedule'
  /** A schedule is assigned, but the VM is not handed over to it: neither patches (F38). */
  | 'schedulePrerequisite'
  | 'noApplicationHealth';

export interface Coverage {
  readonly image: SupportedImage | undefined;
  readonly notCovered: NotCovered | undefined;
  /** Who decides when updates are installed; undefined where nobody knows which ones there are for its image. */
  readonly orchestration: Orchestration | undefined;
  /** On the hotpatch track, to be enrolled once its subscription may (F72), able but not enrolled, never able (F57-F60). */
  readonly hotpatch: 'enrolled' | 'awaitsPreview' | 'notEnrolled' | 'notEligible';
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

/** F5: instances of a scale set with flexible orchestration are patched at all hours, off-peak ones or not. */
export const installsAtAllHours = ({ virtualMachineScaleSet }: Group): boolean =>
  virtualMachineScaleSet?.orchestrationMode === 'Flexible';

export const isLinux = (publisher: string): boolean =>
  /^(canonical|redhat|suse|almalinux|openlogic|oracle|microsoftcblmariner|debian|rocky)/i.test(publisher);

/** Coverage of every VM of a group: all of them have the same image and settings. */
export function coverageOf(group: Group, { preview }: Pick<Scenario, 'preview'>): Coverage {
  const image = supportedImage(group.image);
  const notCovered = whyNotCovered(group, image);
  const wanted = group.patchSettings.enableHotpatching ?? true;
  // F58: whoever has the updates installed, the platform must be the one to do it.
  const byPlatform = patchModeOf(group) === 'AutomaticByPlatform';
  const able =
    image?.track !== undefined &&
    group.securityType !== 'Standard' &&
    group.provisionVMAgent &&
    notCovered !== 'scaleSetUniform';
  return {
    image,
    notCovered,
    orchestration: orchestrationOf(group, image, notCovered),
    hotpatch: !able
      ? 'notEligible'
      : !byPlatform || !wanted
        ? 'notEnrolled'
        : preview
          ? 'awaitsPreview'
          : 'enrolled',
  };
}

function orchestrationOf(
  group: Group,
  image: SupportedImage | undefined,
  notCovered: NotCovered | undefined,
): Orchestration | undefined {
  if (image === undefined) return undefined;
  if (notCovered === undefined || notCovered === 'customerSchedule') {
    // The platform configures a VM before anything is installed by it, also in the windows of a schedule (R11).
    if (group.enablement === 'pending') return 'enabling';
    return notCovered ?? 'azureManaged';
  }
  // The guest needs no agent for what it does itself.
  return patchModeOf(group) === 'AutomaticByOS' ? 'windowsAutomatic' : 'manual';
}

/** Where on the hotpatch track a VM is at the start of a run (R26). */
export const trackAtStart = (hotpatch: Coverage['hotpatch']): 'onTrack' | 'notEnrolled' | 'notEligible' =>
  hotpatch === 'enrolled' ? 'onTrack' : hotpatch === 'awaitsPreview' ? 'notEnrolled' : hotpatch;

function whyNotCovered(group: Group, image: SupportedImage | undefined): NotCovered | undefined {
  if (image === undefined) return 'imageNotSupported';
  // F45: a scale set with uniform orchestration has upgrade policies of its own.
  if (group.virtualMachineScaleSet?.orchestrationMode === 'Uniform') return 'scaleSetUniform';
  if (!group.provisionVMAgent) return 'noVmAgent';
  const mode = patchModeOf(group);
  if (mode !== 'AutomaticByPlatform') return `patchMode${mode}`;
  const { runs, error } = groupHandling(group);
  if (runs === 'schedule') return 'customerSchedule';
  if (runs === 'nothing') return error === undefined ? 'noCustomerSchedule' : 'schedulePrerequisite';
  // F30: only its instances' own signals tell whether a scale set with flexible orchestration is healthy.
  if (installsAtAllHours(group) && !group.applicationHealthExtension) return 'noApplicationHealth';
  return undefined;
}

/** Who patches the VMs of a group, and what Azure says to the assignment of its schedules (F38). */
export function groupHandling(group: Group) {
  const { bypassPlatformSafetyChecksOnUserSchedule: bypass } =
    group.patchSettings.automaticByPlatformSettings;
  const byPlatform = patchModeOf(group) === 'AutomaticByPlatform';
  return handlingOf({ byPlatform, bypass, scheduled: group.maintenanceConfigurations.length > 0 });
}
