// `patchsim calendar`: the releases of the built-in calendar or of a scenario, as table, JSON or iCalendar file.
// Refuses to know what a release does to a VM.

import {
  type ListingFilter,
  listed,
  REAL_YEARS,
  type ReleaseListing,
  realListing,
} from '../catalogue/listing.ts';
import type { Product } from '../catalogue/release.ts';
import { renderProblems } from '../report/problems.ts';
import { calendarAsIcs, renderCalendar } from '../report/release-calendar.ts';
import type { Context } from './context.ts';
import { BAD_INPUT, SUCCESS } from './exit-codes.ts';
import { writeWhole } from './output-folder.ts';
import { openScenario } from './scenario-source.ts';

export interface CalendarOptions {
  readonly product?: readonly Product[];
  readonly year?: readonly number[];
  readonly scenario?: string;
  readonly json?: boolean;
  /** File of the iCalendar output. */
  readonly output?: string;
}

/** 10:00 in Los Angeles, when a scenario does not say otherwise (U3). */
const RELEASE_TIME = 10 * 3600;

/** @throws FileRefusal for a scenario that cannot be read or a file that cannot be written */
export async function calendarCommand(options: CalendarOptions, context: Context): Promise<number> {
  const { terminal } = context;
  const filter: ListingFilter = {
    ...(options.product && { products: options.product }),
    ...(options.year && { years: options.year }),
  };
  const strange = options.year?.filter((year) => year < REAL_YEARS.first || year > REAL_YEARS.last) ?? [];
  if (options.scenario === undefined && strange.length > 0) {
    const covered = `the built-in calendar has ${REAL_YEARS.first} to ${REAL_YEARS.last}`;
    terminal.err(`patchsim: no releases of ${strange.join(', ')}: ${covered}\n`);
    return BAD_INPUT;
  }
  const listing =
    options.scenario === undefined
      ? realListing(filter, RELEASE_TIME)
      : await listingOfScenario(options.scenario, filter, context);
  if (listing === undefined) return BAD_INPUT;
  if (options.output !== undefined) {
    writeWhole(options.output, calendarAsIcs(listing.releases));
    terminal.err(`${listing.releases.length} events in ${options.output}\n`);
  }
  if (options.json) terminal.out(`${JSON.stringify({ formatVersion: 1, ...listing }, null, 2)}\n`);
  else if (options.output === undefined) {
    terminal.out(renderCalendar(listing.releases, { color: terminal.color.out, columns: terminal.columns }));
  }
  if (!options.json) for (const notice of listing.notices) terminal.err(`note: ${notice}\n`);
  return SUCCESS;
}

/** Releases within the scenario's clock; undefined when it has problems, which are told. */
async function listingOfScenario(
  named: string,
  filter: ListingFilter,
  context: Context,
): Promise<ReleaseListing | undefined> {
  const { terminal } = context;
  const { text, ...place } = await openScenario(named, terminal);
  const { loadScenario } = await context.engine();
  const loaded = loadScenario(text, place);
  if (!loaded.ok) {
    terminal.err(renderProblems(loaded.problems, { color: terminal.color.err, columns: terminal.columns }));
    return undefined;
  }
  const { releases, notices, scenario } = loaded.scenario;
  const inside = releases.filter(({ instant }) => instant >= scenario.clock.start);
  return { releases: listed(inside, filter), notices };
}
