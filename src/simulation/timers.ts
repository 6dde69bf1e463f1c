// Puts a VM to wait for something, in its cell's future event list; and when it is on. Refuses to know what it does then.

import { NEVER } from '../kernel/eventlist.ts';
import { WAIT } from './waits.ts';
import { CELL_BLOCK, type World } from './world.ts';

export type Timers = ReturnType<typeof timersOf>;

export function timersOf(world: World) {
  const { waiting, viewWaiters, nextDue, nextOfBlock, onUntil, staged, stagedDotnet } = world;
  const { due, next, replay, rebuild: replayAll } = world.events;
  const { plans, plan, luck } = world.fleet;
  // In scope they are constants to the compiler.
  const never = NEVER;
  const cellBlock = CELL_BLOCK;

  /** The VM waits for `what`, until `at` (NEVER: for somebody else to act). */
  function wait(vm: number, what: number, at: number): void {
    const { cell } = world;
    if (waiting[vm] === WAIT.view) viewWaiters[cell]--;
    if (what === WAIT.view) viewWaiters[cell]++;
    waiting[vm] = what;
    if (world.happening === vm || world.bulk === true) due[vm] = at;
    else if (due[vm] !== at) change(cell, vm, at);
  }

  function change(cell: number, vm: number, at: number): void {
    due[vm] = at;
    replay(cell, vm);
    if (at < nextDue[cell]) setNext(cell, at);
  }

  /** Puts the events of the current cell in order after timers were only noted. */
  function rebuild(): void {
    const { cell } = world;
    replayAll(cell);
    noteNext();
  }

  /** Notes when the current cell's first event is. */
  function noteNext(): void {
    const { cell } = world;
    setNext(cell, due[next(cell)]);
  }

  function setNext(cell: number, at: number): void {
    const block = (cell / cellBlock) | 0;
    nextDue[cell] = at;
    if (at < nextOfBlock[block]) nextOfBlock[block] = at;
  }

  /** Whether the VM is on at t, which has not passed. */
  function isOn(vm: number, t: number): boolean {
    return t < onUntil[vm] || plans[plan[vm]].isOn(luck[vm], t);
  }

  /** First instant at or after t, which has not passed, at which the VM is on; NEVER when there is none. */
  function nextOn(vm: number, t: number): number {
    return t < onUntil[vm] ? t : plans[plan[vm]].nextOn(luck[vm], t);
  }

  /** First instant at or after t, which is now, at which the VM is off; NEVER when there is none. */
  function offFrom(vm: number, t: number): number {
    return t < onUntil[vm] ? onUntil[vm] : lookForOff(vm, t);
  }

  function lookForOff(vm: number, t: number): number {
    const power = plans[plan[vm]];
    if (!power.isOn(luck[vm], t)) return t;
    onUntil[vm] = power.nextOff(luck[vm], t);
    return onUntil[vm];
  }

  /** When the VM is next switched on after having been off, if an update waits for its restart; else NEVER (R24). */
  function restartAt(vm: number, now: number): number {
    if (staged[vm] < 0 && stagedDotnet[vm] < 0) return never;
    const off = offFrom(vm, now);
    return off === never ? never : nextOn(vm, off);
  }

  /** The VM waits, at most until its owner restarts it: the restart comes first when it is switched on for the rest. */
  function rest(vm: number, now: number, what: number, at: number): void {
    const restart = restartAt(vm, now);
    if (restart !== never && restart <= at) wait(vm, WAIT.powerCycle, restart);
    else wait(vm, what, at);
  }

  return { wait, rebuild, noteNext, isOn, nextOn, offFrom, restartAt, rest };
}
