// The names of all time zones that windows-iana and Node know, for the table of zones. Refuses to know how it is written.

import { findIana, IANA_ALIAS_MAP, WINDOWS_TO_IANA_MAP } from 'windows-iana';

/** IANA names that Intl knows but windows-iana's data and, on some Node versions, supportedValuesOf leave out. */
const UNLISTED = ['CET', 'EET', 'Europe/Kyiv', 'MET', 'Pacific/Kanton', 'WET'];

/**
 * IANA's names, and Windows' ids with the IANA zone of each; both sorted.
 * @returns {{ iana: string[], windows: [string, string][] }}
 */
export function collectedNames() {
  const names = [
    ...Intl.supportedValuesOf('timeZone'),
    ...IANA_ALIAS_MAP.flatMap(({ alias }) => alias),
    ...UNLISTED,
  ];
  const ids = [...new Set(WINDOWS_TO_IANA_MAP.map(({ windowsName }) => windowsName))];
  return {
    iana: [...new Set(names)].filter((name) => name !== 'Etc/Unknown').sort(),
    windows: ids.sort().map((id) => [id, findIana(id)[0]]),
  };
}
