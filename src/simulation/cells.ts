// Advances cells: each runs alone, in its own small event list, from one look at the rollout to the next.
// Refuses to know how the rollout decides.

import { chosenBy } from '../fleet/chosen.ts';
import { ORCHESTRATION } from '../fleet/orchestration.ts';
import { NEVER } from '../kernel/eventlist.ts';
import { FACT } from '../ledger/facts.ts';
import type { Action } from '../scenario/schema.ts';
import { Admission } from './admission.ts';
import { nextOffPeak, nextWindow } from './assessment.ts';
import { Candidates } from './candidates.ts';
import { PATCHING } from './event-codes.ts';
import { hasUpdate, offeredRelease } from './offer.ts';
import { AFTER, Operators } from './operators.ts';
import { alwaysWaits, Orchestrations } from './orchestrations.ts';
import { PatchModes } from './patch-modes.ts';
import { Runs } from './run.ts';
import { noteNext, rebuild, rest, wait } from './timers.ts';
import { isOwn } from './verdicts.ts';
import { WAIT, type World } from './world.ts';
import { strayFrom } from './wrong-offers.ts';

/** For `sweep`: all cells. */
const EVERY_LINE = 0xff;

const { azureManaged: AZURE_MANAGED } = ORCHESTRATION;

export class Cells {
  readonly candidates: Candidates;
  readonly #world: World;
  readonly #runs: Runs;
  readonly #admission: Admission;
  readonly #operators: Operators;
  readonly #orchestrations: Orchestrations;
  readonly #modes: PatchModes;

  constructor(world: World) {
    this.#world = world;
    this.candidates = new Candidates(world);
    this.#runs = new Runs(world);
    this.#admission = new Admission(world, this.#runs);
    this.#orchestrations = new Orchestrations(world, this.#runs);
    this.#modes = new PatchModes(world, this.#orchestrations.enablement);
    this.#operators = new Operators(world, this.#runs, this.#modes);
  }

  /** The run begins: some wait for their time whatever comes out. */
  begin(): void {
    const { coverage } = this.#world.fleet;
    if (!coverage.some(({ orchestration }) => alwaysWaits(orchestration))) return;
    this.#sweep(0, EVERY_LINE, (vm) => this.#orchestrations.begin(vm));
  }

  /** The VM is in no run, and nobody watches or repairs it after one. */
  isResting(vm: number): boolean {
    return this.#runs.isResting(vm);
  }

  /** Lets everything happen that is due before t in the cells of a region. */
  advanceRegion(region: number, t: number): void {
    const { cellsOfRegion } = this.#world.fleet;
    const { nextDue } = this.#world;
    const end = cellsOfRegion[region + 1];
    for (let cell = cellsOfRegion[region]; cell < end; cell++) if (nextDue[cell] < t) this.#advance(cell, t);
  }

  /** Something new is on offer, or withdrawn: every VM of the `lines`, a bit each, looks for it at its next assessment. */
  refresh(t: number, lines: number): void {
    const { fleet, lineOfGroup } = this.#world;
    this.#sweep(t, lines, (vm) => {
      const line = lineOfGroup[fleet.group[vm]];
      if (line >= 0 && (lines & (1 << line)) !== 0) this.#refreshVm(vm, t);
    });
  }

  /** One VM looks for new offers at its next assessment, unless it is in flight: then when its run ends. */
  #refreshVm(vm: number, t: number): void {
    const world = this.#world;
    if (!this.#runs.isResting(vm)) return;
    const had = world.offer[vm] * 1024 + world.dotnetOffer[vm];
    const hadWork = hasUpdate(world, vm);
    const hasWork = this.#runs.target(vm, t);
    const has = world.offer[vm] * 1024 + world.dotnetOffer[vm];
    // A candidate whose offer is the same goes on waiting for what it waits for.
    if (hasWork && had === has && world.waiting[vm] !== WAIT.nothing) return;
    // Who was waiting already keeps the reason: the older release is missing for it still (R21).
    if (hasWork && !hadWork) this.#orchestrations.learn(vm);
    this.#orchestrations.await(vm, t, hasWork);
  }

  /** An operator acts on the VMs he chose. */
  act(action: Action, t: number): void {
    const { fleet } = this.#world;
    const chosen = chosenBy(action);
    this.#sweep(t, EVERY_LINE, (vm) => {
      if (!chosen(fleet.groups[fleet.group[vm]], fleet.ordinal[vm])) return;
      const after = this.#operators.act(action, vm, t);
      if (after === AFTER.refresh) this.#refreshVm(vm, t);
      else if (after === AFTER.run) this.#settle(vm, t);
      else if (after === AFTER.restart) this.#next(vm, t, false);
      else if (after === AFTER.moved) this.#moved(vm, t);
    });
  }

  /** Somebody else decides about a VM from now on: it waits anew, unless it is in a run, which goes on (R12). */
  #moved(vm: number, t: number): void {
    this.#orchestrations.join(vm, t);
    if (!this.#runs.isResting(vm)) return;
    const hasWork = this.#runs.target(vm, t);
    if (hasWork) this.#orchestrations.learn(vm);
    this.#orchestrations.await(vm, t, hasWork);
  }

  /** Since when the platform manages the VM that it manages now (R11). */
  managedSince(vm: number): number {
    return this.#orchestrations.enablement.since(vm);
  }

  /** R10: registrations come to their end, and VMs that waited for that are enrolled. */
  register(first: number, t: number): void {
    const enrols = this.#world.preview.register(first, this.#world.sink);
    if (enrols === undefined) return;
    this.#sweep(t, EVERY_LINE, (vm) => {
      if (!enrols(vm)) return;
      this.#runs.enrol(vm, t, true, true);
      this.#refreshVm(vm, t);
    });
  }

  /** A wrong offer begins: who is assessed while it lasts will be offered it (F64). */
  offerWrongly(incident: number, t: number): void {
    const world = this.#world;
    this.#sweep(t, EVERY_LINE, (vm) => {
      if (!strayFrom(world, vm, incident, t)) return;
      world.stray[vm] = incident + 1;
      this.#refreshVm(vm, t);
    });
  }

  /** The view of a rollout changed in a region: those who waited for that ask again. */
  askAgain(region: number, t: number): void {
    const world = this.#world;
    const { cellsOfRegion, cells } = world.fleet;
    for (let cell = cellsOfRegion[region]; cell < cellsOfRegion[region + 1]; cell++) {
      if (world.viewWaiters[cell] === 0) continue;
      world.cell = cell;
      world.bulk = true;
      const end = cells.first[cell] + cells.size[cell];
      for (let vm = cells.first[cell]; vm < end; vm++) {
        if (world.waiting[vm] !== WAIT.view || this.#runs.state(vm) !== PATCHING.pending) continue;
        // Its owner's restart in this very instant comes first (R24).
        if (world.events.due[vm] === t) this.#happen(vm, t);
        else this.#admission.ask(vm, t);
      }
      world.bulk = false;
      rebuild(world);
      // Nobody may be in flight whose end would let those go who wait for room now.
      this.#admission.fill(t);
    }
  }

  /** The limit of pools is lifted: who waits for room in them asks again (R19). */
  fillPools(t: number): void {
    const world = this.#world;
    for (let cell = 0; cell < world.fleet.cells.count; cell++) {
      world.cell = cell;
      if (world.fleet.cells.isSet[cell] === 0) this.#admission.fillAnyone(t);
    }
  }

  /** Calls back with every VM of the cells that hold the `lines`, then makes their heaps anew. */
  #sweep(t: number, lines: number, each: (vm: number) => void): void {
    const world = this.#world;
    const { cells } = world.fleet;
    for (let cell = 0; cell < cells.count; cell++) {
      world.cell = cell;
      if (lines === EVERY_LINE || (world.linesOfCell[cell] & lines) !== 0) this.#sweepCell(cell, each);
      this.#admission.fill(t);
    }
  }

  #sweepCell(cell: number, each: (vm: number) => void): void {
    const world = this.#world;
    const { cells } = world.fleet;
    world.bulk = true;
    const queued: number[] = [];
    this.#admission.dissolve((vm) => queued.push(vm));
    const end = cells.first[cell] + cells.size[cell];
    for (let vm = cells.first[cell]; vm < end; vm++) each(vm);
    for (const vm of queued) if (world.waiting[vm] === WAIT.room) this.#admission.requeue(vm);
    world.bulk = false;
    rebuild(world);
  }

  #advance(cell: number, t: number): void {
    const world = this.#world;
    const { events, heapSize } = world;
    const first = world.fleet.cells.first[cell];
    world.cell = cell;
    while (heapSize[cell] > 0) {
      const vm = events.first(first);
      const now = events.due[vm];
      if (now >= t) break;
      heapSize[cell] = events.pop(first, heapSize[cell]);
      this.#happen(vm, now);
      this.#admission.fill(now);
    }
    noteNext(world);
  }

  #happen(vm: number, now: number): void {
    const world = this.#world;
    switch (world.waiting[vm]) {
      case WAIT.assessment:
        this.#runs.assessed(vm, now);
        if (world.orchestration[vm] === AZURE_MANAGED) return this.#admission.ask(vm, now);
        return this.#orchestrations.await(vm, now);
      case WAIT.start:
        return this.#orchestrations.start(vm, now);
      case WAIT.turn:
        return this.#orchestrations.schedules.passed(vm, now);
      case WAIT.enablement:
        if (this.#orchestrations.enablement.step(vm, now, this.#modes.enabledAs(vm))) this.#moved(vm, now);
        return;
      case WAIT.admission:
        return this.#admission.ask(vm, now);
      case WAIT.run:
        this.#fire(vm, now);
        return this.#settle(vm, now);
      case WAIT.powerLoss:
        this.#runs.losePower(vm, now);
        return this.#settle(vm, now);
      case WAIT.room:
        // Restarted by its owner while it waited: it keeps its place.
        this.#runs.powerCycle(vm, now);
        return wait(world, vm, WAIT.room, NEVER);
      default:
        this.#runs.powerCycle(vm, now);
        this.#next(vm, now, false);
    }
  }

  /** A step of a run ends; with the last one, when health is known, comes an assessment (F13). */
  #fire(vm: number, now: number): void {
    const last = this.#runs.state(vm) === PATCHING.verifying;
    this.#runs.fire(vm, now);
    if (last) this.#world.sink.record(FACT.assessed, now, vm, offeredRelease(this.#world, vm), 0);
  }

  /** After a step of a run: when it is over, room is freed and the VM waits for what comes next. */
  #settle(vm: number, now: number): void {
    if (!this.#runs.isResting(vm)) return;
    if (!isOwn(this.#world, vm)) this.#admission.leave(vm, now);
    this.#next(vm, now, true);
    this.#orchestrations.schedules.left(vm, now);
  }

  /** Where a VM that is in no run goes: retried, after a run in another window; to its next assessment; or to rest (F14). */
  #next(vm: number, now: number, afterRun: boolean): void {
    const world = this.#world;
    const hasWork = this.#runs.target(vm, now);
    const { retryBackoff } = world.scenario.parameters;
    const asks = hasWork && this.#runs.state(vm) === PATCHING.pending;
    if (!asks || world.orchestration[vm] !== AZURE_MANAGED)
      return this.#orchestrations.await(vm, now, hasWork, now + retryBackoff);
    const retry = afterRun ? nextWindow(world, vm, now) : now;
    rest(world, vm, now, WAIT.admission, nextOffPeak(world, vm, Math.max(retry, now + retryBackoff)));
  }
}
