// Names for what is imported: groups are called after what the names of their VMs share, VMs keep theirs. Refuses to know
// settings.
import type { VmNamesTaken } from '../vm-names-taken.ts';
import type { AzureVm } from './vm.ts';

const LONGEST = 48;

/** What is left of a VM's name without its number: `web-01` and `web2` are `web`. */
export function stemOf(name: string): string {
  return name.toLowerCase().replace(/[-_.]*\d+$/, '') || name.toLowerCase();
}

/** A text as the name of a group. */
export function asName(text: string): string {
  const plain = text.replace(/[^A-Za-z0-9._-]+/g, '-').slice(0, LONGEST);
  return plain.replace(/^[^A-Za-z0-9]+|[^A-Za-z0-9]+$/g, '') || 'vms';
}

/** What tells groups of one name apart, the first that does so being used. */
export interface NamedGroup {
  readonly name: string;
  readonly marks: readonly string[];
}

/** A name for each group that no other has: the marks that differ are put behind it, at last a number. */
export function groupNames(groups: readonly NamedGroup[], taken: Set<string>): string[] {
  const names = groups.map(({ name }) => asName(name));
  const depth = Math.max(0, ...groups.map(({ marks }) => marks.length));
  for (let mark = 0; mark < depth; mark++) {
    const differing = new Map<string, Set<string>>();
    for (const [index, name] of names.entries()) {
      const values = differing.get(name) ?? new Set();
      differing.set(name, values.add(groups[index]!.marks[mark] ?? ''));
    }
    for (const [index, name] of names.entries()) {
      const own = groups[index]!.marks[mark] ?? '';
      if (own !== '' && differing.get(name)!.size > 1) names[index] = asName(`${name}-${own}`);
    }
  }
  return names.map((name) => {
    let free = name;
    for (let number = 2; taken.has(free); number++) free = `${name}-${number}`;
    taken.add(free);
    return free;
  });
}

/** VMs by their names; those that share one have resource group and, if need be, subscription behind it. */
export function vmNames(vms: readonly AzureVm[], taken: VmNamesTaken): string[] {
  const count = new Map<string, number>();
  for (const { name } of vms) count.set(name.toLowerCase(), (count.get(name.toLowerCase()) ?? 0) + 1);
  return vms.map((vm) => {
    const { name, resourceGroup = '', subscription = '' } = vm;
    const plain = name.toLowerCase();
    if (count.get(plain) === 1 && !taken.has(name)) {
      taken.add(name);
      return name;
    }
    const inGroup = `${name}.${asName(resourceGroup)}`;
    const longest = `${inGroup}.${asName(subscription)}`;
    let free = taken.has(inGroup) ? longest : inGroup;
    for (let number = 2; taken.has(free); number++) free = `${longest}.${number}`;
    taken.add(free);
    return free;
  });
}
