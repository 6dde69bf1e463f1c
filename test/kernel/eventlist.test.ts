// The future event list against a sorted array: total order, changes in bulk, cells that share columns.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type EventList, eventListOf, NEVER } from '../../src/kernel/eventlist.ts';

interface Event {
  readonly choice: number;
  readonly at: number;
}

/** One cell, and beside it what it must hold: an array of [instant, member], sorted when asked. */
class Cell {
  size = 0;
  readonly #list: EventList;
  readonly #base: number;
  readonly #count: number;
  readonly #entries = new Map<number, number>();

  constructor(list: EventList, base: number, count: number) {
    this.#list = list;
    this.#base = base;
    this.#count = count;
  }

  #sorted(): number[] {
    return [...this.#entries].sort(([a, s], [b, t]) => s - t || a - b).map(([member]) => member);
  }

  /** Gives a member that has no event one. */
  push(choice: number, at: number): void {
    const free = [...Array(this.#count).keys()]
      .map((n) => this.#base + n)
      .filter((n) => !this.#entries.has(n));
    if (free.length === 0) return;
    const member = free[choice % free.length];
    this.size = this.#list.push(this.#base, this.size, member, at);
    this.#entries.set(member, at);
  }

  pop(): void {
    this.happen(NEVER);
  }

  /** The first event: its member gets another one, or NEVER; before or after that somebody else may. */
  happen(next: number, others: { readonly before?: Event; readonly after?: Event } = {}): void {
    if (this.size === 0) return;
    const [member] = this.#sorted();
    expect(this.#list.first(this.#base)).toBe(member);
    expect(this.#list.open(this.#base)).toBe(member);
    expect(this.#list.due[member]).toBe(NEVER);
    if (others.before !== undefined) this.push(others.before.choice, others.before.at);
    this.#entries.delete(member);
    if (next !== NEVER && this.#list.held[0] === member) this.#list.due[member] = next;
    else if (next !== NEVER) this.size = this.#list.push(this.#base, this.size, member, next);
    if (next !== NEVER) this.#entries.set(member, next);
    else if (others.after?.choice === 0) this.rebuild([others.after.at]);
    if (others.after !== undefined) this.push(others.after.choice, others.after.at);
    this.size = this.#list.close(this.#base, this.size);
  }

  /** Changes many instants behind the heap's back, then makes it anew. */
  rebuild(instants: readonly number[]): void {
    for (let n = 0; n < this.#count; n++) {
      const at = instants[n % instants.length];
      this.#list.due[this.#base + n] = at;
      if (at === NEVER) this.#entries.delete(this.#base + n);
      else this.#entries.set(this.#base + n, at);
    }
    this.size = this.#list.rebuild(this.#base, this.#count);
  }

  check(): void {
    expect(this.size).toBe(this.#entries.size);
    if (this.size > 0) expect(this.#list.first(this.#base)).toBe(this.#sorted()[0]);
  }

  drain(): void {
    while (this.size > 0) this.pop();
    expect(this.#entries.size).toBe(0);
  }
}

// Few instants, so that many events are simultaneous.
const instant = fc.oneof(fc.nat(5), fc.nat(NEVER - 1), fc.constant(NEVER - 1));
const other = fc.record({ choice: fc.nat(9), at: instant });
const step = fc.oneof(
  { weight: 5, arbitrary: fc.record({ do: fc.constant('push' as const), choice: fc.nat(), at: instant }) },
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant('happen' as const),
      next: fc.oneof(instant, fc.constant(NEVER)),
      others: fc.record({ before: other, after: other }, { requiredKeys: [] }),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('rebuild' as const),
      instants: fc.array(fc.oneof(instant, fc.constant(NEVER)), { minLength: 1, maxLength: 40 }),
    }),
  },
);

describe('R2 simultaneous events have one total order', () => {
  it('cells that share the columns each hand out (instant, member) in order', () => {
    const sizes = fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 4 });
    const steps = fc.array(fc.tuple(fc.nat(), step), { maxLength: 200 });
    fc.assert(
      fc.property(sizes, steps, (counts, script) => {
        const list = eventListOf(counts.reduce((sum, count) => sum + count, 0));
        let base = 0;
        const cells = counts.map((count) => {
          base += count;
          return new Cell(list, base - count, count);
        });
        for (const [which, action] of script) {
          const cell = cells[which % cells.length];
          if (action.do === 'push') cell.push(action.choice, action.at);
          else if (action.do === 'happen') cell.happen(action.next, action.others);
          else cell.rebuild(action.instants);
          for (const each of cells) each.check();
        }
        for (const cell of cells) cell.drain();
      }),
      { numRuns: 300 },
    );
  });

  it('the order does not depend on how the events got there', () => {
    const instants = fc.array(fc.nat(3), { minLength: 1, maxLength: 60 });
    fc.assert(
      fc.property(instants, fc.infiniteStream(fc.nat()), (due, luck) => {
        const order = (members: readonly number[]): number[] => {
          const list = eventListOf(due.length);
          let size = 0;
          for (const member of members) size = list.push(0, size, member, due[member]);
          return members.map(() => {
            const first = list.open(0);
            size = list.close(0, size);
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
