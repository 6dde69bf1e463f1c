// The releases of a trace's head: which rollout each belongs to, whom it concerns, what it means for the track.
// Refuses to know VMs' histories.

import { DAY, type Instant } from '../calendar/instant.ts';
import type { Line } from './breach.ts';

export interface Release extends Line {
  readonly index: number;
  readonly product: string;
  readonly kb: string;
  readonly kind: string;
  readonly classification: string;
  readonly instant: Instant;
  /** Number of its rollout, -1 when it is from before the run or not automatic. */
  rollout: number;
  withdrawn: (Line & { readonly t: Instant }) | undefined;
  announced: Line | undefined;
}

export interface RolloutPlan {
  readonly released: Instant;
  readonly start: Instant;
  /** Out-of-band: no bake. */
  readonly expedited: boolean;
}

const MONTHLY = ['cumulative', 'hotpatch', 'baseline_planned', 'baseline_unplanned', 'dotnet'];
/** The two updates of one fix, on the line and on the hotpatch track, may come out some days apart. */
const SAME_FIX = 3 * DAY;

/** R7. */
export const isAutomatic = ({ classification }: Release): boolean =>
  classification === 'Critical' || classification === 'Security';
export const isHotpatch = (kind: string): boolean => kind === 'hotpatch' || kind === 'oob_hotpatch';
export const isBaseline = (kind: string): boolean =>
  kind === 'baseline_planned' || kind === 'baseline_unplanned';

export class Releases {
  readonly all: Release[] = [];
  readonly rollouts: RolloutPlan[] = [];
  readonly #byKb = new Map<string, Release[]>();

  add(release: Release): void {
    this.all.push(release);
    const key = `${release.product} ${release.kb}`;
    this.#byKb.set(key, [...(this.#byKb.get(key) ?? []), release]);
  }

  /** R15: one rollout for all automatic releases of one instant in the run; U15 for those out of band. */
  plan(start: Instant, delay: number, expedite: boolean): void {
    const automatic = this.all.filter((release) => isAutomatic(release) && release.instant > start);
    for (const instant of [...new Set(automatic.map((release) => release.instant))].sort((a, b) => a - b)) {
      const members = automatic.filter((release) => release.instant === instant);
      const monthly = members.some(({ kind }) => MONTHLY.includes(kind));
      if (monthly || expedite || this.rollouts.length === 0) {
        this.rollouts.push({ released: instant, start: instant + delay, expedited: !monthly });
      }
      for (const release of members) release.rollout = this.rollouts.length - 1;
    }
  }

  exactly(product: string, kb: string, kind: string): Release | undefined {
    return this.#byKb.get(`${product} ${kb}`)?.find((release) => release.kind === kind);
  }

  /** The updates with that KB that a machine of the product can install: of its line or its hotpatch track. */
  installable(product: string, kb: string): Release[] {
    return [product, `${product}-hotpatch`].flatMap((line) => this.#byKb.get(`${line} ${kb}`) ?? []);
  }

  /** Whether a release is one whose way to such a VM is followed. */
  concerns(
    release: Release,
    { product, enrolled }: { product: string | undefined; enrolled: boolean },
  ): boolean {
    if (product === undefined || release.rollout < 0) return false;
    if (release.kind === 'dotnet') return release.product === product;
    return release.product === (enrolled ? `${product}-hotpatch` : product);
  }

  /** The baseline that a hotpatch is a delta on: the newest one out and not withdrawn when it came out (F63). */
  baselineOf(hotpatch: Release): Release | undefined {
    return this.newestBaseline(hotpatch.product, hotpatch.instant);
  }

  newestBaseline(track: string, at: Instant): Release | undefined {
    let newest: Release | undefined;
    for (const release of this.all) {
      if (release.product !== track || !isBaseline(release.kind) || !isAutomatic(release)) continue;
      if (release.instant > at || (release.withdrawn !== undefined && release.withdrawn.t <= at)) continue;
      if (newest === undefined || release.instant >= newest.instant) newest = release;
    }
    return newest;
  }
}

/** Whether being on an update means having a release: it is as old or older (R6). */
export function carries(update: Release, release: Release): boolean {
  return (update.kind === 'dotnet') === (release.kind === 'dotnet') && release.instant <= update.instant;
}

/** Whether the release may be the same fix as the update, published a little later for the other line. */
export function mayBeSameFix(update: Release, release: Release): boolean {
  return (
    update.kind !== 'dotnet' &&
    release.kind !== 'dotnet' &&
    update.product !== release.product &&
    Math.abs(release.instant - update.instant) <= SAME_FIX
  );
}
