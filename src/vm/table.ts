// The chart, asked every question once: reachable configurations x events -> next configuration and what to do.
// Refuses to know any rule of its own; every entry is an answer of XState's pure transition().

import { type AnyMachineSnapshot, getNextTransitions, transition } from 'xstate';
import { ACTIONS, vmChart } from './chart.ts';
import { DELAYS, type Delay, eventKey, TIMER, VM_EVENTS, type VmEvent } from './events.ts';

/** Instruction codes: first the chart's actions in their order, then starting each timer. Cancelling needs no code:
 * a VM has one timer, and whoever leaves a timed state starts the next one or none. */
export const START_TIMER = ACTIONS.length;

/** The value of each region of the chart, in one configuration. */
export interface Configuration {
  readonly power: string;
  readonly agent: string;
  readonly patching: string;
  readonly reboot: string;
  readonly track: string;
}

export interface VmTable {
  readonly configurations: readonly Configuration[];
  /** Next configuration, at `configuration * events + event`. */
  readonly next: Uint16Array;
  /** Where the instructions of that entry start in `code`; a list ends with -1. */
  readonly entry: Uint16Array;
  readonly code: Int8Array;
  readonly events: number;
}

const codeOfEvent = new Map(VM_EVENTS.map((event, code) => [eventKey(event), code]));

/** Code of an event in the table. Throws RangeError for an event the chart was never asked about. */
export function eventCode(event: VmEvent): number {
  const code = codeOfEvent.get(eventKey(event));
  if (code === undefined) throw new RangeError(`no event ${eventKey(event)} in the table`);
  return code;
}

const TRACKS = ['notEligible', 'notEnrolled', 'pendingBaseline', 'onTrack', 'offTrack'] as const;
export type Track = (typeof TRACKS)[number];

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

/** Walks every configuration reachable from rest and keeps the answers. Pure; takes some tens of milliseconds. */
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
      if (!heard.has(event.type)) {
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

/** Number of the resting configuration for a track state; `buildTable` puts them first. */
export function restingConfiguration(track: Track): number {
  return TRACKS.indexOf(track);
}
