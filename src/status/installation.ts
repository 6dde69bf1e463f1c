// One installation run as it goes on: what the ledger says of it becomes patches and a status. Refuses to know other
// runs.

import type { VmFact } from '../story/collect.ts';
import type { InstallationRun, Patch, PatchState, RebootStatus, RunStatus } from './status.ts';

export class Installation {
  readonly activityId: string;
  readonly #started: number;
  readonly #rebootSetting: string;
  readonly #patches = new Map<string, { patch: Patch; state: PatchState }>();
  #modified: number;
  #reboot: RebootStatus = 'NotNeeded';
  #end: 'completed' | 'interrupted' | undefined;
  #exceeded = false;

  /** `waits`: something that is installed waits for a restart when it starts. */
  constructor(activityId: string, started: number, rebootSetting: string, waits: boolean) {
    this.activityId = activityId;
    this.#started = started;
    this.#modified = started;
    this.#rebootSetting = rebootSetting;
    if (waits) this.#reboot = 'Required';
  }

  /** Until the run is completed or interrupted. */
  get inProgress(): boolean {
    return this.#end === undefined;
  }

  patch(t: number, patch: Patch, state: PatchState): void {
    this.#modified = t;
    this.#patches.set(patch.kb, { patch, state });
  }

  reboot(t: number, status: RebootStatus): void {
    this.#modified = t;
    this.#reboot = status;
  }

  completed({ t, rebootStatus, maintenanceWindowExceeded }: VmFact): void {
    this.reboot(t, rebootStatus as RebootStatus);
    this.#exceeded = maintenanceWindowExceeded === true;
    this.#end = 'completed';
  }

  /**
   * Switched off: what it installed and still needed its restart is lost, and tried again (R32); `waits` when something
   * from before it still waits for one.
   */
  interrupted(t: number, lost: readonly Patch[], waits: boolean): void {
    for (const patch of lost) this.patch(t, patch, 'Pending');
    this.reboot(t, this.#reboot === 'Started' ? 'Failed' : waits ? 'Required' : 'NotNeeded');
    this.#end = 'interrupted';
  }

  /** As Azure names it: what is still required with rebootSetting Never is a warning, any other loose end a failure. */
  #status(): RunStatus {
    if (this.#end === undefined) return 'InProgress';
    const failed = [...this.#patches.values()].some(({ state }) => state === 'Failed');
    if (this.#end === 'interrupted' || failed || this.#reboot === 'Failed') return 'Failed';
    if (this.#reboot !== 'Required') return 'Succeeded';
    return this.#rebootSetting === 'Never' ? 'CompletedWithWarnings' : 'Failed';
  }

  result(): InstallationRun {
    return {
      activityId: this.activityId,
      started: this.#started,
      modified: this.#modified,
      status: this.#status(),
      rebootStatus: this.#reboot,
      maintenanceWindowExceeded: this.#exceeded,
      interrupted: this.#end === 'interrupted',
      patches: [...this.#patches.values()].map(({ patch, state }) => ({ ...patch, state })),
    };
  }
}
