// The reference's world: one plain object per VM and cell, and one sorted list of everything that is to happen.
// Refuses to know the engine in src/simulation and what an event leads to.

import { type Line, lineOf, NOTHING, type Offers, offersAt } from '../../src/catalogue/applicability.ts';
import { isBaseline } from '../../src/catalogue/kinds.ts';
import type { Release } from '../../src/catalogue/release.ts';
import { buildFleet } from '../../src/fleet/build.ts';
import { patchModeOf } from '../../src/fleet/coverage.ts';
import { type Clock, type Fleet, vmName } from '../../src/fleet/fleet.ts';
import type { Orchestration } from '../../src/fleet/orchestration.ts';
import { type Phase, phasesOf } from '../../src/fleet/phases.ts';
import type { PowerPlan } from '../../src/fleet/power.ts';
import { rebootReserve, setLimit, subscriptionLimit } from '../../src/rollout/limits.ts';
import { type Rollouts, rolloutsOf } from '../../src/rollout/rollouts.ts';
import type { Action, Group, Scenario } from '../../src/scenario/schema.ts';
import { vmChart } from '../../src/vm/chart.ts';
import { Luck } from './luck.ts';
import { newRun, type Run } from './run-state.ts';

export const NEVER = Number.POSITIVE_INFINITY;

export type Waiting =
  | 'nothing'
  | 'assessment'
  | 'admission'
  | 'view'
  | 'room'
  | 'timer'
  | 'powerLoss'
  | 'powerCycle'
  | 'start'
  | 'turn'
  | 'enablement';

type Snapshot = ReturnType<typeof vmChart.resolveState>;

/** Points, offers, releases and rollouts are numbers as in src/catalogue and src/rollout, -1 for none. */
export interface Vm {
  readonly number: number;
  readonly name: string;
  readonly luck: number;
  readonly group: Group;
  readonly region: number;
  readonly subscription: number;
  readonly zone: number;
  readonly updateDomain: number;
  readonly cell: Cell;
  readonly power: PowerPlan;
  readonly offPeak: Clock['offPeak'];
  /** F5: the end of a day does not end its runs. */
  readonly allHours: boolean;
  /** Undefined for an image whose releases nobody knows. */
  readonly line: number | undefined;
  /** Measured by the releases of the hotpatch track. */
  readonly measuredOnTrack: boolean;
  readonly reserve: number;
  snapshot: Snapshot;
  waiting: Waiting;
  due: number;
  reason: number;
  level: number;
  baseline: number;
  dotnet: number;
  offer: number;
  dotnetOffer: number;
  staged: number;
  stagedDotnet: number;
  /** Place of its newest definition update in the line's list. */
  definition: number;
  /** What it is a candidate of. */
  rollout: number;
  enabledAt: number;
  /** It is to have hotpatch as soon as its subscription may. */
  awaitsPreview: boolean;
  rebootSetting: string;
  orchestration: Orchestration;
  /** How many windows of its schedules it has begun, or let pass. */
  windowsDone: number;
  /** Its update domain has its turn in a window, and it is in a run. */
  hasTurn: boolean;
  patchMode: ReturnType<typeof patchModeOf>;
  /** bypassPlatformSafetyChecksOnUserSchedule. */
  bypass: boolean;
  /** The platform need not configure it first. */
  configured: boolean;
  /** Its configuration by the platform, while that is planned or under way. */
  enablement: { readonly start: number; readonly end: number; started: boolean } | undefined;
  /** Since when which assessment mode holds, in order of time. */
  readonly modes: { readonly since: number; readonly mode: string | undefined }[];
  /** Incident whose wrong offer it was made. */
  wrongOffer: number;
  inFlight: boolean;
  leftFlightAt: number;
  /** Its unhealthiness counts in this rollout; -1: healthy. */
  unhealthyIn: number;
  /** Rollouts in which its health has been known since a run; a run for a newer one counts for the older. */
  readonly attemptedIn: Set<number>;
  run: Run;
}

export interface Cell {
  readonly region: number;
  readonly isSet: boolean;
  readonly vms: Vm[];
  updateDomain: number;
  queue: Vm[];
  /** Who asks when the next update domain may start. */
  head: Vm | undefined;
}

/** One thing that is to happen: items of the agenda are class 0, looks at gates 1, VMs 2. */
export interface Entry {
  readonly t: number;
  readonly class: 0 | 1 | 2;
  /** Order of kinds of items, number of the rollout or number of the VM. */
  readonly order: number;
  readonly index: number;
  readonly happen: () => void;
}

export interface World {
  readonly scenario: Scenario;
  readonly fleet: Fleet;
  readonly releases: readonly Release[];
  readonly phases: readonly Phase[];
  readonly rollouts: Rollouts;
  readonly lines: readonly Line[];
  readonly luck: Luck;
  readonly record: (kind: number, t: number, vm: number, a: number, b: number) => void;
  readonly horizon: number;
  readonly vms: readonly Vm[];
  readonly cells: readonly Cell[];
  readonly offers: Offers[];
  readonly withdrawn: Set<number>;
  /** Releases that can be had. */
  out: Set<number>;
  /** VMs that a change of settings is refused, as far as is known. */
  readonly refused: Map<Action, Set<number>>;
  readonly halted: Set<number>;
  readonly relaxed: Set<number>;
  /** `rollout region`. */
  readonly open: Set<string>;
  /** Subscriptions whose VMs may have hotpatch. */
  readonly allowed: Set<number>;
  /** Zone whose turn it is, by `rollout region`. */
  readonly turn: Map<string, number>;
  list: Entry[];
}

const PRODUCTS = ['WS2019', 'WS2022', 'WS2025'] as const;

/** The world at the start of a scenario, and where its facts go. */
export function makeWorld(
  scenario: Scenario,
  releases: readonly Release[],
  record: World['record'],
  refused: World['refused'],
): World {
  const fleet = buildFleet(scenario);
  const { start, end } = scenario.clock;
  const lines = PRODUCTS.map((product) => lineOf(releases, product));
  const offers = lines.map((line) => offersAt(line, releases, start, () => false));
  const cells = Array.from({ length: fleet.cells.count }, (_, cell): Cell => {
    return {
      region: fleet.cells.region[cell],
      isSet: fleet.cells.isSet[cell] === 1,
      vms: [],
      updateDomain: -1,
      queue: [],
      head: undefined,
    };
  });
  const vms = cells.flatMap((cell, number) => {
    const first = fleet.cells.first[number];
    for (let vm = first; vm < first + fleet.cells.size[number]; vm++) {
      cell.vms.push(makeVm(scenario, fleet, vm, cell, offers));
    }
    return cell.vms;
  });
  return {
    scenario,
    fleet,
    releases,
    phases: phasesOf(scenario, fleet),
    rollouts: rolloutsOf(releases, start, scenario.parameters),
    lines,
    luck: new Luck(scenario),
    record,
    horizon: end - start,
    vms,
    cells,
    offers,
    withdrawn: new Set(),
    out: new Set(releases.flatMap(({ instant }, release) => (instant <= start ? [release] : []))),
    refused,
    halted: new Set(),
    relaxed: new Set(),
    open: new Set(),
    allowed: new Set(scenario.preview ? [] : fleet.subscriptions.keys()),
    turn: new Map(),
    list: [],
  };
}

function makeVm(scenario: Scenario, fleet: Fleet, number: number, cell: Cell, offers: readonly Offers[]): Vm {
  const { image, hotpatch, orchestration } = fleet.coverage[fleet.group[number]];
  const line = image?.line === undefined ? undefined : PRODUCTS.indexOf(image.line);
  const now = line === undefined ? undefined : offers[line];
  const enrolled = hotpatch === 'enrolled';
  const group = fleet.groups[fleet.group[number]];
  const value = {
    power: 'running',
    agent: 'ready',
    patching: 'idle',
    reboot: 'notNeeded',
    track: enrolled ? 'onTrack' : hotpatch === 'awaitsPreview' ? 'notEnrolled' : hotpatch,
  } as const;
  return {
    number,
    name: vmName(fleet, number),
    luck: fleet.luck[number],
    group,
    region: fleet.region[number],
    subscription: fleet.subscription[number],
    zone: fleet.zone[number],
    updateDomain: fleet.updateDomain[number],
    cell,
    power: fleet.plans[fleet.plan[number]],
    offPeak: fleet.clocks[fleet.clock[number]].offPeak,
    allHours: group.virtualMachineScaleSet?.orchestrationMode === 'Flexible',
    line,
    measuredOnTrack: enrolled,
    reserve: rebootReserve(image?.os ?? 'Windows', scenario.parameters),
    snapshot: vmChart.resolveState({ value }),
    waiting: 'nothing',
    due: NEVER,
    reason: 0,
    level: now === undefined ? -1 : enrolled ? now.track : now.cumulative,
    baseline: now !== undefined && enrolled ? now.baseline : -1,
    dotnet: now?.dotnet ?? -1,
    offer: NOTHING,
    dotnetOffer: -1,
    staged: -1,
    stagedDotnet: -1,
    definition: -1,
    rollout: -1,
    enabledAt: -1,
    awaitsPreview: hotpatch === 'awaitsPreview',
    rebootSetting: group.patchSettings.automaticByPlatformSettings.rebootSetting,
    orchestration: orchestration!,
    windowsDone: 0,
    hasTurn: false,
    patchMode: patchModeOf(group),
    bypass: group.patchSettings.automaticByPlatformSettings.bypassPlatformSafetyChecksOnUserSchedule,
    configured: group.enablement !== 'pending',
    enablement: undefined,
    modes: [{ since: -NEVER, mode: group.patchSettings.assessmentMode }],
    wrongOffer: -1,
    inFlight: false,
    leftFlightAt: -NEVER,
    unhealthyIn: -1,
    attemptedIn: new Set(),
    run: newRun(-1, 0, 0),
  };
}

/** How many VMs of the cell may be in flight: a share of a set, or of those in a subscription that rollouts reach. */
export function limitOf({ scenario }: World, { isSet, vms }: Cell): number {
  if (isSet) return setLimit(vms.length, scenario.parameters);
  const reached = vms.filter(({ orchestration }) => orchestration === 'azureManaged');
  return subscriptionLimit(reached.length, scenario.parameters);
}

/** The VM is a candidate of the rollout. */
export const isCandidate = (vm: Vm, rollout: number): boolean =>
  vm.orchestration === 'azureManaged' && vm.rollout === rollout;

/** Puts one entry into the list, which stays sorted: instant, class, order, index. */
export function put(world: World, entry: Entry): void {
  world.list.push(entry);
  world.list.sort((a, b) => a.t - b.t || a.class - b.class || a.order - b.order || a.index - b.index);
}

/** The release of a point that counts for the VM, -1 when it is from before the run or there is none. */
export function measuredRelease(world: World, vm: Vm, point: number): number {
  const { cumulative, track, onDemand } = world.lines[vm.line!].points[point];
  if (onDemand) return -1;
  const release = vm.measuredOnTrack ? track : cumulative;
  return release >= 0 && world.releases[release].instant > world.scenario.clock.start ? release : -1;
}

/** The track update of a point is a baseline. */
export function bringsBaseline(world: World, vm: Vm, point: number): boolean {
  const { track } = world.lines[vm.line!].points[point];
  return track >= 0 && isBaseline(world.releases[track].kind);
}
