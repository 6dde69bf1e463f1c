// The future event list against a sorted array: total order, changes in bulk, cells that share columns.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type EventList, eventListOf, NEVER } from '../../src/kernel/eventlist.ts';

/** An event list of cells of so many members each. */
function listOf(sizes: readonly number[]): EventList {
  const first = sizes.map((_, cell) => sizes.slice(0, cell).reduce((sum, size) => sum + size, 0));
  const members = sizes.reduce((sum, size) => sum + size, 0);
  return eventListOf({ first: Int32Array.from(first), size: Int32Array.from(sizes) }, members);
}

/** One cell, and beside it what it must hold: the instant of each member that has an event. */
class Cell {
  readonly #list: EventList;
  readonly #number: number;
  readonly #members: readonly number[];
  readonly #entries = new Map<number, number>();

  constructor(list: EventList, number: number, members: readonly number[]) {
    this.#list = list;
    this.#number = number;
    this.#members = members;
  }

  #sorted(): number[] {
    return [...this.#entries].sort(([a, s], [b, t]) => s - t || a - b).map(([member]) => member);
  }

  #note(member: number, at: number): void {
    this.#list.due[member] = at;
    if (at === NEVER) this.#entries.delete(member);
    else this.#entries.set(member, at);
  }

  #change(member: number, at: number): void {
    this.#note(member, at);
    this.#list.replay(this.#number, member);
  }

  /** A member gets an event, another one than it had, or none. */
  change(choice: number, at: number): void {
    this.#change(this.#members[choice % this.#members.length], at);
  }

  /** The first event: its member's next one is noted; before it is put in order somebody else's changes, or everybody's. */
  happen(
    at: number,
    other?: { readonly choice: number; readonly at: number; readonly rebuilds: boolean },
  ): void {
    if (this.#entries.size === 0) return;
    const member = this.#list.next(this.#number);
    expect(member).toBe(this.#sorted()[0]);
    this.#note(member, NEVER);
    if (other?.rebuilds) this.rebuild([other.at]);
    else if (other !== undefined) this.change(other.choice, other.at);
    this.#note(member, at);
    this.#list.replay(this.#number, member);
  }

  /** Changes all instants, then puts them in order. */
  rebuild(instants: readonly number[]): void {
    this.#members.forEach((member, n) => {
      this.#note(member, instants[n % instants.length]);
    });
    this.#list.rebuild(this.#number);
  }

  check(): void {
    const next = this.#list.next(this.#number);
    expect(this.#members).toContain(next);
    if (this.#entries.size > 0) expect(next).toBe(this.#sorted()[0]);
    else expect(this.#list.due[next]).toBe(NEVER);
  }

  drain(): void {
    while (this.#entries.size > 0) this.happen(NEVER);
    this.check();
  }
}

// Few instants, so that many events are simultaneous.
const instant = fc.oneof(fc.nat(5), fc.nat(NEVER - 1), fc.constantFrom(NEVER - 1, NEVER));
const step = fc.oneof(
  { weight: 5, arbitrary: fc.record({ do: fc.constant('change' as const), choice: fc.nat(), at: instant }) },
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant('happen' as const),
      at: instant,
      other: fc.option(fc.record({ choice: fc.nat(), at: instant, rebuilds: fc.boolean() }), {
        nil: undefined,
      }),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('rebuild' as const),
      instants: fc.array(instant, { minLength: 1, maxLength: 40 }),
    }),
  },
);

describe('R2 simultaneous events have one total order', () => {
  it('cells that share the columns each hand out (instant, member) in order', () => {
    const sizes = fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 4 });
    const steps = fc.array(fc.tuple(fc.nat(), step), { maxLength: 200 });
    fc.assert(
      fc.property(sizes, steps, (counts, script) => {
        const list = listOf(counts);
        let first = 0;
        const cells = counts.map((count, number) => {
          first += count;
          const members = Array.from({ length: count }, (_, n) => first - count + n);
          return new Cell(list, number, members);
        });
        for (const [which, action] of script) {
          const cell = cells[which % cells.length];
          if (action.do === 'change') cell.change(action.choice, action.at);
          else if (action.do === 'happen') cell.happen(action.at, action.other);
          else cell.rebuild(action.instants);
          for (const each of cells) each.check();
        }
        for (const cell of cells) cell.drain();
      }),
      { numRuns: 300 },
    );
  });

  it('of any number of members at the same instant the first is next', () => {
    for (let size = 1; size <= 300; size++) {
      const list = listOf([3, size]);
      const order: number[] = [];
      for (let member = 3; member < 3 + size; member++) list.due[member] = 7;
      list.rebuild(1);
      while (list.due[list.next(1)] !== NEVER) {
        const member = list.next(1);
        order.push(member);
        list.due[member] = NEVER;
        list.replay(1, member);
      }
      expect(order).toEqual(Array.from({ length: size }, (_, n) => 3 + n));
    }
  });

  it('the order does not depend on how the events got there', () => {
    const instants = fc.array(fc.nat(3), { minLength: 1, maxLength: 60 });
    fc.assert(
      fc.property(instants, fc.infiniteStream(fc.nat()), (due, luck) => {
        const order = (members: readonly number[]): number[] => {
          const list = listOf([due.length]);
          for (const member of members) {
            list.due[member] = due[member];
            list.replay(0, member);
          }
          return members.map(() => {
            const first = list.next(0);
            list.due[first] = NEVER;
            list.replay(0, first);
            return first;
          });
        };
        const members = due.map((_, member) => member);
        const shuffled = members.map((member) => [luck.next().value, member]).sort(([a], [b]) => a - b);
        expect(order(shuffled.map(([, member]) => member))).toEqual(order(members));
      }),
    );
  });
});
