// Whom an action is for. Refuses to know what it does to them.

import type { Action, Group } from '../scenario/schema.ts';
import { nameIn } from './fleet.ts';

/** Whether an action concerns a VM, given its group and its number in it from 0. */
export function chosenBy({ groups, vms }: Action): (group: Group, ordinal: number) => boolean {
  const names = vms && new Set(vms);
  return (group, ordinal) =>
    (groups?.includes(group.name) ?? true) && (names?.has(nameIn(group, ordinal)) ?? true);
}
