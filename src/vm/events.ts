// Everything that can happen to a VM, as a finite list: event types and the payload variants the chart's guards read.
// Refuses to know what an event leads to.

/** Content a VM moves to when a patch becomes effective, as the hotpatch track sees it (R26, R27). */
export const LEVELS = ['none', 'hotpatch', 'baseline', 'cumulative'] as const;
export type Level = (typeof LEVELS)[number];

/** What an installation run does after a patch: the next patch, the reboot, or nothing more. */
export const NEXTS = ['patch', 'reboot', 'end'] as const;
export type Next = (typeof NEXTS)[number];

/** Timer events carry XState's own names of `after` transitions; what takes the time is the delay's name. */
export const TIMER = {
  installDuration: 'xstate.after.installDuration.vm.patching.installing',
  rebootDuration: 'xstate.after.rebootDuration.vm.patching.rebooting',
  healthProbe: 'xstate.after.healthProbe.vm.patching.verifying',
  recovery: 'xstate.after.recovery.vm.patching.unhealthy',
  repair: 'xstate.after.repair.vm.patching.unresponsive',
} as const;
export type Delay = keyof typeof TIMER;
export const DELAYS = Object.keys(TIMER) as Delay[];

export type VmEvent =
  | {
      readonly type: 'POWER_OFF';
      /** Something is left to install or to restart for. */
      readonly remaining: boolean;
      /** Something that an earlier run installed waits for a restart. */
      readonly waits: boolean;
    }
  | { readonly type: 'POWER_ON'; readonly level: Level }
  | { readonly type: 'ASSESSED'; readonly found: boolean }
  | { readonly type: 'ADMITTED'; readonly run: 'install' | 'reboot' }
  | {
      readonly type: typeof TIMER.installDuration;
      readonly installed: boolean;
      readonly level: Level;
      /** The patch takes effect only after a restart. */
      readonly rebootRequired: boolean;
      readonly next: Next;
    }
  | { readonly type: typeof TIMER.rebootDuration; readonly completed: boolean; readonly level: Level }
  | { readonly type: typeof TIMER.healthProbe; readonly healthy: boolean; readonly remaining: boolean }
  | { readonly type: typeof TIMER.recovery; readonly remaining: boolean }
  | { readonly type: typeof TIMER.repair; readonly level: Level; readonly remaining: boolean }
  | { readonly type: 'HOTPATCH_ON' }
  | { readonly type: 'HOTPATCH_OFF' }
  | { readonly type: 'FELL_BEHIND' };

const FLAGS = [false, true] as const;

/** What a patch can bring and whether it asks for a restart: hotpatches never do, cumulative updates always (R24). */
const INSTALLED: readonly { readonly level: Level; readonly rebootRequired: boolean }[] = [
  { level: 'none', rebootRequired: false },
  { level: 'none', rebootRequired: true },
  { level: 'hotpatch', rebootRequired: false },
  { level: 'baseline', rebootRequired: true },
  { level: 'cumulative', rebootRequired: true },
];

/** Every event with every payload, in a fixed order; the position is the event's code in the table. */
export const VM_EVENTS: readonly VmEvent[] = [
  ...FLAGS.flatMap((remaining) => FLAGS.map((waits): VmEvent => ({ type: 'POWER_OFF', remaining, waits }))),
  ...LEVELS.map((level): VmEvent => ({ type: 'POWER_ON', level })),
  ...FLAGS.map((found): VmEvent => ({ type: 'ASSESSED', found })),
  { type: 'ADMITTED', run: 'install' },
  { type: 'ADMITTED', run: 'reboot' },
  ...NEXTS.map((next): VmEvent => {
    return { type: TIMER.installDuration, installed: false, level: 'none', rebootRequired: false, next };
  }),
  ...NEXTS.flatMap((next) =>
    INSTALLED.map((patch): VmEvent => ({ type: TIMER.installDuration, installed: true, ...patch, next })),
  ),
  ...LEVELS.flatMap((level) =>
    FLAGS.map((completed): VmEvent => ({ type: TIMER.rebootDuration, completed, level })),
  ),
  ...FLAGS.flatMap((healthy) =>
    FLAGS.map((remaining): VmEvent => ({ type: TIMER.healthProbe, healthy, remaining })),
  ),
  ...FLAGS.map((remaining): VmEvent => ({ type: TIMER.recovery, remaining })),
  ...LEVELS.flatMap((level) => FLAGS.map((remaining): VmEvent => ({ type: TIMER.repair, level, remaining }))),
  { type: 'HOTPATCH_ON' },
  { type: 'HOTPATCH_OFF' },
  { type: 'FELL_BEHIND' },
];

/** Text that is equal for equal events, whatever the order of their keys. */
export function eventKey(event: VmEvent): string {
  const fields = Object.entries(event).filter(([name]) => name !== 'type');
  return [event.type, ...fields.map(([name, value]) => `${name}=${value}`).sort()].join(' ');
}
