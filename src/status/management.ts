// Who decides when updates are installed on a VM, and under which patch mode, as the facts tell it (R11, R12). Refuses to know
// what is installed.

import type { VmFact, VmHead } from '../story/collect.ts';

export class Management {
  patchMode: string;
  orchestration: string | undefined;
  /** UTC seconds since which the mode is configured, or is being configured. */
  since: number;
  #notCovered: string | undefined;

  constructor({ patchMode, orchestration, notCovered }: VmHead, start: number) {
    this.patchMode = patchMode;
    this.orchestration = orchestration;
    this.since = start;
    this.#notCovered = notCovered;
  }

  /** Why the platform does not patch it, undefined where it does or is about to. */
  get notCovered(): string | undefined {
    return this.#notCovered;
  }

  take({ t, fact, setting, value, to }: VmFact): void {
    if (fact === 'settingChanged' && setting === 'patchMode') {
      if (value !== this.patchMode) this.since = t;
      this.patchMode = value as string;
    } else if (fact === 'orchestrationChanged') {
      this.orchestration = to as string;
      const managed = to === 'enabling' || to === 'azureManaged';
      this.#notCovered = managed ? undefined : `patchMode${this.patchMode}`;
    } else if (fact === 'enablementCompleted') {
      this.orchestration = 'azureManaged';
      this.since = t;
    }
  }
}
