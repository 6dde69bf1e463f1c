// What the turn of a region's zones is decided by: seen by each part of a split run, decided by what all see together
// (R17). Refuses to decide.

import type { Turn, TurnRules, ZoneView } from '../rollout/turns.ts';
import type { Cells } from './cells.ts';
import type { World } from './world.ts';

/** Later than any place in the order. */
export const NOBODY = 0x7fffffff;
/** The zone whose turn it is has somebody to patch and may stay. */
export const STAYS = 0;

export class ZoneSight implements ZoneView {
  readonly #world: World;
  readonly #candidates: Cells['candidates'];
  readonly #rollout: number;
  readonly #region: number;
  readonly #order: readonly number[];
  /** Where the zone whose turn it is stands in the order. */
  #at = 0;
  now = 0;
  /** Of the zone whose turn it is: VMs in flight, and when one last left flight. */
  inFlightThere = 0;
  lastLeftThere = 0;
  /**
   * The first zone with somebody to patch among those that nextTurn may ask for, by their order: STAYS for the zone whose
   * turn it is, while it may; 1 the one behind it, and so on until it comes again.
   */
  firstWaiting = NOBODY;

  constructor(
    world: World,
    candidates: Cells['candidates'],
    place: { readonly rollout: number; readonly region: number; readonly order: readonly number[] },
  ) {
    this.#world = world;
    this.#candidates = candidates;
    this.#rollout = place.rollout;
    this.#region = place.region;
    this.#order = place.order;
  }

  /** Sees what there is in this part. */
  look(turn: Turn, { bake }: TurnRules, now: number): void {
    const { zoneInFlight, zoneLeftAt } = this.#world;
    const place = this.#region * 256 + turn.zone;
    this.now = now;
    this.inFlightThere = zoneInFlight[place];
    this.lastLeftThere = zoneLeftAt[place];
    this.firstWaiting = NOBODY;
    this.#at = this.#order.indexOf(turn.zone);
    if (!this.#candidates.isUnderWay(this.#rollout, this.#region)) return;
    if (turn.state === 'open' && now < turn.until && this.#isWanted(0)) this.firstWaiting = STAYS;
    // Where this part has not rested, all have not: nobody asks for the next zone.
    else if (this.inFlightThere === 0 && now - this.lastLeftThere >= bake) this.firstWaiting = this.#next();
  }

  readonly inFlight = (): number => this.inFlightThere;

  readonly lastLeft = (): number => this.lastLeftThere;

  readonly waiting = (zone: number): boolean =>
    this.firstWaiting !== NOBODY && zone === this.#zone(this.firstWaiting);

  #next(): number {
    // Nobody is left in any zone: most looks at a rollout that is nearly over.
    if (!this.#candidates.isUnderWay(this.#rollout, this.#region)) return NOBODY;
    for (let step = 1; step <= this.#order.length; step++) if (this.#isWanted(step)) return step;
    return NOBODY;
  }

  #isWanted(step: number): boolean {
    return this.#candidates.someoneWaiting(this.#rollout, this.#region, this.#zone(step), this.now);
  }

  #zone(step: number): number {
    return this.#order[(this.#at + step) % this.#order.length];
  }
}
