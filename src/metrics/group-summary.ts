// The results of one group, or of several together, from their counts (R34). Refuses to know how they were counted.

import { DAY, HOUR } from '../calendar/instant.ts';
import { ACTIONS_TAKEN, REFUSALS } from '../ledger/facts.ts';
import { REASONS } from '../rollout/reasons.ts';
import { dailyValues, type Series } from './daily.ts';
import type { Folded } from './folded.ts';
import { actionColumn, CAUSES, type GroupCounts, WITHIN } from './group-counts.ts';
import type { GroupSummary } from './summary.ts';

/** `numbers` are the groups added up; `place` is where their peaks were counted. */
export function summarizeGroup(fold: Folded, numbers: readonly number[], place: number): GroupSummary {
  const { fleet, releases } = fold;
  const groups = numbers.map((group) => fold.groups[group]);
  const total = (count: (group: GroupCounts) => number): number =>
    groups.reduce((sum, group) => sum + count(group), 0);
  const notCovered: Record<string, number> = {};
  let vms = 0;
  for (const group of numbers) {
    vms += fleet.groups[group].count;
    const reason = fleet.coverage[group].notCovered;
    if (reason !== undefined) notCovered[reason] = (notCovered[reason] ?? 0) + fleet.groups[group].count;
  }
  const covered = vms - Object.values(notCovered).reduce((sum, count) => sum + count, 0);
  const simulated = numbers
    .filter((group) => fleet.coverage[group].orchestration !== undefined)
    .reduce((sum, group) => sum + fleet.groups[group].count, 0);
  const { fewest, most, overdue } = fold.extremes;
  const over = (column: Int32Array): number[] => numbers.map((group) => column[group]);
  const reboots = total((group) => sumOf(group.rebootsByCause));
  return {
    vms,
    covered,
    notCovered,
    simulated,
    reboots: {
      total: reboots,
      perVm: simulated === 0 ? 0 : rounded(reboots / simulated, 4),
      min: simulated === 0 ? 0 : Math.min(...over(fewest)),
      max: Math.max(...over(most)),
      byCause: named(CAUSES, (cause) => total((group) => group.rebootsByCause[cause])),
      byMonth: Object.fromEntries(
        fold.months.map((month, index) => [month, total((group) => group.rebootsByMonth[index])]),
      ),
      byKb: byKb(
        releases.map(({ kb }) => kb),
        (release) => total((group) => group.rebootsByRelease[release]),
      ),
    },
    hotpatches: total((group) => group.hotpatches),
    effectiveWithin: {
      '7d': shareWithin(fold, numbers, 0),
      '14d': shareWithin(fold, numbers, 1),
      '30d': shareWithin(fold, numbers, 2),
    },
    daysToEffective: daysToEffective(groups),
    overdue: over(overdue).reduce((sum, count) => sum + count, 0),
    overdueByReason: named(REASONS, (reason) => total((group) => group.overdueByReason[reason])),
    deferrals: named(REASONS, (reason) => total((group) => group.deferrals[reason])),
    peakRebooting: fold.rebooting[place],
    peakInFlight: fold.inFlight[place],
    downtimeMinutes: rounded(total((group) => group.downSeconds) / 60, 1),
    exposureVmDays: rounded(exposureSeconds(fold, numbers) / DAY, 2),
    failures: {
      install: total((group) => group.installFailures),
      reboot: total((group) => group.rebootFailures),
      interrupted: total((group) => group.interruptions),
      unhealthy: total((group) => group.unhealthy),
    },
    ...actionsOf(total),
    daily: {
      offered: daysOf(groups, 'offered', fold.days),
      installed: daysOf(groups, 'installed', fold.days),
      effective: daysOf(groups, 'effective', fold.days),
      onTrack: daysOf(groups, 'onTrack', fold.days),
    },
  };
}

/** Nothing at all where nobody did anything. */
function actionsOf(total: (count: (group: GroupCounts) => number) => number): Pick<GroupSummary, 'actions'> {
  if (total(({ actions }) => sumOf(actions)) === 0) return {};
  const rows = ACTIONS_TAKEN.map((action, code) => {
    const done = total(({ actions }) => actions[actionColumn(code)]);
    const refused = named(REFUSALS, (refusal) =>
      total(({ actions }) => actions[actionColumn(code, refusal)]),
    );
    return [action, { done, refused }] as const;
  }).filter(([, { done, refused }]) => done > 0 || Object.keys(refused).length > 0);
  return { actions: Object.fromEntries(rows) };
}

function daysOf(groups: readonly GroupCounts[], series: Series, days: number): number[] {
  const [first, ...others] = groups.map((group) => dailyValues(group.dailyChanges, series, days));
  for (const row of others) for (let day = 0; day < days; day++) first[day] += row[day];
  return first;
}

/*
 * Loops, since a function called for each of a year's hours in each of many groups takes longer than all else here.
 */

function sumOf(counts: Int32Array | Float64Array): number {
  let sum = 0;
  for (let at = 0; at < counts.length; at++) sum += counts[at];
  return sum;
}

const rounded = (value: number, digits: number): number => Number(value.toFixed(digits));

/** Counts by name, in order of the names, without those that never occurred. */
function named(names: readonly string[], count: (index: number) => number): Record<string, number> {
  const counts: Record<string, number> = {};
  for (let index = 0; index < names.length; index++) {
    const many = count(index);
    if (many > 0) counts[names[index]] = many;
  }
  return counts;
}

function byKb(kbs: readonly string[], count: (release: number) => number): Record<string, number> {
  const counts: Record<string, number> = {};
  kbs.forEach((kb, release) => {
    if (count(release) > 0) counts[kb] = (counts[kb] ?? 0) + count(release);
  });
  return counts;
}

/** Share of the pairs of VM and release effective within so many days, of those whose days end within the run. */
function shareWithin(fold: Folded, numbers: readonly number[], within: number): number | null {
  const { fleet, releases, start } = fold;
  let pairs = 0;
  let effective = 0;
  for (const group of numbers) {
    effective += fold.groups[group].effectiveWithin[within];
    for (const release of fold.measured[group]) {
      const countable = releases[release].instant - start + WITHIN[within] * DAY <= fold.horizon;
      if (countable) pairs += fleet.groups[group].count;
    }
  }
  return pairs === 0 ? null : rounded(effective / pairs, 6);
}

/** Quantiles by the nearest-rank method over whole hours, in days. */
function daysToEffective(groups: readonly GroupCounts[]): GroupSummary['daysToEffective'] {
  const pairs = groups.reduce((sum, group) => sum + sumOf(group.effectiveByRelease), 0);
  if (pairs === 0) return { p50: null, p95: null, max: null };
  const ranks = [0.5, 0.95, 1].map((share) => Math.max(1, Math.ceil(share * pairs)));
  const hours = hoursOfRanks(groups, ranks);
  const [p50, p95, max] = hours.map((hour) => rounded((hour * HOUR) / DAY, 2));
  return { p50, p95, max };
}

/** The hour in which each rank is, of ranks that grow: never goes through the hours behind the last, which are most of the year. */
function hoursOfRanks(groups: readonly GroupCounts[], ranks: readonly number[]): number[] {
  const found: number[] = [];
  const rows = groups.map(({ hours }) => hours);
  let seen = 0;
  for (let hour = 0; found.length < ranks.length; hour++) {
    for (let row = 0; row < rows.length; row++) seen += rows[row][hour];
    while (found.length < ranks.length && seen >= ranks[found.length]) found.push(hour);
  }
  return found;
}

/** VM-seconds between release and effect; until the end of the run for pairs that never were in effect. */
function exposureSeconds(fold: Folded, numbers: readonly number[]): number {
  const { fleet, releases, end } = fold;
  let seconds = 0;
  for (const group of numbers) {
    seconds += fold.groups[group].exposureSeconds;
    for (const release of fold.measured[group]) {
      const missing = fleet.groups[group].count - fold.groups[group].effectiveByRelease[release];
      seconds += missing * (end - releases[release].instant);
    }
  }
  return seconds;
}
