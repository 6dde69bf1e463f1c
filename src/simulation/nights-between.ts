// How many nights lie between two periodic assessments (R13). Refuses to know which nights these are.

import { DAY } from '../calendar/instant.ts';
import type { Group, Parameters } from '../scenario/schema.ts';

/** Nights from one periodic assessment to the next: whole nights, uniform from `least` to `least + spread - 1`. */
export interface NightsBetween {
  readonly least: number;
  readonly spread: number;
}

export function nightsBetween({ patchSettings }: Group, { assessmentPeriod }: Parameters): NightsBetween {
  // F8: the platform assesses every 24 hours, which is once a night.
  if (patchSettings.assessmentMode === 'AutomaticByPlatform') return { least: 1, spread: 1 };
  const { min, max } = assessmentPeriod;
  const least = Math.max(1, Math.round(min / DAY));
  return { least, spread: Math.max(1, Math.round(max / DAY) - least + 1) };
}
