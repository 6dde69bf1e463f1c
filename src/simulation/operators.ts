// What operators do to single VMs at an instant, and why it is refused (R13, R24, R28, R32).
// Refuses to know whom an action chooses, and what the VM does next.

import { ORCHESTRATION } from '../fleet/orchestration-codes.ts';
import { isOut } from '../fleet/plans.ts';
import { NEVER } from '../kernel/eventlist.ts';
import { FACT } from '../ledger/fact-codes.ts';
import { ACTIONS_TAKEN, type ActionTaken, REFUSALS, type Refusal, SETTING_VALUES } from '../ledger/facts.ts';
import { REASON } from '../rollout/reason-codes.ts';
import { changedBy } from '../scenario/deeds.ts';
import type { Action, Install } from '../scenario/schema.ts';
import type { Assessments } from './assessment.ts';
import { ChosenRuns } from './chosen-runs.ts';
import { hasRestart, hasUpdate } from './offer.ts';
import type { PatchModes } from './patch-modes.ts';
import { PATCHING } from './patching-codes.ts';
import { REBOOT_SETTINGS } from './reboot-settings.ts';
import type { Changes } from './refusals.ts';
import type { Runs } from './run.ts';
import type { Timers } from './timers.ts';
import { WAIT } from './waits.ts';
import type { World } from './world.ts';

/**
 * What the VM needs after an action: nothing, to look for offers, the end of its run, what it waits for next, or to wait for
 * somebody else.
 */
export const AFTER = { nothing: 0, refresh: 1, run: 2, restart: 3, moved: 4 } as const;
type After = (typeof AFTER)[keyof typeof AFTER];

export class Operators {
  readonly #world: World;
  readonly #timers: Timers;
  readonly #assessments: Assessments;
  readonly #runs: Runs;
  readonly #chosenRuns: ChosenRuns;
  readonly #modes: PatchModes;

  constructor(world: World, timers: Timers, assessments: Assessments, runs: Runs, modes: PatchModes) {
    this.#world = world;
    this.#timers = timers;
    this.#assessments = assessments;
    this.#runs = runs;
    this.#chosenRuns = new ChosenRuns(world, runs);
    this.#modes = modes;
  }

  act(action: Action, vm: number, t: number): After {
    const { hotpatch, restart, power, assess, install } = action;
    const changes = changedBy(action);
    if (hotpatch !== undefined) return this.#enrol(vm, t, hotpatch === 'on');
    if (restart !== undefined) return this.#restart(vm, t);
    if (assess !== undefined) return this.#assess(vm, t);
    if (install !== undefined) return this.#install(vm, t, install);
    if (changes !== undefined)
      return this.#change(action.drift === undefined ? 'settings' : 'drift', changes, vm, t);
    // The power plan knows who switches the VM (fleet/switched.ts): there is nothing to be carried out.
    this.#tell(vm, t, power === 'on' ? 'powerOn' : 'powerOff', this.#regionOut(vm, t));
    return AFTER.nothing;
  }

  #enrol(vm: number, t: number, on: boolean): After {
    const refusal = this.#modes.refusal(vm, { enableHotpatching: on });
    if (refusal !== undefined) this.#tell(vm, t, 'hotpatchOn', refusal);
    return refusal === undefined && this.#setHotpatch(vm, t, on) ? AFTER.refresh : AFTER.nothing;
  }

  /** Returns whether the VM can have hotpatch at all. */
  #setHotpatch(vm: number, t: number, on: boolean): boolean {
    const { fleet, preview } = this.#world;
    if (fleet.coverage[fleet.group[vm]].hotpatch === 'notEligible') return false;
    preview.want(vm, on);
    this.#runs.enrol(vm, t, on);
    return true;
  }

  #restart(vm: number, t: number): After {
    const world = this.#world;
    const refusal = this.#unreachable(vm, t);
    if (refusal !== undefined) {
      this.#tell(vm, t, 'restart', refusal);
      return AFTER.nothing;
    }
    const state = this.#runs.state(vm);
    if (state === PATCHING.installing || state === PATCHING.rebooting || state === PATCHING.verifying) {
      this.#runs.cutShort(vm, t);
      this.#tell(vm, t, 'restart');
      return AFTER.run;
    }
    const waited = this.#runs.isResting(vm) && hasRestart(world, vm);
    this.#tell(vm, t, 'restart');
    this.#runs.powerCycle(vm, t);
    if (!waited) return AFTER.nothing;
    if (world.waiting[vm] !== WAIT.room) return AFTER.restart;
    // It keeps its place in the queue.
    this.#timers.wait(vm, WAIT.room, NEVER);
    return AFTER.nothing;
  }

  /** R13: what is found is as good as what the schedule finds, but the VM asks for admission in a later window only. */
  #assess(vm: number, t: number): After {
    const world = this.#world;
    const state = this.#runs.state(vm);
    const refusal = this.#unreachable(vm, t) ?? this.#noAgent(vm) ?? this.#busy(vm);
    this.#tell(vm, t, 'assess', refusal);
    if (refusal !== undefined) return AFTER.nothing;
    this.#runs.assessedOnDemand(vm, t);
    if (world.orchestration[vm] !== ORCHESTRATION.azureManaged) return AFTER.nothing;
    if (world.rollout[vm] < 0 || (world.waiting[vm] !== WAIT.assessment && state !== PATCHING.idle))
      return AFTER.nothing;
    if (world.reason[vm] === REASON.notAssessed) world.reason[vm] = REASON.notOffPeak;
    const window = this.#assessments.nextWindow(vm, t);
    const assessment = this.#assessments.nextAssessment(vm, t);
    if (window < assessment) this.#timers.rest(vm, t, WAIT.admission, window);
    else this.#timers.rest(vm, t, WAIT.assessment, assessment);
    return AFTER.nothing;
  }

  /** R30: at any hour and in whatever patch mode; it takes no room and asks no rollout. */
  #install(vm: number, t: number, { maximumDuration, rebootSetting, windowsParameters }: Install): After {
    const refusal = this.#unreachable(vm, t) ?? this.#noAgent(vm) ?? this.#busy(vm);
    this.#tell(vm, t, 'install', refusal);
    if (refusal !== undefined) return AFTER.nothing;
    // Switched on in this very instant, it has had its restart (R24).
    const { waiting, events } = this.#world;
    if (events.due[vm] === t && (waiting[vm] === WAIT.powerCycle || waiting[vm] === WAIT.room))
      this.#runs.powerCycle(vm, t);
    const runs = this.#chosenRuns.begin(vm, t, {
      by: 'demand',
      chosen: windowsParameters,
      rebootSetting: REBOOT_SETTINGS.indexOf(rebootSetting),
      end: t + maximumDuration,
    });
    return runs ? AFTER.nothing : AFTER.refresh;
  }

  /** F34: without the agent nothing is assessed or installed by Azure. */
  #noAgent(vm: number): Refusal | undefined {
    const { fleet } = this.#world;
    return fleet.groups[fleet.group[vm]].provisionVMAgent ? undefined : 'noVmAgent';
  }

  /** One operation at a time. */
  #busy(vm: number): Refusal | undefined {
    return this.#runs.isResting(vm) ? undefined : 'inFlight';
  }

  /** Settings are the platform's: they change also while the VM is off or in a run, all of them or none. */
  #change(by: 'settings' | 'drift', changes: Changes, vm: number, t: number): After {
    const world = this.#world;
    const { enableHotpatching, rebootSetting, patchMode } = changes;
    const bypass = changes.bypassPlatformSafetyChecksOnUserSchedule;
    const refusal = this.#regionOut(vm, t) ?? this.#modes.refusal(vm, changes);
    this.#tell(vm, t, by, refusal);
    if (refusal !== undefined) return AFTER.nothing;
    SETTING_VALUES.forEach(([setting, value], code) => {
      if (String(changes[setting]) !== value) return;
      world.sink.record(FACT.settingChanged, t, vm, code, ACTIONS_TAKEN.indexOf(by));
    });
    if (rebootSetting !== undefined) world.rebootSetting[vm] = REBOOT_SETTINGS.indexOf(rebootSetting);
    if (enableHotpatching !== undefined) this.#setHotpatch(vm, t, enableHotpatching);
    const hands = patchMode !== undefined || bypass !== undefined;
    if (hands && this.#modes.change(vm, t, { patchMode, bypass })) return AFTER.moved;
    return this.#onlyRestarts(vm) ? AFTER.restart : AFTER.refresh;
  }

  /** A restart is all the VM has to do, if its setting has it. */
  #onlyRestarts(vm: number): boolean {
    const world = this.#world;
    return this.#runs.isResting(vm) && hasRestart(world, vm) && !hasUpdate(world, vm);
  }

  #unreachable(vm: number, t: number): Refusal | undefined {
    return this.#regionOut(vm, t) ?? (this.#timers.isOn(vm, t) ? undefined : 'off');
  }

  /** Nobody reaches a VM of a region that is out. */
  #regionOut(vm: number, t: number): Refusal | undefined {
    const { fleet, scenario, start } = this.#world;
    return isOut(scenario, fleet.regions[fleet.region[vm]], start + t) ? 'regionOutage' : undefined;
  }

  #tell(vm: number, t: number, action: ActionTaken, refusal?: Refusal): void {
    const { sink } = this.#world;
    const code = ACTIONS_TAKEN.indexOf(action);
    if (refusal === undefined) sink.record(FACT.actionDone, t, vm, code, -1);
    else sink.record(FACT.actionRefused, t, vm, code, REFUSALS.indexOf(refusal));
  }
}
