// One VM's installation run, step by step: asks the chart's table what follows and carries it out (R22-R28).
// Refuses to know who else is in flight and when the run may start.

import { FACT } from '../ledger/fact-codes.ts';
import { LEVELS, NEXTS } from '../vm/events.ts';
import { tasksOf } from '../vm/tasks.ts';
import type { ChosenRun } from './chosen-list.ts';
import { chosenOf, SLOT, takeUp } from './chosen-run.ts';
import { contentOf } from './content.ts';
import { EVENT, PATCHING_STATES } from './event-codes.ts';
import { healthVerdict } from './health.ts';
import { hasRestart, hasUpdate, rebootSettingOf, targetsOf } from './offer.ts';
import { PATCHING } from './patching-codes.ts';
import { REBOOT } from './reboot-settings.ts';
import { FLAG } from './run-flags.ts';
import { runLuckOf } from './run-luck.ts';
import { stepsOf } from './run-steps.ts';
import type { Timers } from './timers.ts';
import { verdictsOf } from './verdicts.ts';
import type { World } from './world.ts';

export type Runs = ReturnType<typeof runsOf>;

/** Runs VMs through the chart's table. */
export function runsOf(world: World, timers: Timers) {
  const { sink, table, configuration, reserve, runEnd, flags, chosen, current } = world;
  const { offer, dotnetOffer, rollout, runRollout, tries, installedRelease, installedDotnet } = world;
  const { isHotpatch } = world.releaseColumns;
  const { next: nextConfiguration, events } = table;
  const tasksAt = tasksOf(table);
  const { averageInstall, healthRecovery } = world.scenario.parameters;
  const { group } = world.fleet;
  const chosenRun = chosenOf(world);
  const content = contentOf(world);
  const { currentOffer, currentRelease, levelOf, stagedLevel } = content;
  const targets = targetsOf(world, content);
  const { offeredRelease, retarget } = targets;
  const luck = runLuckOf(world);
  const { installFails, rebootFails } = luck;
  const steps = stepsOf(world, { timers, content, luck, verdicts: verdictsOf(world, targets) });
  const { told, waitedBefore, patchIsOver, restartIsOver, healthIsKnown, carryOut, goOn } = steps;
  const patching = Uint8Array.from(table.configurations, (one) =>
    PATCHING_STATES.indexOf(one.patching as (typeof PATCHING_STATES)[number]),
  );
  const stopped = Uint8Array.from(table.configurations, ({ power }) => (power === 'stopped' ? 1 : 0));
  const NO_LEVEL = LEVELS.indexOf('none');
  // What a patch came to: the level it brings, or one of these.
  const DEFINED = LEVELS.length;
  const FAILED = LEVELS.length + 1;
  const WAYS_ON = NEXTS.length;
  /** By what it came to, then by what is next. */
  const patchOver = Int32Array.from([...EVENT.installed, EVENT.definitionInstalled, EVENT.failed].flat());
  const [PATCH, RESTART, END] = (['patch', 'reboot', 'end'] as const).map((next) => NEXTS.indexOf(next));
  const { always: ALWAYS, never: NO_REBOOT } = REBOOT;
  const { found, install, reboot, rebooted } = EVENT;
  const [WELL, WELL_WITH_MORE] = EVENT.probed[1];
  const someAreBad = world.badPatches.length > 0;
  // In scope they are constants to the compiler.
  const isOffered = hasUpdate;
  const restartWaits = hasRestart;
  const settingOf = rebootSettingOf;
  const fallBehind = (vm: number, t: number): void => send(vm, EVENT.fellBehind, t);

  /** Where the VM stands in the chart's patching region: a code of PATCHING. */
  function state(vm: number): number {
    return patching[configuration[vm]];
  }

  /** The VM is in no run, and nobody watches or repairs it after one. */
  function isResting(vm: number): boolean {
    return state(vm) <= PATCHING.pending;
  }

  /** What is on offer for the VM now; true when it has anything to do. */
  function target(vm: number, t: number): boolean {
    return retarget(vm, t, fallBehind);
  }

  /** An assessment found something: the VM is a candidate. */
  function assessed(vm: number, t: number): void {
    powered(vm, t);
    sink.record(FACT.assessed, t, vm, offeredRelease(vm), 1);
    send(vm, found, t);
  }

  /** Somebody wants to know what is on offer (F17). */
  function assessedOnDemand(vm: number, t: number): void {
    powered(vm, t);
    sink.record(FACT.assessed, t, vm, offeredRelease(vm), 2);
    if (rollout[vm] >= 0) send(vm, found, t);
  }

  /** Starts the run of an admitted VM. */
  function start(vm: number, t: number): void {
    powered(vm, t);
    begin(vm, t, 0);
  }

  /** Starts a run that no rollout admits; `by` is a code of STARTED_BY. */
  function startOwn(vm: number, t: number, by: number, end: number): void {
    powered(vm, t);
    runEnd[vm] = end;
    sink.record(FACT.runStarted, t, vm, by, end);
    send(vm, found, t);
    begin(vm, t, FLAG.own);
  }

  /** A VM that is on looks for everything anew, before somebody chooses from it. */
  function lookAnew(vm: number, t: number): void {
    powered(vm, t);
    target(vm, t);
  }

  /**
   * Goes into a run of chosen patches, or of the restart that waits alone; false when there is nothing to do, or no time
   * for it. No rollout admits it, and it has its own luck.
   */
  function startChosen(vm: number, t: number, run: ChosenRun, end: number): boolean {
    const needed = reserve[group[vm]];
    runEnd[vm] = end;
    flags[vm] = FLAG.own | FLAG.chosen;
    chosen.set(vm, run);
    const wanted = run.patches.length > 0;
    const fits = end - t >= needed + averageInstall;
    if (wanted && !fits) flags[vm] |= FLAG.exceeded;
    if (wanted && fits) takeUp(world, vm, run, 0);
    else if (!restartWaits(world, vm) || run.rebootSetting === NO_REBOOT || end - t < needed) return false;
    send(vm, found, t);
    send(vm, wanted && fits ? install : reboot, t);
    return true;
  }

  function begin(vm: number, t: number, flag: number): void {
    tries[vm] = runRollout[vm] === rollout[vm] ? Math.min(255, tries[vm] + 1) : 0;
    runRollout[vm] = rollout[vm];
    flags[vm] = flag;
    if (someAreBad) {
      installedRelease[vm] = -1;
      installedDotnet[vm] = -1;
    }
    sink.record(FACT.assessed, t, vm, offeredRelease(vm), 0);
    current[vm] = offer[vm] >= 0 ? 0 : 1;
    const before = configuration[vm];
    goOn(answer(vm, isOffered(world, vm) ? install : reboot), vm, t, before);
  }

  /** The time that health is watched after a run has passed; `hasWork`: what is on offer now gives the VM something to do. */
  function probed(vm: number, t: number, hasWork: boolean): void {
    let event = hasWork ? WELL_WITH_MORE : WELL;
    if (someAreBad) {
      const verdict = healthVerdict(world, vm, chosenRun(vm));
      told.responsible = verdict.release;
      told.recoverAfter = verdict.recoverAfter;
      if (verdict.recoverAfter > 0) event = EVENT.probed[0][Number(hasWork)];
    }
    healthIsKnown(answer(vm, event), vm, t);
  }

  /** A VM that was not well after its run is. */
  function recovered(vm: number, t: number): void {
    const was = state(vm);
    if (was === PATCHING.unhealthy) send(vm, EVENT.recovered[Number(target(vm, t))], t);
    if (was === PATCHING.unresponsive) {
      const level = stagedLevel(vm);
      send(vm, EVENT.repaired[level][Number(target(vm, t))], t);
    }
  }

  /** The VM is switched off in the middle of its run (R32). */
  function losePower(vm: number, t: number): void {
    const { staged, stagedDotnet } = world;
    const verifying = state(vm) === PATCHING.verifying;
    if (verifying) sink.record(FACT.healthUnknown, t, vm, -1, -1);
    const remaining = verifying && target(vm, t);
    const before = waitedBefore(vm);
    const system = (flags[vm] & FLAG.staged) === 0 ? staged[vm] : before[0];
    const dotnet = (flags[vm] & FLAG.stagedDotnet) === 0 ? stagedDotnet[vm] : before[1];
    const waits = system >= 0 || dotnet >= 0;
    send(vm, EVENT.powerOff[Number(remaining)][Number(waits)], t);
  }

  /** The VM was switched off and on again, which restarts it. */
  function powerCycle(vm: number, t: number): void {
    send(vm, EVENT.powerOff[0][0], t);
    powered(vm, t);
  }

  /** Its owner restarts the VM in the middle of a run: as if it had lost power for an instant (R24). */
  function cutShort(vm: number, t: number): void {
    losePower(vm, t);
    powered(vm, t);
  }

  /** Hotpatch is switched on or off by an action (R28). */
  function enrol(vm: number, t: number, on: boolean, byRegistration = false): void {
    const kind = on ? FACT.hotpatchEnabled : FACT.hotpatchDisabled;
    sink.record(kind, t, vm, byRegistration ? 1 : -1, -1);
    if (on) world.enrolledAt[vm] = t;
    send(vm, on ? EVENT.hotpatchOn : EVENT.hotpatchOff, t);
  }

  function powered(vm: number, t: number): void {
    if (stopped[configuration[vm]] === 1) send(vm, EVENT.powerOn[stagedLevel(vm)], t);
  }

  /** The time that the patch takes has passed. */
  function patchEnded(vm: number, t: number): void {
    const slot = current[vm];
    const needed = reserve[group[vm]];
    const run = chosenRun(vm);
    const release = currentRelease(vm, run);
    const offered = currentOffer(vm, run);
    const left = runEnd[vm] - t;
    const fails = installFails(vm, release, run);
    let level = NO_LEVEL;
    if (fails) level = FAILED;
    else if (slot === SLOT.system) level = levelOf(vm, offered);
    else if (slot === SLOT.definition) level = DEFINED;
    let next: number = END;
    const more =
      run === undefined ? slot === SLOT.system && dotnetOffer[vm] >= 0 : run.current + 1 < run.patches.length;
    if (more) {
      if (left >= needed + averageInstall) next = PATCH;
      else flags[vm] |= FLAG.exceeded;
    }
    if (next === END) {
      const restarts = !fails && slot !== SLOT.definition && isHotpatch[release] === 0;
      const setting = run === undefined ? settingOf(world, vm) : run.rebootSetting;
      if (setting === ALWAYS || (setting !== NO_REBOOT && (restarts || restartWaits(world, vm)))) {
        // A restart that no longer fits waits for the next window (F49, F52).
        if (left >= needed) next = RESTART;
        else flags[vm] |= FLAG.exceeded;
      }
    } else if (run === undefined) current[vm] = SLOT.dotnet;
    else takeUp(world, vm, run, run.current + 1);
    const before = configuration[vm];
    patchIsOver(answer(vm, patchOver[level * WAYS_ON + next]), vm, t, before, slot, release, offered);
  }

  /** The time that the restart takes has passed. */
  function rebootEnded(vm: number, t: number): void {
    const before = configuration[vm];
    let event: number = EVENT.rebootFailed;
    if (rebootFails(vm)) {
      flags[vm] |= FLAG.rebootFailed;
      told.recoverAfter = healthRecovery;
      told.responsible = -1;
    } else {
      flags[vm] |= FLAG.rebooted;
      event = rebooted[stagedLevel(vm)];
    }
    restartIsOver(answer(vm, event), vm, t, before);
  }

  function send(vm: number, event: number, t: number): void {
    const before = configuration[vm];
    const tasks = answer(vm, event);
    if (tasks !== 0) carryOut(tasks, vm, t, before);
  }

  /** The chart's table says what the event leads to, and what is to be done: bits of TASK. */
  function answer(vm: number, event: number): number {
    const at = configuration[vm] * events + event;
    configuration[vm] = nextConfiguration[at];
    return tasksAt[at];
  }

  return {
    content,
    targets,
    state,
    isResting,
    target,
    assessed,
    assessedOnDemand,
    start,
    startOwn,
    lookAnew,
    startChosen,
    probed,
    recovered,
    patchEnded,
    rebootEnded,
    losePower,
    powerCycle,
    cutShort,
    enrol,
  };
}
