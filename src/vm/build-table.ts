// Builds the table: the chart, asked every question once, reachable configurations x events.
// Refuses to know any rule of its own; every entry is an answer of XState's pure transition().

import { type AnyMachineSnapshot, getNextTransitions, transition } from 'xstate';
import { ACTIONS } from './actions.ts';
import { vmChart } from './chart.ts';
import { DELAYS, type Delay, TIMER, VM_EVENTS } from './events.ts';
import { type Configuration, START_TIMER, TRACKS, type Track, type VmTable } from './table.ts';

const keyOf = (value: unknown): string => JSON.stringify(value);

/** Configuration of a running, idle, healthy VM in the given state of the hotpatch track. */
const restingIn = (track: Track): Configuration => ({
  power: 'running',
  agent: 'ready',
  patching: 'idle',
  reboot: 'notNeeded',
  track,
});

const delayOfTimer = new Map<string, Delay>(DELAYS.map((delay) => [TIMER[delay], delay]));

/** Instructions for what `transition()` answered; raises without delay were already consumed by it. */
function instructionsOf(actions: readonly { readonly type: string; readonly params?: unknown }[]): number[] {
  const codes: number[] = [];
  for (const { type, params } of actions) {
    const action = (ACTIONS as readonly string[]).indexOf(type);
    if (action >= 0) codes.push(action);
    else if (type === 'xstate.raise') {
      const delay = delayOfTimer.get((params as { event: { type: string } }).event.type);
      if (delay !== undefined) codes.push(START_TIMER + DELAYS.indexOf(delay));
    } else if (type !== 'xstate.cancel') throw new Error(`the chart asked for an unknown action ${type}`);
  }
  return codes;
}

/** A timer can only go off in the state that started it, which its event's name ends with. */
const canHappen = (type: string, patching: string): boolean =>
  !delayOfTimer.has(type) || type.endsWith(`.patching.${patching}`);

/** Walks every configuration reachable from rest and keeps the answers. Pure, but slow: it takes half a second. */
export function buildTable(): VmTable {
  const snapshots: AnyMachineSnapshot[] = TRACKS.map((track) =>
    vmChart.resolveState({ value: { ...restingIn(track) } }),
  );
  const index = new Map(snapshots.map((snapshot, at) => [keyOf(snapshot.value), at]));
  const next: number[] = [];
  const entry: number[] = [];
  const code: number[] = [-1];
  const programs = new Map<string, number>([['', 0]]);
  for (let at = 0; at < snapshots.length; at++) {
    const snapshot = snapshots[at] as AnyMachineSnapshot;
    const heard = new Set(getNextTransitions(snapshot).map(({ eventType }) => eventType));
    for (const event of VM_EVENTS) {
      if (!heard.has(event.type) || !canHappen(event.type, snapshot.value.patching)) {
        next.push(at);
        entry.push(0);
        continue;
      }
      const [after, actions] = transition(vmChart, snapshot as never, event as never);
      const key = keyOf(after.value);
      let target = index.get(key);
      if (target === undefined) {
        target = snapshots.push(after) - 1;
        index.set(key, target);
      }
      const instructions = instructionsOf(actions as never);
      const program = instructions.join();
      let start = programs.get(program);
      if (start === undefined) {
        start = code.push(...instructions, -1) - instructions.length - 1;
        programs.set(program, start);
      }
      next.push(target);
      entry.push(start);
    }
  }
  return {
    configurations: snapshots.map((snapshot) => snapshot.value as Configuration),
    next: Uint16Array.from(next),
    entry: Uint16Array.from(entry),
    code: Int8Array.from(code),
    events: VM_EVENTS.length,
  };
}
