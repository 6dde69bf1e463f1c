// How the parts of a split run agree on what crosses cells. Refuses to know where the parts run, and what is counted.

/**
 * A part notes what it has, meets the others, and finds in the same places what all have together. Every part meets at
 * the same points of the run, with as many numbers.
 */
export interface Together {
  /** Each at least 0 and below 2^31 in sum. */
  readonly sums: Int32Array;
  readonly maxima: Int32Array;
  /** The first `sums` and `maxima` are those of all parts now. */
  meet(sums: number, maxima: number): void;
}

/** Sums: what the gate of a rollout is decided by. */
export enum GATE {
  attempted = 0,
  unhealthy = 1,
  waiting = 2,
  width = 3,
}
/** Sums behind that: what the turn of each region is decided by. */
export enum TURN_SUMS {
  inFlight = 0,
  width = 1,
}
/** Maxima: the same. */
export enum TURN_MAXIMA {
  lastLeft = 0,
  firstWaiting = 1,
  width = 2,
}

export const numbersFor = (regions: number): { readonly sums: Int32Array; readonly maxima: Int32Array } => ({
  sums: new Int32Array(GATE.width + regions * TURN_SUMS.width),
  maxima: new Int32Array(regions * TURN_MAXIMA.width),
});

/** A run that is not split: what it has is all there is. */
export const alone = (regions: number): Together => ({ ...numbersFor(regions), meet: () => undefined });
