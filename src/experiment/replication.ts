// One replication: the variants of an experiment under one seed, and what is kept of each. A pure function of scenario,
// variants and index. Refuses to know other replications and who asked for this one.

import { vmName } from '../fleet/fleet.ts';
import type { GroupSummary, Summary } from '../metrics/summary.ts';
import type { LoadedScenario } from './loaded-scenario.ts';
import { reseeded } from './reseeded.ts';
import { simulateAlone } from './simulate.ts';

/** A group's results without its days. */
export type Figures = Omit<GroupSummary, 'daily'>;

/** What one run of an experiment leaves. */
export interface Run {
  readonly fleet: Figures;
  readonly groups: Readonly<Record<string, Figures>>;
  /** Most VMs of one availability set rebooting at once; null without sets. */
  readonly peakRebootingPerSet: number | null;
}

/** VMs by their reboots in a variant, against the same VM in the first one. */
export interface PairedVms {
  readonly fewer: number;
  readonly same: number;
  readonly more: number;
}

export interface Replication {
  readonly seed: string;
  /** In the order of the variants. */
  readonly runs: readonly Run[];
  /** For each variant but the first. */
  readonly vms: readonly PairedVms[];
}

/** The seed of a replication: the scenario's own for the first, so that it is the run everybody can look at. */
export function seedOf(seed: string, index: number): string {
  return index === 0 ? seed : `${seed}/${index}`;
}

export async function replicateOnce(
  variants: readonly LoadedScenario[],
  index: number,
  signal?: AbortSignal,
): Promise<Replication> {
  const seed = seedOf(variants[0].scenario.seed, index);
  const runs: Run[] = [];
  const reboots: Map<string, number>[] = [];
  for (const variant of variants) {
    const { summary, fleet, rebootsOfVm } = await simulateAlone(
      reseeded(variant, seed),
      signal === undefined ? {} : { signal },
    );
    runs.push(runOf(summary));
    reboots.push(new Map(Array.from(rebootsOfVm, (count, vm) => [vmName(fleet, vm), count])));
  }
  return { seed, runs, vms: reboots.slice(1).map((other) => pairedVms(reboots[0], other)) };
}

export function runOf({ fleet, groups, peaks }: Summary): Run {
  const sets = peaks.availabilitySets.map(({ rebooting }) => rebooting);
  return {
    fleet: figuresOf(fleet),
    groups: Object.fromEntries(Object.entries(groups).map(([name, group]) => [name, figuresOf(group)])),
    peakRebootingPerSet: sets.length === 0 ? null : Math.max(...sets),
  };
}

function figuresOf({ daily: _, ...figures }: GroupSummary): Figures {
  return figures;
}

function pairedVms(base: ReadonlyMap<string, number>, other: ReadonlyMap<string, number>): PairedVms {
  const paired = { fewer: 0, same: 0, more: 0 };
  for (const [vm, count] of other) {
    const before = base.get(vm);
    if (before !== undefined) paired[count < before ? 'fewer' : count > before ? 'more' : 'same']++;
  }
  return paired;
}
