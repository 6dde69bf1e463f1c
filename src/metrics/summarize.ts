// Turns what was folded into the summary of a run. Refuses to know how it is shown and how it was folded.

import { formatInstant, monthOf } from '../calendar/instant.ts';
import { nameIn } from '../fleet/fleet.ts';
import { FACT } from '../ledger/fact-codes.ts';
import { REASONS } from '../rollout/reasons.ts';
import type { Folded } from './folded.ts';
import { summarizeGroup } from './group-summary.ts';
import type { Assumption, OverdueVm, PeakRow, ReleaseSummary, RolloutSummary, Summary } from './summary.ts';

export interface SummaryContext {
  readonly name: string;
  readonly description: string;
  readonly seed: string;
  readonly assumptions: readonly Assumption[];
  readonly notices: readonly string[];
  readonly phases: readonly { readonly name: string; readonly regions: readonly number[] }[];
  readonly rollouts: readonly {
    readonly month: string;
    readonly released: number;
    readonly expedited: boolean;
  }[];
}

const MAX_PEAK_ROWS = 20;

export function summarize(fold: Folded, context: SummaryContext): Summary {
  const { fleet, start, end } = fold;
  const all = fleet.groups.map((_, group) => group);
  return {
    formatVersion: 1,
    scenario: {
      name: context.name,
      description: context.description,
      seed: context.seed,
      start: formatInstant(start),
      end: formatInstant(end),
    },
    fleet: summarizeGroup(fold, all, 0),
    groups: Object.fromEntries(
      fleet.groups.map(({ name }, group) => [name, summarizeGroup(fold, [group], fold.places.group(group))]),
    ),
    releases: releaseRows(fold),
    rollouts: rolloutRows(fold, context),
    peaks: {
      availabilitySets: peakRows(fold, 'availabilitySet'),
      zones: peakRows(fold, 'zone'),
      regions: peakRows(fold, 'region'),
      subscriptions: peakRows(fold, 'subscription'),
    },
    overdue: overdueRows(fold),
    assumptions: context.assumptions,
    notices: [...context.notices, ...relaxations(fold, context)],
  };
}

function releaseRows(fold: Folded): ReleaseSummary[] {
  const { fleet, releases, start } = fold;
  const offered = new Set(fold.measured.flat());
  return releases.flatMap((release, index) => {
    const count = (pick: (group: (typeof fold.groups)[number]) => Int32Array): number =>
      fold.groups.reduce((sum, group) => sum + pick(group)[index], 0);
    const installed = count((group) => group.installedByRelease);
    const reboots = count((group) => group.rebootsByRelease);
    if (release.instant <= start || (installed === 0 && reboots === 0 && !offered.has(index))) return [];
    const byGroup = fold.groups.map((group, number) => [
      fleet.groups[number].name,
      { installed: group.installedByRelease[index], reboots: group.rebootsByRelease[index] },
    ]);
    return [
      {
        month: monthOf(release.instant),
        date: formatInstant(release.instant),
        product: release.product,
        kb: release.kb,
        kind: release.kind,
        certainty: release.certainty,
        installed,
        reboots,
        byGroup: Object.fromEntries(byGroup),
      },
    ];
  });
}

function rolloutRows(fold: Folded, { phases, rollouts }: SummaryContext): RolloutSummary[] {
  const { fleet, start, end } = fold;
  return rollouts.flatMap(({ month, released, expedited }, rollout) => {
    if (released >= end) return [];
    const at = (kind: number, phase: number): string | null => {
      const event = fold.rolloutEvents.find(
        (one) => one.kind === kind && one.rollout === rollout && (phase < 0 || one.phase === phase),
      );
      return event === undefined ? null : formatInstant(start + event.t);
    };
    return [
      {
        month,
        released: formatInstant(released),
        expedited,
        halted: at(FACT.rolloutHalted, -1),
        phases: phases.map(({ name, regions }, phase) => ({
          name,
          regions: regions.map((region) => fleet.regions[region]),
          opened: at(FACT.phaseOpened, phase),
          passed: at(FACT.phasePassed, phase),
        })),
      },
    ];
  });
}

/** R19: where the limit of a subscription gave way to the deadline, it is said. */
function relaxations(fold: Folded, { rollouts }: SummaryContext): string[] {
  return fold.rolloutEvents
    .filter(({ kind }) => kind === FACT.limitRelaxed)
    .map(({ t, rollout }) => {
      const since = formatInstant(fold.start + t);
      return `rollout of ${rollouts[rollout].month}: the limit per subscription was lifted at ${since}, to keep the deadline`;
    });
}

function peakRows(fold: Folded, kind: 'availabilitySet' | 'zone' | 'region' | 'subscription'): PeakRow[] {
  const [from, end] = fold.places.range(kind);
  // Of a large fleet's hundred thousand sets only those get rows and names that may be told.
  const fewest = fold.inFlight.slice(from, end).sort().at(-MAX_PEAK_ROWS) ?? 0;
  const mostRebooting = fold.rebooting.subarray(from, end).reduce((most, many) => Math.max(most, many), 0);
  const rows = fold.places
    .list(kind, (place) => fold.inFlight[place] >= fewest || fold.rebooting[place] === mostRebooting)
    .map(({ place, name, vms }) => ({
      name,
      vms,
      inFlight: fold.inFlight[place],
      rebooting: fold.rebooting[place],
    }))
    .sort((a, b) => b.inFlight - a.inFlight || b.rebooting - a.rebooting || (a.name < b.name ? -1 : 1));
  const told = rows.slice(0, MAX_PEAK_ROWS);
  // Where most rebooted at once need not be where most were in flight, and is asked for most.
  const most = rows.reduce<PeakRow | undefined>(
    (best, row) => (best === undefined || row.rebooting > best.rebooting ? row : best),
    undefined,
  );
  return most === undefined || told.includes(most) ? told : [...told.slice(0, -1), most];
}

function overdueRows(fold: Folded): OverdueVm[] {
  const { fleet, releases } = fold;
  return [...fold.overdueRows]
    .sort(
      (a, b) =>
        a.group - b.group ||
        a.ordinal - b.ordinal ||
        releases[a.release].instant - releases[b.release].instant ||
        a.release - b.release,
    )
    .map(({ group, ordinal, release, reason }) => ({
      vm: nameIn(fleet.groups[group], ordinal),
      group: fleet.groups[group].name,
      kb: releases[release].kb,
      month: monthOf(releases[release].instant),
      reason: REASONS[reason],
    }));
}
