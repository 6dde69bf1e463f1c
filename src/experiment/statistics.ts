// How sure a difference is: paired samples, their mean difference and its interval. The one door to jstat.
// Refuses to know what was measured.

import jstat from 'jstat';

const { jStat } = jstat;

/** The method, as every format names it. */
export const METHOD = 'paired t-interval, 95 %';
const LEVEL = 0.95;

export interface PairedDifference {
  /** Means of both samples. */
  readonly base: number;
  readonly other: number;
  /** Mean of other - base, pair by pair. */
  readonly difference: number;
  /** 95 % interval of that mean by Student's t; null for fewer than two pairs. */
  readonly interval: readonly [low: number, high: number] | null;
  /** other / base; null when base is 0. */
  readonly ratio: number | null;
}

/** Both samples have the same length, at least 1; the i-th values belong together. */
export function pairedDifference(base: readonly number[], other: readonly number[]): PairedDifference {
  const differences = base.map((value, index) => other[index] - value);
  const pairs = differences.length;
  const mean = jStat.mean([...differences]);
  const means = { base: jStat.mean([...base]), other: jStat.mean([...other]) };
  const half =
    pairs < 2
      ? null
      : jStat.studentt.inv((1 + LEVEL) / 2, pairs - 1) * (jStat.stdev(differences, true) / Math.sqrt(pairs));
  return {
    ...means,
    difference: mean,
    interval: half === null ? null : [mean - half, mean + half],
    ratio: means.base === 0 ? null : means.other / means.base,
  };
}
