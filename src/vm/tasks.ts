// The table's lists of instructions as sets: one order is that of all lists, so that whoever carries them out goes through it
// once and looks which are asked for. Refuses to know how they are carried out.

import { ACT } from './action-codes.ts';
import type { VmTable } from './table.ts';

/** What is over, what that makes effective, what begins, its timer, and where that leaves the track. */
const ORDER: readonly ACT[] = [
  ACT.patchInstalled,
  ACT.patchFailed,
  ACT.rebootCompleted,
  ACT.rebootFailed,
  ACT.runInterrupted,
  ACT.recovered,
  ACT.healthy,
  ACT.becomeEffective,
  ACT.startPatch,
  ACT.startReboot,
  ACT.runCompleted,
  ACT.unhealthy,
  ACT.installDuration,
  ACT.rebootDuration,
  ACT.healthProbe,
  ACT.recovery,
  ACT.repair,
  ACT.trackChanged,
];

/** By entry of the table: what it asks for, as bits of TASK. Throws RangeError for a list in any other order. */
export function tasksOf({ entry, code }: VmTable): Int32Array {
  return Int32Array.from(entry, (start) => {
    let tasks = 0;
    let last = -1;
    for (let at = start; code[at] >= 0; at++) {
      const place = ORDER.indexOf(code[at]);
      if (place <= last)
        throw new RangeError(`instruction ${code[at]} comes too late in the list at ${start}`);
      tasks |= 1 << code[at];
      last = place;
    }
    return tasks;
  });
}
