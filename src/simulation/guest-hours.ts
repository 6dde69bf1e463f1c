// The hours in which Windows installs on its own, by the clock of each VM, and when in them a VM begins (R29).
// Refuses to know what is installed.

import { type Nights, nightAt, nights } from '../calendar/night.ts';
import { tablesEnd } from '../fleet/clocks.ts';
import type { Fleet } from '../fleet/fleet.ts';
import { NEVER } from '../kernel/eventlist.ts';
import { draw, streamKey } from '../kernel/streams.ts';
import type { Scenario } from '../scenario/schema.ts';

export class GuestHours {
  readonly #scenario: Scenario;
  readonly #fleet: Fleet;
  readonly #minute: number;
  /** By clock, made when first asked for: few fleets need any. */
  readonly #hours: Nights[] = [];

  constructor(scenario: Scenario, fleet: Fleet) {
    this.#scenario = scenario;
    this.#fleet = fleet;
    this.#minute = streamKey(scenario.seed, 'guest install');
  }

  /** First instant after t at which the VM begins, `isOn` there; NEVER when there is none in the run. */
  next(vm: number, t: number, isOn: (at: number) => boolean): number {
    const hours = this.#of(vm);
    const { start, end } = hours;
    const horizon = this.#scenario.clock.end - this.#scenario.clock.start;
    for (let day = nightAt(hours, t); start[day] <= horizon; day++) {
      // A clock change can leave a day without these hours (R3).
      if (start[day] === end[day]) continue;
      const at = this.#begins(vm, hours, day);
      if (at > t && isOn(at)) return at;
    }
    return NEVER;
  }

  /** When the hours end that t is in. */
  end(vm: number, t: number): number {
    const hours = this.#of(vm);
    return hours.end[nightAt(hours, t)];
  }

  #begins(vm: number, { start, end }: Nights, day: number): number {
    const spread = Math.min(this.#scenario.parameters.guestInstallSpread, end[day] - start[day]);
    return start[day] + Math.floor((draw(this.#minute, this.#fleet.luck[vm], day) / 2 ** 32) * spread);
  }

  #of(vm: number): Nights {
    const number = this.#fleet.clock[vm];
    let hours = this.#hours[number];
    if (hours === undefined) {
      const { parameters, clock } = this.#scenario;
      const window = { start: parameters.guestInstallTime, end: parameters.activeHoursStart };
      hours = nights(this.#fleet.clocks[number].table, window, clock.start, tablesEnd(this.#scenario));
      this.#hours[number] = hours;
    }
    return hours;
  }
}
