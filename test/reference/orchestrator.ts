// Candidates ask, are admitted or wait, and get room when there is some (R18-R20); what a VM waits for between runs.
// Refuses to know how phases, gates and zones change.

import { nightAt } from '../../src/calendar/night.ts';
import { FACT } from '../../src/ledger/fact-codes.ts';
import { mayStart, roomInSet, roomInSubscription } from '../../src/rollout/admission.ts';
import { runEnd } from '../../src/rollout/limits.ts';
import { REASON } from '../../src/rollout/reason-codes.ts';
import { ADMIT } from '../../src/rollout/reasons.ts';
import { awaitGuest, beginGuest } from './guest.ts';
import { hasUpdate, isResting, needsRestart, offeredRelease, patchingOf } from './offers.ts';
import { enable, enablementAt } from './patch-modes.ts';
import { Runs } from './run.ts';
import { awaitWindow, beginWindow, endTurn, joinSchedules, turnPassed } from './schedules.ts';
import { isByPlatform, isOn, nextAssessment, nextOffPeak, nextWindow, restartAt } from './timing.ts';
import { type Cell, limitOf, NEVER, put, type Vm, type Waiting, type World } from './world.ts';

const FOR_ROOM: readonly number[] = [REASON.setLimit, REASON.updateDomainBusy, REASON.subscriptionLimit];

const whyNotYet = ({ orchestration }: Vm): number => {
  if (orchestration === 'manual') return REASON.notCovered;
  if (orchestration === 'customerSchedule') return REASON.noWindowYet;
  return orchestration === 'enabling' ? REASON.enabling : REASON.notAssessed;
};

/** It waits for something also while nothing is on offer. */
const alwaysWaits = ({ orchestration }: Vm): boolean =>
  orchestration === 'enabling' || orchestration === 'customerSchedule';

export class Orchestrator {
  readonly #world: World;
  readonly runs: Runs;

  constructor(world: World) {
    this.#world = world;
    this.runs = new Runs(world, (vm, waiting, at) => this.wait(vm, waiting, at));
  }

  /** The run begins: who follows a schedule waits for its first window. */
  begin(): void {
    for (const vm of this.#world.vms)
      if (vm.orchestration === 'customerSchedule') awaitWindow(this, this.#world, vm, 0);
  }

  /** Something is on offer, or not any more: a VM that is in no run looks for it at its next assessment. */
  refresh(vm: Vm, t: number): void {
    if (!isResting(vm)) return;
    const before = [vm.offer, vm.dotnetOffer];
    const had = hasUpdate(vm);
    const hasWork = this.runs.assess(vm, t);
    const same = before[0] === vm.offer && before[1] === vm.dotnetOffer;
    if (hasWork && same && vm.waiting !== 'nothing') return;
    if (hasWork && !had) vm.reason = whyNotYet(vm);
    if (hasWork || alwaysWaits(vm)) this.#await(vm, t, t);
    else this.rest(vm, t, 'nothing', NEVER);
  }

  /** Somebody else decides about the VM from now on. */
  moved(vm: Vm, t: number): void {
    if (vm.orchestration === 'customerSchedule') joinSchedules(this.#world, vm, t);
    if (!isResting(vm)) return;
    const hasWork = this.runs.assess(vm, t);
    if (hasWork) vm.reason = whyNotYet(vm);
    if (hasWork || alwaysWaits(vm)) this.#await(vm, t, t);
    else this.rest(vm, t, 'nothing', NEVER);
  }

  /** What a VM with something to do waits for: the rollout's or its own next time, or nothing. */
  #await(vm: Vm, t: number, from: number): void {
    if (vm.orchestration === 'enabling') this.rest(vm, t, 'enablement', enablementAt(this.#world, vm, t));
    else if (vm.orchestration === 'windowsAutomatic') awaitGuest(this, this.#world, vm, t, from);
    else if (vm.orchestration === 'customerSchedule') awaitWindow(this, this.#world, vm, t);
    else if (vm.orchestration === 'azureManaged' || (patchingOf(vm) === 'idle' && isByPlatform(vm, t)))
      this.rest(vm, t, 'assessment', nextAssessment(this.#world, vm, t));
    else this.rest(vm, t, 'nothing', NEVER);
  }

  /** The view of a region changed: who waited for that asks again. */
  askAgain(region: number, t: number): void {
    for (const cell of this.#world.cells) {
      if (cell.region !== region) continue;
      for (const vm of cell.vms) {
        if (vm.waiting !== 'view') continue;
        // Its owner's restart in this very instant comes first (R24).
        if (vm.due === t) this.#restarted(vm, t);
        else this.#ask(vm, t);
      }
      this.fill(cell, t);
    }
  }

  /** Free room goes to those who wait for it, first come, first served (R20). */
  fill(cell: Cell, t: number): void {
    for (const vm of [...cell.queue]) {
      if (this.#room(vm, t) !== ADMIT) continue;
      this.#restartsFirst(vm, t);
      this.#ask(vm, t);
    }
    const first = cell.queue[0];
    if (!cell.isSet || first === undefined || cell.vms.some(({ inFlight }) => inFlight)) return;
    const at = this.#nextDomainAt(cell);
    if (cell.head?.waiting === 'admission' && cell.head.due === at) return;
    cell.head = first;
    this.#restartsFirst(first, t);
    this.rest(first, t, 'admission', at);
  }

  /** R24: its owner's restart in this very instant comes before whatever takes it out of the queue. */
  #restartsFirst(vm: Vm, t: number): void {
    if (vm.due === t) this.runs.restart(vm, t);
  }

  /** What the VM waited for has come. */
  #happens(vm: Vm, t: number): void {
    const world = this.#world;
    if (vm.cell.head === vm) vm.cell.head = undefined;
    switch (vm.waiting) {
      case 'assessment':
        this.runs.switchedOn(vm, t);
        world.record(FACT.assessed, t, vm.number, offeredRelease(world, vm), 1);
        this.runs.send(vm, t, { type: 'ASSESSED', found: true });
        if (vm.orchestration === 'azureManaged') this.#ask(vm, t);
        else this.#await(vm, t, t);
        break;
      case 'enablement':
        if (enable(world, vm, t)) this.moved(vm, t);
        else this.#await(vm, t, t);
        break;
      case 'start':
        if (vm.orchestration === 'customerSchedule') beginWindow(this, world, vm, t);
        else beginGuest(this, world, vm, t);
        break;
      case 'turn':
        turnPassed(this, world, vm, t);
        break;
      case 'admission':
        this.#ask(vm, t);
        break;
      case 'timer': {
        const last = patchingOf(vm) === 'verifying';
        this.runs.timerEnds(vm, t);
        // F13: with its last step, when health is known, a run ends with an assessment.
        if (last) world.record(FACT.assessed, t, vm.number, offeredRelease(world, vm), 0);
        this.afterStep(vm, t);
        break;
      }
      case 'powerLoss':
        this.runs.losesPower(vm, t);
        this.afterStep(vm, t);
        break;
      case 'room':
        this.runs.restart(vm, t);
        this.wait(vm, 'room', NEVER);
        break;
      default:
        this.#restarted(vm, t);
    }
    this.fill(vm.cell, t);
  }

  #restarted(vm: Vm, t: number): void {
    this.runs.restart(vm, t);
    this.next(vm, t, t);
  }

  #ask(vm: Vm, t: number): void {
    if (!hasUpdate(vm) && !needsRestart(vm)) return this.wait(vm, 'nothing', NEVER);
    const { start, end } = vm.offPeak;
    const night = nightAt(vm.offPeak, t);
    const until = vm.allHours ? NEVER : end[night];
    const windowEnd = runEnd(t, until, this.#world.scenario.parameters.runWindow);
    const reason = this.#refusal(vm, t, start[night], windowEnd);
    if (reason === ADMIT) this.#admit(vm, t, windowEnd);
    else this.#defer(vm, t, reason);
  }

  #refusal(vm: Vm, now: number, windowStart: number, windowEnd: number): number {
    const { halted, open, turn, scenario } = this.#world;
    const place = `${vm.rollout} ${vm.region}`;
    const refusal = mayStart({
      now,
      halted: halted.has(vm.rollout),
      phaseOpen: open.has(place),
      zoneClosed: vm.zone > 0 && turn.get(place) !== vm.zone,
      on: isOn(vm, now),
      windowStart,
      windowEnd,
      needs: vm.reserve + (hasUpdate(vm) ? scenario.parameters.averageInstall : 0),
    });
    return refusal === ADMIT ? this.#room(vm, now) : refusal;
  }

  #room(vm: Vm, now: number): number {
    const { cell } = vm;
    const inFlight = cell.vms.filter((other) => other.inFlight).length;
    if (!cell.isSet)
      return roomInSubscription(inFlight, limitOf(this.#world, cell), this.#world.relaxed.has(vm.rollout));
    const { updateDomain } = cell;
    return roomInSet(
      {
        now,
        inFlight,
        limit: limitOf(this.#world, cell),
        updateDomain,
        nextDomainAt: this.#nextDomainAt(cell),
      },
      vm.updateDomain,
    );
  }

  /** R18: when another update domain of the set may start. */
  #nextDomainAt(cell: Cell): number {
    const { updateDomainGap } = this.#world.scenario.parameters;
    return Math.max(...cell.vms.map(({ leftFlightAt }) => leftFlightAt)) + updateDomainGap;
  }

  #admit(vm: Vm, t: number, end: number): void {
    vm.inFlight = true;
    vm.cell.updateDomain = vm.updateDomain;
    this.#world.record(FACT.admitted, t, vm.number, vm.rollout, end);
    this.runs.start(vm, t, end);
    if (isResting(vm)) throw new Error(`VM ${vm.number} was admitted at ${t} and had nothing to do`);
  }

  #defer(vm: Vm, t: number, reason: number): void {
    const world = this.#world;
    let waiting: Waiting = 'view';
    let until = NEVER;
    if (FOR_ROOM.includes(reason)) waiting = 'room';
    else if (reason === REASON.off) [waiting, until] = ['admission', nextOffPeak(world, vm, t)];
    else if (reason === REASON.notOffPeak || reason === REASON.windowTooShort) {
      [waiting, until] = ['admission', nextWindow(world, vm, t)];
    }
    vm.reason = reason;
    world.record(FACT.deferred, t, vm.number, reason, until === NEVER ? -1 : until);
    if (waiting === 'room') vm.cell.queue = [...vm.cell.queue.filter((other) => other !== vm), vm];
    const restart = restartAt(vm, t);
    if (waiting === 'admission') this.rest(vm, t, waiting, until);
    else this.wait(vm, waiting, restart);
  }

  /** A run that is over frees its room, and what is left is retried (F14). */
  afterStep(vm: Vm, t: number): void {
    if (!isResting(vm)) return;
    if (!vm.run.own) [vm.inFlight, vm.leftFlightAt] = [false, t];
    this.next(vm, t, nextWindow(this.#world, vm, t));
    endTurn(this, vm, t);
  }

  next(vm: Vm, t: number, retry: number): void {
    const world = this.#world;
    const hasWork = this.runs.assess(vm, t);
    if (alwaysWaits(vm)) return this.#await(vm, t, t);
    if (!hasWork) return this.rest(vm, t, 'nothing', NEVER);
    const { retryBackoff } = world.scenario.parameters;
    if (vm.orchestration !== 'azureManaged') return this.#await(vm, t, t + retryBackoff);
    if (patchingOf(vm) === 'idle') return this.rest(vm, t, 'assessment', nextAssessment(world, vm, t));
    const earliest = Math.max(retry, t + retryBackoff);
    this.rest(vm, t, 'admission', nextOffPeak(world, vm, earliest));
  }

  /** The VM waits, at most until its owner restarts it, if an update waits for that (R24). */
  rest(vm: Vm, t: number, waiting: Waiting, at: number): void {
    const restart = restartAt(vm, t);
    // Switched on for the rest, it has had its restart.
    if (restart <= at && restart !== NEVER) this.wait(vm, 'powerCycle', restart);
    else this.wait(vm, waiting, at);
  }

  /** A VM has one thing in the list at most. */
  wait(vm: Vm, waiting: Waiting, at: number): void {
    const world = this.#world;
    if (waiting !== 'room') vm.cell.queue = vm.cell.queue.filter((other) => other !== vm);
    world.list = world.list.filter((entry) => entry.class !== 2 || entry.index !== vm.number);
    vm.waiting = waiting;
    vm.due = at;
    if (at === NEVER) return;
    const happen = (): void => this.#happens(vm, at);
    put(world, { t: at, class: 2, order: 0, index: vm.number, happen });
  }
}
