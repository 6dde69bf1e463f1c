// How parts of a run that is split by regions agree on what crosses regions. Refuses to know where the parts run.

/**
 * The sums of some counts over all parts. Every part asks at the same points of the run, with as many counts, at most
 * MOST_COUNTS, each at least 0 and below 2^31 in sum.
 */
export type Together = (counts: readonly number[]) => readonly number[];

export const MOST_COUNTS = 4;

/** A run that is not split. */
export const ALONE: Together = (counts) => counts;
