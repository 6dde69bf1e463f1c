// The data that ships inside the package. The one file outside the CLI that reads from disk; refuses to know
// what the rows mean.

import { readFileSync } from 'node:fs';

/** Text of the real calendar (data/README.md says where each column comes from). */
export function readRealCalendar(): string {
  return readFileSync(new URL('../catalogue/data/windows-server-releases.csv', import.meta.url), 'utf8');
}
