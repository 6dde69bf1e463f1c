// Who went beyond a limit first, found while the run is repeated: by counting, by deadlines.
// Refuses to know which metric asks.

import { FACT } from '../../ledger/fact-codes.ts';
import type { Watched } from '../simulate.ts';
import { type Broken, inScope, type Scope, type Witness } from './metric.ts';

interface Fact {
  readonly kind: number;
  readonly t: number;
  readonly vm: number;
  readonly a: number;
  readonly b: number;
}

/** Cells are ahead of each other: what is first is known at the end. */
const earliest = <T extends { readonly t: number; readonly vm: number }>(all: T[]): T[] =>
  all.sort((one, two) => one.t - two.t || one.vm - two.vm);

/** The fact with which a sum over the scope goes beyond the limit. */
export function beyondSum(
  run: Watched,
  scope: Scope,
  limit: number,
  { amount, what }: { readonly amount: (fact: Fact) => number; readonly what: (fact: Fact) => string },
): Witness {
  const counts = inScope(run, scope);
  const facts: (Fact & { readonly by: number })[] = [];
  return {
    record: (kind, t, vm, a, b) => {
      if (!counts(vm)) return;
      const fact = { kind, t, vm, a, b };
      const by = amount(fact);
      if (by > 0) facts.push({ ...fact, by });
    },
    settled: () => {},
    result: () => {
      let sum = 0;
      const crossing = earliest(facts).find(({ by }) => {
        sum += by;
        return sum > limit;
      });
      return crossing && { vm: crossing.vm, t: crossing.t, what: what(crossing) };
    },
  };
}

/** The first VM to be restarted more often than the limit. */
export function beyondReboots(run: Watched, scope: Scope, limit: number): Witness {
  const counts = inScope(run, scope);
  const reboots = new Uint16Array(run.fleet.simulated);
  const found: { vm: number; t: number; a: number }[] = [];
  return {
    record: (kind, t, vm, a) => {
      if (kind !== FACT.rebootStarted || !counts(vm)) return;
      reboots[vm]++;
      if (reboots[vm] > limit && reboots[vm] - 1 <= limit) found.push({ vm, t, a });
    },
    settled: () => {},
    result: () => {
      const [first] = earliest(found);
      return (
        first && {
          vm: first.vm,
          t: first.t,
          what: `reboot ${Math.floor(limit) + 1}${releaseText(run, first.a)}`,
        }
      );
    },
  };
}

export const releaseText = ({ releases }: Watched, release: number): string =>
  release < 0 ? '' : `, for ${releases[release].kb}`;

/** The first VM that was not effective when its time was over: a limit of so many seconds after the release. */
export function beyondDeadline(run: Watched, scope: Scope, limit: number): Witness {
  const { fleet, releases, start, measured } = run;
  const horizon = run.end - start;
  const counts = inScope(run, scope);
  const inTime = new Set<number>();
  return {
    record: (kind, t, vm, a) => {
      if (kind === FACT.becameEffective && counts(vm) && t <= releases[a].instant - start + limit)
        inTime.add(vm * releases.length + a);
    },
    settled: () => {},
    result: () => {
      let first: Broken | undefined;
      for (let vm = 0; vm < fleet.simulated; vm++) {
        if (!counts(vm)) continue;
        for (const release of measured(fleet.group[vm])) {
          const t = releases[release].instant - start + limit;
          if (t > horizon || (first !== undefined && t >= first.t)) continue;
          if (!inTime.has(vm * releases.length + release))
            first = { vm, t, what: `${releases[release].kb} was not in effect` };
        }
      }
      return first;
    },
  };
}

/** The first VM that is not covered. */
export function notCovered(run: Watched, scope: Scope): Witness {
  const { fleet } = run;
  const counts = inScope(run, scope);
  return {
    record: () => {},
    settled: () => {},
    result: () => {
      for (let vm = 0; vm < fleet.vms; vm++) {
        const why = fleet.coverage[fleet.group[vm]].notCovered;
        if (why !== undefined && counts(vm)) return { vm, t: 0, what: `not covered: ${why}` };
      }
      return undefined;
    },
  };
}
