// The command line that does the same again, for a shell. Refuses to know what it does.

import { shellWord } from '../report/shell-word.ts';

/** `words` as the user gave them, with the seed when they do not name one. */
export function reproduction(words: readonly string[], seed: string | undefined): string {
  const all = ['patchsim', ...words];
  if (seed !== undefined && !words.some((word) => word === '--seed' || word.startsWith('--seed='))) {
    all.push('--seed', seed);
  }
  return all.map(shellWord).join(' ') + (words.includes('-') ? ' < scenario.yaml' : '');
}
