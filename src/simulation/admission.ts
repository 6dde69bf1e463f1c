// Asks the policy for a VM, and carries out the answer: admitted with its room taken, or deferred until when (R20).
// Refuses to know the policy's rules, and what the run then does.

import { NEVER } from '../kernel/eventlist.ts';
import { FACT } from '../ledger/facts.ts';
import { mayStart, roomInSet, roomInSubscription, setIsFull } from '../rollout/admission.ts';
import { ADMIT, REASON } from '../rollout/reasons.ts';
import { Asking } from './asking.ts';
import { nextOffPeak, nextWindow } from './assessment.ts';
import { hasRestart, hasUpdate } from './offer.ts';
import { clearQueue, dequeue, enqueue } from './queue.ts';
import type { Runs } from './run.ts';
import { rebuild, rest, restartAt, wait } from './timers.ts';
import { WAIT, type World } from './world.ts';

export class Admission {
  readonly #world: World;
  readonly #runs: Runs;
  /** One at a time: the object is reused. */
  readonly #asking: Asking;
  readonly #room = { now: 0, inFlight: 0, limit: 0, updateDomain: 0, nextDomainAt: 0 };

  constructor(world: World, runs: Runs) {
    this.#world = world;
    this.#runs = runs;
    this.#asking = new Asking(world);
  }

  /** A candidate asks whether it may start now. */
  ask(vm: number, t: number): void {
    const { cell, head } = this.#world;
    if (head[cell] === vm) head[cell] = -1;
    if (!hasUpdate(this.#world, vm) && !hasRestart(this.#world, vm)) {
      // Its owner's restart was all it waited for.
      return wait(this.#world, vm, WAIT.nothing, NEVER);
    }
    const refusal = this.#decide(vm, t);
    if (refusal === ADMIT) this.#admit(vm, t);
    else this.#defer(vm, t, refusal);
  }

  /** The VM is no longer in flight: its room is free. */
  leave(vm: number, t: number): void {
    const { fleet, inFlight, cell, zoneInFlight, zoneLeftAt, nextDomainAt, scenario } = this.#world;
    const zone = fleet.region[vm] * 256 + fleet.zone[vm];
    inFlight[cell]--;
    zoneInFlight[zone]--;
    // Cells of the region come one after the other: another may have been later already.
    zoneLeftAt[zone] = Math.max(zoneLeftAt[zone], t);
    if (fleet.cells.isSet[cell] === 1) nextDomainAt[cell] = t + scenario.parameters.updateDomainGap;
  }

  /** Gives free room of the current cell to those who wait for it. */
  fill(t: number): void {
    const { fleet, cell, queueHead } = this.#world;
    if (queueHead[cell] < 0) return;
    if (fleet.cells.isSet[cell] === 1) this.#fillSet(t);
    else this.#fillPool(t);
  }

  /** Whoever has room goes, also from behind others that have none: another update domain, a limit not lifted (R19). */
  fillAnyone(t: number): void {
    const { cell, link, queueHead, inFlight, limit, fleet } = this.#world;
    const isSet = fleet.cells.isSet[cell] === 1;
    let previous = -1;
    for (let vm = queueHead[cell]; vm >= 0; ) {
      if (isSet && setIsFull(inFlight[cell], limit[cell])) return;
      const after = link[vm];
      if (this.#roomFor(vm, t) === ADMIT) this.ask(this.#take(previous, t), t);
      else previous = vm;
      vm = after;
    }
  }

  /** Everybody who waits for room has to be looked at anew; calls back with each. */
  dissolve(each: (vm: number) => void): void {
    const { cell, queueHead, link } = this.#world;
    let vm = queueHead[cell];
    clearQueue(this.#world);
    while (vm >= 0) {
      const after = link[vm];
      each(vm);
      vm = after;
    }
  }

  /** Puts a VM that was taken out by `dissolve` back at the end of the queue. */
  requeue(vm: number): void {
    enqueue(this.#world, vm);
  }

  /**
   * Takes the VM behind `previous` out of the queue, and out of the event list if it had an event while it waited: its
   * owner's restart, which comes first when it is due in this very instant (R24).
   */
  #take(previous: number, t: number): number {
    const world = this.#world;
    const vm = dequeue(world, previous);
    if (world.events.due[vm] === t) this.#runs.powerCycle(vm, t);
    if (!world.bulk && world.events.due[vm] !== NEVER) {
      world.events.due[vm] = NEVER;
      rebuild(world);
    }
    return vm;
  }

  #decide(vm: number, t: number): number {
    this.#asking.vm = vm;
    this.#asking.now = t;
    const refusal = mayStart(this.#asking);
    return refusal === ADMIT ? this.#roomFor(vm, t) : refusal;
  }

  #roomFor(vm: number, t: number): number {
    const { fleet, cell, inFlight, limit, updateDomain, nextDomainAt, relaxed, rollout } = this.#world;
    if (fleet.cells.isSet[cell] === 0) {
      return roomInSubscription(inFlight[cell], limit[cell], relaxed[rollout[vm]] === 1);
    }
    const room = this.#room;
    room.now = t;
    room.inFlight = inFlight[cell];
    room.limit = limit[cell];
    room.updateDomain = updateDomain[cell];
    room.nextDomainAt = nextDomainAt[cell];
    return roomInSet(room, fleet.updateDomain[vm]);
  }

  #admit(vm: number, t: number): void {
    const world = this.#world;
    const { fleet, cell } = world;
    world.inFlight[cell]++;
    world.zoneInFlight[fleet.region[vm] * 256 + fleet.zone[vm]]++;
    if (fleet.cells.isSet[cell] === 1) world.updateDomain[cell] = fleet.updateDomain[vm];
    world.runEnd[vm] = this.#asking.windowEnd;
    world.sink.record(FACT.admitted, t, vm, world.rollout[vm], world.runEnd[vm]);
    this.#runs.start(vm, t);
  }

  #defer(vm: number, t: number, reason: number): void {
    const world = this.#world;
    let what: number = WAIT.view;
    let until = NEVER;
    switch (reason) {
      case REASON.off:
        [what, until] = [WAIT.admission, nextOffPeak(world, vm, t)];
        break;
      case REASON.notOffPeak:
      case REASON.windowTooShort:
        [what, until] = [WAIT.admission, nextWindow(world, vm, t)];
        break;
      case REASON.setLimit:
      case REASON.updateDomainBusy:
      case REASON.subscriptionLimit:
        what = WAIT.room;
        enqueue(world, vm);
        break;
    }
    world.reason[vm] = reason;
    world.sink.record(FACT.deferred, t, vm, reason, until === NEVER ? -1 : until);
    if (what === WAIT.admission) rest(world, vm, t, what, until);
    else wait(world, vm, what, restartAt(world, vm, t));
  }

  #fillPool(t: number): void {
    const { cell, inFlight, limit, relaxed, rollout, queueHead } = this.#world;
    while (queueHead[cell] >= 0) {
      const open = relaxed[rollout[queueHead[cell]]] === 1;
      if (roomInSubscription(inFlight[cell], limit[cell], open) !== ADMIT) return;
      this.ask(this.#take(-1, t), t);
    }
  }

  #fillSet(t: number): void {
    const world = this.#world;
    const { cell, queueHead, inFlight, nextDomainAt, head } = world;
    this.fillAnyone(t);
    // The set is at rest and the next update domain may not start yet: its first VM asks when it may.
    if (inFlight[cell] > 0 || queueHead[cell] < 0 || this.#headWaits()) return;
    const next = nextDomainAt[cell];
    const vm = this.#take(-1, t);
    head[cell] = vm;
    rest(world, vm, t, WAIT.admission, next);
  }

  /** Somebody asks when the next update domain may start. */
  #headWaits(): boolean {
    const { cell, head, nextDomainAt, waiting, events } = this.#world;
    const vm = head[cell];
    return vm >= 0 && waiting[vm] === WAIT.admission && events.due[vm] === nextDomainAt[cell];
  }
}
