// The rollouts of the reference on their way through the phases; counts VMs anew at every look (R15-R17).
// Refuses to know how a VM is patched.

import { DAY } from '../../src/calendar/instant.ts';
import { type Nights, nightAt } from '../../src/calendar/night.ts';
import { regionNights } from '../../src/fleet/build.ts';
import { FACT } from '../../src/ledger/fact-codes.ts';
import { decideGate } from '../../src/rollout/gate.ts';
import { firstTurn, nextTurn, type Turn, type TurnRules, zoneOrder } from '../../src/rollout/turns.ts';
import { isResting } from './offers.ts';
import type { Orchestrator } from './orchestrator.ts';
import { newestAttempt } from './run.ts';
import { isOn } from './timing.ts';
import { isCandidate, put, type Vm, type World } from './world.ts';

interface Progress {
  readonly rollout: number;
  phase: number;
  openedAt: number;
  bakingSince: number;
  readonly regions: number[];
  readonly turns: Map<number, { turn: Turn; readonly rules: TurnRules }>;
}

export class Controller {
  readonly #world: World;
  readonly #orchestrator: Orchestrator;
  readonly #under: Progress[] = [];

  constructor(world: World, orchestrator: Orchestrator) {
    this.#world = world;
    this.#orchestrator = orchestrator;
  }

  begin(rollout: number, t: number): void {
    const progress: Progress = {
      rollout,
      phase: -1,
      openedAt: t,
      bakingSince: -1,
      regions: [],
      turns: new Map(),
    };
    this.#under.push(progress);
    this.#openNext(progress, t);
  }

  /** An older update is on offer again: zones that were done may have somebody to patch. */
  wake(t: number): void {
    for (const progress of this.#under) {
      if (progress.turns.size === 0 || this.#world.halted.has(progress.rollout)) continue;
      const planned = this.#world.list.find((entry) => entry.class === 1 && entry.index === progress.rollout);
      this.#lookAt(progress, Math.min(t, planned?.t ?? t));
    }
  }

  /** A rollout has one look in the list at most. */
  #lookAt(progress: Progress, t: number | undefined): void {
    const world = this.#world;
    const { rollout } = progress;
    world.list = world.list.filter((entry) => entry.class !== 1 || entry.index !== rollout);
    if (t === undefined) return;
    put(world, { t, class: 1, order: 0, index: rollout, happen: () => this.#look(progress, t) });
  }

  #look(progress: Progress, t: number): void {
    const { phases, scenario, vms, rollouts } = this.#world;
    const { rollout } = progress;
    this.#lookAt(progress, t + scenario.rollout.gate.checkInterval);
    for (const region of progress.turns.keys()) this.#turn(progress, region, t);
    if (progress.phase === phases.length) {
      const isLeft = (vm: Vm): boolean => isCandidate(vm, rollout) && progress.turns.has(vm.region);
      if (!vms.some(isLeft)) this.#lookAt(progress, undefined);
      return;
    }
    const here = vms.filter(({ region }) => phases[progress.phase].regions.includes(region));
    const decision = decideGate(
      scenario.rollout.gate,
      {
        now: t,
        openedAt: progress.openedAt,
        bakingSince: progress.bakingSince,
        attempted: here.filter((vm) => vm.attemptedIn.has(rollout)).length,
        unhealthy: here.filter((vm) => vm.unhealthyIn === rollout).length,
        waiting: here.some((vm) => isCandidate(vm, rollout) && newestAttempt(vm) < rollout && isOn(vm, t)),
      },
      {
        ignoreHealth: scenario.parameters.faultyPatch === 'continue',
        expedited: rollouts.list[rollout].expedited,
      },
    );
    if (decision === 'wait') progress.bakingSince = -1;
    else if (decision === 'bake' && progress.bakingSince < 0) progress.bakingSince = t;
    else if (decision === 'pass') {
      this.#world.record(FACT.phasePassed, t, -1, rollout, progress.phase);
      this.#openNext(progress, t);
    } else if (decision === 'halt') this.#halt(progress, t);
  }

  #halt(progress: Progress, t: number): void {
    this.#world.halted.add(progress.rollout);
    this.#lookAt(progress, undefined);
    this.#world.record(FACT.rolloutHalted, t, -1, progress.rollout, progress.phase);
    for (const region of this.#world.fleet.regions.keys()) this.#orchestrator.askAgain(region, t);
  }

  #openNext(progress: Progress, t: number): void {
    const { phases, open, record, scenario } = this.#world;
    progress.phase++;
    progress.openedAt = t;
    progress.bakingSince = -1;
    this.#lookAt(progress, t + scenario.rollout.gate.checkInterval);
    if (progress.phase === phases.length) return;
    record(FACT.phaseOpened, t, -1, progress.rollout, progress.phase);
    for (const region of phases[progress.phase].regions) {
      progress.regions.push(region);
      open.add(`${progress.rollout} ${region}`);
      const zones = this.#zonesOf(region);
      if (zones.length > 0) this.#beginTurns(progress, region, zones, t);
      else this.#orchestrator.askAgain(region, t);
    }
  }

  /** Zones in which the region has covered VMs. */
  #zonesOf(region: number): number[] {
    const zones = this.#world.vms.filter((vm) => vm.region === region && vm.zone > 0).map(({ zone }) => zone);
    return [...new Set(zones)].sort((a, b) => a - b);
  }

  #beginTurns(progress: Progress, region: number, zones: readonly number[], t: number): void {
    const { scenario, fleet } = this.#world;
    const wanted = scenario.rollout.order.zones;
    const nights = regionNights(scenario, fleet.regions[region]);
    const named = (zone: number): number => {
      const place = wanted === 'rotate' ? 0 : wanted.indexOf(fleet.zoneNames[zone - 1]);
      return place < 0 ? wanted.length : place;
    };
    const listed = [...zones].sort((a, b) => named(a) - named(b) || a - b);
    const rules: TurnRules = {
      order: zoneOrder(listed, progress.rollout, wanted === 'rotate'),
      bake: scenario.parameters.zoneBake,
      end: (now) => turnEnd(nights, Math.max(1, Math.round(scenario.parameters.zoneTurn / DAY)), now),
    };
    const turn = firstTurn(rules, t);
    progress.turns.set(region, { turn, rules });
    this.#publish(progress.rollout, region, turn, t);
  }

  #turn(progress: Progress, region: number, t: number): void {
    const entry = progress.turns.get(region)!;
    const inZone = (zone: number): Vm[] =>
      this.#world.vms.filter((vm) => vm.region === region && vm.zone === zone);
    entry.turn = nextTurn(entry.turn, entry.rules, {
      now: t,
      inFlight: (zone) => inZone(zone).filter(({ inFlight }) => inFlight).length,
      lastLeft: (zone) => Math.max(...inZone(zone).map(({ leftFlightAt }) => leftFlightAt)),
      waiting: (zone) =>
        inZone(zone).some((vm) => isCandidate(vm, progress.rollout) && isResting(vm) && isOn(vm, t)),
    });
    this.#publish(progress.rollout, region, entry.turn, t);
  }

  /** Zone 0: nobody's turn. */
  #publish(rollout: number, region: number, { state, zone: whose }: Turn, t: number): void {
    const { turn, record } = this.#world;
    const place = `${rollout} ${region}`;
    const zone = state === 'open' ? whose : 0;
    if ((turn.get(place) ?? 0) === zone) return;
    turn.set(place, zone);
    record(FACT.zoneTurn, t, -1, rollout, region * 256 + zone);
    if (zone > 0) this.#orchestrator.askAgain(region, t);
  }
}

/** U7: a turn ends in the middle of the day after its whole nights. */
function turnEnd({ start, end }: Nights, wholeNights: number, now: number): number {
  const current = nightAt({ start, end }, now);
  const first = start[current] < now ? current + 1 : current;
  const last = Math.min(first + wholeNights - 1, start.length - 2);
  return Math.floor((end[last] + start[last + 1]) / 2);
}
