// The chart as a table: what follows, and what is to be done, for every configuration and event; no XState at run time.
// Refuses to know any rule: the data is generated from the chart by `npm run build:table`.

import { ACTIONS } from './actions.ts';
import { eventKey, VM_EVENTS, type VmEvent } from './events.ts';
import { CODE, CONFIGURATIONS, ENTRY, NEXT } from './table.generated.ts';

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

/** States of the hotpatch track (R26), in the order of their resting configurations. */
export const TRACKS = ['notEligible', 'notEnrolled', 'pendingBaseline', 'onTrack', 'offTrack'] as const;
export type Track = (typeof TRACKS)[number];

/** Number of the configuration of a running, idle, healthy VM in a track state; the table lists these first. */
export function restingConfiguration(track: Track): number {
  return TRACKS.indexOf(track);
}

const bytes = (base64: string): Buffer => Buffer.from(base64, 'base64');

/** Whether this host writes the high byte of a number first. */
const HIGH_FIRST = new Uint8Array(Uint16Array.of(1).buffer)[0] === 0;

/** Whole numbers of two bytes, written low byte first. */
function words(base64: string): Uint16Array {
  const data = bytes(base64);
  if (HIGH_FIRST) data.swap16();
  return new Uint16Array(Uint8Array.from(data).buffer);
}

function configuration(line: string): Configuration {
  const [power, agent, patching, reboot, track] = line.split(' ');
  return { power, agent, patching, reboot, track };
}

/** The table the engine runs on; equal to a fresh `buildTable()`. */
export const vmTable: VmTable = {
  configurations: CONFIGURATIONS.map(configuration),
  next: words(NEXT),
  entry: words(ENTRY),
  code: Int8Array.from(bytes(CODE)),
  events: VM_EVENTS.length,
};
