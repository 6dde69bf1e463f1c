// What the engine has to know of releases and of the offers behind which they stand, as columns, since it asks in every step.
// Refuses to know who is offered what.

import type { Instant } from '../calendar/instant.ts';
import type { Line } from '../catalogue/applicability.ts';
import { isBaseline, isHotpatch } from '../catalogue/kinds.ts';
import type { Release } from '../catalogue/release.ts';
import { LEVELS } from '../vm/events.ts';

export type ReleaseColumns = ReturnType<typeof releaseColumnsOf>;

/** V8 moves columns that are shorter, and no machine code can name their place. */
const KEEPS_ITS_PLACE = 17;

/** A short column that is asked in every step. */
export function column(values: readonly number[]): Int32Array {
  const fixed = new Int32Array(Math.max(values.length, KEEPS_ITS_PLACE));
  fixed.set(values);
  return fixed;
}

/** `measured`: per line, at each point, on the cumulative side and on the track. */
export function releaseColumnsOf(
  releases: readonly Release[],
  lines: readonly Line[],
  measured: readonly (readonly [Int16Array, Int16Array])[],
  start: Instant,
) {
  const width = Math.max(...lines.map(({ points, dotnet }) => Math.max(2 * points.length, dotnet.length)));
  /** Rows of all lines, -1 where a line has less than the longest. */
  const rows = (ofLine: (line: Line, number: number) => readonly number[]): Int16Array => {
    const all = new Int16Array(lines.length * width).fill(-1);
    lines.forEach((line, number) => {
      all.set(ofLine(line, number), number * width);
    });
    return all;
  };
  const levelOf = (release: number): number =>
    LEVELS.indexOf(release >= 0 && isHotpatch(releases[release].kind) ? 'hotpatch' : 'baseline');
  return {
    /** 1 for a hotpatch, for a baseline. */
    isHotpatch: Uint8Array.from(releases, ({ kind }) => Number(isHotpatch(kind))),
    isBaseline: Uint8Array.from(releases, ({ kind }) => Number(isBaseline(kind))),
    /** Seconds of the run at which it comes out, negative before it. */
    releasedAt: Float64Array.from(releases, ({ instant }) => instant - start),
    /** Places of a line in the tables of all lines: what it has first is at `line * width`. */
    width,
    /** The release behind each offer of applicability.ts, and behind each .NET update. */
    releaseOfOffer: rows(({ points }) => points.flatMap(({ cumulative, track }) => [cumulative, track])),
    releaseOfDotnet: rows(({ dotnet }) => dotnet),
    /** What each of those offers means to the track, as a code of LEVELS, unless a baseline comes too early (R28). */
    levelOfOffer: rows(({ points }) =>
      points.flatMap(({ track }) => [LEVELS.indexOf('cumulative'), levelOf(track)]),
    ),
    /** In the place of each of those offers: the release measured at that point on that side. */
    measuredOfOffer: rows(({ points }, number) =>
      points.flatMap((_, point) => measured[number].map((ofSide) => ofSide[point])),
    ),
  };
}
