// Numbers as text, the same on every machine and in every locale. Refuses to know what they measure.

/** `1234567` → `1,234,567`; at most `decimals` digits after the point. */
export function formatNumber(value: number, decimals = 0): string {
  const [whole, fraction] = value.toFixed(decimals).split('.') as [string, string?];
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ',');
  return fraction === undefined ? grouped : `${grouped}.${fraction}`;
}

/**
 * Numbers of one row or column, all with as many decimals as the row needs (none when all are whole), so that they
 * line up. Null is shown as `–`.
 */
export function alignedNumbers(values: readonly (number | null)[], decimals: number): string[] {
  const scale = 10 ** decimals;
  const whole = values.every((value) => value === null || Math.round(value * scale) % scale === 0);
  return values.map((value) => (value === null ? '–' : formatNumber(value, whole ? 0 : decimals)));
}

/** Days with one decimal, so that rows line up; null is shown as `–`. */
export function formatDays(days: number | null): string {
  return days === null ? '–' : formatNumber(days, 1);
}

/** A share 0..1 in percent. Never rounds up to `100 %` or down to `0 %`: those two mean all and none. */
export function formatShare(share: number | null): string {
  if (share === null) return '–';
  if (share === 0 || share === 1) return `${share * 100} %`;
  return `${Math.min(99.9, Math.max(0.1, share * 100)).toFixed(1)} %`;
}

/** `1 VM`, `2 VMs`, `1,000 VMs`. */
export function count(n: number, noun: string, plural = `${noun}s`): string {
  return `${formatNumber(n)} ${n === 1 ? noun : plural}`;
}
