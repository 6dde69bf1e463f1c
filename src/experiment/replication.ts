// One replication: the variants of an experiment under one seed, what is kept of each run, and every VM paired with itself.
// Refuses to know other replications and where runs are performed.

import { buildFleet } from '../fleet/build.ts';
import { vmName } from '../fleet/fleet.ts';
import { areLaidOutAlike } from '../fleet/layout.ts';
import type { GroupSummary, Summary } from '../metrics/summary.ts';
import type { LoadedScenario } from './loaded-scenario.ts';
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

/** One run of a variant, as it is put together with the others. */
export interface VariantRun {
  readonly run: Run;
  /** Of each VM that updates are known for, in the order of the fleet, which no seed changes. */
  readonly reboots: Uint16Array;
}

export interface Replication {
  /** In the order of the variants. */
  readonly runs: readonly Run[];
  /** For each variant but the first. */
  readonly vms: readonly PairedVms[];
}

export async function variantOnce(loaded: LoadedScenario, signal?: AbortSignal): Promise<VariantRun> {
  const { summary, rebootsOfVm } = await simulateAlone(loaded, signal === undefined ? {} : { signal });
  return { run: runOf(summary), reboots: rebootsOfVm };
}

/**
 * Puts the runs of a replication together. Which VMs of two variants are the same is found out once, when runs are there: of a
 * large fleet it takes a while in which this thread hears nothing.
 */
export function pairing(variants: readonly LoadedScenario[]): (runs: readonly VariantRun[]) => Replication {
  let sameInBase: readonly SameVms[] | undefined;
  return (runs) => {
    sameInBase ??= sameVms(variants);
    return {
      runs: runs.map(({ run }) => run),
      vms: sameInBase.map((same, index) => pairedVms(same, runs[0].reboots, runs[index + 1].reboots)),
    };
  };
}

/** Of each VM the one of that name in the first variant, -1 where there is none; undefined where all have the same number. */
type SameVms = Int32Array | undefined;

function sameVms([base, ...others]: readonly LoadedScenario[]): SameVms[] {
  const vmOfName = new Map<string, number>();
  return others.map((variant) => {
    // Most variants change settings; the names of a large fleet take a while.
    if (areLaidOutAlike(base.scenario, variant.scenario)) return undefined;
    if (vmOfName.size === 0) namesOf(base).forEach((name, vm) => void vmOfName.set(name, vm));
    return Int32Array.from(namesOf(variant), (name) => vmOfName.get(name) ?? -1);
  });
}

function namesOf({ scenario }: LoadedScenario): string[] {
  const fleet = buildFleet(scenario);
  return Array.from({ length: fleet.simulated }, (_, vm) => vmName(fleet, vm));
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

function pairedVms(same: SameVms, base: Uint16Array, other: Uint16Array): PairedVms {
  const paired = { fewer: 0, same: 0, more: 0 };
  for (let vm = 0; vm < other.length; vm++) {
    const inBase = same === undefined ? vm : same[vm];
    if (inBase < 0) continue;
    const before = base[inBase];
    paired[other[vm] < before ? 'fewer' : other[vm] > before ? 'more' : 'same']++;
  }
  return paired;
}
