// The table's answers in words, for tests that state rules about them. Refuses to know the rules.

import { ACTIONS } from '../../src/vm/actions.ts';
import { DELAYS, TIMER, VM_EVENTS, type VmEvent } from '../../src/vm/events.ts';
import { type Configuration, eventCode, START_TIMER, vmTable } from '../../src/vm/table.ts';

/** What follows an event: the number and value of the next configuration, and the instructions by name. */
export interface Answer {
  readonly at: number;
  readonly before: Configuration;
  readonly event: VmEvent;
  readonly next: number;
  readonly after: Configuration;
  /** Actions by name; `start installDuration` and the like for timers. */
  readonly does: readonly string[];
}

export const CODES: readonly string[] = [...ACTIONS, ...DELAYS.map((delay) => `start ${delay}`)];

export function answer(at: number, event: VmEvent): Answer {
  const { configurations, next, entry, code, events } = vmTable;
  const cell = at * events + eventCode(event);
  const does: string[] = [];
  for (let pc = entry[cell]; code[pc] >= 0; pc++) does.push(CODES[code[pc]]);
  return { at, before: configurations[at], event, next: next[cell], after: configurations[next[cell]], does };
}

/** Every configuration asked every event. */
export const ANSWERS: readonly Answer[] = vmTable.configurations.flatMap((_, at) =>
  VM_EVENTS.map((event) => answer(at, event)),
);

/** Where a VM is after some events, and everything it was told to do on the way. */
export function path(at: number, ...events: readonly VmEvent[]): Answer {
  const does: string[] = [];
  let last = answer(at, events[0]);
  does.push(...last.does);
  for (const event of events.slice(1)) {
    last = answer(last.next, event);
    does.push(...last.does);
  }
  return { ...last, at, before: vmTable.configurations[at], does };
}

const TIMERS: readonly string[] = Object.values(TIMER);
export const isTimer = (event: VmEvent): boolean => TIMERS.includes(event.type);
export const TIMED = ['installing', 'rebooting', 'verifying', 'unhealthy', 'unresponsive'];
export const startsTimer = (instruction: string): boolean => CODES.indexOf(instruction) >= START_TIMER;
