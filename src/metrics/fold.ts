// Folds the ledger into the counts of every group and the peaks where VMs meet, as facts come (R33, R34).
// Refuses to know the world the facts come from.

import { DAY, HOUR, type Instant } from '../calendar/instant.ts';
import { isHotpatch } from '../catalogue/kinds.ts';
import { KINDS, type Release } from '../catalogue/release.ts';
import type { Fleet } from '../fleet/fleet.ts';
import { FACT } from '../ledger/fact-codes.ts';
import { FACTS, type LedgerSink, TRACK_STATES } from '../ledger/facts.ts';
import { REASONS } from '../rollout/reasons.ts';
import type { ChangeMemory } from './change-memory.ts';
import { dailyOf, SERIES_CODE } from './daily.ts';
import type { Folded, OverdueRow, RolloutEvent, VmExtremes } from './folded.ts';
import {
  actionColumn,
  CAUSES,
  type CountColumns,
  countColumns,
  countsOfGroups,
  hoursOf,
  WITHIN,
} from './group-counts.ts';
import { occupancyOf } from './occupancy.ts';
import { Places } from './places.ts';
import { runExtent } from './run-extent.ts';
import { vmPlacesOf } from './vm-places.ts';

export const MAX_OVERDUE_ROWS = 1000;

/** What VMs are counted in together, in the order of the states' numbers (occupancy.ts). */
export const STATES = ['inFlight', 'rebooting'] as const;
/** Instants before and after those of all releases, in seconds of the run. */
const NEVER_NEWEST = -0x80000000;
const NONE_YET = 0x7fffffff;

/** What the fold has to know of a run before it begins. */
export interface FoldInput {
  readonly fleet: Fleet;
  readonly releases: readonly Release[];
  readonly start: Instant;
  readonly end: Instant;
  /** Releases measured for a group; asked for when the first of them comes out, or at the end. */
  readonly measured: (group: number) => readonly number[];
  /** In a part of a split run: what it sees of what the other parts have to add up. */
  readonly memory?: ChangeMemory;
}

/** Takes facts of one kind. */
type Take = (t: number, vm: number, a: number, b: number) => void;

/** Wants to hear `settled` once a day at least (occupancy.ts). */
export interface Fold extends Required<LedgerSink> {
  /** Reboots of each simulated VM. */
  readonly rebootsOfVm: Uint16Array;
  readonly counts: CountColumns;
  /** As of Occupancy. */
  addNext(): boolean;
  /** The run is over. */
  finish(): Folded;
}

/**
 * Everything a fact touches is a constant in the scope of this one function: for V8 that is an address, where a field of
 * an object is some loads and checks each time, and a year of a VM has 160 facts.
 */
export function foldOf(input: FoldInput): Fold {
  const { fleet, releases, start, end } = input;
  const extent = runExtent(start, end);
  const { horizon, days, months, monthOfDay } = extent;
  const places = new Places(fleet);
  const { enter, exit, expect, settle, addNext, finish } = occupancyOf(
    vmPlacesOf(fleet, places),
    places,
    STATES.length,
    input.memory,
  );
  const inFlight = STATES.indexOf('inFlight');
  const rebooting = STATES.indexOf('rebooting');

  // Per group.
  const groupOf = fleet.group;
  const groups = fleet.groups.length;
  const counts = countColumns(groups, releases.length, extent);
  const daily = dailyOf(counts.dailyChanges, days);
  const { deferrals, rebootsByCause, rebootsByRelease, rebootsByMonth, hours, effectiveWithin } = counts;
  const { installedByRelease, effectiveByRelease, overdueByReason, actions, exposureSeconds } = counts;
  const { downSeconds, hotpatches, installFailures, rebootFailures, interruptions, unhealthy } = counts;
  /** Newest measured release of each group, -1 before the first, and when it came out; dotnet does not count. */
  const newest = new Int32Array(groups).fill(-1);
  const newestSince = new Int32Array(groups).fill(NONE_YET);
  /** How many measured releases there have been. */
  const generation = new Uint16Array(groups);
  // Per release.
  const released = Int32Array.from(releases, ({ instant }) => instant - start);
  /** The same for releases that can be a group's newest, before all others for those that cannot: .NET. */
  const contentSince = released.map((instant, release) =>
    releases[release].kind === 'dotnet' ? NEVER_NEWEST : instant,
  );
  const isHotpatchOf = Uint8Array.from(releases, ({ kind }) => Number(isHotpatch(kind)));
  const causeOf = Uint8Array.from(releases, ({ kind }) => KINDS.indexOf(kind));
  /** For each horizon of WITHIN in turn: the time it may take, -1 where its days end after the run. */
  const within = Int32Array.from({ length: releases.length * WITHIN.length }, (_, at) => {
    const limit = WITHIN[at % WITHIN.length] * DAY;
    return released[Math.floor(at / WITHIN.length)] + limit <= horizon ? limit : -1;
  });
  // Per simulated VM.
  const rebootsOfVm = new Uint16Array(fleet.simulated);
  /** A bit each. */
  const overdueVms = new Uint8Array((fleet.simulated >> 3) + 1);
  const overdueOfGroup = new Int32Array(groups);
  /** The generation of its group whose content it was offered and has installed last. */
  const Generations = mostOfOneProduct(releases) > 0xff ? Uint16Array : Uint8Array;
  const offeredFor = new Generations(fleet.simulated);
  const installedFor = new Generations(fleet.simulated);
  /** When its restart began, -1 when it is in none. */
  const downSince = new Int32Array(fleet.simulated).fill(-1);

  let measured: readonly (readonly number[])[] | undefined;
  const overdueRows: OverdueRow[] = [];
  const rolloutEvents: RolloutEvent[] = [];
  // Widths of rows, and codes: a number in the text is faster than one in an array's length or another module's object.
  const REASON_COUNT = REASONS.length;
  const RELEASE_COUNT = releases.length;
  const A_DAY = DAY;
  const AN_HOUR = HOUR;
  const HOURS = hoursOf(extent);
  const MONTHS = months.length;
  const CAUSE_COUNT = CAUSES.length;
  const WITHIN_COUNT = WITHIN.length;
  const ACTION_COUNT = actions.length / groups;
  const [REBOOT_SETTING, ON_TRACK] = [CAUSES.indexOf('rebootSetting'), TRACK_STATES.indexOf('onTrack')];
  const { offered, installed, effective, onTrack } = SERIES_CODE;

  function installs(t: number, vm: number, release: number): void {
    const group = groupOf[vm];
    installedByRelease[group * RELEASE_COUNT + release]++;
    hotpatches[group] += isHotpatchOf[release];
    // Content of the group's newest measured release, which it did not have.
    if (contentSince[release] >= newestSince[group] && installedFor[vm] !== generation[group]) {
      installedFor[vm] = generation[group];
      daily.add(group, installed, t, 1);
    }
  }

  function takesEffect(t: number, vm: number, release: number): void {
    const group = groupOf[vm];
    const took = t - released[release];
    effectiveByRelease[group * RELEASE_COUNT + release]++;
    exposureSeconds[group] += took;
    hours[group * HOURS + ((took / AN_HOUR) | 0)]++;
    for (let index = 0; index < WITHIN_COUNT; index++) {
      if (took <= within[release * WITHIN_COUNT + index]) effectiveWithin[group * WITHIN_COUNT + index]++;
    }
    if (release === newest[group]) daily.add(group, effective, t, 1);
  }

  function goesDown(t: number, vm: number, release: number): void {
    const group = groupOf[vm];
    rebootsByCause[group * CAUSE_COUNT + (release < 0 ? REBOOT_SETTING : causeOf[release])]++;
    if (release >= 0) rebootsByRelease[group * RELEASE_COUNT + release]++;
    rebootsByMonth[group * MONTHS + monthOfDay[((t | 0) / A_DAY) | 0]]++;
    rebootsOfVm[vm]++;
    downSince[vm] = t;
    enter(rebooting, vm, t);
  }

  function comesUp(t: number, vm: number): void {
    if (downSince[vm] < 0) return;
    downSeconds[groupOf[vm]] += t - downSince[vm];
    downSince[vm] = -1;
    exit(rebooting, vm, t);
  }

  function finds(t: number, vm: number, release: number): void {
    const group = groupOf[vm];
    if (release < 0 || contentSince[release] < newestSince[group] || offeredFor[vm] === generation[group])
      return;
    offeredFor[vm] = generation[group];
    daily.add(group, offered, t, 1);
  }

  function isOverdue(_t: number, vm: number, release: number, reason: number): void {
    overdueByReason[groupOf[vm] * REASON_COUNT + reason]++;
    const bit = 1 << (vm & 7);
    if ((overdueVms[vm >> 3] & bit) === 0) overdueOfGroup[groupOf[vm]]++;
    overdueVms[vm >> 3] |= bit;
    if (overdueRows.length < MAX_OVERDUE_ROWS)
      overdueRows.push({ vm, group: groupOf[vm], ordinal: fleet.ordinal[vm], release, reason });
  }

  function changesTrack(t: number, vm: number, from: number, to: number): void {
    if (from === ON_TRACK) daily.add(groupOf[vm], onTrack, t, -1);
    if (to === ON_TRACK) daily.add(groupOf[vm], onTrack, t, 1);
  }

  /** Its run is over without its health being looked at, or with its health restored: it may be in its restart still. */
  function isOut(t: number, vm: number): void {
    comesUp(t, vm);
    exit(inFlight, vm, t);
  }

  const ofRollout =
    (kind: number) =>
    (t: number, _vm: number, rollout: number, phase: number): void => {
      rolloutEvents.push({ kind, t, rollout, phase });
    };

  function isReleased(t: number, _vm: number, release: number): void {
    if (releases[release].kind === 'dotnet') return;
    whatIsMeasured().forEach((ofGroup, group) => {
      if (!ofGroup.includes(release)) return;
      newest[group] = release;
      newestSince[group] = released[release];
      generation[group]++;
      daily.restart(group, t);
    });
  }

  /** With its first answer the days begin: VMs of a group for which something will be measured have all there is. */
  function whatIsMeasured(): readonly (readonly number[])[] {
    if (measured !== undefined) return measured;
    const releasesOf = fleet.groups.map((_, group) => input.measured(group));
    fleet.vmsOfGroup.forEach((vms, group) => {
      const enrolled = fleet.coverage[group].hotpatch === 'enrolled';
      daily.begin(group, releasesOf[group].length > 0 ? vms : 0, enrolled ? vms : 0);
    });
    measured = releasesOf;
    return measured;
  }

  function extremes(): VmExtremes {
    const fewest = new Int32Array(groups).fill(0x7fffffff);
    const most = new Int32Array(groups);
    for (let vm = 0; vm < fleet.simulated; vm++) {
      const group = groupOf[vm];
      const reboots = rebootsOfVm[vm];
      if (reboots < fewest[group]) fewest[group] = reboots;
      if (reboots > most[group]) most[group] = reboots;
    }
    return { fewest, most, overdue: overdueOfGroup };
  }

  const takes: Partial<Record<(typeof FACTS)[number], Take>> = {
    released: isReleased,
    phaseOpened: ofRollout(FACT.phaseOpened),
    phasePassed: ofRollout(FACT.phasePassed),
    rolloutHalted: ofRollout(FACT.rolloutHalted),
    limitRelaxed: ofRollout(FACT.limitRelaxed),
    assessed: finds,
    deferred: (_t, vm, reason) => void deferrals[groupOf[vm] * REASON_COUNT + reason]++,
    admitted: (t, vm) => enter(inFlight, vm, t),
    runStarted: (t, vm) => enter(inFlight, vm, t),
    patchInstalled: installs,
    patchFailed: (_t, vm) => void installFailures[groupOf[vm]]++,
    rebootStarted: goesDown,
    rebootCompleted: comesUp,
    rebootFailed: (_t, vm) => void rebootFailures[groupOf[vm]]++,
    runInterrupted: (t, vm) => {
      interruptions[groupOf[vm]]++;
      isOut(t, vm);
    },
    becameEffective: takesEffect,
    healthy: (t, vm) => exit(inFlight, vm, t),
    unhealthy: (_t, vm) => void unhealthy[groupOf[vm]]++,
    recovered: isOut,
    healthUnknown: (t, vm) => exit(inFlight, vm, t),
    trackChanged: changesTrack,
    overdue: isOverdue,
    actionDone: (_t, vm, action) => void actions[groupOf[vm] * ACTION_COUNT + actionColumn(action)]++,
    actionRefused: (_t, vm, action, refusal) =>
      void actions[groupOf[vm] * ACTION_COUNT + actionColumn(action, refusal)]++,
  };
  // Frozen, its elements are constants: where the kind is one, the compiler calls what takes it, without this table.
  const taking = Object.freeze(FACTS.map((fact) => takes[fact] ?? ((): void => {})));

  return {
    counts,
    rebootsOfVm,
    record: (kind, t, vm, a, b) => taking[kind](t, vm, a, b),
    settled: settle,
    expect: (vm) => expect(vm) ^ rebootsOfVm[vm] ^ downSince[vm] ^ offeredFor[vm] ^ installedFor[vm],
    addNext,
    finish() {
      const most = finish();
      return {
        ...{ fleet, releases, start, end, horizon, days, months, measured: whatIsMeasured() },
        groups: countsOfGroups(counts, groups),
        ...{ extremes: extremes(), places, overdueRows, rolloutEvents },
        ...{ inFlight: most[inFlight], rebooting: most[rebooting] },
      };
    },
  };
}

/** Most releases of which one can be newer than another. */
function mostOfOneProduct(releases: readonly Release[]): number {
  const counts = new Map<string, number>();
  for (const { product } of releases) counts.set(product, (counts.get(product) ?? 0) + 1);
  return Math.max(0, ...counts.values());
}
