// Which of the updates that a machine can have are installed when somebody chooses (R30, R31): pure choice, as Azure's
// windowsParameters say it. Refuses to know who chooses, and when it is installed.

import type { WindowsParameters } from '../scenario/schema.ts';
import type { Release } from './release.ts';

/** Azure's installationState of a patch before anything is installed: Pending, Excluded or NotSelected. */
export type Choice = 'selected' | 'excluded' | 'notSelected';

/** Exclusion beats inclusion; a KB to include adds to the classifications; a publish date limits both (F75). */
export function choiceOf(
  { kb, classification, instant, rebootBehavior }: Omit<Release, 'product' | 'kind'>,
  wanted: WindowsParameters,
): Choice {
  if (wanted.kbNumbersToExclude.includes(kb)) return 'excluded';
  if (wanted.excludeKbsRequiringReboot && rebootBehavior !== 'NeverReboots') return 'excluded';
  const { maxPatchPublishDate } = wanted;
  if (maxPatchPublishDate !== undefined && instant > maxPatchPublishDate) return 'notSelected';
  const classifications: readonly string[] = wanted.classificationsToInclude;
  const included = classifications.includes(classification) || wanted.kbNumbersToInclude.includes(kb);
  return included ? 'selected' : 'notSelected';
}

export interface Selection<T> {
  readonly selected: readonly T[];
  readonly excluded: readonly T[];
  readonly notSelected: readonly T[];
}

/** Everything available, each once, in the order in which it came. */
export function select<T>(
  available: readonly T[],
  releaseOf: (one: T) => Release,
  wanted: WindowsParameters,
): Selection<T> {
  const of = (choice: Choice): T[] => available.filter((one) => choiceOf(releaseOf(one), wanted) === choice);
  return { selected: of('selected'), excluded: of('excluded'), notSelected: of('notSelected') };
}
