// Whom the rollouts wait for: questions the controller asks about all candidates of a region (R16, R17, R19).
// Refuses to change anything.

import { ORCHESTRATION } from '../fleet/orchestration-codes.ts';
import { NEVER } from '../kernel/eventlist.ts';
import type { Timers } from './timers.ts';
import { WAIT } from './waits.ts';
import type { World } from './world.ts';

/**
 * Whether somebody in a region is on whom it concerns and who is not busy with it. Made once for each kind of question: a
 * year has a hundred thousand of them, and most are answered by whoever was found last.
 */
interface Question {
  /** One for each rollout and region, or zone. */
  readonly answers: Map<number, Known>;
  /** False for cells in which it concerns nobody. */
  readonly inCell: (cell: number) => boolean;
  /** Only candidates of the rollout, or some of them. */
  readonly concerns: (vm: number, rollout: number, zone: number) => boolean;
  readonly busy: (vm: number) => boolean;
}

/** What is left of the last answer: who it was, or that there is nobody until then, unless more become candidates. */
interface Known {
  vm: number;
  nobodyUntil: number;
  arrivals: number;
}

/** For questions about a whole region. */
const ANY_ZONE = 0;

const nobodyIsBusy = (): boolean => false;

export function candidatesOf(world: World, { isOn, nextOn }: Timers) {
  const { rollout: rolloutOf, waiting, orchestration, counted, remaining, arrivals } = world;
  const { unattempted, candidates, candidatesOf: candidatesThere } = world;
  const { cells, cellsOfRegion, zone: zoneOf } = world.fleet;
  const regions = world.fleet.regions.length;
  const notAttempted: Question = {
    answers: new Map(),
    inCell: (cell) => unattempted[cell] > 0,
    concerns: (vm, rollout) => counted[vm] === 1 && rolloutOf[vm] === rollout,
    busy: nobodyIsBusy,
  };
  const notInFlight: Question = {
    answers: new Map(),
    inCell: (cell) => candidates[cell] > 0,
    concerns: (vm, rollout, zone) => zoneOf[vm] === zone && isCandidate(vm, rollout),
    busy: (vm) => waiting[vm] === WAIT.run || waiting[vm] === WAIT.powerLoss,
  };
  const held: Question = {
    answers: new Map(),
    inCell: (cell) => cells.isSet[cell] === 0 && candidates[cell] > 0,
    concerns: isCandidate,
    busy: nobodyIsBusy,
  };

  /** Some VM in no set that is on still has something of the rollout to install: the limit must not hold it up. */
  function waitsForRoom(rollout: number, now: number): boolean {
    for (let region = 0; region < regions; region++) {
      if (isUnderWay(rollout, region) && some(held, rollout, region, ANY_ZONE, now)) return true;
    }
    return false;
  }

  /** Some VM of the region that is on has not been attempted in the rollout (R16). */
  function someoneUnattempted(rollout: number, region: number, now: number): boolean {
    if (remaining[rollout * regions + region] === 0) return false;
    return some(notAttempted, rollout, region, ANY_ZONE, now);
  }

  /** Some VM of a zone that is on has something of the rollout to install and is not in flight (R17). */
  function someoneWaiting(rollout: number, region: number, zone: number, now: number): boolean {
    return isUnderWay(rollout, region) && some(notInFlight, rollout, region, zone, now);
  }

  function isCandidate(vm: number, rollout: number): boolean {
    return rolloutOf[vm] === rollout && orchestration[vm] === ORCHESTRATION.azureManaged;
  }

  /** Some VM of the region still has something of the rollout to install. */
  function isUnderWay(rollout: number, region: number): boolean {
    return candidatesThere[rollout * regions + region] > 0;
  }

  /**
   * Asked again and again with growing `now`: who was found under `key` last time is asked first, and where all whom it
   * concerns were off nobody is asked until the first of them is on.
   */
  function some(question: Question, rollout: number, region: number, zone: number, now: number): boolean {
    const { answers, concerns, busy } = question;
    const at = rollout * regions + region;
    const arrived = arrivals[at];
    let known = answers.get(at * 256 + zone);
    if (known === undefined) {
      known = { vm: -1, nobodyUntil: 0, arrivals: arrived };
      answers.set(at * 256 + zone, known);
    }
    const { vm } = known;
    if (vm >= 0 && concerns(vm, rollout, zone) && !busy(vm) && isOn(vm, now)) return true;
    if (now < known.nobodyUntil && arrived === known.arrivals) return false;
    known.arrivals = arrived;
    look(question, known, rollout, region, zone, now);
    return known.vm >= 0;
  }

  /** Goes through everybody; who is busy now counts among the arrivals when it is not any more. */
  function look(
    { inCell, concerns, busy }: Question,
    known: Known,
    rollout: number,
    region: number,
    zone: number,
    now: number,
  ): void {
    known.vm = -1;
    known.nobodyUntil = NEVER;
    for (let cell = cellsOfRegion[region]; cell < cellsOfRegion[region + 1]; cell++) {
      if (!inCell(cell)) continue;
      const end = cells.first[cell] + cells.size[cell];
      for (let vm = cells.first[cell]; vm < end; vm++) {
        if (!concerns(vm, rollout, zone) || busy(vm)) continue;
        const on = nextOn(vm, now);
        known.nobodyUntil = Math.min(known.nobodyUntil, on);
        if (on > now) continue;
        known.vm = vm;
        return;
      }
    }
  }

  return { waitsForRoom, someoneUnattempted, someoneWaiting, isUnderWay };
}
