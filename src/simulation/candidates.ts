// Whom the rollouts wait for: questions the controller asks about all candidates of a region (R16, R17, R19).
// Refuses to change anything.

import { ORCHESTRATION } from '../fleet/orchestration-codes.ts';
import { NEVER } from '../kernel/eventlist.ts';
import type { Timers } from './timers.ts';
import { WAIT } from './waits.ts';
import type { World } from './world.ts';

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

export function candidatesOf(world: World, { isOn, nextOn }: Timers) {
  const { rollout: rolloutOf, waiting, orchestration, counted, remaining, arrivals } = world;
  const { unattempted, candidates, candidatesOf: candidatesThere } = world;
  const { cells, cellsOfRegion, zone: zoneOf } = world.fleet;
  const regions = world.fleet.regions.length;
  /** One answer for each rollout and region, or zone. */
  const notAttempted = new Map<number, Known>();
  const notInFlight = new Map<number, Known>();
  const held = new Map<number, Known>();

  /** Some VM in no set that is on still has something of the rollout to install: the limit must not hold it up. */
  function waitsForRoom(rollout: number, now: number): boolean {
    for (let region = 0; region < regions; region++) {
      if (!isUnderWay(rollout, region)) continue;
      const found = some(held, rollout * regions + region, {
        rollout,
        region,
        now,
        inCell: (cell) => cells.isSet[cell] === 0 && candidates[cell] > 0,
        concerns: (vm) => isCandidate(vm, rollout),
        busy: nobodyIsBusy,
      });
      if (found) return true;
    }
    return false;
  }

  /** Some VM of the region that is on has not been attempted in the rollout (R16). */
  function someoneUnattempted(rollout: number, region: number, now: number): boolean {
    const at = rollout * regions + region;
    if (remaining[at] === 0) return false;
    return some(notAttempted, at, {
      rollout,
      region,
      now,
      inCell: (cell) => unattempted[cell] > 0,
      concerns: (vm) => counted[vm] === 1 && rolloutOf[vm] === rollout,
      busy: nobodyIsBusy,
    });
  }

  /** Some VM of a zone that is on has something of the rollout to install and is not in flight (R17). */
  function someoneWaiting(rollout: number, region: number, zone: number, now: number): boolean {
    if (!isUnderWay(rollout, region)) return false;
    return some(notInFlight, (rollout * regions + region) * 256 + zone, {
      rollout,
      region,
      now,
      inCell: (cell) => candidates[cell] > 0,
      concerns: (vm) => zoneOf[vm] === zone && isCandidate(vm, rollout),
      busy: (vm) => waiting[vm] === WAIT.run || waiting[vm] === WAIT.powerLoss,
    });
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
  function some(answers: Map<number, Known>, key: number, question: Question): boolean {
    const { rollout, region, now, concerns, busy } = question;
    const arrived = arrivals[rollout * regions + region];
    const known = answers.get(key) ?? { vm: -1, nobodyUntil: 0, arrivals: arrived };
    if (known.vm >= 0 && concerns(known.vm) && !busy(known.vm) && isOn(known.vm, now)) return true;
    if (now < known.nobodyUntil && arrived === known.arrivals) return false;
    answers.set(key, known);
    known.arrivals = arrived;
    look(question, known);
    return known.vm >= 0;
  }

  /** Goes through everybody; who is busy now counts among the arrivals when it is not any more. */
  function look({ region, now, inCell, concerns, busy }: Question, known: Known): void {
    known.vm = -1;
    known.nobodyUntil = NEVER;
    for (let cell = cellsOfRegion[region]; cell < cellsOfRegion[region + 1]; cell++) {
      if (!inCell(cell)) continue;
      const end = cells.first[cell] + cells.size[cell];
      for (let vm = cells.first[cell]; vm < end; vm++) {
        if (!concerns(vm) || busy(vm)) continue;
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
