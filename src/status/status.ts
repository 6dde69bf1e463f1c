// What the portal shows of one VM, as data. Refuses to know how it was found and how it is shown.

import type { VmHead } from '../story/collect.ts';

export interface Patch {
  readonly kb: string;
  /** Kind of the release, such as `hotpatch`. */
  readonly kind: string;
  /** Azure's name, such as `Security`. */
  readonly classification: string;
}

/** UTC seconds of an activity: its start, and when what it says last changed. */
interface Activity {
  readonly activityId: string;
  readonly started: number;
  readonly modified: number;
}

export interface Assessment extends Activity {
  /** `run`: an installation run began with it; `demand`: somebody wanted to know. */
  readonly by: 'schedule' | 'run' | 'demand';
}

export type RunStatus = 'InProgress' | 'Succeeded' | 'CompletedWithWarnings' | 'Failed';
export type RebootStatus = 'NotNeeded' | 'Required' | 'Started' | 'Completed' | 'Failed';
export type PatchState = 'Installed' | 'Failed' | 'Pending' | 'Excluded' | 'NotSelected';

export interface InstallationRun extends Activity {
  readonly status: RunStatus;
  readonly rebootStatus: RebootStatus;
  readonly maintenanceWindowExceeded: boolean;
  /** The VM was switched off during the run. */
  readonly interrupted: boolean;
  readonly patches: readonly (Patch & { readonly state: PatchState })[];
}

export interface Overdue {
  readonly kb: string;
  readonly since: number;
  readonly reason: string;
}

/** The state of hotpatch that Update Manager names, out of the state of the track (R26). */
export type HotpatchStatus = 'Enabled' | 'Pending' | 'Disabled' | 'NotEnrolled';

export interface PatchStatus {
  readonly vm: VmHead;
  /** UTC seconds. */
  readonly at: number;
  /** Start of the run: until then nothing is known. */
  readonly since: number;
  readonly running: boolean;
  readonly patchMode: string;
  /** Who decides when updates are installed; undefined where no update is known for its image. */
  readonly orchestration: string | undefined;
  readonly notCovered: string | undefined;
  /** Since when the mode is configured or, while the VM is enabled for it, since when it is to be. */
  readonly modeSince: number;
  readonly hotpatch: {
    readonly status: HotpatchStatus;
    readonly track: string;
    /** Features and provider of its subscription are to be registered first (R10). */
    readonly awaitsPreview?: true;
  };
  /** The last one, undefined before the first. */
  readonly assessment: Assessment | undefined;
  /** When the first one by schedule was. */
  readonly firstScheduled: number | undefined;
  /** Found and not installed. */
  readonly available: readonly Patch[];
  /** Installed and waiting for a restart. */
  readonly waiting: readonly Patch[];
  /** It did not come back from its last restart. */
  readonly unresponsive: boolean;
  /** Past the deadline and not in effect. */
  readonly overdue: readonly Overdue[];
  /** The last one, however long ago. */
  readonly lastRun: InstallationRun | undefined;
  /** Of the last 30 days, most recent first. */
  readonly history: readonly InstallationRun[];
}
