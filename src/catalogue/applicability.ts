// What supersedes what: the security content of a product line as a row of points, and what a machine on a given
// level is offered at an instant (R6-R8, R14, R26, R27). Refuses to know time passing and who asks.

import { DAY, type Instant } from '../calendar/instant.ts';
import { isBaseline, isHotpatch, isMonthly } from './kinds.ts';
import type { Product, Release } from './release.ts';

/** The LCU and the hotpatch-track update of one fix may be published some days apart (October 2025: one day). */
const SAME_FIX = 3 * DAY;

/**
 * One step of a line's security content. Being on a point means having everything up to it, whichever of the two
 * updates brought it (R6). Values are indices into the catalogue's releases, -1 where there is none.
 */
export interface Point {
  readonly cumulative: number;
  readonly track: number;
  /** Neither Critical nor Security: content as any other, but nobody has it who did not ask for it (R7). */
  readonly onDemand: boolean;
}

/** The updates of one server version: cumulative line, hotpatch track and .NET. */
export interface Line {
  readonly product: Product;
  readonly points: readonly Point[];
  /** Indices of the .NET updates, oldest first. */
  readonly dotnet: readonly number[];
  /** Indices of the definition updates, oldest first: only on demand, and no part of the content of a point. */
  readonly definitions: readonly number[];
}

/** What applicability has to know of a release. */
export type Published = Pick<Release, 'product' | 'kind' | 'classification' | 'instant'>;

/** Critical and Security updates are installed automatically, the others on demand (R7). */
export const isAutomatic = ({ classification }: Pick<Release, 'classification'>): boolean =>
  classification === 'Critical' || classification === 'Security';

/** The line of a product from releases sorted by instant. */
export function lineOf(releases: readonly Published[], product: Product): Line {
  const points: { cumulative: number; track: number; onDemand: boolean; since: Instant }[] = [];
  const dotnet: number[] = [];
  const definitions: number[] = [];
  releases.forEach((release, index) => {
    const onDemand = !isAutomatic(release);
    if (release.product === product && release.kind === 'dotnet') {
      dotnet.push(index);
      return;
    }
    if (onDemand && release.kind === 'definition') {
      if (release.product === product) definitions.push(index);
      return;
    }
    const side =
      release.product === product
        ? 'cumulative'
        : release.product === `${product}-hotpatch`
          ? 'track'
          : undefined;
    // Only hotpatches are beside the security content of a track: a baseline is security content.
    if (side === undefined || (onDemand && side === 'track' && !isHotpatch(release.kind))) return;
    const last = onDemand ? points.at(-1) : points.findLast((point) => !point.onDemand);
    const same = last?.onDemand === onDemand && release.instant - last.since <= SAME_FIX;
    if (last !== undefined && same && last[side] < 0) last[side] = index;
    else points.push({ cumulative: -1, track: -1, onDemand, since: release.instant, [side]: index });
  });
  return { product, points, dotnet, definitions };
}

/** What is offered automatically from a line at one instant: numbers of points, -1 where there is none. */
export interface Offers {
  /** Newest point with a cumulative update. */
  readonly cumulative: number;
  /** Newest point with an update of the hotpatch track. */
  readonly track: number;
  /** Newest baseline at or before `track`. */
  readonly baseline: number;
  /** No monthly hotpatch has followed that baseline yet: it is still being rolled out. */
  readonly baselineIsCurrent: boolean;
  /** Newest .NET update, as an index into `line.dotnet`. */
  readonly dotnet: number;
}

/** Offers of a line: released at or before `at` and not withdrawn by then. */
export function offersAt(
  line: Line,
  releases: readonly Published[],
  at: Instant,
  withdrawn: (release: number) => boolean,
): Offers {
  const available = availableAt(releases, at, withdrawn);
  let cumulative = -1;
  let track = -1;
  let baseline = -1;
  let baselineIsCurrent = false;
  line.points.forEach((point, index) => {
    if (point.onDemand) return;
    if (available(point.cumulative)) cumulative = index;
    if (!available(point.track)) return;
    track = index;
    const { kind } = releases[point.track];
    if (isBaseline(kind)) {
      baseline = index;
      baselineIsCurrent = true;
    } else if (isMonthly(kind)) baselineIsCurrent = false;
  });
  let dotnet = -1;
  line.dotnet.forEach((release, index) => {
    if (available(release) && isAutomatic(releases[release])) dotnet = index;
  });
  return { cumulative, track, baseline, baselineIsCurrent, dotnet };
}

/** Whether a release, -1 for none, can be had at an instant. */
export function availableAt(
  releases: readonly Published[],
  at: Instant,
  withdrawn: (release: number) => boolean,
): (release: number) => boolean {
  return (release) => release >= 0 && releases[release].instant <= at && !withdrawn(release);
}

/** Nothing to install. */
export const NOTHING = -1;
/** The VM is on the track but cannot go on: it needs cumulative updates until it is on a baseline again (R27). */
export const BEHIND = -2;

/**
 * What the machine installs next: `2 * point` for the cumulative update of a point, `2 * point + 1` for the
 * hotpatch-track update, NOTHING or BEHIND. `level` and `baseline` are points, -1 for none.
 */
export function offerOnTrack(offers: Offers, level: number, baseline: number): number {
  if (offers.track <= level) return NOTHING;
  if (offers.track === offers.baseline || baseline === offers.baseline) return 2 * offers.track + 1;
  if (offers.baselineIsCurrent && offers.baseline > level) return 2 * offers.baseline + 1;
  return BEHIND;
}

/** The same for a machine that is not on the track: the newest cumulative update. */
export function offerCumulative(offers: Offers, level: number): number {
  return offers.cumulative > level ? 2 * offers.cumulative : NOTHING;
}

/**
 * The same for one that is enrolled but off its baseline: the newest cumulative update, or with
 * `currentBaseline` the baseline first (U18).
 */
export function offerOffBaseline(offers: Offers, level: number, currentBaseline: boolean): number {
  if (currentBaseline && offers.baseline > level) return 2 * offers.baseline + 1;
  const offer = offerCumulative(offers, level);
  return offer >= 0 && offer >> 1 === offers.baseline ? offer + 1 : offer;
}

/** Release behind an offer. */
export function releaseOf(line: Line, offer: number): number {
  const point = line.points[offer >> 1];
  return (offer & 1) === 1 ? point.track : point.cumulative;
}
