// How many VMs may be in flight at once where they meet (R18, R19), and how long a run may go on (R22).
// Refuses to know which VMs these are.

import type { Parameters } from '../scenario/schema.ts';

/** VMs of an availability set that may be in flight at once: one below 10, else 20 % of the set (F26, U9). */
export function setLimit(
  size: number,
  {
    setSerialBelow,
    setShare,
    setShareRounding,
  }: Pick<Parameters, 'setSerialBelow' | 'setShare' | 'setShareRounding'>,
): number {
  if (size < setSerialBelow) return 1;
  // Shares such as 0.07 are not exact in binary: 100 VMs at 7 % are 7, not 7.000000000000001.
  const share = Math.round(size * setShare * 1e9) / 1e9;
  return Math.max(1, setShareRounding === 'ceil' ? Math.ceil(share) : Math.floor(share));
}

/** VMs outside sets of one subscription in one region that may be in flight at once (U8). */
export function subscriptionLimit(
  size: number,
  { subscriptionShare }: Pick<Parameters, 'subscriptionShare'>,
): number {
  return Math.max(1, Math.floor(Math.round(size * subscriptionShare * 1e9) / 1e9));
}

/** Time kept free for the restart at the end of a run (F48; D2 with `strictWindowCheck`). */
export function rebootReserve(os: 'Windows' | 'Linux', parameters: Parameters): number {
  if (os === 'Linux') return parameters.rebootReserveLinux;
  return parameters.strictWindowCheck
    ? Math.max(parameters.rebootReserveWindows, 15 * 60)
    : parameters.rebootReserveWindows;
}

/** End of the window of a run that starts now: never past off-peak, never longer than a run may take (F47). */
export function runEnd(now: number, offPeakEnd: number, runWindow: number): number {
  return Math.min(offPeakEnd, now + runWindow);
}
