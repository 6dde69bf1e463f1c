// How many nights lie between two periodic assessments (R13), also where somebody changes the assessment mode.
// Refuses to know which nights these are.

import { DAY } from '../calendar/instant.ts';
import { chosenBy } from '../fleet/chosen.ts';
import type { Fleet } from '../fleet/fleet.ts';
import { isOut } from '../fleet/plans.ts';
import { changedBy, type Scenario } from '../scenario/schema.ts';

/** Nights from one periodic assessment to the next: whole nights, uniform from `least` to `least + spread - 1`. */
export interface NightsBetween {
  readonly least: number;
  readonly spread: number;
}

/** F8: the platform assesses every 24 hours, which is once a night. */
const EVERY_NIGHT: NightsBetween = { least: 1, spread: 1 };

export class Nights {
  readonly #fleet: Fleet;
  readonly #byGroup: readonly NightsBetween[];
  /** In order of time. */
  readonly #changes: readonly {
    readonly at: number;
    readonly nights: NightsBetween;
    readonly concerns: (vm: number) => boolean;
  }[];

  constructor(scenario: Scenario, fleet: Fleet) {
    const { assessmentPeriod } = scenario.parameters;
    const least = Math.max(1, Math.round(assessmentPeriod.min / DAY));
    const spread = Math.max(1, Math.round(assessmentPeriod.max / DAY) - least + 1);
    const of = (mode: string | undefined): NightsBetween =>
      mode === 'AutomaticByPlatform' ? EVERY_NIGHT : { least, spread };
    this.#fleet = fleet;
    this.#byGroup = fleet.groups.map(({ patchSettings }) => of(patchSettings.assessmentMode));
    this.#changes = scenario.actions
      .flatMap((action) => {
        const mode = changedBy(action)?.assessmentMode;
        if (mode === undefined) return [];
        const chosen = chosenBy(action);
        const concerns = (vm: number): boolean =>
          // F34: without the agent Azure refuses it.
          (mode !== 'AutomaticByPlatform' || fleet.groups[fleet.group[vm]].provisionVMAgent) &&
          chosen(fleet.groups[fleet.group[vm]], fleet.ordinal[vm]) &&
          !isOut(scenario, fleet.regions[fleet.region[vm]], action.at);
        return [{ at: action.at - scenario.clock.start, nights: of(mode), concerns }];
      })
      .sort((a, b) => a.at - b.at);
  }

  /** From an assessment in a night that begins at t to the next one. */
  after(vm: number, t: number): NightsBetween {
    if (this.#changes.length === 0) return this.ofGroup(vm);
    const last = this.#changes.findLast(({ at, concerns }) => at <= t && concerns(vm));
    return last?.nights ?? this.ofGroup(vm);
  }

  /** Whether the assessment mode has the platform assess the VM at t, whoever installs on it (F8). */
  isByPlatform(vm: number, t: number): boolean {
    return this.after(vm, t) === EVERY_NIGHT;
  }

  /** As its group's settings have it. */
  ofGroup(vm: number): NightsBetween {
    return this.#byGroup[this.#fleet.group[vm]];
  }
}
