// Whom the rollouts wait for: questions the controller asks about all candidates of a region (R16, R17, R19).
// Refuses to change anything.

import { ORCHESTRATION } from '../fleet/orchestration.ts';
import { NEVER } from '../kernel/eventlist.ts';
import { isOn, nextOn } from './timers.ts';
import { WAIT, type World } from './world.ts';

/** Whether somebody in a region is on whom it concerns and who is not busy with it. */
interface Question {
  readonly rollout: number;
  readonly region: number;
  readonly now: number;
  readonly inCell: (cell: number) => boolean;
  /** Only candidates of the rollout, or some of them. */
  readonly concerns: (vm: number) => boolean;
  readonly busy: (vm: number) => boolean;
}

/** What is left of the last answer: who it was, or that there is nobody until then, unless more become candidates. */
interface Known {
  vm: number;
  nobodyUntil: number;
  arrivals: number;
}

const nobodyIsBusy = (): boolean => false;

export class Candidates {
  readonly #world: World;
  /** One answer for each rollout and region, or zone. */
  readonly #unattempted = new Map<number, Known>();
  readonly #waiting = new Map<number, Known>();
  readonly #held = new Map<number, Known>();

  constructor(world: World) {
    this.#world = world;
  }

  /** Some VM in no set that is on still has something of the rollout to install: the limit must not hold it up. */
  waitsForRoom(rollout: number, now: number): boolean {
    const { cells, regions } = this.#world.fleet;
    return regions.some(
      (_, region) =>
        this.isUnderWay(rollout, region) &&
        this.#some(this.#held, rollout * regions.length + region, {
          rollout,
          region,
          now,
          inCell: (cell) => cells.isSet[cell] === 0 && this.#world.candidates[cell] > 0,
          concerns: (vm) => this.#isCandidate(vm, rollout),
          busy: nobodyIsBusy,
        }),
    );
  }

  /** Some VM of the region that is on has not been attempted in the rollout (R16). */
  someoneUnattempted(rollout: number, region: number, now: number): boolean {
    const { fleet, remaining, unattempted, counted } = this.#world;
    const at = rollout * fleet.regions.length + region;
    if (remaining[at] === 0) return false;
    return this.#some(this.#unattempted, at, {
      rollout,
      region,
      now,
      inCell: (cell) => unattempted[cell] > 0,
      concerns: (vm) => counted[vm] === 1 && this.#world.rollout[vm] === rollout,
      busy: nobodyIsBusy,
    });
  }

  /** Some VM of a zone that is on has something of the rollout to install and is not in flight (R17). */
  someoneWaiting(rollout: number, region: number, zone: number, now: number): boolean {
    const { waiting, fleet, candidates } = this.#world;
    if (!this.isUnderWay(rollout, region)) return false;
    return this.#some(this.#waiting, (rollout * fleet.regions.length + region) * 256 + zone, {
      rollout,
      region,
      now,
      inCell: (cell) => candidates[cell] > 0,
      concerns: (vm) => fleet.zone[vm] === zone && this.#isCandidate(vm, rollout),
      busy: (vm) => waiting[vm] === WAIT.run || waiting[vm] === WAIT.powerLoss,
    });
  }

  #isCandidate(vm: number, rollout: number): boolean {
    return (
      this.#world.rollout[vm] === rollout && this.#world.orchestration[vm] === ORCHESTRATION.azureManaged
    );
  }

  /** Some VM of the region still has something of the rollout to install. */
  isUnderWay(rollout: number, region: number): boolean {
    return this.#world.candidatesOf[rollout * this.#world.fleet.regions.length + region] > 0;
  }

  /**
   * Asked again and again with growing `now`: who was found under `key` last time is asked first, and where all whom it
   * concerns were off nobody is asked until the first of them is on.
   */
  #some(answers: Map<number, Known>, key: number, question: Question): boolean {
    const world = this.#world;
    const { rollout, region, now, concerns, busy } = question;
    const arrivals = world.arrivals[rollout * world.fleet.regions.length + region];
    const known = answers.get(key) ?? { vm: -1, nobodyUntil: 0, arrivals };
    if (known.vm >= 0 && concerns(known.vm) && !busy(known.vm) && isOn(world, known.vm, now)) return true;
    if (now < known.nobodyUntil && arrivals === known.arrivals) return false;
    answers.set(key, known);
    known.arrivals = arrivals;
    this.#look(question, known);
    return known.vm >= 0;
  }

  /** Goes through everybody; who is busy now may be waiting at any instant. */
  #look({ region, now, inCell, concerns, busy }: Question, known: Known): void {
    const { cells, cellsOfRegion } = this.#world.fleet;
    known.vm = -1;
    known.nobodyUntil = NEVER;
    for (let cell = cellsOfRegion[region]; cell < cellsOfRegion[region + 1]; cell++) {
      if (!inCell(cell)) continue;
      const end = cells.first[cell] + cells.size[cell];
      for (let vm = cells.first[cell]; vm < end; vm++) {
        if (!concerns(vm)) continue;
        const on = busy(vm) ? now : nextOn(this.#world, vm, now);
        known.nobodyUntil = Math.min(known.nobodyUntil, on);
        if (on > now || busy(vm)) continue;
        known.vm = vm;
        return;
      }
    }
  }
}
