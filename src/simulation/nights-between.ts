// How many nights lie between two periodic assessments (R13), also where somebody changes the assessment mode.
// Refuses to know which nights these are.

import { DAY } from '../calendar/instant.ts';
import { chosenBy } from '../fleet/chosen.ts';
import type { Fleet } from '../fleet/fleet.ts';
import { isOut } from '../fleet/plans.ts';
import { changedBy } from '../scenario/deeds.ts';
import type { Scenario } from '../scenario/schema.ts';
import { refusedAhead } from './refusals.ts';

/** Nights from one periodic assessment to the next: whole nights, uniform from `least` to `least + spread - 1`. */
export interface NightsBetween {
  readonly least: number;
  readonly spread: number;
}

/** F8: the platform assesses every 24 hours, which is once a night. */
const EVERY_NIGHT: NightsBetween = { least: 1, spread: 1 };

export type AssessmentNights = ReturnType<typeof assessmentNightsOf>;

export function assessmentNightsOf(scenario: Scenario, fleet: Fleet) {
  const { assessmentPeriod } = scenario.parameters;
  const { group, groups, ordinal, region, regions } = fleet;
  const least = Math.max(1, Math.round(assessmentPeriod.min / DAY));
  const spread = Math.max(1, Math.round(assessmentPeriod.max / DAY) - least + 1);
  const ofMode = (mode: string | undefined): NightsBetween =>
    mode === 'AutomaticByPlatform' ? EVERY_NIGHT : { least, spread };
  const byGroup = groups.map(({ patchSettings }) => ofMode(patchSettings.assessmentMode));
  /** By group, as its settings have it. */
  const leastOf = Uint8Array.from(byGroup, (nights) => nights.least);
  const spreadOf = Uint8Array.from(byGroup, (nights) => nights.spread);
  const refused = refusedAhead(scenario, fleet);
  /** In order of time. */
  const changes = scenario.actions
    .flatMap((action) => {
      const mode = changedBy(action)?.assessmentMode;
      if (mode === undefined) return [];
      const chosen = chosenBy(action);
      const refusedVms = refused.get(action);
      const concerns = (vm: number): boolean =>
        // F34: without the agent Azure refuses it.
        (mode !== 'AutomaticByPlatform' || groups[group[vm]].provisionVMAgent) &&
        refusedVms?.[vm] !== 1 &&
        chosen(groups[group[vm]], ordinal[vm]) &&
        !isOut(scenario, regions[region[vm]], action.at);
      return [{ at: action.at - scenario.clock.start, nights: ofMode(mode), concerns }];
    })
    .sort((a, b) => a.at - b.at);
  /** Somebody changes the assessment mode in the run. */
  const hasChanges = changes.length > 0;

  /** From an assessment in a night that begins at t to the next one. */
  function after(vm: number, t: number): NightsBetween {
    if (!hasChanges) return byGroup[group[vm]];
    const last = changes.findLast(({ at, concerns }) => at <= t && concerns(vm));
    return last?.nights ?? byGroup[group[vm]];
  }

  /** Whether the assessment mode has the platform assess the VM at t, whoever installs on it (F8). */
  function isByPlatform(vm: number, t: number): boolean {
    return after(vm, t) === EVERY_NIGHT;
  }

  return { hasChanges, least: leastOf, spread: spreadOf, after, isByPlatform };
}
