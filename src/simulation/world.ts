// The world in motion: every VM's state as columns, the only mutable state of a run.
// Refuses to know in which order things happen and what is reported.

import type { Instant } from '../calendar/instant.ts';
import type { Nights } from '../calendar/night.ts';
import { type Line, lineOf, type Offers, offersAt } from '../catalogue/applicability.ts';
import { type OtherOffers, otherOffersAt } from '../catalogue/other-offers.ts';
import type { Release } from '../catalogue/release.ts';
import { regionNights } from '../fleet/build.ts';
import type { Fleet } from '../fleet/fleet.ts';
import type { Phase } from '../fleet/phases.ts';
import { type ColumnWithNone, columnWithNone } from '../kernel/columns.ts';
import { type EventList, eventListOf, NEVER } from '../kernel/eventlist.ts';
import type { LedgerSink } from '../ledger/facts.ts';
import { TRACK_STATES } from '../ledger/facts.ts';
import { rebootReserve } from '../rollout/limits.ts';
import { type Rollouts, rolloutsOf } from '../rollout/rollouts.ts';
import { NO_ZONE } from '../rollout/turns.ts';
import type { Scenario } from '../scenario/schema.ts';
import type { VmTable } from '../vm/table.ts';
import { badPatchesOf } from './bad-patches.ts';
import type { ChosenRun } from './chosen-list.ts';
import { ChosenLuck } from './chosen-luck.ts';
import { Durations } from './durations.ts';
import { type KnownOffers, knownOffers } from './known-offers.ts';
import { type Luck, luckOf } from './luck.ts';
import { type NightTable, nightTableOf } from './night-table.ts';
import { type AssessmentNights, assessmentNightsOf } from './nights-between.ts';
import { Preview } from './preview.ts';
import { column, type ReleaseColumns, releaseColumnsOf } from './release-columns.ts';

/** Cells whose next events are looked at together. */
export const CELL_BLOCK = 32;

const LINES = ['WS2019', 'WS2022', 'WS2025'] as const;

/** Length of the longest. */
const most = (lists: readonly { readonly length: number }[]): number =>
  Math.max(0, ...lists.map(({ length }) => length));

export class World {
  // Declared only: a field that is written once is a constant to the compiler of JavaScript.
  declare readonly scenario: Scenario;
  declare readonly fleet: Fleet;
  declare readonly releases: readonly Release[];
  declare readonly phases: readonly Phase[];
  declare readonly rollouts: Rollouts;
  declare readonly lines: readonly Line[];
  declare readonly table: VmTable;
  declare readonly luck: Luck;
  declare readonly chosenLuck: ChosenLuck;
  declare readonly badPatches: ReturnType<typeof badPatchesOf>;
  declare readonly sink: LedgerSink;
  declare readonly start: Instant;
  /** Length of the run in seconds. */
  declare readonly horizon: number;
  declare readonly events: EventList;

  // Per VM. Points, releases and rollouts as in catalogue/ and rollout/, -1 for none.
  declare readonly configuration: Uint8Array;
  declare readonly waiting: Uint8Array;
  declare readonly reason: Uint8Array;
  declare readonly level: ColumnWithNone;
  declare readonly baseline: ColumnWithNone;
  declare readonly dotnet: ColumnWithNone;
  /** What it is offered: an offer of applicability.ts, and a .NET update. */
  declare readonly offer: ColumnWithNone;
  declare readonly dotnetOffer: ColumnWithNone;
  /** Installed and waiting for the restart. */
  declare readonly staged: ColumnWithNone;
  declare readonly stagedDotnet: ColumnWithNone;
  /** The same before its last run, where there was anything. */
  readonly waited = new Map<number, readonly [number, number]>();
  /** Rollout of what it is offered, of its last run, and the newest in which its health is known since the run. */
  declare readonly rollout: ColumnWithNone;
  declare readonly runRollout: ColumnWithNone;
  declare readonly attempted: ColumnWithNone;
  /** 1 while it counts as not yet attempted in `remaining`. */
  declare readonly counted: Uint8Array;
  declare readonly tries: Uint8Array;
  declare readonly runEnd: Int32Array;
  /** It is on until then, from some instant that has passed; 0 while nobody has looked (timers.ts). */
  declare readonly onUntil: Int32Array;
  /** 0: the offer is being installed, 1: the .NET update. */
  declare readonly current: Uint8Array;
  declare readonly flags: Uint8Array;
  /** What the last run installed, -1 for none: the offer's release, and the .NET update; only where patches are bad. */
  declare readonly installedRelease: ColumnWithNone;
  declare readonly installedDotnet: ColumnWithNone;
  /** Last night of its periodic assessments that is known. */
  declare readonly night: ColumnWithNone;
  /** 1 + index of the wrong offer it was made (F64); only where there are any. */
  declare readonly stray: Uint8Array;
  declare readonly rebootSetting: Uint8Array;
  /** Who decides when it installs: a code of ORCHESTRATIONS. */
  declare readonly orchestration: Uint8Array;
  /** Next in the queue for room: `runEnd`, which only means something in a run, and nobody in a run waits for room. */
  declare readonly link: Int32Array;
  /** Of the few VMs that have them: the run of chosen updates, and the newest definition update installed. */
  readonly chosen = new Map<number, ChosenRun>();
  readonly definition = new Map<number, number>();

  // Per cell.
  /** When something happens next: not after the first event, NEVER without one. */
  declare readonly nextDue: Int32Array;
  /** The same of CELL_BLOCK cells in a row: not after the first of theirs. */
  declare readonly nextOfBlock: Int32Array;
  /** Product lines of its members, a bit each. */
  declare readonly linesOfCell: Uint8Array;
  declare readonly limit: Int32Array;
  /** VMs of a subscription that rollouts reach. */
  declare readonly reached: Int32Array;
  declare readonly inFlight: Int32Array;
  declare readonly updateDomain: Int16Array;
  declare readonly nextDomainAt: Int32Array;
  /** Who asks when the next update domain of a set may start, -1 for nobody. */
  declare readonly head: Int32Array;
  declare readonly queueHead: Int32Array;
  declare readonly queueTail: Int32Array;
  declare readonly viewWaiters: Int32Array;
  declare readonly unattempted: Int32Array;
  /** VMs of the cell that are candidates of some rollout, attempted there or not. */
  declare readonly candidates: Int32Array;

  // Per rollout and region (rollout * regions + region), or per rollout.
  declare readonly phaseOpen: Uint8Array;
  declare readonly turnZone: Uint8Array;
  declare readonly remaining: Int32Array;
  /** VMs that are candidates of the rollout, attempted there or not; and how often one became that, or came back from a run. */
  declare readonly candidatesOf: Int32Array;
  declare readonly arrivals: Int32Array;
  declare readonly attempts: Int32Array;
  declare readonly unhealthy: Int32Array;
  declare readonly halted: Uint8Array;
  declare readonly relaxed: Uint8Array;
  /** Per region and zone; and when a VM of it last left flight. */
  declare readonly zoneInFlight: Int32Array;
  declare readonly zoneLeftAt: Int32Array;

  // Per group.
  declare readonly lineOfGroup: Int32Array;
  declare readonly measuredTrack: Int32Array;
  declare readonly reserve: Int32Array;
  /** Nights between the periodic assessments of each VM. */
  declare readonly assessmentNights: AssessmentNights;

  /** Per line: what is on offer now; releases measured at each point, on the cumulative side and on the track. */
  declare readonly offers: Offers[];
  declare readonly knownOffers: KnownOffers;
  /** Per line: what can be had beside that by whoever asks for it (R7). */
  declare readonly others: OtherOffers[];
  declare readonly measured: readonly (readonly [Int16Array, Int16Array])[];
  /** Off-peak hours by the clock of each VM, and by that of each region. */
  declare readonly nights: NightTable;
  declare readonly regionNights: readonly Nights[];
  /** Per release: 1 once it was withdrawn. */
  declare readonly withdrawn: Uint8Array;
  declare readonly releaseColumns: ReleaseColumns;
  /** Per configuration: state of the hotpatch track, as a code of TRACK_STATES. */
  declare readonly trackOf: Uint8Array;
  /** Seconds since start at which hotpatch was last enabled by an action, per VM; only where actions exist. */
  declare readonly enrolledAt: Int32Array;

  declare readonly preview: Preview;

  /** Cell being advanced, and whether timers are only noted because all are put in order afterwards. */
  cell = 0;
  bulk = false;
  /** Whose event happens, -1 without: its next one is only noted, since it has to be put in order anyway. */
  happening = -1;
  /** Since room was last given somebody left, joined the queue, or began, or the limit changed: somebody else may go. */
  stirred = false;

  constructor(
    scenario: Scenario,
    fleet: Fleet,
    releases: readonly Release[],
    phases: readonly Phase[],
    table: VmTable,
    sink: LedgerSink,
  ) {
    this.scenario = scenario;
    this.fleet = fleet;
    this.releases = releases;
    this.phases = phases;
    this.table = table;
    this.sink = sink;
    this.start = scenario.clock.start;
    // `| 0`: instants come out of texts as floating-point numbers, and code made for whole ones would be thrown away at the end.
    this.horizon = (scenario.clock.end - scenario.clock.start) | 0;
    const durations = new Durations(scenario.parameters);
    this.luck = luckOf(scenario, durations, releases);
    this.chosenLuck = new ChosenLuck(scenario, durations);
    this.badPatches = badPatchesOf(scenario);
    this.rollouts = rolloutsOf(releases, this.start, scenario.parameters);
    this.lines = LINES.map((product) => lineOf(releases, product));
    const { simulated, regions, coverage, cells } = fleet;
    const rollouts = this.rollouts.list.length;
    const rolloutRegions = rollouts * regions.length;
    const none = (many: number, vms = simulated): ColumnWithNone => columnWithNone(vms, many);
    const points = most(this.lines.map((line) => line.points));
    const updates = most(this.lines.map((line) => line.dotnet));
    this.knownOffers = knownOffers(points, updates);
    this.events = eventListOf(cells, simulated);
    this.configuration = new Uint8Array(simulated);
    this.waiting = new Uint8Array(simulated);
    this.reason = new Uint8Array(simulated);
    this.level = none(points);
    this.baseline = none(points);
    this.dotnet = none(updates);
    this.offer = none(2 * points);
    this.dotnetOffer = none(updates);
    this.staged = none(2 * points);
    this.stagedDotnet = none(updates);
    this.rollout = none(rollouts);
    this.runRollout = none(rollouts);
    this.attempted = none(rollouts);
    this.counted = new Uint8Array(simulated);
    this.tries = new Uint8Array(simulated);
    this.runEnd = new Int32Array(simulated);
    this.onUntil = new Int32Array(simulated);
    this.current = new Uint8Array(simulated);
    this.flags = new Uint8Array(simulated);
    const blamed = this.badPatches.length > 0 ? simulated : 0;
    this.installedRelease = none(releases.length, blamed);
    this.installedDotnet = none(releases.length, blamed);
    this.night = none(most(fleet.clocks.map(({ offPeak }) => offPeak.start)));
    const strays = scenario.incidents.some(({ kind }) => kind === 'wrongOffer');
    this.stray = new Uint8Array(strays ? simulated : 0);
    this.link = this.runEnd;
    this.enrolledAt = new Int32Array(scenario.actions.length > 0 ? simulated : 0).fill(-1);

    this.nextDue = new Int32Array(cells.count).fill(NEVER);
    this.nextOfBlock = new Int32Array(Math.ceil(cells.count / CELL_BLOCK)).fill(NEVER);
    this.linesOfCell = new Uint8Array(cells.count);
    this.limit = new Int32Array(cells.count);
    this.reached = new Int32Array(cells.count);
    this.inFlight = new Int32Array(cells.count);
    this.updateDomain = new Int16Array(cells.count).fill(-1);
    this.nextDomainAt = new Int32Array(cells.count);
    this.head = new Int32Array(cells.count).fill(-1);
    this.queueHead = new Int32Array(cells.count).fill(-1);
    this.queueTail = new Int32Array(cells.count).fill(-1);
    this.viewWaiters = new Int32Array(cells.count);
    this.unattempted = new Int32Array(cells.count);
    this.candidates = new Int32Array(cells.count);

    this.phaseOpen = new Uint8Array(rolloutRegions);
    this.turnZone = new Uint8Array(rolloutRegions).fill(NO_ZONE);
    this.remaining = new Int32Array(rolloutRegions);
    this.candidatesOf = new Int32Array(rolloutRegions);
    this.arrivals = new Int32Array(rolloutRegions);
    this.attempts = new Int32Array(rolloutRegions);
    this.unhealthy = new Int32Array(rolloutRegions);
    this.halted = new Uint8Array(rollouts);
    this.relaxed = new Uint8Array(rollouts);
    this.zoneInFlight = new Int32Array(regions.length * 256);
    this.zoneLeftAt = new Int32Array(regions.length * 256).fill(-NEVER);

    const lineNumber = (product?: string): number => (LINES as readonly unknown[]).indexOf(product);
    this.lineOfGroup = column(coverage.map(({ image }) => lineNumber(image?.line)));
    this.measuredTrack = column(coverage.map(({ hotpatch }) => (hotpatch === 'enrolled' ? 1 : 0)));
    this.reserve = Int32Array.from(coverage, ({ image }) =>
      rebootReserve(image?.os ?? 'Windows', scenario.parameters),
    );
    this.assessmentNights = assessmentNightsOf(scenario, fleet);
    this.orchestration = new Uint8Array(simulated);
    this.rebootSetting = new Uint8Array(simulated);
    this.nights = nightTableOf(fleet.clocks);
    this.regionNights = fleet.regions.map((region) => regionNights(scenario, region));
    this.withdrawn = new Uint8Array(releases.length);
    const kept = () => false;
    this.offers = this.lines.map((line) => offersAt(line, releases, this.start, kept));
    this.others = this.lines.map((line, at) =>
      otherOffersAt(line, releases, this.start, kept, this.offers[at]),
    );
    const inRun = (release: number): number =>
      release >= 0 && releases[release].instant > this.start ? release : -1;
    this.measured = this.lines.map(({ points }) => [
      Int16Array.from(points, ({ cumulative, onDemand }) => (onDemand ? -1 : inRun(cumulative))),
      Int16Array.from(points, ({ track, onDemand }) => (onDemand ? -1 : inRun(track))),
    ]);
    this.releaseColumns = releaseColumnsOf(releases, this.lines, this.measured, this.start);
    this.trackOf = Uint8Array.from(table.configurations, ({ track }) =>
      (TRACK_STATES as readonly string[]).indexOf(track),
    );
    this.preview = new Preview(scenario, fleet);
  }

  /** Releases whose way to the VMs of a group is measured: those of its line or track in the run, and .NET. */
  measuredReleases(group: number): number[] {
    const line = this.lineOfGroup[group];
    if (line < 0 || this.fleet.coverage[group].orchestration === undefined) return [];
    const points = [...this.measured[line][this.measuredTrack[group]]];
    return [...points, ...this.lines[line].dotnet].filter(
      (release) => release >= 0 && this.rollouts.ofRelease[release] >= 0,
    );
  }
}
