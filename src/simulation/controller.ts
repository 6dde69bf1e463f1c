// The rollouts under way: looks at their gates from time to time and publishes the view that holds until the next
// look (R15-R17). Refuses to know single VMs.

import { DAY } from '../calendar/instant.ts';
import { nightAt } from '../calendar/night.ts';
import { NEVER } from '../kernel/eventlist.ts';
import { FACT } from '../ledger/fact-codes.ts';
import { decideGate } from '../rollout/gate.ts';
import { firstTurn, NO_ZONE, nextTurn, type Turn, type TurnRules, zoneOrder } from '../rollout/turns.ts';
import type { Cells } from './cells.ts';
import { GATE, type Together, TURN_MAXIMA, TURN_SUMS } from './together.ts';
import type { World } from './world.ts';
import { NOBODY, STAYS, ZoneSight } from './zone-sight.ts';

/** A region whose zones take turns in a rollout. */
interface Turning {
  readonly region: number;
  turn: Turn;
  readonly rules: TurnRules;
  /** Made once: there are tens of thousands of looks at it in a year. */
  readonly sight: ZoneSight;
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
      if (progress.turns.length > 0) progress.nextCheck = Math.min(progress.nextCheck, t);
    }
  }

  /** Looks at every gate that is due at t. */
  check(now: number): void {
    // `| 0` tells the compiler that this is a whole number of 32 bits.
    const t = now | 0;
    const under = this.#under;
    for (let at = 0; at < under.length; at++) if (under[at].nextCheck === t) this.#look(under[at], t);
  }

  #look(progress: Progress, t: number): void {
    const { phases, scenario } = this.#world;
    const { rollout } = progress;
    const { checkInterval } = scenario.rollout.gate;
    progress.nextCheck = t + checkInterval;
    const open = progress.phase < phases.length ? phases[progress.phase].regions : [];
    const { watched } = progress;
    for (let at = 0; at < watched.length; at++) this.#cells.advanceRegion(watched[at], t);
    this.#noteGate(progress, open, t);
    this.#noteTurns(progress, t);
    const { sums } = this.#together;
    const { length: turns } = progress.turns;
    this.#together.meet(GATE.width + turns * TURN_SUMS.width, turns * TURN_MAXIMA.width);
    if (this.#takeTurns(progress, t)) {
      // Whoever asked because of that may count otherwise now.
      this.#noteGate(progress, open, t);
      this.#together.meet(GATE.width, 0);
    }
    const waiting = sums[GATE.waiting] > 0;
    if (open.length === 0) {
      if (!waiting) progress.nextCheck = NEVER;
      return;
    }
    const decision = decideGate(
      scenario.rollout.gate,
      {
        now: t,
        openedAt: progress.openedAt,
        bakingSince: progress.bakingSince,
        attempted: sums[GATE.attempted],
        unhealthy: sums[GATE.unhealthy],
        waiting,
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

  /** Notes what its gate is decided by; when all phases are through, whether somebody is left where zones take turns. */
  #noteGate({ rollout, turns }: Progress, open: readonly number[], t: number): void {
    const { fleet, attempts, unhealthy } = this.#world;
    const { candidates } = this.#cells;
    const { sums } = this.#together;
    sums[GATE.attempted] = 0;
    sums[GATE.unhealthy] = 0;
    let waiting = false;
    for (let at = 0; at < open.length; at++) {
      const region = open[at];
      sums[GATE.attempted] += attempts[rollout * fleet.regions.length + region];
      sums[GATE.unhealthy] += unhealthy[rollout * fleet.regions.length + region];
      waiting ||= candidates.someoneUnattempted(rollout, region, t);
    }
    if (open.length === 0) {
      for (let at = 0; at < turns.length && !waiting; at++)
        waiting = candidates.isUnderWay(rollout, turns[at].region);
    }
    sums[GATE.waiting] = Number(waiting);
  }

  /** Notes what the turns are decided by. */
  #noteTurns({ turns }: Progress, t: number): void {
    const { sums, maxima } = this.#together;
    for (let at = 0; at < turns.length; at++) {
      const { sight, turn, rules } = turns[at];
      sight.look(turn, rules, t);
      sums[GATE.width + at * TURN_SUMS.width + TURN_SUMS.inFlight] = sight.inFlightThere;
      maxima[at * TURN_MAXIMA.width + TURN_MAXIMA.lastLeft] = sight.lastLeftThere;
      maxima[at * TURN_MAXIMA.width + TURN_MAXIMA.firstWaiting] = -sight.firstWaiting;
    }
  }

  /** Decides the turns by what all have together; true when one has changed. */
  #takeTurns({ rollout, turns }: Progress, t: number): boolean {
    const { sums, maxima } = this.#together;
    let changed = false;
    for (let at = 0; at < turns.length; at++) {
      const turning = turns[at];
      const { region, rules, sight } = turning;
      sight.inFlightThere = sums[GATE.width + at * TURN_SUMS.width + TURN_SUMS.inFlight];
      sight.lastLeftThere = maxima[at * TURN_MAXIMA.width + TURN_MAXIMA.lastLeft];
      sight.firstWaiting = -maxima[at * TURN_MAXIMA.width + TURN_MAXIMA.firstWaiting];
      // It may stay, or nobody is left whose turn it could be.
      if (sight.firstWaiting === STAYS) continue;
      if (turning.turn.state === 'draining' && sight.firstWaiting === NOBODY) continue;
      const turn = nextTurn(turning.turn, rules, sight);
      if (turn === turning.turn) continue;
      turning.turn = turn;
      this.#publish(rollout, region, turn, t);
      changed = true;
    }
    return changed;
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
    const { scenario, fleet } = this.#world;
    const zones = fleet.zonesOfRegion[region];
    if (zones.length === 0) return false;
    const { zones: wanted } = scenario.rollout.order;
    const listed = wanted === 'rotate' ? zones : sortedBy(this.#world, zones, wanted);
    const rules: TurnRules = {
      order: zoneOrder(listed, progress.rollout, wanted === 'rotate'),
      bake: scenario.parameters.zoneBake,
      end: (now) => turnEnd(this.#world, region, now),
    };
    const turn = firstTurn(rules, t);
    const { rollout } = progress;
    const sight = new ZoneSight(this.#world, this.#cells.candidates, { rollout, region, order: rules.order });
    progress.turns.push({ region, turn, rules, sight });
    this.#publish(progress.rollout, region, turn, t);
    return true;
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

/** Listed zones first, in that order, the others behind. */
function sortedBy({ fleet }: World, zones: readonly number[], names: readonly string[]): number[] {
  const rank = (zone: number): number => {
    const at = names.indexOf(fleet.zoneNames[zone - 1]);
    return at < 0 ? names.length : at;
  };
  return [...zones].sort((a, b) => rank(a) - rank(b) || a - b);
}
