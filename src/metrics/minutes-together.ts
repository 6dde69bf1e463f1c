// Adds up what the parts of a run hand over, minute by minute: of a minute the exits of all parts before their entries.
// Refuses to know places, and who reads the sum.

import type { ChangeMemory } from './change-memory.ts';
import { CHUNK } from './open-minutes.ts';

/** Takes some of those who enter or exit in a turn, two numbers of `members` for each, from one position to another. */
export type TakeMembers = (
  state: number,
  turn: number,
  members: Int32Array,
  from: number,
  to: number,
) => void;

/** Later than any turn. */
const NO_TURN = 0x7fffffff;

/** Goes through what all parts handed over in a slot, of a state. */
export function minutesTogether(memory: ChangeMemory, each: TakeMembers) {
  // In here they are constants to the compiler.
  const { next, turnAndCount, members, countBits } = CHUNK;
  const COUNT = (1 << countBits) - 1;
  const NONE = NO_TURN;
  const { parts, heads } = memory;
  const slots = heads.length / parts;
  const numbers = Array.from({ length: parts }, (_, part) => memory.numbersOf(part));
  /** The chunk that each part is at. */
  const at = new Int32Array(parts);

  function add(state: number, slot: number): void {
    for (let part = 0; part < parts; part++) {
      numbers[part] = memory.numbersOf(part);
      at[part] = heads[part * slots + slot];
    }
    for (let turn = firstTurn(); turn !== NONE; turn = firstTurn()) {
      for (let part = 0; part < parts; part++) addTurn(state, turn, part);
    }
  }

  function firstTurn(): number {
    let first = NONE;
    for (let part = 0; part < parts; part++) {
      if (at[part] < 0) continue;
      const turn = numbers[part][at[part] + turnAndCount] >> countBits;
      if (turn < first) first = turn;
    }
    return first;
  }

  function addTurn(state: number, turn: number, part: number): void {
    const own = numbers[part];
    let chunk = at[part];
    while (chunk >= 0) {
      const head = own[chunk + turnAndCount];
      if (head >> countBits !== turn) break;
      const from = chunk + members;
      each(state, turn, own, from, from + (head & COUNT));
      chunk = own[chunk + next];
    }
    at[part] = chunk;
  }

  return { add };
}
