// Puts together what the parts of a run hand over, minute by minute: of a minute the exits of all parts before their entries.
// Refuses to know places, and what is made of it.

import type { ChangeMemory } from './change-memory.ts';
import { CHUNK, type TakeMembers } from './open-minutes.ts';

/** Later than any turn. */
const NO_TURN = 0x7fffffff;

/** Goes through what all parts handed over of some states, each turn by turn. */
export function minutesTogether(memory: ChangeMemory, states: number, each: TakeMembers) {
  // In here they are constants to the compiler.
  const { next, turnAndCount, members, countBits } = CHUNK;
  const COUNT = (1 << countBits) - 1;
  const NONE = NO_TURN;
  const { parts, heads } = memory;
  const slots = heads.length / parts;
  const numbers = Array.from({ length: parts }, (_, part) => memory.numbersOf(part));
  /** By state, the chunk that each part is at. */
  const at = new Int32Array(states * parts);

  /** What was handed over of a state in a slot is next. */
  function begin(state: number, slot: number): void {
    for (let part = 0; part < parts; part++) {
      numbers[part] = memory.numbersOf(part);
      at[state * parts + part] = heads[part * slots + slot];
    }
  }

  /** Hands on a turn of all parts; false when there is none left. */
  function handOn(state: number): boolean {
    const turn = firstTurn(state);
    if (turn === NONE) return false;
    for (let part = 0; part < parts; part++) handOnOf(part, state, turn);
    return true;
  }

  function firstTurn(state: number): number {
    let first = NONE;
    for (let part = 0; part < parts; part++) {
      const chunk = at[state * parts + part];
      if (chunk < 0) continue;
      const turn = numbers[part][chunk + turnAndCount] >> countBits;
      if (turn < first) first = turn;
    }
    return first;
  }

  function handOnOf(part: number, state: number, turn: number): void {
    const own = numbers[part];
    let chunk = at[state * parts + part];
    while (chunk >= 0) {
      const head = own[chunk + turnAndCount];
      if (head >> countBits !== turn) break;
      const from = chunk + members;
      each(state, turn, own, from, from + (head & COUNT));
      chunk = own[chunk + next];
    }
    at[state * parts + part] = chunk;
  }

  return { begin, handOn };
}
