// Who patches a VM by its patch mode, the bypass of the platform's safety checks, and whether a customer's schedule is
// assigned to it: Azure's table of eight rows (F38, R31). Refuses to know when the schedule runs.

export interface Handed {
  /** Patch mode AutomaticByPlatform. */
  readonly byPlatform: boolean;
  /** bypassPlatformSafetyChecksOnUserSchedule. */
  readonly bypass: boolean;
  /** A maintenance configuration is assigned to it. */
  readonly scheduled: boolean;
}

/** What runs, and what Azure answers to the assignment of the schedule when it refuses it. */
export interface Handling {
  readonly runs: 'schedule' | 'autopatch' | 'nothing';
  readonly error?: 'bypassMissing' | 'otherPatchMode';
}

export function handlingOf({ byPlatform, bypass, scheduled }: Handed): Handling {
  if (!byPlatform) return scheduled ? { runs: 'nothing', error: 'otherPatchMode' } : { runs: 'nothing' };
  if (!scheduled) return { runs: bypass ? 'nothing' : 'autopatch' };
  return bypass ? { runs: 'schedule' } : { runs: 'nothing', error: 'bypassMissing' };
}
