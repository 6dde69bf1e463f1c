// Ids of assessments and installation runs, in the form in which Azure gives them. Refuses to know chance: the same
// activity of the same run has the same id.

import { v5 } from 'uuid';

/** Drawn once: ids made by patchsim are no one else's. */
const NAMESPACE = 'b0fdc64d-5ee1-4d2c-9d8f-6e1f0f0c7a51';

export interface Activity {
  /** `run`: the assessment an installation run begins with, `installation`: that run. */
  readonly kind: 'schedule' | 'run' | 'demand' | 'installation';
  readonly seed: string;
  readonly vm: string;
  /** ISO 8601. */
  readonly instant: string;
}

/** A name-based UUID. */
export function activityId({ kind, seed, vm, instant }: Activity): string {
  return v5(JSON.stringify([kind, seed, vm, instant]), NAMESPACE);
}
