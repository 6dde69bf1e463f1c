// Quantiles of what replications came to. Refuses to know what was measured, and to load a library for one line.

/** The quantile of sorted values, at least one, by the nearest-rank method; `share` is 0 to 1. */
export function nearestRank(sorted: ArrayLike<number>, share: number): number {
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)];
}
