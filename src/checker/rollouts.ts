// The way of each rollout through its phases: order, gates, bake times, turns of zones (R15-R17, R19).
// Refuses to know single installation runs.

import { DAY, formatInstant, type Instant } from '../calendar/instant.ts';
import type { Line, Report } from './breach.ts';
import type { Head } from './head.ts';
import { arePairs } from './region-pairs.ts';
import { isHotpatch } from './releases.ts';
import type { Fact } from './trace-lines.ts';
import type { Vm } from './vm.ts';

/** An expedited rollout waits for VMs of a phase no longer than this (U15). */
const EXPEDITED_LIMIT = DAY;

interface PhaseState {
  opened: Fact | undefined;
  passed: Fact | undefined;
  attempted: number;
  unhealthy: number;
  /** Since when too few are healthy. */
  sickSince: Instant | undefined;
  /** The fact after which enough were healthy again, where the gate must have seen that they were not. */
  wellAgain: Fact | undefined;
}

interface Rollout {
  readonly phases: readonly PhaseState[];
  /** The turn of each region, and the one before. */
  readonly turns: Map<string, readonly [now: Fact, before: Fact | undefined]>;
  halted: Fact | undefined;
  relaxed: Fact | undefined;
}

export class Rollouts {
  readonly #head: Head;
  readonly #report: Report;
  readonly #rollouts: readonly Rollout[];
  readonly #phaseOf = new Map<string, number>();
  readonly #vmsOf: readonly Vm[][];

  constructor(head: Head, report: Report) {
    this.#head = head;
    this.#report = report;
    head.phases.forEach(({ regions }, phase) => {
      for (const region of regions) this.#phaseOf.set(region, phase);
    });
    this.#vmsOf = head.phases.map(() => []);
    for (const vm of head.vms.values()) {
      if (vm.orchestration !== undefined) this.#vmsOf[this.#phaseOf.get(vm.region) ?? -1]?.push(vm);
    }
    this.#rollouts = head.releases.rollouts.map(() => ({
      phases: head.phases.map(() => ({
        opened: undefined,
        passed: undefined,
        attempted: 0,
        unhealthy: 0,
        sickSince: undefined,
        wellAgain: undefined,
      })),
      turns: new Map(),
      halted: undefined,
      relaxed: undefined,
    }));
    this.#pairs();
  }

  /** A fact about a rollout. */
  take(fact: Fact): void {
    const rollout = this.#rollouts[fact.rollout as number];
    if (rollout === undefined) {
      return this.#report('R15', null, fact.t, `there is no rollout ${fact.rollout}`, fact);
    }
    if (fact.fact === 'zoneTurn') {
      const region = fact.region as string;
      rollout.turns.set(region, [fact, rollout.turns.get(region)?.[0]]);
    } else if (fact.fact === 'limitRelaxed') this.#relax(rollout, fact);
    else {
      const phase = rollout.phases[fact.phase as number];
      if (phase === undefined) {
        return this.#report(
          'R15',
          null,
          fact.t,
          `there is no phase ${fact.phase}`,
          fact,
          this.#head.phasesAt,
        );
      }
      if (fact.fact === 'phaseOpened') this.#open(rollout, phase, fact);
      else if (fact.fact === 'phasePassed') this.#pass(rollout, phase, fact);
      else this.#halt(rollout, phase, fact);
    }
  }

  /** A VM is admitted under a rollout. */
  admit(vm: Vm, fact: Fact): void {
    const breach = (rule: string, message: string, second?: Line): void =>
      this.#report(rule, vm.name, fact.t, message, fact, second);
    const rollout = this.#rollouts[fact.rollout as number];
    if (vm.orchestration !== 'azureManaged')
      breach('R9', `is admitted though it is ${vm.orchestration}`, vm.head);
    if (rollout === undefined)
      return breach('R15', `is admitted under rollout ${fact.rollout}, which there is not`);
    const phase = this.#phaseOf.get(vm.region);
    if (phase === undefined)
      return breach('R15', `of ${vm.region}, a region of no phase`, this.#head.phasesAt);
    if (rollout.phases[phase]?.opened === undefined) {
      breach('R15', `is admitted before the phase of ${vm.region} opened`, this.#head.phasesAt);
    }
    if (rollout.halted !== undefined && rollout.halted.t < fact.t)
      breach('R16', 'is admitted under a halted rollout', rollout.halted);
    if (vm.zone === undefined) return;
    // A look that ends a turn and an admission in it may fall into one instant.
    const [turn, before] = rollout.turns.get(vm.region) ?? [];
    const was = turn?.t === fact.t && before?.zone === vm.zone;
    if (turn?.zone !== vm.zone && !was) {
      breach(
        'R17',
        `of zone ${vm.zone} is admitted when it is not that zone's turn in ${vm.region}`,
        turn ?? vm.head,
      );
    }
  }

  /** Whether a deferral may blame a halted rollout. */
  get someHalted(): boolean {
    return this.#rollouts.some(({ halted }) => halted !== undefined);
  }

  isRelaxed(rollout: number): boolean {
    return this.#rollouts[rollout]?.relaxed !== undefined;
  }

  /** Health after a run is known. */
  judged(vm: Vm, rollout: number, healthy: boolean, fact: Fact): void {
    const phase = this.#phase(vm, rollout);
    if (phase === undefined) return;
    if (vm.judged < rollout) {
      vm.judged = rollout;
      phase.attempted++;
    }
    if (!healthy) phase.unhealthy++;
    this.#feel(phase, fact);
  }

  recovered(vm: Vm, rollout: number, fact: Fact): void {
    const phase = this.#phase(vm, rollout);
    if (phase === undefined) return;
    phase.unhealthy--;
    this.#feel(phase, fact);
  }

  #phase(vm: Vm, rollout: number): PhaseState | undefined {
    return this.#rollouts[rollout]?.phases[this.#phaseOf.get(vm.region) ?? -1];
  }

  #feel(phase: PhaseState, fact: Fact): void {
    const { healthyShare, checkInterval } = this.#head.gate;
    const sick = phase.attempted - phase.unhealthy < healthyShare * phase.attempted;
    if (sick) phase.sickSince ??= fact.t;
    else if (phase.sickSince !== undefined) {
      if (fact.t - phase.sickSince > checkInterval) phase.wellAgain = fact;
      phase.sickSince = undefined;
    }
  }

  #pairs(): void {
    const { phases, phasesAt, start } = this.#head;
    for (const { name, regions } of phases) {
      regions.forEach((region, at) => {
        const pair = regions.slice(0, at).find((other) => arePairs(region, other));
        if (pair === undefined) return;
        this.#report('R15', null, start, `the pair ${pair} and ${region} shares phase ${name}`, phasesAt);
      });
    }
  }

  #relax(rollout: Rollout, fact: Fact): void {
    const { deadline, subscriptionRelaxBefore } = this.#head.parameters;
    const { released, start } = this.#head.releases.rollouts[fact.rollout as number]!;
    const due = Math.max(start, released + deadline - subscriptionRelaxBefore);
    if (fact.t !== due)
      this.#report('R19', null, fact.t, `the share is lifted then, not at ${formatInstant(due)}`, fact);
    rollout.relaxed = fact;
  }

  #open(rollout: Rollout, phase: PhaseState, fact: Fact): void {
    const number = fact.phase as number;
    const breach = (message: string, second?: Line): void =>
      this.#report('R15', null, fact.t, message, fact, second);
    const { start } = this.#head.releases.rollouts[fact.rollout as number]!;
    if (phase.opened !== undefined) breach(`phase ${number} opens a second time`, phase.opened);
    if (number === 0 && fact.t !== start) breach(`the rollout begins then, not at ${formatInstant(start)}`);
    const before = rollout.phases[number - 1];
    if (before !== undefined && before.passed === undefined) {
      breach(`phase ${number} opens before phase ${number - 1} has passed`, before.opened);
    }
    phase.opened = fact;
  }

  #halt(rollout: Rollout, phase: PhaseState, fact: Fact): void {
    if (!this.#mustHalt(phase)) {
      const count = `${phase.unhealthy} of ${phase.attempted} attempted VMs`;
      this.#report(
        'R16',
        null,
        fact.t,
        `the rollout halts though only ${count} are unhealthy`,
        fact,
        phase.opened,
      );
    }
    rollout.halted = fact;
  }

  #mustHalt({ attempted, unhealthy }: PhaseState): boolean {
    const { haltShare, haltMinimumVms } = this.#head.gate;
    return !this.#head.ignoreHealth && unhealthy >= haltMinimumVms && unhealthy > haltShare * attempted;
  }

  #pass(rollout: Rollout, phase: PhaseState, fact: Fact): void {
    const breach = (message: string, second?: Line): void =>
      this.#report('R16', null, fact.t, `phase ${fact.phase} ${message}`, fact, second);
    const { opened, attempted, unhealthy, wellAgain } = phase;
    if (phase.passed !== undefined) breach('passes a second time', phase.passed);
    phase.passed = fact;
    if (opened === undefined) return breach('passes without having opened');
    if (rollout.halted !== undefined) breach('passes in a halted rollout', rollout.halted);
    const { healthyShare, bake } = this.#head.gate;
    const { expedited } = this.#head.releases.rollouts[fact.rollout as number]!;
    if (!this.#head.ignoreHealth) {
      const count = `${unhealthy} of ${attempted} attempted VMs`;
      if (this.#mustHalt(phase)) breach(`passes where it must halt: ${count} are unhealthy`, opened);
      else if (attempted - unhealthy < healthyShare * attempted)
        breach(`passes though ${count} are unhealthy`, opened);
      else if (!expedited && wellAgain !== undefined && fact.t - wellAgain.t < bake) {
        breach(`passes ${fact.t - wellAgain.t} s after enough were healthy again`, wellAgain);
      }
    }
    if (!expedited && fact.t - opened.t < bake) breach(`passes without baking ${bake} s`, opened);
    this.#everyone(fact, opened, expedited);
  }

  /** R16: a phase lasts until all its VMs that are on were attempted, unless it has lasted for the limit. */
  #everyone(fact: Fact, opened: Fact, expedited: boolean): void {
    const { bake, phaseLimit, checkInterval } = this.#head.gate;
    const limit = expedited ? Math.min(phaseLimit, EXPEDITED_LIMIT) : phaseLimit;
    const baked = expedited ? 0 : bake;
    if (fact.t - opened.t >= limit + baked) return;
    const rollout = fact.rollout as number;
    const { all } = this.#head.releases;
    for (const vm of this.#vmsOf[fact.phase as number] ?? []) {
      const since = fact.t - baked - checkInterval;
      if (vm.orchestration !== 'azureManaged' || vm.managedSince > since) continue;
      if (vm.judged >= rollout || !vm.on || vm.onSince > since) continue;
      // Who is still in flight, or was until now, can be no candidate yet.
      if (vm.inFlight !== undefined || vm.endedAt > since) continue;
      // What it has installed waits for a restart that its settings do not allow.
      if (vm.staged.length > 0) continue;
      // On the track it is offered the track's updates, whatever is measured for it.
      const line = vm.track === 'onTrack' ? `${vm.product}-hotpatch` : vm.product;
      // What is newer, withdrawn or kept for baseline months is another rollout's matter, or nobody's.
      const ours = vm.outstanding.map((index) => all[index]!);
      if (ours.some((release) => release.rollout > rollout)) continue;
      const missing = ours.find(
        (release) =>
          release.rollout === rollout &&
          release.withdrawn === undefined &&
          release.instant <= opened.t &&
          (release.kind === 'dotnet' ? !this.#head.baselineMonthsOnly : release.product === line) &&
          // Who is behind the baseline of a hotpatch goes for that first.
          (!isHotpatch(release.kind) || this.#head.releases.baselineOf(release) === vm.baseline),
      );
      if (missing === undefined) continue;
      const message = `passes though it was on and never attempted ${missing.kb}`;
      this.#report('R16', vm.name, fact.t, `phase ${fact.phase} ${message}`, fact, vm.last);
    }
  }
}
