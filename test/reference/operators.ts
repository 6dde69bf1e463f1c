// What operators do to VMs, and what is refused (R13, R24, R28, R32). Refuses to know whom an action chooses when.

import { FACT } from '../../src/ledger/fact-codes.ts';
import {
  ACTIONS_TAKEN,
  type ActionTaken,
  REFUSALS,
  type Refusal,
  SETTING_VALUES,
} from '../../src/ledger/facts.ts';
import { REASON } from '../../src/rollout/reason-codes.ts';
import { changedBy } from '../../src/scenario/deeds.ts';
import type { Action, Install } from '../../src/scenario/schema.ts';
import { beginChosen } from './chosen.ts';
import { hasUpdate, isResting, needsRestart, offeredRelease, patchingOf, trackOf } from './offers.ts';
import type { Orchestrator } from './orchestrator.ts';
import { modeRefusal, switchMode } from './patch-modes.ts';
import { isOn, nextAssessment, nextWindow } from './timing.ts';
import { NEVER, type Vm, type World } from './world.ts';

export const isChosen = (vm: Vm, { groups, vms }: Action): boolean =>
  (groups?.includes(vm.group.name) ?? true) && (vms?.includes(vm.name) ?? true);

const CHANGEABLE = [
  'rebootSetting',
  'assessmentMode',
  'enableHotpatching',
  'patchMode',
  'bypassPlatformSafetyChecksOnUserSchedule',
] as const;

export class Operators {
  readonly #world: World;
  readonly #orchestrator: Orchestrator;

  constructor(world: World, orchestrator: Orchestrator) {
    this.#world = world;
    this.#orchestrator = orchestrator;
  }

  /** The nights of assessments are known in advance, and so is who changes their mode. */
  knowMode(vm: Vm, action: Action): void {
    const mode = changedBy(action)?.assessmentMode;
    const since = action.at - this.#world.scenario.clock.start;
    if (mode === undefined || !isChosen(vm, action) || this.#world.refused.get(action)?.has(vm.number))
      return;
    vm.modes.push({ since, mode });
  }

  /** An operator does something to the VM. */
  act(vm: Vm, t: number, action: Action): void {
    if (action.hotpatch !== undefined) this.#enrol(vm, t, action.hotpatch === 'on');
    else if (action.restart !== undefined) this.#restartByOwner(vm, t);
    else if (action.assess !== undefined) this.#assessOnDemand(vm, t);
    else if (action.install !== undefined) this.#install(vm, t, action.install);
    else if (changedBy(action) !== undefined) this.#change(vm, t, action);
    // The power plan knows who switches the VM: there is nothing to be done.
    else if (action.power === 'on') this.#tell(vm, t, 'powerOn', this.#regionIsOut(vm, t));
    else this.#tell(vm, t, 'powerOff', this.#regionIsOut(vm, t));
  }

  /** Hotpatch is switched on or off (R28). */
  #enrol(vm: Vm, t: number, on: boolean): void {
    if (trackOf(vm) === 'notEligible') {
      if (on) this.#tell(vm, t, 'hotpatchOn', 'hotpatchNotSupported');
      return;
    }
    const early = this.#world.allowed.has(vm.subscription) ? undefined : 'previewNotRegistered';
    const refusal = on ? (modeRefusal(vm, undefined, true) ?? early) : undefined;
    if (refusal !== undefined) return this.#tell(vm, t, 'hotpatchOn', refusal);
    this.#switchHotpatch(vm, t, on);
    this.#orchestrator.refresh(vm, t);
  }

  /** R10: its subscription may have hotpatch from now on, and it was to have it. */
  admitToPreview(vm: Vm, t: number): void {
    if (!vm.awaitsPreview) return;
    this.#switchHotpatch(vm, t, true, 1);
    this.#orchestrator.refresh(vm, t);
  }

  #switchHotpatch(vm: Vm, t: number, on: boolean, by = -1): void {
    if (trackOf(vm) === 'notEligible') return;
    this.#world.record(on ? FACT.hotpatchEnabled : FACT.hotpatchDisabled, t, vm.number, by, -1);
    vm.awaitsPreview = false;
    if (on) vm.enabledAt = t;
    this.#orchestrator.runs.send(vm, t, { type: on ? 'HOTPATCH_ON' : 'HOTPATCH_OFF' });
  }

  /** R24: a restart cuts a run short, and is what a pending update waits for. */
  #restartByOwner(vm: Vm, t: number): void {
    const refusal = this.#regionIsOut(vm, t) ?? (isOn(vm, t) ? undefined : 'off');
    if (refusal !== undefined) return this.#tell(vm, t, 'restart', refusal);
    const waited = needsRestart(vm) && isResting(vm);
    if (['installing', 'rebooting', 'verifying'].includes(patchingOf(vm))) {
      this.#orchestrator.runs.losesPower(vm, t);
      this.#orchestrator.runs.switchedOn(vm, t);
      this.#tell(vm, t, 'restart');
      return this.#orchestrator.afterStep(vm, t);
    }
    this.#tell(vm, t, 'restart');
    this.#orchestrator.runs.restart(vm, t);
    if (!waited) return;
    if (vm.waiting === 'room') this.#orchestrator.wait(vm, 'room', NEVER);
    else this.#orchestrator.next(vm, t, t);
  }

  /** R13, F17: who learns of something asks in its next window, or at its next assessment if that comes first. */
  #assessOnDemand(vm: Vm, t: number): void {
    const world = this.#world;
    let refusal = this.#regionIsOut(vm, t);
    if (refusal === undefined && !isOn(vm, t)) refusal = 'off';
    if (refusal === undefined && !vm.group.provisionVMAgent) refusal = 'noVmAgent';
    if (refusal === undefined && !isResting(vm)) refusal = 'inFlight';
    this.#tell(vm, t, 'assess', refusal);
    if (refusal !== undefined) return;
    const waits = vm.waiting === 'assessment' || patchingOf(vm) === 'idle';
    this.#orchestrator.runs.switchedOn(vm, t);
    world.record(FACT.assessed, t, vm.number, offeredRelease(world, vm), 2);
    if (vm.rollout < 0) return;
    this.#orchestrator.runs.send(vm, t, { type: 'ASSESSED', found: true });
    if (!waits || vm.orchestration !== 'azureManaged') return;
    if (vm.reason === REASON.notAssessed) vm.reason = REASON.notOffPeak;
    const [window, assessment] = [nextWindow(world, vm, t), nextAssessment(world, vm, t)];
    if (window < assessment) this.#orchestrator.rest(vm, t, 'admission', window);
    else this.#orchestrator.rest(vm, t, 'assessment', assessment);
  }

  /** R30: at any hour, without room and rollout. */
  #install(vm: Vm, t: number, install: Install): void {
    let refusal = this.#regionIsOut(vm, t);
    if (refusal === undefined && !isOn(vm, t)) refusal = 'off';
    if (refusal === undefined && !vm.group.provisionVMAgent) refusal = 'noVmAgent';
    if (refusal === undefined && !isResting(vm)) refusal = 'inFlight';
    this.#tell(vm, t, 'install', refusal);
    if (refusal !== undefined) return;
    // R24: switched on in this very instant, it has had its restart.
    if (vm.due === t && ['powerCycle', 'room'].includes(vm.waiting)) this.#orchestrator.runs.restart(vm, t);
    const { maximumDuration, rebootSetting, windowsParameters: wanted } = install;
    const wish = { by: 'demand', wanted, rebootSetting, end: t + maximumDuration } as const;
    const { runs } = this.#orchestrator;
    if (!beginChosen(this.#world, runs, vm, t, wish)) this.#orchestrator.refresh(vm, t);
  }

  /** R13, R24, R28: all of the settings change, or none. */
  #change(vm: Vm, t: number, action: Action): void {
    const changes = changedBy(action)!;
    const by = action.drift === undefined ? 'settings' : 'drift';
    let refusal = this.#regionIsOut(vm, t);
    const unable = trackOf(vm) === 'notEligible' && changes.enableHotpatching === true;
    if (refusal === undefined && unable) refusal = 'hotpatchNotSupported';
    const agentless = changes.assessmentMode === 'AutomaticByPlatform' && !vm.group.provisionVMAgent;
    if (refusal === undefined && agentless) refusal = 'noVmAgent';
    refusal ??= modeRefusal(vm, changes.patchMode, changes.enableHotpatching);
    if (refusal === undefined && changes.enableHotpatching && !this.#world.allowed.has(vm.subscription))
      refusal = 'previewNotRegistered';
    this.#tell(vm, t, by, refusal);
    if (refusal !== undefined) {
      const { refused } = this.#world;
      refused.set(action, (refused.get(action) ?? new Set()).add(vm.number));
      return;
    }
    for (const setting of CHANGEABLE) {
      const code = SETTING_VALUES.findIndex(
        ([name, value]) => name === setting && value === String(changes[setting]),
      );
      if (code >= 0) this.#world.record(FACT.settingChanged, t, vm.number, code, ACTIONS_TAKEN.indexOf(by));
    }
    vm.rebootSetting = changes.rebootSetting ?? vm.rebootSetting;
    if (changes.enableHotpatching !== undefined) this.#switchHotpatch(vm, t, changes.enableHotpatching);
    const { patchMode, bypassPlatformSafetyChecksOnUserSchedule: bypass } = changes;
    if (switchMode(this.#world, vm, t, patchMode, bypass)) return this.#orchestrator.moved(vm, t);
    if (isResting(vm) && needsRestart(vm) && !hasUpdate(vm)) this.#orchestrator.next(vm, t, t);
    else this.#orchestrator.refresh(vm, t);
  }

  #regionIsOut(vm: Vm, t: number): Refusal | undefined {
    const { scenario, fleet } = this.#world;
    const now = scenario.clock.start + t;
    const out = scenario.incidents.some((incident) => {
      if (incident.kind !== 'regionOutage' || incident.region !== fleet.regions[vm.region]) return false;
      return incident.from <= now && now < incident.to;
    });
    return out ? 'regionOutage' : undefined;
  }

  #tell(vm: Vm, t: number, action: ActionTaken, refusal?: Refusal): void {
    const code = ACTIONS_TAKEN.indexOf(action);
    if (refusal === undefined) this.#world.record(FACT.actionDone, t, vm.number, code, -1);
    else this.#world.record(FACT.actionRefused, t, vm.number, code, REFUSALS.indexOf(refusal));
  }
}
