// What tells the VMs of each group apart, as bytes: the end of a line's name, with the quote behind it. Refuses to know
// what lines say of them.

import type { Fleet } from '../fleet/fleet.ts';
import { type Source, sourceOf } from './trace-bytes.ts';

const encoder = new TextEncoder();
/** Digits of the largest number of a VM, which fits 32 bits, and a quote. */
const MOST_OF_NUMBER = 11;

export interface NameEnds {
  readonly source: Source;
  /** Where each VM's begins, and where the last one's ends. */
  readonly starts: Uint32Array;
}

/** What the names of a group's VMs have in common: for VMs with names of their own nothing. */
export const commonName = ({ name, vms }: Fleet['groups'][number]): string =>
  vms === undefined ? `${name}-` : '';

export function nameEndsOf({ vms, group, groups, ordinal }: Fleet): NameEnds {
  const starts = new Uint32Array(vms + 1);
  let bytes = new Uint8Array(16 * vms + 1024);
  let size = 0;
  for (let vm = 0; vm < vms; vm++) {
    starts[vm] = size;
    const own = groups[group[vm]].vms;
    const text = own === undefined ? `${ordinal[vm] + 1}"` : `${own[ordinal[vm]]}"`;
    const most = own === undefined ? MOST_OF_NUMBER : 3 * text.length;
    if (size + most > bytes.length) bytes = enlarged(bytes, 2 * (size + most));
    size += encoder.encodeInto(text, bytes.subarray(size)).written;
  }
  starts[vms] = size;
  const source = sourceOf(size);
  new Uint8Array(source.buffer).set(bytes.subarray(0, size));
  return { source, starts };
}

function enlarged(bytes: Uint8Array<ArrayBuffer>, size: number): Uint8Array<ArrayBuffer> {
  const larger = new Uint8Array(size);
  larger.set(bytes);
  return larger;
}
