// Which releases start a global rollout, and which rollout each release belongs to (R15, U15).
// Refuses to know how a rollout fares.

import { type Instant, monthOf } from '../calendar/instant.ts';
import { isMonthly } from '../catalogue/kinds.ts';
import type { Release } from '../catalogue/release.ts';

export interface Rollout {
  /** `2024-08`. */
  readonly month: string;
  readonly released: Instant;
  /** When its first phase opens. */
  readonly start: Instant;
  /** Out-of-band security content on its way without bake times (U15). */
  readonly expedited: boolean;
}

export interface Rollouts {
  readonly list: readonly Rollout[];
  /** Rollout of each release, -1 for those from before the run or not automatic. */
  readonly ofRelease: Int16Array;
}

/** Groups the Critical and Security releases after the run's start by instant; `releases` sorted by instant. */
export function rolloutsOf(
  releases: readonly Release[],
  start: Instant,
  {
    rolloutDelay,
    oobRollout,
  }: { readonly rolloutDelay: number; readonly oobRollout: 'expedited' | 'nextAssessment' },
): Rollouts {
  const list: Rollout[] = [];
  const ofRelease = new Int16Array(releases.length).fill(-1);
  const automatic = (index: number): boolean =>
    releases[index].instant > start && ['Critical', 'Security'].includes(releases[index].classification);
  for (let from = 0; from < releases.length; ) {
    let to = from;
    while (to < releases.length && releases[to].instant === releases[from].instant) to++;
    const members = Array.from({ length: to - from }, (_, offset) => from + offset).filter(automatic);
    const monthly = members.some(
      (index) => isMonthly(releases[index].kind) || releases[index].kind === 'dotnet',
    );
    const released = releases[from].instant;
    from = to;
    if (members.length === 0) continue;
    if (monthly || oobRollout === 'expedited' || list.length === 0) {
      list.push({ month: monthOf(released), released, start: released + rolloutDelay, expedited: !monthly });
    }
    for (const index of members) ofRelease[index] = list.length - 1;
  }
  return { list, ofRelease };
}
