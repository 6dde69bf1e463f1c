// Advances cells: each runs alone, in its own small event list, from one look at the rollout to the next.
// Refuses to know how the rollout decides.

import { chosenBy } from '../fleet/chosen.ts';
import { ORCHESTRATION } from '../fleet/orchestration-codes.ts';
import { NEVER } from '../kernel/eventlist.ts';
import { FACT } from '../ledger/fact-codes.ts';
import type { Action } from '../scenario/schema.ts';
import { admissionOf } from './admission.ts';
import { assessmentsOf } from './assessment.ts';
import { candidatesOf } from './candidates.ts';
import { dueCellsOf } from './due-cells.ts';
import { hasUpdate } from './offer.ts';
import { AFTER, Operators } from './operators.ts';
import { alwaysWaits, orchestrationsOf } from './orchestrations.ts';
import { PatchModes } from './patch-modes.ts';
import { PATCHING } from './patching-codes.ts';
import { runsOf } from './run.ts';
import { timersOf } from './timers.ts';
import { isOwn } from './verdicts.ts';
import { WAIT } from './waits.ts';
import type { World } from './world.ts';
import { strayFrom } from './wrong-offers.ts';

/** For `sweep`: all cells. */
const EVERY_LINE = 0xff;

export type Cells = ReturnType<typeof cellsOf>;

export function cellsOf(world: World) {
  const { fleet, sink, waiting, orchestration, offer, dotnetOffer, rollout, arrivals } = world;
  const { lineOfGroup, linesOfCell, viewWaiters } = world;
  const { retryBackoff } = world.scenario.parameters;
  const { due, next: nextIn, replay } = world.events;
  const { group, region, cells, cellsOfRegion } = world.fleet;
  // In scope they are constants to the compiler.
  const never = NEVER;
  const wasOwn = isOwn;
  const regions = world.fleet.regions.length;
  const scheduled = world.scenario.maintenanceConfigurations.length > 0;
  const timers = timersOf(world);
  const { noteNext, rebuild, rest, wait } = timers;
  const AZURE_MANAGED = ORCHESTRATION.azureManaged;
  const assessments = assessmentsOf(world, timers);
  const { nextOffPeak, nextWindow } = assessments;
  const candidates = candidatesOf(world, timers);
  const runs = runsOf(world, timers);
  const { state, isResting, target, patchEnded, rebootEnded, probed, recovered } = runs;
  const { offeredRelease } = runs.targets;
  const admission = admissionOf(world, timers, assessments, runs);
  const { ask, fill, refill, leave } = admission;
  const orchestrations = orchestrationsOf(world, timers, assessments, runs);
  const modes = new PatchModes(world, runs, orchestrations.enablement);
  const operators = new Operators(world, timers, assessments, runs, modes);
  const { advanceRegion } = dueCellsOf(world, advance);

  /** The run begins: some wait for their time whatever comes out. */
  function begin(): void {
    if (!fleet.coverage.some((covered) => alwaysWaits(covered.orchestration))) return;
    sweep(0, EVERY_LINE, orchestrations.begin);
  }

  /** Something new is on offer, or withdrawn: every VM of the `lines`, a bit each, looks for it at its next assessment. */
  function refresh(t: number, lines: number): void {
    assessments.passNights(t);
    sweep(t, lines, (vm) => {
      const line = lineOfGroup[group[vm]];
      if (line >= 0 && (lines & (1 << line)) !== 0) refreshVm(vm, t);
    });
  }

  /** One VM looks for new offers at its next assessment, unless it is in flight: then when its run ends. */
  function refreshVm(vm: number, t: number): void {
    if (!isResting(vm)) return;
    const had = offer[vm] * 1024 + dotnetOffer[vm];
    const hadWork = hasUpdate(world, vm);
    const hasWork = target(vm, t);
    const has = offer[vm] * 1024 + dotnetOffer[vm];
    // A candidate whose offer is the same goes on waiting for what it waits for.
    if (hasWork && had === has && waiting[vm] !== WAIT.nothing) return;
    // Who was waiting already keeps the reason: the older release is missing for it still (R21).
    if (hasWork && !hadWork) orchestrations.learn(vm);
    orchestrations.await(vm, t, hasWork);
  }

  /** An operator acts on the VMs he chose. */
  function act(action: Action, t: number): void {
    const chosen = chosenBy(action);
    sweep(t, EVERY_LINE, (vm) => {
      if (!chosen(fleet.groups[group[vm]], fleet.ordinal[vm])) return;
      const after = operators.act(action, vm, t);
      if (after === AFTER.refresh) refreshVm(vm, t);
      else if (after === AFTER.run) settle(vm, t);
      else if (after === AFTER.restart) next(vm, t, target(vm, t), false);
      else if (after === AFTER.moved) moved(vm, t);
    });
  }

  /** Somebody else decides about a VM from now on: it waits anew, unless it is in a run, which goes on (R12). */
  function moved(vm: number, t: number): void {
    orchestrations.join(vm, t);
    if (!isResting(vm)) return;
    const hasWork = target(vm, t);
    if (hasWork) orchestrations.learn(vm);
    orchestrations.await(vm, t, hasWork);
  }

  /** Since when the platform manages the VM that it manages now (R11). */
  function managedSince(vm: number): number {
    return orchestrations.enablement.since(vm);
  }

  /** R10: registrations come to their end, and VMs that waited for that are enrolled. */
  function register(registration: number, t: number): void {
    const enrols = world.preview.register(registration, sink);
    if (enrols === undefined) return;
    sweep(t, EVERY_LINE, (vm) => {
      if (!enrols(vm)) return;
      runs.enrol(vm, t, true, true);
      refreshVm(vm, t);
    });
  }

  /** A wrong offer begins: who is assessed while it lasts will be offered it (F64). */
  function offerWrongly(incident: number, t: number): void {
    sweep(t, EVERY_LINE, (vm) => {
      if (!strayFrom(world, assessments, vm, incident, t)) return;
      world.stray[vm] = incident + 1;
      refreshVm(vm, t);
    });
  }

  /** The view of a rollout changed in a region: those who waited for that ask again. */
  function askAgain(number: number, t: number): void {
    for (let cell = cellsOfRegion[number]; cell < cellsOfRegion[number + 1]; cell++) {
      if (viewWaiters[cell] === 0) continue;
      world.cell = cell;
      world.bulk = true;
      const end = cells.first[cell] + cells.size[cell];
      for (let vm = cells.first[cell]; vm < end; vm++) {
        if (waiting[vm] !== WAIT.view || state(vm) !== PATCHING.pending) continue;
        // Its owner's restart in this very instant comes first (R24).
        if (due[vm] === t) happen(vm, t);
        else ask(vm, t);
      }
      world.bulk = false;
      rebuild();
      // Nobody may be in flight whose end would let those go who wait for room now.
      fill(t);
    }
  }

  /** The limit of pools is lifted: who waits for room in them asks again (R19). */
  function fillPools(t: number): void {
    for (let cell = 0; cell < cells.count; cell++) {
      world.cell = cell;
      if (cells.isSet[cell] === 0) admission.fillLifted(t);
    }
  }

  /** Calls back with every VM of the cells that hold the `lines`, then puts their events in order. */
  function sweep(t: number, lines: number, each: (vm: number) => void): void {
    for (let cell = 0; cell < cells.count; cell++) {
      world.cell = cell;
      if (lines === EVERY_LINE || (linesOfCell[cell] & lines) !== 0) sweepCell(cell, each);
      fill(t);
    }
  }

  function sweepCell(cell: number, each: (vm: number) => void): void {
    world.bulk = true;
    const queued = admission.dissolve();
    const end = cells.first[cell] + cells.size[cell];
    for (let vm = cells.first[cell]; vm < end; vm++) each(vm);
    for (const vm of queued) if (waiting[vm] === WAIT.room) admission.requeue(vm);
    world.bulk = false;
    rebuild();
  }

  function advance(cell: number, until: number): void {
    // `| 0` tells the compiler that these are whole numbers of 32 bits.
    const t = until | 0;
    world.cell = cell;
    for (;;) {
      const vm = nextIn(cell);
      const now = due[vm];
      if (now >= t) break;
      due[vm] = never;
      world.happening = vm;
      happen(vm, now);
      world.happening = -1;
      replay(cell, vm);
      refill(now);
    }
    noteNext();
  }

  function happen(vm: number, now: number): void {
    switch (waiting[vm]) {
      case WAIT.assessment:
        runs.assessed(vm, now);
        if (orchestration[vm] === AZURE_MANAGED) return ask(vm, now);
        return orchestrations.await(vm, now);
      case WAIT.start:
        return orchestrations.start(vm, now);
      case WAIT.turn:
        return orchestrations.schedules.passed(vm, now);
      case WAIT.enablement:
        if (orchestrations.enablement.step(vm, now, modes.enabledAs(vm))) moved(vm, now);
        return;
      case WAIT.admission:
        return ask(vm, now);
      case WAIT.run:
        // A step of a run ends: only when health is known, or the VM well again, may that be the end of it.
        switch (state(vm)) {
          case PATCHING.installing:
            return patchEnded(vm, now);
          case PATCHING.rebooting:
            return rebootEnded(vm, now);
          case PATCHING.verifying:
            return probe(vm, now);
          default:
            recovered(vm, now);
            return settle(vm, now);
        }
      case WAIT.powerLoss:
        runs.losePower(vm, now);
        return settle(vm, now);
      case WAIT.room:
        // Restarted by its owner while it waited: it keeps its place.
        runs.powerCycle(vm, now);
        return wait(vm, WAIT.room, never);
      default:
        runs.powerCycle(vm, now);
        next(vm, now, target(vm, now), false);
    }
  }

  /** Health after a run is found out, and with it comes an assessment (F13). */
  function probe(vm: number, now: number): void {
    const hasWork = target(vm, now);
    probed(vm, now, hasWork);
    sink.record(FACT.assessed, now, vm, offeredRelease(vm), 0);
    if (isResting(vm)) goOn(vm, now, hasWork);
  }

  /** After a step of a run that may have been its last. */
  function settle(vm: number, now: number): void {
    if (isResting(vm)) goOn(vm, now, target(vm, now));
  }

  /** The run is over: room is freed, and the VM waits for what comes next. */
  function goOn(vm: number, now: number, hasWork: boolean): void {
    if (!wasOwn(world, vm)) leave(vm, now);
    next(vm, now, hasWork, true);
    if (rollout[vm] >= 0) arrivals[rollout[vm] * regions + region[vm]]++;
    if (scheduled) orchestrations.schedules.left(vm, now);
  }

  /** Where a VM that is in no run goes: retried, after a run in another window; to its next assessment; or to rest (F14). */
  function next(vm: number, now: number, hasWork: boolean, afterRun: boolean): void {
    const asks = hasWork && state(vm) === PATCHING.pending;
    if (!asks || orchestration[vm] !== AZURE_MANAGED)
      return orchestrations.await(vm, now, hasWork, now + retryBackoff);
    const retry = afterRun ? nextWindow(vm, now) : now;
    rest(vm, now, WAIT.admission, nextOffPeak(vm, Math.max(retry, now + retryBackoff)));
  }

  return {
    assessments,
    candidates,
    begin,
    isResting,
    advanceRegion,
    refresh,
    act,
    managedSince,
    register,
    offerWrongly,
    askAgain,
    fillPools,
  };
}
