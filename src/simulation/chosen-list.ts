// What is kept of a run of updates that somebody chose, for the few VMs that are in one. Refuses to know what it does.

import type { Patch } from '../catalogue/other-offers.ts';

export interface ChosenRun {
  /** One is installed after the other (F13). */
  readonly patches: readonly Patch[];
  /** Instant of its start, for its luck. */
  readonly began: number;
  /** A code of REBOOT: it holds in this run, whatever the VM's own says. */
  readonly rebootSetting: number;
  /** The patch being installed. */
  current: number;
  readonly installed: number[];
}
