// The figures of a run that a snapshot keeps: what a change of policy would change. Refuses to know where they are kept.

import type { GroupSummary, Summary } from '../metrics/summary.ts';

export type KeyFigures = Readonly<Record<string, unknown>>;

export function keyFigures({ scenario, fleet, groups, peaks }: Summary): KeyFigures {
  const { name, seed, start, end } = scenario;
  return {
    formatVersion: 1,
    scenario: { name, seed, start, end },
    fleet: figuresOf(fleet),
    groups: Object.fromEntries(Object.entries(groups).map(([group, figures]) => [group, figuresOf(figures)])),
    peaks: {
      availabilitySet: mostOf(peaks.availabilitySets),
      zone: mostOf(peaks.zones),
      region: mostOf(peaks.regions),
    },
  };
}

function figuresOf(group: GroupSummary): KeyFigures {
  const {
    vms,
    covered,
    notCovered,
    simulated,
    hotpatches,
    effectiveWithin,
    daysToEffective,
    overdue,
    deferrals,
  } = group;
  const { total, perVm, min, max, byCause } = group.reboots;
  const { peakRebooting, downtimeMinutes, failures } = group;
  return {
    vms,
    covered,
    notCovered,
    simulated,
    reboots: { total, perVm, min, max, byCause },
    hotpatches,
    effectiveWithin,
    daysToEffective,
    overdue,
    deferrals,
    peakRebooting,
    downtimeMinutes,
    failures,
  };
}

const mostOf = (rows: readonly { readonly rebooting: number }[]): number | null =>
  rows.length === 0 ? null : Math.max(...rows.map(({ rebooting }) => rebooting));

export interface FigureChange {
  /** `groups.web.reboots.perVm`. */
  readonly figure: string;
  /** Undefined where there is none. */
  readonly before: unknown;
  readonly now: unknown;
}

/** Figures that differ, in order of the new ones, then those that are gone. */
export function changedFigures(before: unknown, now: unknown): FigureChange[] {
  const [old, fresh] = [flattened(before), flattened(now)];
  return [...new Set([...fresh.keys(), ...old.keys()])]
    .map((figure) => ({ figure, before: old.get(figure), now: fresh.get(figure) }))
    .filter((change) => !Object.is(change.before, change.now));
}

function flattened(value: unknown, path = '', into = new Map<string, unknown>()): Map<string, unknown> {
  if (typeof value === 'object' && value !== null)
    for (const [key, inner] of Object.entries(value))
      flattened(inner, path === '' ? key : `${path}.${key}`, into);
  else into.set(path, value);
  return into;
}
