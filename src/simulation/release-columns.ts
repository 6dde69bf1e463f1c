// What the engine has to know of releases and of the offers behind which they stand, as columns, since it asks in every step.
// Refuses to know who is offered what.

import type { Instant } from '../calendar/instant.ts';
import type { Line } from '../catalogue/applicability.ts';
import { isBaseline, isHotpatch } from '../catalogue/kinds.ts';
import type { Release } from '../catalogue/release.ts';

export type ReleaseColumns = ReturnType<typeof releaseColumnsOf>;

export function releaseColumnsOf(releases: readonly Release[], lines: readonly Line[], start: Instant) {
  return {
    /** 1 for a hotpatch, for a baseline. */
    isHotpatch: Uint8Array.from(releases, ({ kind }) => Number(isHotpatch(kind))),
    isBaseline: Uint8Array.from(releases, ({ kind }) => Number(isBaseline(kind))),
    /** Seconds of the run at which it comes out, negative before it. */
    releasedAt: Float64Array.from(releases, ({ instant }) => instant - start),
    /** Per line: the release behind each offer of applicability.ts, and behind each .NET update. */
    releaseOfOffer: lines.map(({ points }) =>
      Int16Array.from(points.flatMap(({ cumulative, track }) => [cumulative, track])),
    ),
    releaseOfDotnet: lines.map(({ dotnet }) => Int16Array.from(dotnet)),
  };
}
