// The rollouts under way: looks at their gates from time to time and publishes the view that holds until the next
// look (R15-R17). Refuses to know single VMs.

import { DAY } from '../calendar/instant.ts';
import { nightAt } from '../calendar/night.ts';
import { NEVER } from '../kernel/eventlist.ts';
import * as FACT from '../ledger/fact-codes.ts';
import { decideGate } from '../rollout/gate.ts';
import {
  firstTurn,
  NO_ZONE,
  nextTurn,
  type Turn,
  type TurnRules,
  type ZoneView,
  zoneOrder,
} from '../rollout/turns.ts';
import type { Cells } from './cells.ts';
import type { Together } from './together.ts';
import type { World } from './world.ts';

/** A region whose zones take turns in a rollout. */
interface Turning {
  readonly region: number;
  turn: Turn;
  readonly rules: TurnRules;
  /** Made once: there are tens of thousands of looks at it in a year. */
  readonly view: ZoneView & { now: number };
}

/** One rollout on its way through the phases. Times in seconds of the run. */
interface Progress {
  readonly rollout: number;
  phase: number;
  openedAt: number;
  bakingSince: number;
  nextCheck: number;
  /** Regions whose cells a look brings up to its instant: of the open phase, and those where zones take turns. */
  watched: number[];
  readonly turns: Turning[];
}

/*
 * Lists are gone through by index where a look does it: in a year of 1,000 VMs most of it runs before V8 has optimised
 * it, and an iterator costs more than what is done with what it gives.
 */

export class Controller {
  readonly #world: World;
  readonly #cells: Cells;
  readonly #together: Together;
  readonly #under: Progress[] = [];

  constructor(world: World, cells: Cells, together: Together) {
    this.#world = world;
    this.#cells = cells;
    this.#together = together;
  }

  /** When a gate is next looked at. */
  get nextCheck(): number {
    const under = this.#under;
    let next = NEVER;
    for (let at = 0; at < under.length; at++) if (under[at].nextCheck < next) next = under[at].nextCheck;
    return next;
  }

  /** A rollout begins: its first phase opens. */
  begin(rollout: number, t: number): void {
    const progress: Progress = {
      rollout,
      phase: -1,
      openedAt: t,
      bakingSince: -1,
      nextCheck: NEVER,
      watched: [],
      turns: [],
    };
    this.#under.push(progress);
    this.#openNext(progress, t);
  }

  /** Something older is on offer again: zones whose turns had ended may have somebody to patch. */
  wake(t: number): void {
    for (const progress of this.#under) {
      if (this.#world.halted[progress.rollout] === 1) continue;
      const [turns] = this.#together([progress.turns.length]);
      if (turns > 0) progress.nextCheck = Math.min(progress.nextCheck, t);
    }
  }

  /** Looks at every gate that is due at t. */
  check(t: number): void {
    const under = this.#under;
    for (let at = 0; at < under.length; at++) if (under[at].nextCheck === t) this.#look(under[at], t);
  }

  #look(progress: Progress, t: number): void {
    const { phases, scenario, fleet, attempts, unhealthy } = this.#world;
    const { rollout } = progress;
    const { checkInterval } = scenario.rollout.gate;
    progress.nextCheck = t + checkInterval;
    const open = progress.phase < phases.length ? phases[progress.phase].regions : [];
    const { watched, turns } = progress;
    for (let at = 0; at < watched.length; at++) this.#cells.advanceRegion(watched[at], t);
    for (let at = 0; at < turns.length; at++) this.#turn(rollout, turns[at], t);
    if (open.length === 0) {
      const turning = progress.turns.filter(({ region }) =>
        this.#cells.candidates.isUnderWay(rollout, region),
      );
      const [underWay] = this.#together([turning.length]);
      if (underWay === 0) progress.nextCheck = NEVER;
      return;
    }
    let [attemptedHere, badHere] = [0, 0];
    for (const region of open) {
      attemptedHere += attempts[rollout * fleet.regions.length + region];
      badHere += unhealthy[rollout * fleet.regions.length + region];
    }
    const [attempted, bad, waiting] = this.#together([
      attemptedHere,
      badHere,
      this.#someoneUnattempted(rollout, open, t) ? 1 : 0,
    ]);
    const decision = decideGate(
      scenario.rollout.gate,
      {
        now: t,
        openedAt: progress.openedAt,
        bakingSince: progress.bakingSince,
        attempted,
        unhealthy: bad,
        waiting: waiting > 0,
      },
      {
        ignoreHealth: scenario.parameters.faultyPatch === 'continue',
        expedited: this.#world.rollouts.list[rollout].expedited,
      },
    );
    if (decision === 'wait') progress.bakingSince = -1;
    else if (decision === 'bake') progress.bakingSince = progress.bakingSince < 0 ? t : progress.bakingSince;
    else if (decision === 'pass') this.#pass(progress, t);
    else this.#halt(progress, t);
  }

  #someoneUnattempted(rollout: number, regions: readonly number[], t: number): boolean {
    const { candidates } = this.#cells;
    for (const region of regions) if (candidates.someoneUnattempted(rollout, region, t)) return true;
    return false;
  }

  #pass(progress: Progress, t: number): void {
    this.#world.sink.record(FACT.phasePassed, t, -1, progress.rollout, progress.phase);
    this.#openNext(progress, t);
  }

  #halt(progress: Progress, t: number): void {
    const { fleet, halted, sink } = this.#world;
    for (const region of fleet.regions.keys()) this.#cells.advanceRegion(region, t);
    halted[progress.rollout] = 1;
    progress.nextCheck = NEVER;
    sink.record(FACT.rolloutHalted, t, -1, progress.rollout, progress.phase);
    // Also where no phase was opened: what they wait for is not their turn any more.
    for (const region of fleet.regions.keys()) this.#cells.askAgain(region, t);
  }

  #openNext(progress: Progress, t: number): void {
    const { phases, fleet, phaseOpen, sink, scenario } = this.#world;
    progress.phase++;
    progress.openedAt = t;
    progress.bakingSince = -1;
    progress.nextCheck = t + scenario.rollout.gate.checkInterval;
    progress.watched = progress.turns.map(({ region }) => region);
    if (progress.phase === phases.length) return;
    sink.record(FACT.phaseOpened, t, -1, progress.rollout, progress.phase);
    for (const region of phases[progress.phase].regions) {
      this.#cells.advanceRegion(region, t);
      progress.watched.push(region);
      phaseOpen[progress.rollout * fleet.regions.length + region] = 1;
      // Where zones take turns, the first turn makes them ask.
      if (!this.#beginTurns(progress, region, t)) this.#cells.askAgain(region, t);
    }
  }

  /** Regions whose VMs are spread over zones let one zone go at a time (R17); false for others. */
  #beginTurns(progress: Progress, region: number, t: number): boolean {
    const { scenario } = this.#world;
    const zones = zonesOf(this.#world, region);
    if (zones.length === 0) return false;
    const { zones: wanted } = scenario.rollout.order;
    const listed = wanted === 'rotate' ? zones : sortedBy(this.#world, zones, wanted);
    const rules: TurnRules = {
      order: zoneOrder(listed, progress.rollout, wanted === 'rotate'),
      bake: scenario.parameters.zoneBake,
      end: (now) => turnEnd(this.#world, region, now),
    };
    const turn = firstTurn(rules, t);
    progress.turns.push({ region, turn, rules, view: this.#viewOf(progress.rollout, region) });
    this.#publish(progress.rollout, region, turn, t);
    return true;
  }

  #viewOf(rollout: number, region: number): Turning['view'] {
    const { zoneInFlight, zoneLeftAt } = this.#world;
    const { candidates } = this.#cells;
    const view: Turning['view'] = {
      now: 0,
      inFlight: (zone) => zoneInFlight[region * 256 + zone],
      lastLeft: (zone) => zoneLeftAt[region * 256 + zone],
      waiting: (zone) => candidates.someoneWaiting(rollout, region, zone, view.now),
    };
    return view;
  }

  #turn(rollout: number, turning: Turning, t: number): void {
    const { region, rules, view } = turning;
    // Nobody is left whose turn it could be.
    if (turning.turn.state === 'draining' && !this.#cells.candidates.isUnderWay(rollout, region)) return;
    view.now = t;
    const turn = nextTurn(turning.turn, rules, view);
    if (turn === turning.turn) return;
    turning.turn = turn;
    this.#publish(rollout, region, turn, t);
  }

  #publish(rollout: number, region: number, turn: Turn, t: number): void {
    const { fleet, turnZone, sink } = this.#world;
    const at = rollout * fleet.regions.length + region;
    const zone = turn.state === 'open' ? turn.zone : NO_ZONE;
    if (turnZone[at] === zone) return;
    turnZone[at] = zone;
    sink.record(FACT.zoneTurn, t, -1, rollout, region * 256 + (zone === NO_ZONE ? 0 : zone));
    if (zone !== NO_ZONE) this.#cells.askAgain(region, t);
  }
}

/** Middle of the region's day after the first whole nights that a turn beginning now has (U7). */
function turnEnd({ regionNights, scenario }: World, region: number, now: number): number {
  const { start, end } = regionNights[region];
  const night = nightAt(regionNights[region], now);
  const first = start[night] < now ? night + 1 : night;
  const last = Math.min(
    first + Math.max(1, Math.round(scenario.parameters.zoneTurn / DAY)) - 1,
    start.length - 2,
  );
  return Math.floor((end[last] + start[last + 1]) / 2);
}

/** Zones that covered VMs of a region are in, in order; empty when none are. */
function zonesOf({ fleet }: World, region: number): number[] {
  const { cells, cellsOfRegion, zone } = fleet;
  if (cellsOfRegion[region] === cellsOfRegion[region + 1]) return [];
  const last = cellsOfRegion[region + 1] - 1;
  const vms = zone.subarray(cells.first[cellsOfRegion[region]], cells.first[last] + cells.size[last]);
  return [...new Set(vms)].filter((number) => number > 0).sort((a, b) => a - b);
}

/** Listed zones first, in that order, the others behind. */
function sortedBy({ fleet }: World, zones: readonly number[], names: readonly string[]): number[] {
  const rank = (zone: number): number => {
    const at = names.indexOf(fleet.zoneNames[zone - 1]);
    return at < 0 ? names.length : at;
  };
  return [...zones].sort((a, b) => rank(a) - rank(b) || a - b);
}
