// The only loop: from one look at the rollouts or item of the agenda to the next, cells run alone in between.
// Refuses to know files, output and what the facts are good for.

import { offersAt } from '../catalogue/applicability.ts';
import { otherOffersAt } from '../catalogue/other-offers.ts';
import type { Release } from '../catalogue/release.ts';
import type { Fleet } from '../fleet/fleet.ts';
import { phasesOf } from '../fleet/phases.ts';
import { FACT } from '../ledger/fact-codes.ts';
import type { LedgerSink } from '../ledger/facts.ts';
import type { Scenario } from '../scenario/schema.ts';
import type { VmTable } from '../vm/table.ts';
import { type AgendaItem, agendaOf } from './agenda.ts';
import { type Cells, cellsOf } from './cells.ts';
import { Controller } from './controller.ts';
import { overdueOf } from './overdue.ts';
import { startLevels } from './start-levels.ts';
import { alone, type Together } from './together.ts';
import { unexecutedOf } from './unexecuted.ts';
import { World } from './world.ts';

export interface SimulationInput {
  readonly scenario: Scenario;
  readonly fleet: Fleet;
  /** Sorted by instant. */
  readonly releases: readonly Release[];
  readonly table: VmTable;
  readonly sink: LedgerSink;
  /** How often every cell is brought up to the same instant, in seconds; does not change any result. */
  readonly settleEvery: number;
  /** Where `fleet` is a part of one: agrees with the other parts. */
  readonly together?: Together;
  /** Receives what the engine need not carry out as well: assessments without a find, power. */
  readonly complete?: LedgerSink | undefined;
}

export class Simulation {
  readonly world: World;
  readonly #cells: Cells;
  readonly #controller: Controller;
  readonly #overdue: ReturnType<typeof overdueOf>;
  readonly #together: Together;
  readonly #agenda: AgendaItem[];
  readonly #superseded: Float64Array;
  readonly #unexecuted: ((t: number) => void) | undefined;
  #next = 0;
  #now = 0;

  constructor(input: SimulationInput) {
    const { scenario, fleet, releases, table, sink } = input;
    this.world = new World(scenario, fleet, releases, phasesOf(scenario, fleet), table, sink);
    startLevels(this.world);
    this.#together = input.together ?? alone(fleet.regions.length);
    this.#cells = cellsOf(this.world);
    this.#cells.begin();
    this.#overdue = overdueOf(this.world, this.#cells);
    this.#controller = new Controller(this.world, this.#cells, this.#together);
    this.#agenda = agendaOf(this.world, input.settleEvery);
    this.#superseded = supersededAt(releases);
    this.#unexecuted =
      input.complete &&
      unexecutedOf(this.world, this.#cells.assessments, input.complete, this.#cells.managedSince);
  }

  /** Share of the virtual time that has passed, 0 to 1. */
  get progress(): number {
    return this.#now / this.world.horizon;
  }

  /** Goes on to the next look or item; false when the run is over. */
  step(): boolean {
    const { world } = this;
    if (this.#now >= world.horizon) return false;
    const check = this.#controller.nextCheck;
    const item = this.#agenda[this.#next];
    if (item !== undefined && item.at <= check) {
      this.#settle(item.at);
      while (this.#agenda[this.#next]?.at === item.at) this.#carryOut(this.#agenda[this.#next++]);
    } else if (check < world.horizon) {
      this.#now = check;
      this.#controller.check(check);
    } else {
      this.#settle(world.horizon);
    }
    return this.#now < world.horizon;
  }

  /** Every cell is brought up to t. */
  #settle(t: number): void {
    const { fleet, sink } = this.world;
    for (let region = 0; region < fleet.regions.length; region++) this.#cells.advanceRegion(region, t);
    this.#now = t;
    this.#unexecuted?.(t);
    sink.settled(t);
  }

  #carryOut({ kind, index, at }: AgendaItem): void {
    const { world } = this;
    switch (kind) {
      case 'release':
        world.sink.record(FACT.released, at, -1, index, -1);
        this.#alreadyThere(index, at);
        // Releases of one instant are looked for together, with the last of them.
        if (this.#agenda[this.#next]?.at === at && this.#agenda[this.#next].kind === 'release') return;
        return this.#offer(at);
      case 'withdraw':
        world.sink.record(FACT.withdrawn, at, -1, index, -1);
        world.withdrawn[index] = 1;
        this.#offer(at);
        return this.#controller.wake(at);
      case 'begin':
        return this.#controller.begin(index, at);
      case 'relax':
        if (world.halted[index] === 1 || !this.#someoneWaitsForRoom(index, at)) return;
        world.relaxed[index] = 1;
        world.sink.record(FACT.limitRelaxed, at, -1, index, -1);
        return this.#cells.fillPools(at);
      case 'deadline':
        return this.#overdue.deadline(index, at);
      case 'registration':
        return this.#cells.register(index, at);
      case 'action':
        return this.#cells.act(world.scenario.actions[index], at);
      case 'wrongOffer':
        return this.#cells.offerWrongly(index, at);
    }
  }

  #someoneWaitsForRoom(rollout: number, at: number): boolean {
    const { sums } = this.#together;
    sums[0] = Number(this.#cells.candidates.waitsForRoom(rollout, at));
    this.#together.meet(1, 0);
    return sums[0] > 0;
  }

  /** What is on offer changed: VMs of the lines concerned look for it. */
  #offer(at: number): void {
    const { world } = this;
    const now = world.start + at;
    let changed = 0;
    world.lines.forEach((line, number) => {
      const gone = (release: number): boolean =>
        world.withdrawn[release] === 1 || this.#superseded[release] <= now;
      const offers = offersAt(line, world.releases, now, gone);
      world.others[number] = otherOffersAt(line, world.releases, now, gone, offers);
      const before = JSON.stringify(world.offers[number]);
      world.offers[number] = offers;
      if (JSON.stringify(offers) !== before) changed |= 1 << number;
    });
    if (changed === 0) return;
    world.knownOffers.forget();
    this.#cells.refresh(at, changed);
  }

  /** R6: an update of the same fix brought the release's content before it came out. */
  #alreadyThere(release: number, at: number): void {
    const { fleet, lines, measured, measuredTrack, lineOfGroup, level, sink } = this.world;
    lines.forEach((line, number) => {
      for (const side of [0, 1]) {
        const point = measured[number][side].indexOf(release);
        const other = point < 0 ? -1 : side === 0 ? line.points[point].track : line.points[point].cumulative;
        if (other < 0 || this.world.releases[other].instant >= this.world.releases[release].instant) continue;
        for (let vm = 0; vm < fleet.simulated; vm++) {
          const group = fleet.group[vm];
          if (lineOfGroup[group] !== number || measuredTrack[group] !== side || level[vm] < point) continue;
          sink.record(FACT.becameEffective, at, vm, release, -1);
        }
      }
    });
  }
}

/** Per release, from when a release of the same product that names it replaces it; Infinity without (R5). */
function supersededAt(releases: readonly Release[]): Float64Array {
  const at = new Float64Array(releases.length).fill(Number.POSITIVE_INFINITY);
  for (const { product, supersedes, instant } of releases) {
    if (supersedes.length === 0) continue;
    releases.forEach((other, index) => {
      if (other.product === product && supersedes.includes(other.kb))
        at[index] = Math.min(at[index], instant);
    });
  }
  return at;
}
