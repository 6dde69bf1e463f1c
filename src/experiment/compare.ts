// Variants side by side: every measure paired replication by replication, and every VM with itself (R4).
// Refuses to know how it is shown.

import { type Measure, measuresOf } from './measures.ts';
import type { PairedVms, Replication, Run } from './replication.ts';
import { METHOD, type PairedDifference, pairedDifference } from './statistics.ts';

/** One measure of one scope in two variants. */
export interface Row extends PairedDifference, Omit<Measure, 'of'> {
  /** A group's name; undefined for the whole fleet. */
  readonly group?: string;
  /** Some replication differs. */
  readonly changed: boolean;
  /** It changed, and the interval leaves no doubt which way. */
  readonly clear: boolean;
  /** It clearly changed for the worse. */
  readonly worse: boolean;
}

/** A variant against the first one. */
export interface Comparison {
  readonly base: string;
  readonly other: string;
  readonly rows: readonly Row[];
  /** Mean number of VMs by their own reboots in the variant; null where VMs are not known one by one. */
  readonly vms: PairedVms | null;
}

export interface CompareResult {
  readonly formatVersion: 1;
  readonly method: string;
  readonly replications: number;
  /** Instants ISO 8601 in UTC. */
  readonly start: string;
  readonly end: string;
  readonly seed: string;
  readonly comparisons: readonly Comparison[];
}

export interface CompareInput {
  /** In the order of the runs of each replication; the first is what the others are compared with. */
  readonly names: readonly string[];
  readonly replications: readonly Pick<Replication, 'runs' | 'vms'>[];
  readonly start: string;
  readonly end: string;
  readonly seed: string;
}

const YEAR_MS = 365.25 * 86_400_000;

export function compareRuns({ names, replications, start, end, seed }: CompareInput): CompareResult {
  const years = (Date.parse(end) - Date.parse(start)) / YEAR_MS;
  const runsOf = (variant: number): Run[] => replications.map(({ runs }) => runs[variant]);
  const comparisons = names.slice(1).map((other, index): Comparison => {
    const [base, variant] = [runsOf(0), runsOf(index + 1)];
    const groups = Object.keys(base[0].groups).filter((name) => name in variant[0].groups);
    const scopes = groups.length === 1 ? [undefined] : [undefined, ...groups];
    const rows = scopes.flatMap((group) => rowsOf(base, variant, years, group));
    const paired = replications.map(({ vms }) => vms[index]).filter((one) => one !== undefined);
    return { base: names[0], other, rows, vms: paired.length === 0 ? null : meanOf(paired) };
  });
  return {
    formatVersion: 1,
    method: METHOD,
    replications: replications.length,
    start,
    end,
    seed,
    comparisons,
  };
}

function rowsOf(base: readonly Run[], other: readonly Run[], years: number, group?: string): Row[] {
  return measuresOf([...base, ...other], years, group).flatMap(({ of, ...measure }): Row[] => {
    const pairs = base
      .map((run, index) => [of(run), of(other[index])] as const)
      .filter((pair): pair is readonly [number, number] => pair[0] !== null && pair[1] !== null);
    if (pairs.length === 0) return [];
    const difference = pairedDifference(
      pairs.map(([one]) => one),
      pairs.map(([, one]) => one),
    );
    const changed = pairs.some(([one, two]) => one !== two);
    const [low, high] = difference.interval ?? [difference.difference, difference.difference];
    const clear = changed && (low > 0 || high < 0);
    const worse = clear && (low > 0 ? measure.better === 'less' : measure.better === 'more');
    return [{ ...measure, ...(group === undefined ? {} : { group }), ...difference, changed, clear, worse }];
  });
}

function meanOf(paired: readonly PairedVms[]): PairedVms {
  const mean = (of: (one: PairedVms) => number): number =>
    paired.reduce((sum, one) => sum + of(one), 0) / paired.length;
  return {
    fewer: mean(({ fewer }) => fewer),
    same: mean(({ same }) => same),
    more: mean(({ more }) => more),
  };
}
