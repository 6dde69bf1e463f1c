// Folds the ledger into the counts of every group and the peaks where VMs meet, as facts come (R33, R34).
// Refuses to know the world the facts come from.

import { DAY, HOUR, type Instant } from '../calendar/instant.ts';
import { isHotpatch } from '../catalogue/kinds.ts';
import { KINDS, type Release } from '../catalogue/release.ts';
import type { Fleet } from '../fleet/fleet.ts';
import * as FACT from '../ledger/fact-codes.ts';
import { type LedgerSink, TRACK_STATES } from '../ledger/facts.ts';
import { SERIES_CODE } from './daily.ts';
import type { Folded, OverdueRow, RolloutEvent, VmExtremes } from './folded.ts';
import { actionColumn, CAUSES, GroupFold, WITHIN } from './group-fold.ts';
import { Occupancy, type ShareDay } from './occupancy.ts';
import { Places } from './places.ts';
import { runExtent } from './run-extent.ts';

const ON_TRACK = TRACK_STATES.indexOf('onTrack');
const REBOOT_SETTING = CAUSES.indexOf('rebootSetting');
/** Facts about rollouts as a whole. */
const ROLLOUT_FACTS = new Set([FACT.phaseOpened, FACT.phasePassed, FACT.rolloutHalted, FACT.limitRelaxed]);
export const MAX_OVERDUE_ROWS = 1000;

/** What the fold has to know of a run before it begins. */
export interface FoldInput {
  readonly fleet: Fleet;
  readonly releases: readonly Release[];
  readonly start: Instant;
  readonly end: Instant;
  /** Releases measured for a group. */
  readonly measured: (group: number) => readonly number[];
  /** In a part of a split run: takes what has to be added up together with the other parts. */
  readonly share?: Record<'inFlight' | 'rebooting', ShareDay>;
}

export class Fold implements LedgerSink {
  readonly input: FoldInput;
  readonly horizon: number;
  readonly days: number;
  readonly months: readonly string[];
  readonly groups: readonly GroupFold[];
  readonly measured: readonly (readonly number[])[];
  readonly inFlight: Occupancy;
  readonly rebooting: Occupancy;
  readonly places: Places;
  /** Reboots of each simulated VM. */
  readonly rebootsOfVm: Uint16Array;
  readonly #overdueVm: Uint8Array;
  readonly overdueRows: OverdueRow[] = [];
  readonly rolloutEvents: RolloutEvent[] = [];
  readonly #released: Float64Array;
  /** The same for releases that can be a group's newest, -Infinity for the others: .NET. */
  readonly #contentSince: Float64Array;
  readonly #isHotpatch: Uint8Array;
  /** Per release, for each horizon of WITHIN in turn: the time it may take, -1 where its days end after the run. */
  readonly #within: Float64Array;
  readonly #monthOfDay: Uint16Array;
  /** Newest measured release of each group, -1 before the first; dotnet does not count. */
  readonly #newest: Int32Array;
  readonly #offeredFor: Int16Array;
  readonly #installedFor: Int16Array;
  /** When the VM's restart began, -1 when it is in none. */
  readonly #downSince: Int32Array;

  constructor(input: FoldInput) {
    const { fleet, releases, start, end } = input;
    this.input = input;
    const extent = runExtent(start, end);
    this.horizon = extent.horizon;
    this.days = extent.days;
    this.months = extent.months;
    this.#monthOfDay = extent.monthOfDay;
    this.measured = fleet.groups.map((_, group) => input.measured(group));
    const counts = new Int32Array(fleet.groups.length);
    for (let vm = 0; vm < fleet.vms; vm++) counts[fleet.group[vm]]++;
    this.groups = fleet.groups.map((_, group) => {
      const count = counts[group];
      const vms = this.measured[group].length > 0 ? count : 0;
      return new GroupFold(
        { vms, onTrack: fleet.coverage[group].hotpatch === 'enrolled' ? count : 0 },
        releases.length,
        extent,
      );
    });
    this.places = new Places(fleet);
    this.inFlight = new Occupancy(this.places, input.share?.inFlight);
    this.rebooting = new Occupancy(this.places, input.share?.rebooting);
    this.rebootsOfVm = new Uint16Array(fleet.simulated);
    this.#overdueVm = new Uint8Array(fleet.simulated);
    this.#released = Float64Array.from(releases, ({ instant }) => instant - start);
    this.#contentSince = this.#released.map((instant, release) =>
      releases[release].kind === 'dotnet' ? Number.NEGATIVE_INFINITY : instant,
    );
    this.#isHotpatch = Uint8Array.from(releases, ({ kind }) => Number(isHotpatch(kind)));
    this.#within = Float64Array.from({ length: releases.length * WITHIN.length }, (_, at) => {
      const limit = WITHIN[at % WITHIN.length] * DAY;
      return this.#released[Math.floor(at / WITHIN.length)] + limit <= this.horizon ? limit : -1;
    });
    this.#newest = new Int32Array(fleet.groups.length).fill(-1);
    this.#offeredFor = new Int16Array(fleet.simulated).fill(-1);
    this.#installedFor = new Int16Array(fleet.simulated).fill(-1);
    this.#downSince = new Int32Array(fleet.simulated).fill(-1);
  }

  settled(t: number): void {
    this.inFlight.settle(t);
    this.rebooting.settle(t);
  }

  /** The run is over. */
  finish(): Folded {
    this.inFlight.finish();
    this.rebooting.finish();
    const { fleet, releases, start, end } = this.input;
    const { horizon, days, months, groups, measured, places, overdueRows, rolloutEvents } = this;
    return {
      fleet,
      releases,
      start,
      end,
      horizon,
      days,
      months,
      groups,
      measured,
      extremes: this.#extremes(),
      places,
      inFlight: this.inFlight.peaks.most,
      rebooting: this.rebooting.peaks.most,
      overdueRows,
      rolloutEvents,
    };
  }

  #extremes(): VmExtremes {
    const { fleet } = this.input;
    const fewest = new Int32Array(fleet.groups.length).fill(0x7fffffff);
    const most = new Int32Array(fleet.groups.length);
    const overdue = new Int32Array(fleet.groups.length);
    for (let vm = 0; vm < fleet.simulated; vm++) {
      const group = fleet.group[vm];
      const reboots = this.rebootsOfVm[vm];
      if (reboots < fewest[group]) fewest[group] = reboots;
      if (reboots > most[group]) most[group] = reboots;
      overdue[group] += this.#overdueVm[vm];
    }
    return { fewest, most, overdue };
  }

  record(kind: number, t: number, vm: number, a: number, b: number): void {
    if (vm < 0) return this.#global(kind, t, a, b);
    const group = this.input.fleet.group[vm];
    const fold = this.groups[group];
    switch (kind) {
      case FACT.assessed:
        if (this.#isNewest(group, a) && this.#offeredFor[vm] !== this.#newest[group]) {
          this.#offeredFor[vm] = this.#newest[group];
          fold.daily.add(SERIES_CODE.offered, t, 1);
        }
        return;
      case FACT.deferred:
        fold.deferrals[a]++;
        return;
      case FACT.admitted:
      case FACT.runStarted:
        return this.inFlight.change(vm, t, 1);
      case FACT.patchInstalled:
        fold.installedByRelease[a]++;
        fold.hotpatches += this.#isHotpatch[a];
        if (this.#isNewest(group, a) && this.#installedFor[vm] !== this.#newest[group]) {
          this.#installedFor[vm] = this.#newest[group];
          fold.daily.add(SERIES_CODE.installed, t, 1);
        }
        return;
      case FACT.patchFailed:
        fold.installFailures++;
        return;
      case FACT.rebootStarted:
        return this.#rebootStarted(fold, vm, t, a);
      case FACT.rebootCompleted:
        return this.#rebootEnded(fold, vm, t);
      case FACT.rebootFailed:
        fold.rebootFailures++;
        return;
      case FACT.becameEffective:
        return this.#effective(fold, group, t, a);
      case FACT.unhealthy:
        fold.unhealthy++;
        return;
      case FACT.runInterrupted:
        fold.interruptions++;
        this.#rebootEnded(fold, vm, t);
        return this.inFlight.change(vm, t, -1);
      case FACT.recovered:
        this.#rebootEnded(fold, vm, t);
        return this.inFlight.change(vm, t, -1);
      case FACT.healthy:
      case FACT.healthUnknown:
        return this.inFlight.change(vm, t, -1);
      case FACT.trackChanged:
        if (a === ON_TRACK) fold.daily.add(SERIES_CODE.onTrack, t, -1);
        if (b === ON_TRACK) fold.daily.add(SERIES_CODE.onTrack, t, 1);
        return;
      case FACT.actionDone:
        fold.actions[actionColumn(a)]++;
        return;
      case FACT.actionRefused:
        fold.actions[actionColumn(a, b)]++;
        return;
      case FACT.overdue:
        fold.overdueByReason[b]++;
        this.#overdueVm[vm] = 1;
        if (this.overdueRows.length < MAX_OVERDUE_ROWS) this.overdueRows.push({ vm, release: a, reason: b });
        return;
    }
  }

  #global(kind: number, t: number, a: number, b: number): void {
    if (kind === FACT.released) {
      if (this.input.releases[a].kind === 'dotnet') return;
      this.measured.forEach((measured, group) => {
        if (!measured.includes(a)) return;
        this.#newest[group] = a;
        this.groups[group].daily.restart(t);
      });
    } else if (ROLLOUT_FACTS.has(kind)) {
      this.rolloutEvents.push({ kind, t, rollout: a, phase: b });
    }
  }

  /** Whether a release carries the content of the group's newest measured one. */
  #isNewest(group: number, release: number): boolean {
    const newest = this.#newest[group];
    return newest >= 0 && release >= 0 && this.#contentSince[release] >= this.#released[newest];
  }

  #rebootStarted(fold: GroupFold, vm: number, t: number, release: number): void {
    const cause = release < 0 ? REBOOT_SETTING : KINDS.indexOf(this.input.releases[release].kind);
    fold.rebootsByCause[cause]++;
    if (release >= 0) fold.rebootsByRelease[release]++;
    fold.rebootsByMonth[this.#monthOfDay[Math.floor(t / DAY)]]++;
    this.rebootsOfVm[vm]++;
    this.#downSince[vm] = t;
    this.rebooting.change(vm, t, 1);
  }

  #rebootEnded(fold: GroupFold, vm: number, t: number): void {
    if (this.#downSince[vm] < 0) return;
    fold.downSeconds += t - this.#downSince[vm];
    this.#downSince[vm] = -1;
    this.rebooting.change(vm, t, -1);
  }

  #effective(fold: GroupFold, group: number, t: number, release: number): void {
    const took = t - this.#released[release];
    fold.effectiveByRelease[release]++;
    fold.exposureSeconds += took;
    fold.hours[Math.floor(took / HOUR)]++;
    for (let index = 0; index < WITHIN.length; index++) {
      if (took <= this.#within[release * WITHIN.length + index]) fold.effectiveWithin[index]++;
    }
    if (release === this.#newest[group]) fold.daily.add(SERIES_CODE.effective, t, 1);
  }
}
