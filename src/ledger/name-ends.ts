// What tells the VMs of each group apart, as bytes: the end of a line's name. Refuses to know
// what lines say of them.

import type { Fleet } from '../fleet/fleet.ts';

/** What tells the VMs of each group apart: the ends of their names. */
export interface NameEnds {
  readonly bytes: Uint8Array;
  /** Where each VM's begins, and where the last one's ends. */
  readonly starts: Uint32Array;
}

/** What the names of a group's VMs have in common: for VMs with names of their own nothing. */
export const commonName = ({ name, vms }: Fleet['groups'][number]): string =>
  vms === undefined ? `${name}-` : '';

export function nameEndsOf({ vms, group, groups, ordinal }: Fleet): NameEnds {
  const endOf = (vm: number): string => {
    const own = groups[group[vm]].vms;
    return own === undefined ? `${ordinal[vm] + 1}` : own[ordinal[vm]];
  };
  const starts = new Uint32Array(vms + 1);
  for (let vm = 0; vm < vms; vm++) starts[vm + 1] = starts[vm] + endOf(vm).length;
  const bytes = new Uint8Array(starts[vms]);
  const encoder = new TextEncoder();
  // Names are ASCII: as many bytes as characters.
  for (let vm = 0; vm < vms; vm++) encoder.encodeInto(endOf(vm), bytes.subarray(starts[vm]));
  return { bytes, starts };
}
