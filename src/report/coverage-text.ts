// Why a VM is not covered, and what happens to it then, in a sentence. Refuses to know when that is so.

import { coverageWords } from './words.ts';

/** Who installs instead; nobody where no update is known for the image. */
const INSTEAD: Readonly<Record<string, string>> = {
  windowsAutomatic: 'Windows installs on its own (R29)',
  customerSchedule: 'they install in their windows (R31)',
  manual: 'nothing is installed unless somebody asks for it (R30)',
};

export const coverageText = (reason: string, orchestration: string | undefined): string =>
  `not covered: ${coverageWords(reason)} (R9); ${INSTEAD[orchestration ?? ''] ?? 'nothing is assessed or installed'}`;
