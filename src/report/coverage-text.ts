// Why a VM is not covered, in a sentence. Refuses to know when that is so.

import { coverageWords } from './words.ts';

export const coverageText = (reason: string): string =>
  `not covered: ${coverageWords(reason)} (R9); nothing is assessed or installed automatically`;
