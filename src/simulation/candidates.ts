// Whom the rollouts wait for: questions the controller asks about all candidates of a region (R16, R17, R19).
// Refuses to change anything.

import { ORCHESTRATION } from '../fleet/orchestration-codes.ts';
import { NEVER } from '../kernel/eventlist.ts';
import type { Timers } from './timers.ts';
import { WAIT } from './waits.ts';
import type { World } from './world.ts';

/** What is asked about everybody in a region: whether somebody is on whom it concerns. */
enum ABOUT {
  /** Not yet attempted in the rollout. */
  unattempted = 0,
  /** In a zone, with something of the rollout to install, and not in flight. */
  idle = 1,
  /** In no set, with something of the rollout to install. */
  held = 2,
}
const KINDS = 3;

/** For questions about a whole region. */
const ANY_ZONE = 0;

export function candidatesOf(world: World, { isOn, nextOn }: Timers) {
  const { rollout: rolloutOf, waiting, orchestration, counted, remaining, arrivals } = world;
  const { unattempted, candidates, candidatesOf: candidatesThere } = world;
  const { cellsOfRegion, zone: zoneOf, zoneNames } = world.fleet;
  const { first, size, isSet } = world.fleet.cells;
  const regions = world.fleet.regions.length;
  const places = remaining.length;
  const zones = zoneNames.length + 1;
  /*
   * What is left of the last answer to each question, by kind, rollout and region, and zone: who it was, or that there is
   * nobody until then unless more become candidates. A year has a hundred thousand questions, and most are answered by
   * whoever was found last.
   */
  const found = new Int32Array(KINDS * places * zones).fill(-1);
  const nobodyUntil = new Int32Array(found.length);
  const arrivedBefore = new Int32Array(found.length);

  /** Some VM in no set that is on still has something of the rollout to install: the limit must not hold it up. */
  function waitsForRoom(rollout: number, now: number): boolean {
    for (let region = 0; region < regions; region++) {
      if (isUnderWay(rollout, region) && some(ABOUT.held, rollout, region, ANY_ZONE, now)) return true;
    }
    return false;
  }

  /** Some VM of the region that is on has not been attempted in the rollout (R16). */
  function someoneUnattempted(rollout: number, region: number, now: number): boolean {
    if (remaining[rollout * regions + region] === 0) return false;
    return some(ABOUT.unattempted, rollout, region, ANY_ZONE, now);
  }

  /** Some VM of a zone that is on has something of the rollout to install and is not in flight (R17). */
  function someoneWaiting(rollout: number, region: number, zone: number, now: number): boolean {
    return isUnderWay(rollout, region) && some(ABOUT.idle, rollout, region, zone, now);
  }

  /** Some VM of the region still has something of the rollout to install. */
  function isUnderWay(rollout: number, region: number): boolean {
    return candidatesThere[rollout * regions + region] > 0;
  }

  /**
   * Asked again and again with growing `now`: who was found last time is asked first, and where all whom it concerns were
   * off nobody is asked until the first of them is on.
   */
  function some(about: number, rollout: number, region: number, zone: number, now: number): boolean {
    const at = rollout * regions + region;
    const answer = (about * places + at) * zones + zone;
    const vm = found[answer];
    if (vm >= 0 && concerns(about, vm, rollout, zone) && isOn(vm, now)) return true;
    if (now < nobodyUntil[answer] && arrivals[at] === arrivedBefore[answer]) return false;
    arrivedBefore[answer] = arrivals[at];
    look(answer, about, rollout, region, zone, now);
    return found[answer] >= 0;
  }

  /** Goes through everybody; who is in flight now counts among the arrivals when it is not any more. */
  function look(
    answer: number,
    about: number,
    rollout: number,
    region: number,
    zone: number,
    now: number,
  ): void {
    found[answer] = -1;
    nobodyUntil[answer] = NEVER;
    for (let cell = cellsOfRegion[region]; cell < cellsOfRegion[region + 1]; cell++) {
      if ((about === ABOUT.unattempted ? unattempted[cell] : candidates[cell]) === 0) continue;
      if (about === ABOUT.held && isSet[cell] === 1) continue;
      const end = first[cell] + size[cell];
      for (let vm = first[cell]; vm < end; vm++) {
        if (!concerns(about, vm, rollout, zone)) continue;
        const on = nextOn(vm, now);
        if (on < nobodyUntil[answer]) nobodyUntil[answer] = on;
        if (on > now) continue;
        found[answer] = vm;
        return;
      }
    }
  }

  function concerns(about: number, vm: number, rollout: number, zone: number): boolean {
    if (rolloutOf[vm] !== rollout) return false;
    if (about === ABOUT.unattempted) return counted[vm] === 1;
    if (orchestration[vm] !== ORCHESTRATION.azureManaged) return false;
    if (about === ABOUT.held) return true;
    return zoneOf[vm] === zone && waiting[vm] !== WAIT.run && waiting[vm] !== WAIT.powerLoss;
  }

  return { waitsForRoom, someoneUnattempted, someoneWaiting, isUnderWay };
}
