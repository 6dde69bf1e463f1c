// Which time zones exist, by IANA's names and by Windows' ids; the one door to windows-iana. Refuses to know offsets.
import { findIana, IANA_ALIAS_MAP, WINDOWS_TO_IANA_MAP } from 'windows-iana';
import { tabulated } from './zone-table.ts';

/** IANA names that Intl knows but windows-iana's data and, on some Node versions, supportedValuesOf leave out. */
const UNLISTED = ['CET', 'EET', 'Europe/Kyiv', 'MET', 'Pacific/Kanton', 'WET'];

/** Collected when first wanted: that takes longer than most runs take to read a scenario. */
interface Collected {
  readonly iana: readonly string[];
  /** Windows' ids and the IANA zone of each. */
  readonly windows: ReadonlyMap<string, string>;
  readonly byLowerCaseName: ReadonlyMap<string, string>;
}

let collected: Collected | undefined;

/** All names that Intl and windows-iana know. */
export function collectedNames(): Collected {
  if (collected !== undefined) return collected;
  const names = [
    ...Intl.supportedValuesOf('timeZone'),
    ...IANA_ALIAS_MAP.flatMap((entry) => entry.alias as readonly string[]),
    ...UNLISTED,
  ];
  const iana = [...new Set(names)].filter((name) => name !== 'Etc/Unknown').sort();
  const ids = [...new Set(WINDOWS_TO_IANA_MAP.map((entry) => entry.windowsName as string))].sort();
  const windows = new Map(ids.map((id): [string, string] => [id, findIana(id)[0] as string]));
  collected = { iana, windows, byLowerCaseName: byLowerCaseName(windows, iana) };
  return collected;
}

/** Later entries win: a Windows id never hides an IANA name ('UTC' is both). */
function byLowerCaseName(
  windows: ReadonlyMap<string, string>,
  iana: Iterable<string>,
): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const [id, zone] of windows) found.set(id.toLowerCase(), zone);
  for (const name of iana) found.set(name.toLowerCase(), name);
  return found;
}

let shipped: ReadonlyMap<string, string> | undefined;

/**
 * The IANA id, in IANA's spelling, of an IANA or Windows zone name (`europe/berlin`, `W. Europe Standard Time`),
 * whatever its case. An alias stays itself (`Asia/Kolkata` does not become `Asia/Calcutta`), so that the answer does
 * not depend on the Node version. Undefined when no such zone exists; ICU's own abbreviations (`PST`) do not.
 */
export function resolveZone(name: string): string | undefined {
  const lowerCase = name.toLowerCase();
  const table = tabulated();
  if (table !== undefined) shipped ??= byLowerCaseName(table.windows, table.changes.keys());
  return shipped?.get(lowerCase) ?? collectedNames().byLowerCaseName.get(lowerCase);
}

/** Every name resolveZone accepts, IANA names first, then Windows ids. */
export function zoneNames(): readonly string[] {
  const { iana, windows } = collectedNames();
  return [...iana, ...[...windows.keys()].filter((name) => !iana.includes(name))];
}
