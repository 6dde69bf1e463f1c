// Which time zones exist, by IANA's names and by Windows' ids. Refuses to know offsets.
import { isInForce, tabulated } from './zone-table.ts';

let byLowerCaseName: ReadonlyMap<string, string> | undefined;

/** The zones of the table by all their names. Later entries win: a Windows id never hides an IANA name ('UTC' is both). */
function tabulatedNames(): ReadonlyMap<string, string> {
  if (byLowerCaseName !== undefined) return byLowerCaseName;
  const { changes, windows } = tabulated();
  const found = new Map<string, string>();
  for (const [id, zone] of windows) found.set(id.toLowerCase(), zone);
  for (const name of changes.keys()) found.set(name.toLowerCase(), name);
  byLowerCaseName = found;
  return found;
}

/**
 * The IANA id, in IANA's spelling, of an IANA or Windows zone name (`europe/berlin`, `W. Europe Standard Time`),
 * whatever its case. An alias stays itself (`Asia/Kolkata` does not become `Asia/Calcutta`), so that the answer does
 * not depend on the Node version. Undefined when no such zone exists; ICU's own abbreviations (`PST`) do not.
 */
export function resolveZone(name: string): string | undefined {
  const lowerCase = name.toLowerCase();
  const zone = tabulatedNames().get(lowerCase);
  if (zone !== undefined) return isInForce() || isKnownHere(zone) ? zone : undefined;
  // A zone may be younger than the table.
  return Intl.supportedValuesOf('timeZone').find(
    (younger) => younger.toLowerCase() === lowerCase && younger !== 'Etc/Unknown',
  );
}

/** Ids that Windows lists as old ones, which CLDR maps to no zone, and the ids in their place. */
const OBSOLETE: ReadonlyMap<string, string> = new Map([
  ['kamchatka standard time', 'Russia Time Zone 11'],
  ['mid-atlantic standard time', 'UTC-02'],
]);

/** The Windows id to use in place of an obsolete one; undefined for any other name. */
export function obsoleteZone(name: string): string | undefined {
  return OBSOLETE.get(name.toLowerCase());
}

/** Whether the time zone data in force, which may be older than the table, has a zone. */
function isKnownHere(zone: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone });
    return true;
  } catch {
    return false;
  }
}

/** The names of the table, IANA names first, then Windows ids. */
export function zoneNames(): readonly string[] {
  const { changes, windows } = tabulated();
  return [...changes.keys()].sort().concat([...windows.keys()].filter((name) => !changes.has(name)));
}
