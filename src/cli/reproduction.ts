// The command line that does the same again, for a shell. Refuses to know what it does.

/** `words` as the user gave them, with the seed when they do not name one. */
export function reproduction(words: readonly string[], seed: string | undefined): string {
  const all = ['patchsim', ...words];
  if (seed !== undefined && !words.some((word) => word === '--seed' || word.startsWith('--seed='))) {
    all.push('--seed', seed);
  }
  const quoted = all.map((word) =>
    /^[\w./:=@%+-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`,
  );
  return quoted.join(' ') + (words.includes('-') ? ' < scenario.yaml' : '');
}
