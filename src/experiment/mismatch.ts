// What keeps two results from being compared: another stretch of time, another calendar, other luck.
// Refuses to know what is compared.

import { formatInstant } from '../calendar/instant.ts';
import type { Summary } from '../metrics/summary.ts';
import type { LoadedScenario } from './loaded-scenario.ts';

/** Sentences; none when both scenarios see the same time and the same releases. */
export function mismatchesOf(base: LoadedScenario, other: LoadedScenario): string[] {
  const [one, two] = [base.scenario.clock, other.scenario.clock];
  const span = ({ start, end }: { start: number; end: number }): string =>
    `${formatInstant(start)} to ${formatInstant(end)}`;
  if (one.start !== two.start || one.end !== two.end)
    return [`other horizon: ${span(one)}, and ${span(two)}`];
  return missing(base.releases.map(describe), other.releases.map(describe));
}

/** The same for results; a group that is offered other updates is no other calendar, another day of one KB is. */
export function mismatchesOfSummaries(base: Summary, other: Summary): string[] {
  const [one, two] = [base.scenario, other.scenario];
  if (one.start !== two.start || one.end !== two.end)
    return [`other horizon: ${one.start} to ${one.end}, and ${two.start} to ${two.end}`];
  const known = new Map(
    base.releases.map((row) => [`${row.product} ${row.kb}`, `${row.kind} of ${row.date}`]),
  );
  return other.releases.flatMap(({ product, kb, kind, date }) => {
    const before = known.get(`${product} ${kb}`);
    const now = `${kind} of ${date}`;
    return before === undefined || before === now
      ? []
      : [`other calendar: ${kb} (${product}) is ${before}, and ${now}`];
  });
}

const describe = ({ product, kb, kind, instant }: LoadedScenario['releases'][number]): string =>
  `${kb} (${product}, ${kind}, ${formatInstant(instant)})`;

function missing(base: readonly string[], other: readonly string[]): string[] {
  const only = (some: readonly string[], others: readonly string[]): string[] => {
    const known = new Set(others);
    return some.filter((one) => !known.has(one));
  };
  const [gone, added] = [only(base, other), only(other, base)];
  const told = (list: readonly string[], where: string): string[] =>
    list.length === 0
      ? []
      : [
          `other calendar: ${list[0]}${list.length > 1 ? ` and ${list.length - 1} more` : ''} only in the ${where}`,
        ];
  return [...told(gone, 'first'), ...told(added, 'second')];
}
