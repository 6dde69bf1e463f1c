// The codes of the chart's events, by what the world knows when it sends one. Refuses to know what follows.

import { LEVELS, NEXTS, TIMER } from '../vm/events.ts';
import { eventCode } from '../vm/table.ts';

/** Arrays are indexed by level (LEVELS), what is next (NEXTS) or a flag as 0 and 1, in that order. */
export const EVENT = {
  /** By remaining, then by what waits. */
  powerOff: [false, true].map((remaining) =>
    [false, true].map((waits) => eventCode({ type: 'POWER_OFF', remaining, waits })),
  ),
  powerOn: LEVELS.map((level) => eventCode({ type: 'POWER_ON', level })),
  found: eventCode({ type: 'ASSESSED', found: true }),
  install: eventCode({ type: 'ADMITTED', run: 'install' }),
  reboot: eventCode({ type: 'ADMITTED', run: 'reboot' }),
  hotpatchOn: eventCode({ type: 'HOTPATCH_ON' }),
  hotpatchOff: eventCode({ type: 'HOTPATCH_OFF' }),
  fellBehind: eventCode({ type: 'FELL_BEHIND' }),
  failed: NEXTS.map((next) =>
    eventCode({ type: TIMER.installDuration, installed: false, level: 'none', rebootRequired: false, next }),
  ),
  installed: LEVELS.map((level) =>
    NEXTS.map((next) => {
      const rebootRequired = level !== 'hotpatch';
      return eventCode({ type: TIMER.installDuration, installed: true, level, rebootRequired, next });
    }),
  ),
  /** It neither restarts nor means anything to the track. */
  definitionInstalled: NEXTS.map((next) =>
    eventCode({ type: TIMER.installDuration, installed: true, level: 'none', rebootRequired: false, next }),
  ),
  rebooted: LEVELS.map((level) => eventCode({ type: TIMER.rebootDuration, completed: true, level })),
  rebootFailed: eventCode({ type: TIMER.rebootDuration, completed: false, level: 'none' }),
  probed: [false, true].map((healthy) =>
    [false, true].map((remaining) => eventCode({ type: TIMER.healthProbe, healthy, remaining })),
  ),
  recovered: [false, true].map((remaining) => eventCode({ type: TIMER.recovery, remaining })),
  repaired: LEVELS.map((level) =>
    [false, true].map((remaining) => eventCode({ type: TIMER.repair, level, remaining })),
  ),
} as const;

/** States of the chart's patching region, in the order of their codes. */
export const PATCHING_STATES = [
  'idle',
  'pending',
  'installing',
  'rebooting',
  'verifying',
  'unhealthy',
  'unresponsive',
] as const;
