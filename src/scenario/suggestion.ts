// Guesses what a misspelt word was meant to be. Refuses to know what the words name.
import { distance } from 'fastest-levenshtein';

/**
 * The candidate nearest to `word` (upper and lower case are the same; the first one on a tie), or undefined when
 * none is near: at most a third of the letters, and never more than three, may differ. All letters in another order
 * (`cuont`) count as one slip.
 */
export function closest(word: string, candidates: Iterable<string>): string | undefined {
  const wanted = word.toLowerCase();
  // A long text is no misspelt name, and the distance costs the product of both lengths.
  if (wanted.length > 100) return undefined;
  let best: string | undefined;
  let bestDistance = Math.min(3, Math.max(1, Math.floor(wanted.length / 3))) + 1;
  for (const candidate of candidates) {
    const name = candidate.toLowerCase();
    const apart =
      letters(name) === letters(wanted) ? Math.min(1, distance(wanted, name)) : distance(wanted, name);
    if (apart < bestDistance) [best, bestDistance] = [candidate, apart];
  }
  return best;
}

function letters(word: string): string {
  return [...word].sort().join('');
}

/** `did you mean "x"?` for the nearest candidate, undefined when none is near. */
export function didYouMean(word: string, candidates: Iterable<string>): string | undefined {
  const best = closest(word, candidates);
  return best === undefined ? undefined : `did you mean "${best}"?`;
}
