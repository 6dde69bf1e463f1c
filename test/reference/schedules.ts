// Customers' schedules, once more: each VM walks the windows of its maintenance configurations one by one (R31).
// Refuses to know what a run does, and how the days of a window are found.

import { windowsOf } from '../../src/fleet/schedules.ts';
import { FACT } from '../../src/ledger/fact-codes.ts';
import { REASON } from '../../src/rollout/reason-codes.ts';
import { beginChosen } from './chosen.ts';
import { hasUpdate, offeredRelease, patchingOf } from './offers.ts';
import type { Orchestrator } from './orchestrator.ts';
import { isByPlatform, isOn, nextAssessment, nextOff } from './timing.ts';
import { NEVER, type Vm, type World } from './world.ts';

interface Window {
  readonly start: number;
  readonly end: number;
  readonly configuration: number;
}

/** The windows of the run in which the VM has not begun, and which have not passed it by. */
function windowsLeft(world: World, vm: Vm): Window[] {
  const { start, end, configuration } = windowsOf(world.scenario, vm.group.maintenanceConfigurations);
  return [...start.keys()]
    .map((index) => ({ start: start[index], end: end[index], configuration: configuration[index] }))
    .slice(vm.windowsDone);
}

/** The VM comes under its schedules: windows that have begun by then are not for it. */
export function joinSchedules(world: World, vm: Vm, t: number): void {
  vm.windowsDone = 0;
  vm.windowsDone = windowsLeft(world, vm).filter(({ start }) => start < t).length;
}

function passBy(world: World, vm: Vm, t: number, reason: number): void {
  vm.windowsDone++;
  vm.reason = reason;
  const next = windowsLeft(world, vm)[0];
  world.record(FACT.deferred, t, vm.number, reason, next === undefined ? -1 : Math.max(t, next.start));
}

export function awaitWindow(orchestrator: Orchestrator, world: World, vm: Vm, t: number): void {
  for (const { end } of windowsLeft(world, vm)) {
    if (end > t) break;
    passBy(world, vm, t, REASON.inFlight);
  }
  const next = windowsLeft(world, vm)[0];
  const at = next === undefined ? NEVER : Math.max(t, next.start);
  const asks = patchingOf(vm) === 'idle' && hasUpdate(vm) && isByPlatform(vm, t);
  const assessment = asks ? nextAssessment(world, vm, t) : NEVER;
  if (assessment < at) orchestrator.rest(vm, t, 'assessment', assessment);
  else orchestrator.rest(vm, t, next === undefined ? 'nothing' : 'start', at);
}

export function beginWindow(orchestrator: Orchestrator, world: World, vm: Vm, t: number): void {
  const { scenario } = world;
  const { start, end, configuration } = windowsLeft(world, vm)[0];
  const before = Math.max(0, start - scenario.parameters.scheduleLead);
  const early = isOn(vm, before) && nextOff(vm, before) > start;
  if (!isOn(vm, t) || !early) {
    passBy(world, vm, t, isOn(vm, t) ? REASON.onTooShort : REASON.off);
    return awaitWindow(orchestrator, world, vm, t);
  }
  const others = vm.cell.isSet ? vm.cell.vms.filter(({ hasTurn }) => hasTurn) : [];
  if (others.some(({ updateDomain }) => updateDomain !== vm.updateDomain))
    return orchestrator.rest(vm, t, 'turn', end);
  vm.hasTurn = true;
  vm.windowsDone++;
  const { rebootSetting, windowsParameters: wanted } =
    scenario.maintenanceConfigurations[configuration].installPatches;
  const own = vm.rebootSetting as 'Unknown' | typeof rebootSetting;
  const runs = beginChosen(world, orchestrator.runs, vm, t, {
    by: 'schedule',
    configuration,
    wanted,
    rebootSetting: own === 'Unknown' ? rebootSetting : own,
    end,
  });
  const first = offeredRelease(world, vm);
  const patches = vm.run.chosen!.patches.map(({ release }) => release);
  if (first >= 0 && !patches.includes(first)) vm.reason = REASON.notSelected;
  else if (!runs && vm.run.exceeded) vm.reason = REASON.windowTooShort;
  if (runs) return;
  awaitWindow(orchestrator, world, vm, t);
  endTurn(orchestrator, vm, t);
}

/** The window is over before its update domain had its turn. */
export function turnPassed(orchestrator: Orchestrator, world: World, vm: Vm, t: number): void {
  passBy(world, vm, t, REASON.updateDomainBusy);
  awaitWindow(orchestrator, world, vm, t);
}

/** F28: with the last of an update domain the next one has its turn. */
export function endTurn(orchestrator: Orchestrator, vm: Vm, t: number): void {
  if (!vm.hasTurn) return;
  vm.hasTurn = false;
  if (!vm.cell.isSet || vm.cell.vms.some(({ hasTurn }) => hasTurn)) return;
  const waiting = vm.cell.vms.filter((other) => other.waiting === 'turn');
  const domain = Math.min(...waiting.map(({ updateDomain }) => updateDomain));
  for (const other of waiting) if (other.updateDomain === domain) orchestrator.wait(other, 'start', t);
}
