// Facts as a trace has them: in its order, and what assessments found that nobody had to carry out.
// Refuses to know how facts are written.

import type { Release } from '../catalogue/release.ts';
import { aIn, emptyBlock, type FactBlock, FIELD, kindAndA, kindIn } from './fact-block.ts';
import { FACT } from './fact-codes.ts';
import { isPower, orderOf } from './fact-order.ts';
import { offeredOf } from './offered.ts';

/** Value of `a` in an assessment that nobody had to carry out: it found what the one before found. */
export const NOTHING_NEW = -2;
const UNEXECUTED = kindAndA(FACT.assessed, NOTHING_NEW);

/**
 * Puts facts in order that come after all before and are complete up to their last instant. They go into `room`, or where
 * that is too small into a new block.
 */
export function orderedFactsOf(
  releases: readonly Release[],
  vms: number,
): (block: FactBlock, room: FactBlock) => FactBlock {
  const { to: offeredTo, follow } = offeredOf(releases, vms);
  const putInOrder = orderOf();

  /** Tells what those assessments found, and leaves out those that the engine carried out as well; returns how many facts are left. */
  function withFinds(facts: Int32Array, count: number): number {
    let [lastT, lastVm, lastKind] = [-1, -1, -1];
    let to = 0;
    for (let at = 0; at < count * FIELD.all; at += FIELD.all) {
      const t = facts[at + FIELD.t];
      const vm = facts[at + FIELD.vm];
      const what = facts[at + FIELD.kindAndA];
      const kind = kindIn(what);
      const isTwice = lastT === t && lastVm === vm && !isPower(lastKind);
      lastT = t;
      lastVm = vm;
      lastKind = kind;
      const isNew = what !== UNEXECUTED;
      if (!isNew && isTwice) continue;
      if (isNew) follow(kind, vm, aIn(what));
      facts[to + FIELD.t] = t;
      facts[to + FIELD.vm] = vm;
      facts[to + FIELD.kindAndA] = isNew ? what : kindAndA(kind, offeredTo(vm));
      facts[to + FIELD.b] = facts[at + FIELD.b];
      to += FIELD.all;
    }
    return to / FIELD.all;
  }

  return (block, room) => {
    const { facts } = room.facts.length < block.count * FIELD.all ? emptyBlock(2 * block.count) : room;
    putInOrder(block, facts);
    return { facts, count: withFinds(facts, block.count) };
  };
}
