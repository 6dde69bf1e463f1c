// A patch status in the shape of the instance view of Azure's compute API, with its names and instants in ISO 8601.
// Refuses to invent: what a ledger does not know (builds, fault domains, errors) is left out or null.

import { formatInstant } from '../calendar/instant.ts';
import type { InstallationRun, Patch, PatchState, PatchStatus } from './status.ts';

interface Status {
  readonly code: string;
  readonly level: 'Info' | 'Warning' | 'Error';
  readonly displayStatus?: string;
  readonly time?: string;
}

export interface AvailablePatchSummary {
  readonly status: 'Succeeded';
  readonly assessmentActivityId: string;
  readonly rebootPending: boolean;
  readonly criticalAndSecurityPatchCount: number;
  readonly otherPatchCount: number;
  readonly startTime: string;
  readonly lastModifiedTime: string;
  readonly error: null;
}

export interface LastPatchInstallationSummary {
  readonly status: InstallationRun['status'];
  readonly installationActivityId: string;
  readonly maintenanceWindowExceeded: boolean;
  readonly notSelectedPatchCount: number;
  readonly excludedPatchCount: number;
  readonly pendingPatchCount: number;
  readonly installedPatchCount: number;
  readonly failedPatchCount: number;
  readonly startTime: string;
  readonly lastModifiedTime: string;
  readonly error: null;
}

export interface InstanceView {
  readonly platformUpdateDomain?: number;
  readonly patchStatus: {
    readonly availablePatchSummary?: AvailablePatchSummary;
    readonly lastPatchInstallationSummary?: LastPatchInstallationSummary;
    readonly configurationStatuses: readonly Status[];
  };
  readonly statuses: readonly Status[];
}

export function instanceViewOf(status: PatchStatus): InstanceView {
  const { vm, assessment, lastRun, running } = status;
  return {
    ...(vm.updateDomain !== undefined && { platformUpdateDomain: vm.updateDomain }),
    patchStatus: {
      ...(assessment && { availablePatchSummary: assessmentSummary(assessment, status) }),
      ...(lastRun && { lastPatchInstallationSummary: installationSummary(lastRun) }),
      configurationStatuses: configurationStatuses(status),
    },
    statuses: [
      { code: 'ProvisioningState/succeeded', level: 'Info' },
      running
        ? { code: 'PowerState/running', level: 'Info', displayStatus: 'VM running' }
        : { code: 'PowerState/deallocated', level: 'Info', displayStatus: 'VM deallocated' },
    ],
  };
}

const isCriticalOrSecurity = ({ classification }: Patch): boolean =>
  classification === 'Critical' || classification === 'Security';

function assessmentSummary(
  { activityId, started, modified }: NonNullable<PatchStatus['assessment']>,
  { available, waiting }: PatchStatus,
): AvailablePatchSummary {
  const criticalAndSecurity = available.filter(isCriticalOrSecurity).length;
  return {
    status: 'Succeeded',
    assessmentActivityId: activityId,
    rebootPending: waiting.length > 0,
    criticalAndSecurityPatchCount: criticalAndSecurity,
    otherPatchCount: available.length - criticalAndSecurity,
    startTime: formatInstant(started),
    lastModifiedTime: formatInstant(modified),
    error: null,
  };
}

function installationSummary(run: InstallationRun): LastPatchInstallationSummary {
  const count = (wanted: PatchState): number => run.patches.filter(({ state }) => state === wanted).length;
  return {
    status: run.status,
    installationActivityId: run.activityId,
    maintenanceWindowExceeded: run.maintenanceWindowExceeded,
    notSelectedPatchCount: count('NotSelected'),
    excludedPatchCount: count('Excluded'),
    pendingPatchCount: count('Pending'),
    installedPatchCount: count('Installed'),
    failedPatchCount: count('Failed'),
    startTime: formatInstant(run.started),
    lastModifiedTime: formatInstant(run.modified),
    error: null,
  };
}

/** The patch mode holds once the VM is enabled for it, the assessment mode once it has brought a first assessment. */
function configurationStatuses(status: PatchStatus): Status[] {
  const { notCovered, orchestration, modeSince, since, firstScheduled } = status;
  // AutomaticByPlatform is configured for a schedule too (R31).
  if (notCovered !== undefined && notCovered !== 'customerSchedule') return [];
  const state = (what: string, ready: boolean, time: number): Status => ({
    code: `${what}ConfigurationState/${ready ? 'Ready' : 'Pending'}`,
    level: 'Info',
    displayStatus: `Status_${what}ConfigurationState_${ready ? 'Ready' : 'Pending'}`,
    time: formatInstant(time),
  });
  return [
    state('PatchMode', orchestration !== 'enabling', modeSince),
    state('AssessmentMode', firstScheduled !== undefined, firstScheduled ?? since),
  ];
}
