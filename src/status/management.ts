// Who decides when updates are installed on a VM, and under which patch mode, as the facts tell it (R11, R12, F38). Refuses to
// know what is installed.

import { handlingOf } from '../fleet/customer-schedule.ts';
import type { VmFact, VmHead } from '../story/collect.ts';

/** What no setting changes while the VM lives. */
const FIXED: readonly (string | undefined)[] = ['imageNotSupported', 'scaleSetUniform', 'noVmAgent'];

export class Management {
  patchMode: string;
  orchestration: string | undefined;
  /** UTC seconds since which the mode is configured, or is being configured. */
  since: number;
  #bypass: boolean;
  readonly #scheduled: boolean;
  readonly #fixed: string | undefined;

  constructor(head: VmHead, start: number) {
    this.patchMode = head.patchMode;
    this.orchestration = head.orchestration;
    this.since = start;
    this.#bypass = head.bypassPlatformSafetyChecksOnUserSchedule === true;
    this.#scheduled = head.maintenanceConfigurations !== undefined;
    this.#fixed = FIXED.includes(head.notCovered) ? head.notCovered : undefined;
  }

  /** Why the platform does not patch it, undefined where it does or is about to configure it. */
  get notCovered(): string | undefined {
    if (this.#fixed !== undefined) return this.#fixed;
    if (this.orchestration === 'azureManaged' || this.orchestration === 'enabling') return undefined;
    if (this.patchMode !== 'AutomaticByPlatform') return `patchMode${this.patchMode}`;
    const { runs, error } = this.#handling();
    if (runs === 'schedule') return 'customerSchedule';
    // All that is left where the settings would have the platform patch it.
    if (runs === 'autopatch') return 'noApplicationHealth';
    return error === undefined ? 'noCustomerSchedule' : 'schedulePrerequisite';
  }

  take({ t, fact, setting, value, to }: VmFact): void {
    if (fact === 'settingChanged' && setting === 'patchMode') {
      if (value !== this.patchMode) this.since = t;
      this.patchMode = value as string;
    } else if (fact === 'settingChanged' && setting === 'bypassPlatformSafetyChecksOnUserSchedule') {
      this.#bypass = String(value) === 'true';
    } else if (fact === 'orchestrationChanged') {
      this.orchestration = to as string;
    } else if (fact === 'enablementCompleted') {
      this.orchestration = this.#handling().runs === 'schedule' ? 'customerSchedule' : 'azureManaged';
      this.since = t;
    }
  }

  #handling() {
    const byPlatform = this.patchMode === 'AutomaticByPlatform';
    return handlingOf({ byPlatform, bypass: this.#bypass, scheduled: this.#scheduled });
  }
}
