// Why the platform does not patch a VM, and what happens to it instead, in a sentence. Refuses to know when that is so.

import { coverageWords } from './words.ts';

/** Who installs instead; nobody where no update is known for the image. */
const INSTEAD: Readonly<Record<string, string>> = {
  windowsAutomatic: 'Windows installs on its own (R29)',
  manual: 'nothing is installed unless somebody asks for it (R30)',
};

/** After the words "the VM is". */
export function coverageText(reason: string, orchestration: string | undefined): string {
  if (reason === 'customerSchedule') {
    const first = orchestration === 'enabling' ? 'being enabled in off-peak hours (R11), then ' : '';
    return `${first}${coverageWords(reason)} (R31)`;
  }
  return `not covered: ${coverageWords(reason)} (R9); ${INSTEAD[orchestration ?? ''] ?? 'nothing is assessed or installed'}`;
}
