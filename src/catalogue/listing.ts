// The release calendar for a reader: which updates come out when, and how sure that is. Refuses to know which VM
// would get one and how the list is shown.

import { formatInstant, parseInstant } from '../calendar/instant.ts';
import { loadReleases } from './load.ts';
import {
  type Classification,
  type Kind,
  PRODUCTS,
  type Product,
  type RebootBehavior,
  type Release,
} from './release.ts';

/** Years of the built-in calendar, both included. */
export const REAL_YEARS = { first: 2022, last: 2026 } as const;

export interface ListedRelease {
  /** When it was or is offered, ISO 8601 in UTC. */
  readonly instant: string;
  readonly product: Product;
  readonly kb: string;
  readonly kind: Kind;
  readonly classification: Classification;
  readonly rebootBehavior: RebootBehavior;
  /** OS build after installation; empty where no source gives one. */
  readonly build: string;
  /** Critical and Security updates are installed automatically (R7), others on demand. */
  readonly automatic: boolean;
  readonly certainty: Release['certainty'];
  readonly source: string;
  readonly note: string;
}

export interface ReleaseListing {
  readonly releases: readonly ListedRelease[];
  /** What a reader must know about gaps of the data, a sentence each. */
  readonly notices: readonly string[];
}

export interface ListingFilter {
  /** All when left out. */
  readonly products?: readonly Product[];
  /** Years of release in UTC; all when left out. */
  readonly years?: readonly number[];
}

/** The built-in calendar of real releases, .NET included; the notices are about the years of the filter. */
export function realListing(filter: ListingFilter, releaseTime: number): ReleaseListing {
  const years = filter.years ?? Object.values(REAL_YEARS);
  const { releases, notices } = loadReleases([{ calendar: 'real', dotnet: true }], {
    start: parseInstant(`${Math.min(...years)}-01-01`)!,
    end: parseInstant(`${Math.max(...years) + 1}-01-01`)!,
    releaseTime,
    random: () => 1,
    unplannedBaselineProbability: 0,
  });
  return { releases: listed(releases, filter), notices };
}

/** Releases in order of instant, those of the filter only. */
export function listed(releases: readonly Release[], { products, years }: ListingFilter): ListedRelease[] {
  const wanted = products ?? PRODUCTS;
  return releases
    .map(
      ({ instant, product, kb, kind, classification, rebootBehavior, build, certainty, source, note }) => ({
        instant: formatInstant(instant),
        product,
        kb,
        kind,
        classification,
        rebootBehavior,
        build,
        automatic: classification === 'Critical' || classification === 'Security',
        certainty,
        source,
        note,
      }),
    )
    .filter(
      ({ product, instant }) =>
        wanted.includes(product) && (years === undefined || years.includes(Number(instant.slice(0, 4)))),
    );
}
