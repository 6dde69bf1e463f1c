// Asks the policy for a VM, and carries out the answer: admitted with its room taken, or deferred until when (R20).
// Refuses to know the policy's rules, and what the run then does.

import { NEVER } from '../kernel/eventlist.ts';
import { FACT } from '../ledger/fact-codes.ts';
import { mayStart, roomInSet, roomInSubscription } from '../rollout/admission.ts';
import { REASON } from '../rollout/reason-codes.ts';
import { ADMIT } from '../rollout/reasons.ts';
import { askingOf } from './asking.ts';
import type { Assessments } from './assessment.ts';
import { hasRestart, hasUpdate } from './offer.ts';
import { queueOf } from './queue.ts';
import type { Runs } from './run.ts';
import type { Timers } from './timers.ts';
import { WAIT } from './waits.ts';
import type { World } from './world.ts';

const NOBODY: readonly number[] = [];

export function admissionOf(world: World, timers: Timers, assessments: Assessments, runs: Runs) {
  const { sink, rollout, reason, runEnd, relaxed, waiting, link, head, queueHead } = world;
  const { inFlight, limit, updateDomain, nextDomainAt, zoneInFlight, zoneLeftAt } = world;
  const { updateDomainGap } = world.scenario.parameters;
  const { due, replay } = world.events;
  const { region, zone, updateDomain: domainOf, cells } = world.fleet;
  const { isSet } = cells;
  const { rest, restartAt, wait } = timers;
  const { nextOffPeak, nextWindow } = assessments;
  const { start, powerCycle } = runs;
  const { clear, dequeue, enqueue } = queueOf(world);
  const asking = askingOf(world, timers);
  // In scope they are constants to the compiler.
  const admitted = ADMIT;
  const never = NEVER;
  const isOffered = hasUpdate;
  const restartWaits = hasRestart;
  const refusalOf = mayStart;
  /** An update domain that nobody is in. */
  const another = 255;
  const room = { now: 0, inFlight: 0, limit: 0, updateDomain: 0, nextDomainAt: 0 };

  /** A candidate asks whether it may start now. */
  function ask(vm: number, t: number): void {
    const { cell } = world;
    if (head[cell] === vm) {
      head[cell] = -1;
      world.stirred = true;
    }
    // Its owner's restart was all it waited for.
    if (!isOffered(world, vm) && !restartWaits(world, vm)) return wait(vm, WAIT.nothing, never);
    asking.tell(vm, t);
    let refusal = refusalOf(asking);
    if (refusal === admitted) refusal = roomFor(vm, t);
    if (refusal === admitted) admit(vm, t);
    else defer(vm, t, refusal);
  }

  /** The VM is no longer in flight: its room is free. */
  function leave(vm: number, t: number): void {
    const { cell } = world;
    const place = region[vm] * 256 + zone[vm];
    world.stirred = true;
    inFlight[cell]--;
    zoneInFlight[place]--;
    // Cells of the region come one after the other: another may have been later already.
    zoneLeftAt[place] = Math.max(zoneLeftAt[place], t);
    if (isSet[cell] === 1) nextDomainAt[cell] = t + updateDomainGap;
  }

  /** Gives free room of the current cell to those who wait for it. */
  function fill(t: number): void {
    const { cell } = world;
    world.stirred = false;
    if (queueHead[cell] < 0) return;
    if (isSet[cell] === 1) fillSet(t);
    else fillPool(t);
  }

  /** The same after an event: most of them free no room. */
  function refill(t: number): void {
    const { cell } = world;
    if (queueHead[cell] >= 0) {
      // A set at rest lets its next update domain begin in time.
      const atRest = isSet[cell] === 1 && inFlight[cell] === 0;
      // Compared, since V8 asks of a field whose type it does not know for all that may count as true.
      if (world.stirred === true || atRest) fill(t);
    }
    world.stirred = false;
  }

  /** Whoever has room in a set goes, also from behind others that have none: another update domain is in flight. */
  function fillDomains(t: number): void {
    // There is room for the update domain in flight, or for all others, or for neither, until somebody goes.
    lookAtRoom(t);
    let own = roomInSet(room, room.updateDomain) === admitted;
    let others = roomInSet(room, another) === admitted;
    let previous = -1;
    for (let vm = queueHead[world.cell]; vm >= 0 && (own || others); ) {
      const after = link[vm];
      if (domainOf[vm] === room.updateDomain ? own : others) {
        ask(take(previous, t), t);
        lookAtRoom(t);
        own = roomInSet(room, room.updateDomain) === admitted;
        others = roomInSet(room, another) === admitted;
      } else previous = vm;
      vm = after;
    }
  }

  /** The limit of a pool is lifted for some: they go, also from behind others (R19). */
  function fillLifted(t: number): void {
    let previous = -1;
    for (let vm = queueHead[world.cell]; vm >= 0; ) {
      const after = link[vm];
      if (roomFor(vm, t) === admitted) ask(take(previous, t), t);
      else previous = vm;
      vm = after;
    }
  }

  /** Everybody who waits for room in the current cell has to be looked at anew: in the order in which they came. */
  function dissolve(): readonly number[] {
    const first = queueHead[world.cell];
    if (first < 0) return NOBODY;
    const queued: number[] = [];
    for (let vm = first; vm >= 0; vm = link[vm]) queued.push(vm);
    clear();
    return queued;
  }

  /**
   * Takes the VM behind `previous` out of the queue, and out of the event list if it had an event while it waited: its
   * owner's restart, which comes first when it is due in this very instant (R24).
   */
  function take(previous: number, t: number): number {
    const vm = dequeue(previous);
    if (due[vm] === t) powerCycle(vm, t);
    if (!world.bulk && due[vm] !== never) {
      due[vm] = never;
      replay(world.cell, vm);
    }
    return vm;
  }

  function roomFor(vm: number, t: number): number {
    const { cell } = world;
    if (isSet[cell] === 0) return roomInSubscription(inFlight[cell], limit[cell], relaxed[rollout[vm]] === 1);
    lookAtRoom(t);
    return roomInSet(room, domainOf[vm]);
  }

  /** What the policy is told of the current cell, a set. */
  function lookAtRoom(t: number): void {
    const { cell } = world;
    room.now = t | 0;
    room.inFlight = inFlight[cell];
    room.limit = limit[cell];
    room.updateDomain = updateDomain[cell];
    room.nextDomainAt = nextDomainAt[cell];
  }

  function admit(vm: number, t: number): void {
    const { cell } = world;
    world.stirred = true;
    inFlight[cell]++;
    zoneInFlight[region[vm] * 256 + zone[vm]]++;
    if (isSet[cell] === 1) updateDomain[cell] = domainOf[vm];
    runEnd[vm] = asking.windowEnd;
    sink.record(FACT.admitted, t, vm, rollout[vm], runEnd[vm]);
    start(vm, t);
  }

  function defer(vm: number, t: number, refusal: number): void {
    // `| 0` tells the compiler that these are whole numbers of 32 bits.
    const why = refusal | 0;
    let what: number = WAIT.view;
    let until = never | 0;
    switch (why) {
      case REASON.off:
        what = WAIT.admission;
        until = nextOffPeak(vm, t) | 0;
        break;
      case REASON.notOffPeak:
      case REASON.windowTooShort:
        what = WAIT.admission;
        until = nextWindow(vm, t) | 0;
        break;
      case REASON.setLimit:
      case REASON.updateDomainBusy:
      case REASON.subscriptionLimit:
        what = WAIT.room;
        world.stirred = true;
        enqueue(vm);
        break;
    }
    reason[vm] = why;
    sink.record(FACT.deferred, t, vm, why, until === never ? -1 : until);
    if (what === WAIT.admission) rest(vm, t, what, until);
    else wait(vm, what, restartAt(vm, t));
  }

  function fillPool(t: number): void {
    const { cell } = world;
    while (queueHead[cell] >= 0) {
      const open = relaxed[rollout[queueHead[cell]]] === 1;
      if (roomInSubscription(inFlight[cell], limit[cell], open) !== admitted) return;
      ask(take(-1, t), t);
    }
  }

  function fillSet(t: number): void {
    const { cell } = world;
    fillDomains(t);
    // The set is at rest and the next update domain may not start yet: its first VM asks when it may.
    if (inFlight[cell] > 0 || queueHead[cell] < 0 || headWaits()) return;
    const next = nextDomainAt[cell];
    const vm = take(-1, t);
    head[cell] = vm;
    rest(vm, t, WAIT.admission, next);
  }

  /** Somebody asks when the next update domain may start. */
  function headWaits(): boolean {
    const { cell } = world;
    const vm = head[cell];
    return vm >= 0 && waiting[vm] === WAIT.admission && due[vm] === nextDomainAt[cell];
  }

  return {
    ask,
    leave,
    fill,
    refill,
    fillLifted,
    dissolve,
    /** Puts a VM that was taken out by `dissolve` back at the end of the queue. */
    requeue: enqueue,
  };
}
