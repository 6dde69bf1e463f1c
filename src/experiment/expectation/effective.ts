// The share of updates in effect so many days after their release, for any number of days; counted as the summary counts
// its 7, 14 and 30. Refuses to know why that number.

import { FACT } from '../../ledger/fact-codes.ts';

import type { Watched } from '../simulate.ts';
import { inScope, type Scope, type Tally } from './metric.ts';

/** Of pairs of VM and release; releases whose days end after the run do not count. */
export function shareEffective(run: Watched, scope: Scope, seconds: number): Tally {
  const { fleet, releases, start, end, measured } = run;
  const horizon = end - start;
  const counts = inScope(run, scope);
  const ends = (release: number): number => releases[release].instant - start + seconds;
  let effective = 0;
  return {
    record: (kind, t, vm, a) => {
      if (kind === FACT.becameEffective && counts(vm) && ends(a) <= horizon && t <= ends(a)) effective++;
    },
    settled: () => {},
    result: () => {
      let pairs = 0;
      for (const [number, { name, count }] of fleet.groups.entries()) {
        if (scope.group !== undefined && scope.group !== name) continue;
        pairs += measured(number).filter((release) => ends(release) <= horizon).length * count;
      }
      return pairs === 0 ? null : effective / pairs;
    },
  };
}
