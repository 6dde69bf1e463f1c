// Which VMs somebody means: by name, by the name of their group, or by a pattern. The one door to picomatch.
// Refuses to know what is asked about them.

import picomatch from 'picomatch';
import { type Fleet, vmName } from '../fleet/fleet.ts';
import type { Group } from '../scenario/schema.ts';

/** Whether a word means a VM: its name, its group's, or a pattern of names. */
export function meaning(word: string): (name: string, group: string) => boolean {
  const matches = picomatch(word);
  return (name, group) => word === name || word === group || matches(name);
}

/** Numbers of the VMs that any of the words means, in the scenario's order. */
export function selectVms(fleet: Fleet, words: readonly string[]): number[] {
  const means = words.map(meaning);
  const chosen: number[] = [];
  for (let vm = 0; vm < fleet.vms; vm++) {
    const name = vmName(fleet, vm);
    const group = fleet.groups[fleet.group[vm]].name;
    if (means.some((one) => one(name, group))) chosen.push(vm);
  }
  return chosen.sort((a, b) => fleet.group[a] - fleet.group[b] || fleet.ordinal[a] - fleet.ordinal[b]);
}

/** Whether a word means any VM of these groups. */
export function knowsVms(groups: readonly Pick<Group, 'name' | 'count' | 'vms'>[], word: string): boolean {
  const matches = picomatch(word);
  return groups.some(({ name, count, vms }) => {
    if (word === name) return true;
    if (vms !== undefined) return vms.some((vm) => vm === word || matches(vm));
    for (let ordinal = 1; ordinal <= count; ordinal++) if (matches(`${name}-${ordinal}`)) return true;
    return false;
  });
}
