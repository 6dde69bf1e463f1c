// Durations with a median and a spread, as a table of quantiles in whole seconds.
// Refuses to know what takes that long.

/** Number of equally likely durations in a table: a power of two, so that a draw's upper bits pick one. */
const STEPS = 2 ** 10;

/** Acklam's coefficients: of the middle, above and below the bar, and of the tails. */
const A = [
  -39.69683028665376, 220.9460984245205, -275.9285104469687, 138.357751867269, -30.66479806614716,
  2.506628277459239,
];
const B = [-54.47609879822406, 161.5858368580409, -155.6989798598866, 66.80131188771972, -13.28068155288572];
const C = [
  -0.007784894002430293, -0.3223964580411365, -2.400758277161838, -2.549732539343734, 4.374664141464968,
  2.938163982698783,
];
const D = [0.007784695709041462, 0.3224671290700398, 2.445134137142996, 3.754408661907416];

/**
 * Inverse of the standard normal distribution by Acklam's rational approximation (relative error 1.2e-9).
 * Only basic arithmetic, sqrt and log, so that every host gives the same table.
 */
function normalQuantile(p: number): number {
  const low = 0.02425;
  if (p > 1 - low) return -normalQuantile(1 - p);
  if (p < low) {
    const q = Math.sqrt(-2 * Math.log(p));
    return (
      (((((C[0] * q + C[1]) * q + C[2]) * q + C[3]) * q + C[4]) * q + C[5]) /
      ((((D[0] * q + D[1]) * q + D[2]) * q + D[3]) * q + 1)
    );
  }
  const q = p - 0.5;
  const r = q * q;
  return (
    ((((((A[0] * r + A[1]) * r + A[2]) * r + A[3]) * r + A[4]) * r + A[5]) * q) /
    (((((B[0] * r + B[1]) * r + B[2]) * r + B[3]) * r + B[4]) * r + 1)
  );
}

/** Quantiles of the standard normal distribution in the middle of each step, made when first asked for. */
let quantiles: Float64Array | undefined;

/** Quantiles of a lognormal duration: median in seconds, sigma of its logarithm; every entry at least 1 s. */
export function lognormalTable(median: number, sigma: number): Int32Array {
  quantiles ??= Float64Array.from({ length: STEPS }, (_, step) => normalQuantile((step + 0.5) / STEPS));
  const table = new Int32Array(STEPS);
  for (let step = 0; step < STEPS; step++)
    table[step] = Math.max(1, Math.round(median * Math.exp(sigma * quantiles[step])));
  return table;
}

/** The duration a draw picks. */
export function pick(table: Int32Array, drawn: number): number {
  return table[drawn >>> (32 - 10)];
}
