// Facts as a trace has them: in its order, and what assessments found that nobody had to carry out.
// Refuses to know how facts are written.

import type { Release } from '../catalogue/release.ts';
import { emptyBlock, type FactBlock, FIELDS } from './fact-block.ts';
import { FACT } from './fact-codes.ts';
import { orderOf } from './fact-order.ts';
import { offeredOf } from './offered.ts';

/** Value of `a` in an assessment that nobody had to carry out: it found what the one before found. */
export const NOTHING_NEW = -2;

/** Facts that come first among those of one VM at one instant: what the others may be a consequence of. */
const isPower = (kind: number): boolean => kind === FACT.poweredOff || kind === FACT.poweredOn;

/**
 * Puts facts in order that come after all before and are complete up to their last instant. They go into `room`, or where
 * that is too small into a new block.
 */
export function orderedFactsOf(
  releases: readonly Release[],
  vms: number,
): (facts: FactBlock, room: FactBlock) => FactBlock {
  const { to: offeredTo, follow } = offeredOf(releases, vms);
  const inOrder = orderOf();

  return ({ times: instants, rest: facts, count }, room) => {
    const first = (fact: number): boolean => isPower(facts[fact * FIELDS + 1]);
    const order = inOrder({ times: instants, count, rest: facts, fields: FIELDS, first });
    const { times, rest } = room.times.length < count ? emptyBlock(2 * count) : room;
    // Apart, so that a fact that is far away is fetched while others are.
    for (let index = 0, to = 0; index < count; index++, to += FIELDS) {
      const fact = order[index];
      const at = fact * FIELDS;
      times[index] = instants[fact];
      rest[to] = facts[at];
      rest[to + 1] = facts[at + 1];
      rest[to + 2] = facts[at + 2];
      rest[to + 3] = facts[at + 3];
    }
    return { times, rest, count: withFinds(times, rest, count) };
  };

  /** Tells what those assessments found, and leaves out those that the engine carried out as well; returns how many are left. */
  function withFinds(times: Int32Array, rest: Int32Array, count: number): number {
    let [lastT, lastVm, lastKind] = [-1, -1, -1];
    let left = 0;
    for (let index = 0; index < count; index++) {
      const at = index * FIELDS;
      const t = times[index];
      const vm = rest[at];
      const kind = rest[at + 1];
      const twice = lastT === t && lastVm === vm && !isPower(lastKind);
      lastT = t;
      lastVm = vm;
      lastKind = kind;
      let a = rest[at + 2];
      if (kind === FACT.assessed && a === NOTHING_NEW) {
        if (twice) continue;
        a = offeredTo(vm);
      } else follow(kind, vm, a);
      const to = left++ * FIELDS;
      times[left - 1] = t;
      rest[to] = vm;
      rest[to + 1] = kind;
      rest[to + 2] = a;
      rest[to + 3] = rest[at + 3];
    }
    return left;
  }
}
