// What a line has beyond its automatic updates, and what of that a machine on a given level can have (R7): previews,
// out-of-band fixes, definitions. Refuses to know who asks for it.

import type { Instant } from '../calendar/instant.ts';
import { availableAt, isAutomatic, type Line, type Offers, type Published } from './applicability.ts';

/** Points, and indices into the lists of a line, -1 for none: what an assessment counts as other. */
export interface OtherOffers {
  readonly cumulative: number;
  readonly track: number;
  readonly dotnet: number;
  readonly definition: number;
}

/** What a machine has: points and indices into the lists of its line, -1 for none. */
export interface Has {
  readonly level: number;
  readonly baseline: number;
  readonly dotnet: number;
  readonly definition: number;
  /** It gets hotpatches (R26). */
  readonly onTrack: boolean;
}

/** The newest of each sort that can be had at an instant and that no newer automatic update replaces (R6). */
export function otherOffersAt(
  line: Line,
  releases: readonly Published[],
  at: Instant,
  withdrawn: (release: number) => boolean,
  automatic: Offers,
): OtherOffers {
  const available = availableAt(releases, at, withdrawn);
  const { points, dotnet, definitions } = line;
  const newest = (side: 'cumulative' | 'track'): number =>
    points.findLastIndex((point) => point.onDemand && available(point[side]));
  const newestDotnet = dotnet.findLastIndex(
    (release) => available(release) && !isAutomatic(releases[release]),
  );
  const unlessOlder = (one: number, other: number): number => (one > other ? one : -1);
  return {
    cumulative: unlessOlder(newest('cumulative'), automatic.cumulative),
    track: unlessOlder(newest('track'), automatic.track),
    dotnet: unlessOlder(newestDotnet, automatic.dotnet),
    definition: definitions.findLastIndex(available),
  };
}

/** An update that a machine can install, and what it does to its levels. */
export interface Patch {
  /** Index into the catalogue's releases. */
  readonly release: number;
  readonly of: 'system' | 'dotnet' | 'definition';
  /** An offer of applicability.ts, or an index into the list of the line. */
  readonly offer: number;
}

/** What the machine can have of the other offers, in the order in which it would be installed. */
export function othersFor(line: Line, others: OtherOffers, automatic: Offers, has: Has): Patch[] {
  const patches: Patch[] = [];
  // F63: a hotpatch is a delta on the baseline that runs.
  if (others.track > has.level && has.onTrack && has.baseline === automatic.baseline) {
    const { track } = line.points[others.track];
    patches.push({ release: track, of: 'system', offer: 2 * others.track + 1 });
  }
  if (others.cumulative > has.level) {
    const { cumulative } = line.points[others.cumulative];
    patches.push({ release: cumulative, of: 'system', offer: 2 * others.cumulative });
  }
  if (others.dotnet > has.dotnet)
    patches.push({ release: line.dotnet[others.dotnet], of: 'dotnet', offer: others.dotnet });
  if (others.definition > has.definition)
    patches.push({
      release: line.definitions[others.definition],
      of: 'definition',
      offer: others.definition,
    });
  return patches;
}
