// The reference: the whole simulation once more, as plainly as it can be written, as a second opinion on the engine.
// Refuses to import anything from src/simulation.

import { offersAt } from '../../src/catalogue/applicability.ts';
import type { Release } from '../../src/catalogue/release.ts';
import { FACT } from '../../src/ledger/fact-codes.ts';
import { REASON } from '../../src/rollout/reason-codes.ts';
import { changedBy } from '../../src/scenario/deeds.ts';
import type { Scenario } from '../../src/scenario/schema.ts';
import { isResting, needsRestart, trackOf } from './offers.ts';
import { isChosen, Operators } from './operators.ts';
import { Orchestrator } from './orchestrator.ts';
import { Registrations } from './registrations.ts';
import { Controller } from './rollouts.ts';
import { isOn, missedAssessment, nextAssessment } from './timing.ts';
import { isCandidate, makeWorld, measuredRelease, put, type Vm, type World } from './world.ts';

/** Order of what happens to everybody at the same instant. */
const KINDS = [
  'deadline',
  'release',
  'withdraw',
  'registration',
  'action',
  'wrongOffer',
  'begin',
  'relax',
] as const;

class Reference {
  readonly #world: World;
  readonly #orchestrator: Orchestrator;
  readonly #operators: Operators;
  readonly #controller: Controller;

  constructor(world: World) {
    this.#world = world;
    this.#orchestrator = new Orchestrator(world);
    this.#operators = new Operators(world, this.#orchestrator);
    this.#controller = new Controller(world, this.#orchestrator);
    for (const vm of world.vms) if (vm.orchestration === 'enabling') this.#orchestrator.moved(vm, 0);
    this.#plan();
    this.#orchestrator.begin();
  }

  /** Takes one thing after the other from the sorted list until the run is over. */
  run(): void {
    const world = this.#world;
    for (let entry = world.list[0]; entry !== undefined && entry.t < world.horizon; entry = world.list[0]) {
      world.list = world.list.slice(1);
      entry.happen();
    }
  }

  #plan(): void {
    const { releases, rollouts, scenario } = this.#world;
    const { deadline, subscriptionRelaxBefore } = scenario.parameters;
    const add = (
      kind: (typeof KINDS)[number],
      instant: number,
      index: number,
      happen: (t: number) => void,
    ): void => {
      const t = instant - scenario.clock.start;
      const order = KINDS.indexOf(kind);
      if (t >= 0) put(this.#world, { t, class: 0, order, index, happen: () => happen(t) });
    };
    for (const [index, { instant, kb }] of releases.entries()) {
      for (const incident of scenario.incidents) {
        if (incident.kind === 'kbWithdrawn' && incident.kb === kb)
          add('withdraw', incident.at, index, (t) => this.#withdraw(index, t));
      }
      if (instant <= scenario.clock.start) continue;
      add('release', instant, index, (t) => this.#release(index, t));
      if (rollouts.ofRelease[index] >= 0)
        add('deadline', instant + deadline, index, (t) => this.#deadline(index, t));
    }
    for (const [index, { start, released }] of rollouts.list.entries()) {
      add('begin', start, index, (t) => this.#controller.begin(index, t));
      add('relax', Math.max(start, released + deadline - subscriptionRelaxBefore), index, (t) =>
        this.#relax(index, t),
      );
    }
    for (const [index, incident] of scenario.incidents.entries()) {
      if (incident.kind === 'wrongOffer')
        add('wrongOffer', incident.from, index, (t) => this.#offerWrongly(index, t));
    }
    for (const action of [...scenario.actions].sort((a, b) => a.at - b.at))
      for (const vm of this.#world.vms) this.#operators.knowMode(vm, action);
    new Registrations(
      this.#world,
      (t, index, happen) => add('registration', scenario.clock.start + t, index, happen),
      (subscription, t) =>
        this.#sweep(t, (vm) => {
          if (vm.subscription === subscription) this.#operators.admitToPreview(vm, t);
        }),
    );
    for (const [index, action] of scenario.actions.entries()) {
      if (action.subscriptions !== undefined || action.register || action.registerProvider) continue;
      add('action', action.at, index, (t) => {
        this.#sweep(t, (vm) => {
          if (isChosen(vm, action)) this.#operators.act(vm, t, action);
        });
      });
    }
  }

  #release(index: number, t: number): void {
    const { record, list } = this.#world;
    record(FACT.released, t, -1, index, -1);
    for (const vm of this.#world.vms) this.#alreadyThere(vm, index, t);
    // Releases of one instant are looked for together.
    const more = list.some(
      (entry) => entry.class === 0 && entry.t === t && entry.order === KINDS.indexOf('release'),
    );
    if (!more) this.#offer(t);
  }

  /** R6: the other update of the same fix came out earlier and has brought what this release brings. */
  #alreadyThere(vm: Vm, release: number, t: number): void {
    const { lines, releases, record } = this.#world;
    if (vm.line === undefined) return;
    for (const [point, { cumulative, track }] of lines[vm.line].points.entries()) {
      if (point > vm.level || measuredRelease(this.#world, vm, point) !== release) continue;
      const other = release === track ? cumulative : track;
      const earlier = other >= 0 && releases[other].instant < releases[release].instant;
      if (earlier) record(FACT.becameEffective, t, vm.number, release, -1);
    }
  }

  #withdraw(index: number, t: number): void {
    this.#world.record(FACT.withdrawn, t, -1, index, -1);
    this.#world.withdrawn.add(index);
    this.#offer(t);
    this.#controller.wake(t);
  }

  /** What is on offer may have changed: where it has, VMs look for it. */
  #offer(t: number): void {
    const { offers, lines, releases, scenario, withdrawn } = this.#world;
    const now = scenario.clock.start + t;
    const replaced = ({ product, kb }: Release): boolean =>
      releases.some(
        (other) => other.product === product && other.instant <= now && other.supersedes.includes(kb),
      );
    const gone = (release: number): boolean => withdrawn.has(release) || replaced(releases[release]);
    this.#world.out = new Set(
      [...releases.keys()].filter((release) => releases[release].instant <= now && !gone(release)),
    );
    const changed = lines.map((line, number) => {
      const before = JSON.stringify(offers[number]);
      offers[number] = offersAt(line, releases, now, gone);
      return JSON.stringify(offers[number]) !== before;
    });
    if (!changed.includes(true)) return;
    this.#sweep(t, (vm) => {
      if (vm.line !== undefined && changed[vm.line]) this.#orchestrator.refresh(vm, t);
    });
  }

  #sweep(t: number, each: (vm: Vm) => void): void {
    for (const vm of this.#world.vms) each(vm);
    for (const cell of this.#world.cells) this.#orchestrator.fill(cell, t);
  }

  /** F64: VMs on the track that are assessed while the offer lasts are offered it. */
  #offerWrongly(index: number, t: number): void {
    const world = this.#world;
    const incident = world.scenario.incidents[index];
    if (incident.kind !== 'wrongOffer') return;
    const until = incident.to - world.scenario.clock.start;
    this.#sweep(t, (vm) => {
      if (trackOf(vm) !== 'onTrack' || !(incident.groups?.includes(vm.group.name) ?? true)) return;
      if (!world.luck.isOfferedWrongly(index, vm.luck, incident.share)) return;
      if (nextAssessment(world, vm, t) >= until) return;
      vm.wrongOffer = index;
      this.#orchestrator.refresh(vm, t);
    });
  }

  /** R19: the subscription limit is lifted for a rollout. */
  #relax(rollout: number, t: number): void {
    const { relaxed, halted, vms, cells, record } = this.#world;
    const isLeft = (vm: Vm): boolean => !vm.cell.isSet && isCandidate(vm, rollout) && isOn(vm, t);
    if (halted.has(rollout) || !vms.some(isLeft)) return;
    relaxed.add(rollout);
    record(FACT.limitRelaxed, t, -1, rollout, -1);
    for (const cell of cells) this.#orchestrator.fill(cell, t);
  }

  /** R21: who does not have a release by its deadline is overdue. */
  #deadline(release: number, t: number): void {
    const world = this.#world;
    if (world.withdrawn.has(release)) return;
    for (const vm of world.vms) {
      if (vm.line === undefined) continue;
      const { points, dotnet } = world.lines[vm.line];
      const has = points.some(
        (_, point) => measuredRelease(world, vm, point) === release && vm.level < point,
      );
      const hasDotnet = dotnet.indexOf(release) > vm.dotnet;
      if (has || hasDotnet) world.record(FACT.overdue, t, vm.number, release, this.#reason(vm, release, t));
    }
  }

  #reason(vm: Vm, release: number, t: number): number {
    const world = this.#world;
    if (!isResting(vm)) return REASON.inFlight;
    if (needsRestart(vm)) return REASON.rebootRequired;
    if (vm.orchestration !== 'azureManaged') return vm.reason;
    const released = world.releases[release].instant - world.scenario.clock.start;
    if (vm.reason === REASON.notAssessed && missedAssessment(world, vm, released, t)) return REASON.off;
    const halted = world.halted.has(world.rollouts.ofRelease[release]);
    return halted && vm.reason !== REASON.off ? REASON.halted : vm.reason;
  }
}

/** Runs a scenario and hands on every fact, as the engine's sink is handed them. */
export function runReference(
  scenario: Scenario,
  releases: readonly Release[],
  record: (kind: number, t: number, vm: number, a: number, b: number) => void,
): void {
  const refused: World['refused'] = new Map();
  // Nights do not decide what is refused: a run in which everybody is assessed as if nothing were tells.
  if (scenario.actions.some((action) => changedBy(action)?.assessmentMode !== undefined))
    new Reference(makeWorld(scenario, releases, () => undefined, refused)).run();
  new Reference(makeWorld(scenario, releases, record, refused)).run();
}
