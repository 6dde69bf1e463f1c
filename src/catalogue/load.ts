// The catalogue of a run: all its sources together, in one order, cut to the horizon. Refuses to know which machine
// may have a release.

import { DAY, type Instant } from '../calendar/instant.ts';
import type { Finding } from '../scenario/problem.ts';
import type { CatalogueSource } from '../scenario/schema.ts';
import { readRealCalendar } from './builtin.ts';
import { inconsistencies } from './consistency.ts';
import { generatedReleases, type MonthlyLuck } from './generated.ts';
import { releaseClock } from './patch-tuesday.ts';
import { realReleases } from './real.ts';
import { PRODUCTS, type Release } from './release.ts';
import type { SourceReleases } from './source.ts';
import { type Reader, userRows } from './user.ts';
import { mistake, type UserRow } from './user-row.ts';

/** A year and a month: the level of every VM at the start, and the baseline under it, are younger than that. */
const LOOK_BACK = 400 * DAY;

export interface LoadContext extends Reader {
  readonly start: Instant;
  readonly end: Instant;
  /** Seconds of the day in Los Angeles (U3). */
  readonly releaseTime: number;
  readonly random: MonthlyLuck;
  /** Share of planned hotpatch months that become baselines, only for generated calendars (U17). */
  readonly unplannedBaselineProbability: number;
}

export interface Catalogue {
  /** By instant, then product (order of PRODUCTS), then KB; from 400 days before `start` to `end`. */
  readonly releases: Release[];
  /** What a reader of the results must know about the sources, a sentence each. */
  readonly notices: string[];
  /** Mistakes of the scenario and its files; with any of them the releases are not complete. */
  readonly findings: Finding[];
}

/** Loads every source (R5), and reports all mistakes of all of them at once. */
export function loadReleases(sources: readonly CatalogueSource[], context: LoadContext): Catalogue {
  const horizon = { from: Math.max(0, context.start - LOOK_BACK), start: context.start, end: context.end };
  const clock = releaseClock(context.releaseTime);
  const builtIn: Release[] = [];
  const rows: UserRow[] = [];
  const notices: string[] = [];
  const findings: Finding[] = [];
  let calendar: string | undefined;
  for (const [index, source] of sources.entries()) {
    if (!('calendar' in source)) {
      const read = userRows(source, index, clock, context);
      rows.push(...read.rows);
      findings.push(...read.findings);
    } else if (calendar !== undefined) {
      const message = `a catalogue has one calendar, and the ${calendar} one is already there`;
      findings.push(mistake({ path: ['catalogue', index, 'calendar'], prefix: '' }, message, 'R5'));
    } else {
      calendar = source.calendar;
      const loaded: SourceReleases =
        source.calendar === 'real'
          ? realReleases(readRealCalendar(), { dotnet: source.dotnet, horizon, clock })
          : generatedReleases({ ...source, ...context, horizon, clock });
      builtIn.push(...loaded.releases);
      notices.push(...loaded.notices);
    }
  }
  findings.push(...inconsistencies(builtIn, rows));
  const releases = [...builtIn, ...rows.map(({ release }) => release)]
    .filter(({ instant }) => instant >= horizon.from && instant <= horizon.end)
    .sort(inOrder);
  if (findings.length === 0 && !releases.some(({ instant }) => instant >= context.start)) {
    notices.push('the catalogue has no release between start and end of the clock: nothing new comes out.');
  }
  return { releases, notices, findings };
}

function inOrder(a: Release, b: Release): number {
  if (a.instant !== b.instant) return a.instant - b.instant;
  if (a.product !== b.product) return PRODUCTS.indexOf(a.product) - PRODUCTS.indexOf(b.product);
  return a.kb < b.kb ? -1 : 1;
}
