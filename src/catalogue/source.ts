// What the sources of releases have in common. Refuses to know any one of them.

import type { Instant } from '../calendar/instant.ts';
import type { Release } from './release.ts';

/** The span that matters: a run from `start` to `end`, and releases before `start` back to `from`. */
export interface Horizon {
  readonly from: Instant;
  readonly start: Instant;
  readonly end: Instant;
}

/** What a built-in source yields, of all times; notices are whole sentences. */
export interface SourceReleases {
  readonly releases: Release[];
  readonly notices: string[];
}
