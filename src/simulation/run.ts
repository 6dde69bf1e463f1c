// One VM's installation run, step by step: asks the chart's table what follows and carries it out (R22-R28).
// Refuses to know who else is in flight and when the run may start.

import { isHotpatch } from '../catalogue/kinds.ts';
import { FACT } from '../ledger/facts.ts';
import { REASON } from '../rollout/reasons.ts';
import { ACTIONS, type Action } from '../vm/actions.ts';
import { DELAYS, type Delay, LEVELS, NEXTS, type Next } from '../vm/events.ts';
import { START_TIMER } from '../vm/table.ts';
import { becomeEffective, currentRelease, levelOf, stagedLevel, stagedRelease } from './content.ts';
import { EVENT, PATCHING, PATCHING_STATES } from './event-codes.ts';
import { healthVerdict } from './health.ts';
import { runNumber } from './luck.ts';
import { offeredRelease, retarget } from './offer.ts';
import { nextOn, offFrom, wait } from './timers.ts';
import { counts, judged, runCount } from './verdicts.ts';
import { REBOOT, WAIT, type World } from './world.ts';

const ACT = Object.fromEntries(ACTIONS.map((name, code) => [name, code])) as Record<Action, number>;
const timerCode = (delay: Delay): number => START_TIMER + DELAYS.indexOf(delay);
const START_INSTALL = timerCode('installDuration');
const START_REBOOT = timerCode('rebootDuration');
const START_PROBE = timerCode('healthProbe');
const START_RECOVERY = timerCode('recovery');
const START_REPAIR = timerCode('repair');

/** What a run has seen; `staged` and `stagedDotnet`: it installed what now waits for a restart. */
const FLAG = { exceeded: 1, rebooted: 2, rebootFailed: 4, staged: 8, stagedDotnet: 16 } as const;

/** Runs VMs through the chart's table. One for a world; keeps only what one event needs. */
export class Runs {
  readonly #world: World;
  readonly #patching: Uint8Array;
  readonly #stopped: Uint8Array;
  readonly #fallBehind: (vm: number) => void;
  #now = 0;
  /** The patch that has just been installed or has failed. */
  #finished = -1;
  /** What becomes effective is that patch, not what waited for a restart. */
  #patchOnly = false;
  #responsible = -1;
  #recoverAfter = 0;

  constructor(world: World) {
    this.#world = world;
    this.#patching = Uint8Array.from(world.table.configurations, ({ patching }) =>
      PATCHING_STATES.indexOf(patching as (typeof PATCHING_STATES)[number]),
    );
    this.#stopped = Uint8Array.from(world.table.configurations, ({ power }) => (power === 'stopped' ? 1 : 0));
    this.#fallBehind = (vm) => this.#send(vm, EVENT.fellBehind, this.#now);
  }

  /** Where the VM stands in the chart's patching region: a code of PATCHING. */
  state(vm: number): number {
    return this.#patching[this.#world.configuration[vm]];
  }

  /** What is on offer for the VM now; true when it has anything to do. */
  target(vm: number, t: number): boolean {
    this.#now = t;
    return retarget(this.#world, vm, this.#fallBehind);
  }

  /** An assessment found something: the VM is a candidate. */
  assessed(vm: number, t: number): void {
    this.#powered(vm, t);
    this.#world.sink.record(FACT.assessed, t, vm, offeredRelease(this.#world, vm), 1);
    this.#send(vm, EVENT.found, t);
  }

  /** Somebody wants to know what is on offer (F17). */
  assessedOnDemand(vm: number, t: number): void {
    this.#powered(vm, t);
    this.#world.sink.record(FACT.assessed, t, vm, offeredRelease(this.#world, vm), 2);
    if (this.#world.rollout[vm] >= 0) this.#send(vm, EVENT.found, t);
  }

  /** Starts the run of an admitted VM. */
  start(vm: number, t: number): void {
    const world = this.#world;
    this.#powered(vm, t);
    world.tries[vm] = world.runRollout[vm] === world.rollout[vm] ? Math.min(255, world.tries[vm] + 1) : 0;
    world.runRollout[vm] = world.rollout[vm];
    world.flags[vm] = 0;
    world.installedRelease[vm] = -1;
    world.installedDotnet[vm] = -1;
    world.sink.record(FACT.assessed, t, vm, offeredRelease(world, vm), 0);
    const install = world.offer[vm] >= 0 || world.dotnetOffer[vm] >= 0;
    world.current[vm] = world.offer[vm] >= 0 ? 0 : 1;
    this.#send(vm, install ? EVENT.install : EVENT.reboot, t);
  }

  /** The timer of the VM's run went off. */
  fire(vm: number, t: number): void {
    switch (this.state(vm)) {
      case PATCHING.installing:
        return this.#patchEnded(vm, t);
      case PATCHING.rebooting:
        return this.#rebootEnded(vm, t);
      case PATCHING.verifying: {
        const verdict = healthVerdict(this.#world, vm);
        this.#responsible = verdict.release;
        this.#recoverAfter = verdict.recoverAfter;
        const healthy = verdict.recoverAfter === 0;
        return this.#send(vm, EVENT.probed[Number(healthy)][Number(this.target(vm, t))], t);
      }
      case PATCHING.unhealthy:
        return this.#send(vm, EVENT.recovered[Number(this.target(vm, t))], t);
      default: {
        const level = stagedLevel(this.#world, vm);
        return this.#send(vm, EVENT.repaired[level][Number(this.target(vm, t))], t);
      }
    }
  }

  /** The VM is switched off in the middle of its run (R32). */
  losePower(vm: number, t: number): void {
    const { sink, staged, stagedDotnet, flags } = this.#world;
    const verifying = this.state(vm) === PATCHING.verifying;
    if (verifying) sink.record(FACT.healthUnknown, t, vm, -1, -1);
    const remaining = verifying && this.target(vm, t);
    const waits =
      (staged[vm] >= 0 && (flags[vm] & FLAG.staged) === 0) ||
      (stagedDotnet[vm] >= 0 && (flags[vm] & FLAG.stagedDotnet) === 0);
    this.#send(vm, EVENT.powerOff[Number(remaining)][Number(waits)], t);
  }

  /** The VM was switched off and on again, which restarts it. */
  powerCycle(vm: number, t: number): void {
    this.#send(vm, EVENT.powerOff[0][0], t);
    this.#powered(vm, t);
  }

  /** Its owner restarts the VM in the middle of a run: as if it had lost power for an instant (R24). */
  cutShort(vm: number, t: number): void {
    this.losePower(vm, t);
    this.#powered(vm, t);
  }

  /** Hotpatch is switched on or off by an action (R28). */
  enrol(vm: number, t: number, on: boolean): void {
    this.#world.sink.record(on ? FACT.hotpatchEnabled : FACT.hotpatchDisabled, t, vm, -1, -1);
    if (on) this.#world.enrolledAt[vm] = t;
    this.#send(vm, on ? EVENT.hotpatchOn : EVENT.hotpatchOff, t);
  }

  #powered(vm: number, t: number): void {
    if (this.#stopped[this.#world.configuration[vm]] === 1)
      this.#send(vm, EVENT.powerOn[stagedLevel(this.#world, vm)], t);
  }

  #patchEnded(vm: number, t: number): void {
    const world = this.#world;
    const { parameters } = world.scenario;
    const slot = world.current[vm];
    const group = world.fleet.group[vm];
    const release = currentRelease(world, vm);
    const installed = !world.luck.installFails(world.fleet.luck[vm], this.#run(vm), slot);
    const hotpatch = isHotpatch(world.releases[release].kind);
    const left = world.runEnd[vm] - t;
    let next: Next = 'end';
    if (slot === 0 && world.dotnetOffer[vm] >= 0) {
      if (left >= world.reserve[group] + parameters.averageInstall) next = 'patch';
      else world.flags[vm] |= FLAG.exceeded;
    }
    if (next === 'end') {
      const setting = world.rebootSetting[vm];
      const asked = (installed && !hotpatch) || world.staged[vm] >= 0 || world.stagedDotnet[vm] >= 0;
      if (setting === REBOOT.always || (asked && setting !== REBOOT.never)) {
        // A restart that no longer fits waits for the next window (F49, F52).
        if (left >= world.reserve[group]) next = 'reboot';
        else world.flags[vm] |= FLAG.exceeded;
      }
    }
    this.#finished = release;
    this.#patchOnly = true;
    const level = slot === 1 ? LEVELS.indexOf('none') : levelOf(world, vm, world.offer[vm]);
    if (next === 'patch') world.current[vm] = 1;
    const code = NEXTS.indexOf(next);
    this.#send(vm, installed ? EVENT.installed[level][code] : EVENT.failed[code], t, slot);
    this.#patchOnly = false;
  }

  #rebootEnded(vm: number, t: number): void {
    const world = this.#world;
    const failed = world.luck.rebootFails(world.fleet.luck[vm], this.#run(vm));
    world.flags[vm] |= failed ? FLAG.rebootFailed : FLAG.rebooted;
    if (failed) this.#recoverAfter = world.scenario.parameters.healthRecovery;
    this.#responsible = -1;
    this.#send(vm, failed ? EVENT.rebootFailed : EVENT.rebooted[stagedLevel(world, vm)], t);
  }

  /** Number of the run in draws. */
  #run(vm: number): number {
    return runNumber(this.#world.runRollout[vm], this.#world.tries[vm]);
  }

  #send(vm: number, event: number, t: number, slot = 0): void {
    const { table, configuration } = this.#world;
    this.#now = t;
    const before = configuration[vm];
    const at = before * table.events + event;
    configuration[vm] = table.next[at];
    for (let pc = table.entry[at]; table.code[pc] >= 0; pc++) this.#act(vm, table.code[pc], t, before, slot);
  }

  #act(vm: number, action: number, t: number, before: number, slot: number): void {
    const world = this.#world;
    const { sink, fleet, luck } = world;
    switch (action) {
      case ACT.startPatch:
        return sink.record(FACT.installationStarted, t, vm, currentRelease(world, vm), -1);
      case START_INSTALL: {
        const { kind } = world.releases[currentRelease(world, vm)];
        return this.#timer(
          vm,
          t,
          luck.installDuration(kind, fleet.luck[vm], this.#run(vm), world.current[vm]),
        );
      }
      case ACT.patchInstalled:
        (slot === 0 ? world.installedRelease : world.installedDotnet)[vm] = this.#finished;
        if (slot === 1) {
          world.stagedDotnet[vm] = world.dotnetOffer[vm];
          world.flags[vm] |= FLAG.stagedDotnet;
        } else if (!isHotpatch(world.releases[this.#finished].kind)) {
          world.staged[vm] = world.offer[vm];
          world.flags[vm] |= FLAG.staged;
        }
        return sink.record(FACT.patchInstalled, t, vm, this.#finished, -1);
      case ACT.patchFailed:
        world.reason[vm] = REASON.installFailed;
        return sink.record(FACT.patchFailed, t, vm, this.#finished, -1);
      case ACT.startReboot:
        return sink.record(FACT.rebootStarted, t, vm, stagedRelease(world, vm), -1);
      case START_REBOOT:
        return this.#timer(vm, t, luck.rebootDuration(fleet.luck[vm], this.#run(vm)));
      case ACT.rebootCompleted: {
        const seconds = luck.rebootDuration(fleet.luck[vm], this.#run(vm));
        return sink.record(FACT.rebootCompleted, t, vm, stagedRelease(world, vm), seconds);
      }
      case ACT.rebootFailed:
        return sink.record(FACT.rebootFailed, t, vm, stagedRelease(world, vm), -1);
      case ACT.becomeEffective:
        return becomeEffective(world, vm, t, this.#patchOnly, slot);
      case ACT.runCompleted:
        return sink.record(FACT.runCompleted, t, vm, this.#rebootStatus(vm), world.flags[vm] & FLAG.exceeded);
      case START_PROBE:
        return this.#timer(vm, t, world.scenario.parameters.healthProbe);
      case ACT.runInterrupted:
        world.reason[vm] = REASON.interrupted;
        if ((world.flags[vm] & FLAG.staged) !== 0) world.staged[vm] = -1;
        if ((world.flags[vm] & FLAG.stagedDotnet) !== 0) world.stagedDotnet[vm] = -1;
        return sink.record(FACT.runInterrupted, t, vm, -1, -1);
      case ACT.healthy:
        judged(world, vm);
        return sink.record(FACT.healthy, t, vm, -1, -1);
      case ACT.unhealthy:
        judged(world, vm);
        if (counts(world, vm)) world.unhealthy[runCount(world, vm)]++;
        return sink.record(FACT.unhealthy, t, vm, this.#responsible, -1);
      case ACT.recovered:
        if (counts(world, vm)) world.unhealthy[runCount(world, vm)]--;
        return sink.record(FACT.recovered, t, vm, -1, -1);
      case ACT.trackChanged:
        return sink.record(
          FACT.trackChanged,
          t,
          vm,
          world.trackOf[before],
          world.trackOf[world.configuration[vm]],
        );
      default:
        // Recovery and repair are not cut short by being switched off, but nobody restarts a VM that is off.
        if (action === START_RECOVERY) return wait(world, vm, WAIT.run, t + this.#recoverAfter);
        if (action === START_REPAIR)
          return wait(world, vm, WAIT.run, nextOn(world, vm, t + this.#recoverAfter));
    }
  }

  /** Starts the timer of a step that losing power cuts short. */
  #timer(vm: number, t: number, seconds: number): void {
    const world = this.#world;
    const off = offFrom(world, vm, t);
    if (off <= t + seconds) wait(world, vm, WAIT.powerLoss, off);
    else wait(world, vm, WAIT.run, t + seconds);
  }

  /** Azure's rebootStatus of the run, as a code of REBOOT_STATUSES (F54). */
  #rebootStatus(vm: number): number {
    const { flags, staged, stagedDotnet } = this.#world;
    if ((flags[vm] & FLAG.rebootFailed) !== 0) return 3;
    if (staged[vm] >= 0 || stagedDotnet[vm] >= 0) return 1;
    return (flags[vm] & FLAG.rebooted) !== 0 ? 2 : 0;
  }
}
