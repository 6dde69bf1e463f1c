// Imported VMs as groups of equal settings with the names of their VMs. Refuses to know formats.
import { checkSettings } from '../checks/settings.ts';
import { group } from '../schema/fleet.ts';
import { VM_NAME } from '../schema/vm-names.ts';
import type { VmNamesTaken } from '../vm-names-taken.ts';
import { groupNames, type NamedGroup, stemOf, vmNames } from './names.ts';
import { type Given, type Lack, settingsKey, settingsOf, type WrittenGroup } from './settings.ts';
import type { AzureVm, Unusable } from './vm.ts';

/** Most VMs of an availability set, and the least size that a scenario can write (R18). */
const SET_SIZE = { least: 2, most: 200 };

export interface GroupingInput {
  readonly vms: readonly AzureVm[];
  readonly given: Given;
  readonly isRegion: (region: string) => boolean;
  /** Names that groups and VMs already have; those given here are added. */
  readonly taken: { readonly groups: Set<string>; readonly vms: VmNamesTaken };
}

export interface Grouping {
  /** As a user would write them in `fleet`. */
  readonly groups: WrittenGroup[];
  readonly unusable: Unusable[];
  /** How many VMs got which default. */
  readonly lacks: ReadonlyMap<Lack, number>;
  /** Ids of availability sets, and the names of what stands for them. */
  readonly sets: readonly { readonly set: string; readonly name: string }[];
  /** The VMs that are in a group, and the names they have there. */
  readonly members: readonly { readonly vm: AzureVm; readonly name: string }[];
}

/** What VMs of equal settings have in common. */
interface Kind {
  readonly settings: WrittenGroup;
  readonly lacks: readonly Lack[];
  /** Why none of them can be simulated. */
  readonly reason: string | undefined;
}

interface Bucket {
  readonly settings: WrittenGroup;
  readonly set: string | undefined;
  /** VMs of one set, where several are a group. */
  readonly size?: number;
  readonly vms: AzureVm[];
}

export function grouped({ vms, given, isRegion, taken }: GroupingInput): Grouping {
  const buckets = new Map<string, Bucket>();
  const unusable: Unusable[] = [];
  const lacks = new Map<Lack, number>();
  const kinds = new Map<string, Kind>();
  const ids = new Map<string, string>();
  const usable: AzureVm[] = [];
  for (const vm of vms) {
    const key = settingsKey(vm);
    let kind = kinds.get(key);
    if (kind === undefined) {
      const { settings, lacks } = settingsOf(vm, given);
      kind = { settings, lacks, reason: whyNot(settings, vm, isRegion) };
      kinds.set(key, kind);
    }
    const before = vm.id && ids.get(vm.id);
    const reason =
      (before && `is ${before} once more`) ??
      (VM_NAME.test(vm.name) ? undefined : 'its name is none that Azure gives to VMs') ??
      (vm.zones.length > 0 && vm.availabilitySet !== undefined
        ? 'is in a zone and in an availability set, where a VM is in one of them'
        : undefined) ??
      (vm.scaleSet !== undefined && vm.availabilitySet !== undefined
        ? 'is in a scale set and in an availability set, where a VM is in one of them'
        : kind.reason);
    if (reason !== undefined) {
      unusable.push({ row: vm.row, reason });
      continue;
    }
    if (vm.id !== undefined) ids.set(vm.id, vm.row);
    for (const lack of kind.lacks) lacks.set(lack, (lacks.get(lack) ?? 0) + 1);
    const place = `${key} ${vm.availabilitySet ?? ''}`;
    const bucket = buckets.get(place) ?? { settings: kind.settings, set: vm.availabilitySet, vms: [] };
    if (bucket.vms.push(vm) === 1) buckets.set(place, bucket);
    usable.push(vm);
  }
  const names = new Map(vmNames(usable, taken.vms).map((name, index) => [usable[index]!, name]));
  const parts = setsTogether([...buckets.values()].flatMap(byStem));
  const sets: { readonly set: string; readonly name: string }[] = [];
  const groups = groupNames(parts.map(naming), taken.groups).map((name, index) => {
    const { settings, set, size: own = 0, vms: members } = parts[index]!;
    const size = Math.min(Math.max(own, SET_SIZE.least), SET_SIZE.most);
    if (set !== undefined)
      for (let first = 0; first < members.length; first += size)
        sets.push({ set: members[first]!.availabilitySet!, name: `${name}-set-${first / size + 1}` });
    return defined({
      name,
      count: members.length,
      vms: members.map((vm) => names.get(vm)!),
      ...settings,
      availabilitySets: set === undefined ? undefined : { size },
    });
  });
  return { groups, unusable, lacks, sets, members: usable.map((vm) => ({ vm, name: names.get(vm)! })) };
}

/** Why no VM with these settings can be simulated. */
function whyNot(
  settings: WrittenGroup,
  vm: AzureVm,
  isRegion: (region: string) => boolean,
): string | undefined {
  if (!isRegion(vm.region)) return `there is no region "${vm.region}"`;
  const read = group.safeParse(defined({ name: 'any', count: 1, ...settings }));
  if (!read.success) {
    const { path, message } = read.error.issues[0]!;
    return `${path.join('.')}: ${message}`;
  }
  let reason: string | undefined;
  checkSettings(read.data, (message, _, path) => {
    reason ??= `${path}: ${message}`;
  });
  return reason;
}

/**
 * Equal settings and names of the same kind are a group; where names have little in common, the settings alone make it.
 * An availability set stays whole.
 */
function byStem(bucket: Bucket): Bucket[] {
  const stems = new Map<string, AzureVm[]>();
  for (const vm of bucket.vms) {
    const stem = stemOf(vm.name);
    const members = stems.get(stem);
    if (members === undefined) stems.set(stem, [vm]);
    else members.push(vm);
  }
  if (bucket.set !== undefined || stems.size * 2 > bucket.vms.length) return [bucket];
  return [...stems.values()].map((vms) => ({ ...bucket, vms }));
}

/** Sets of the same size are one group when neither settings nor the kind of their VMs' names tell them apart. */
function setsTogether(buckets: readonly Bucket[]): Bucket[] {
  const together = new Map<string, Bucket>();
  for (const [index, bucket] of buckets.entries()) {
    const { settings, set, vms } = bucket;
    const stems = new Set(vms.map(({ name }) => stemOf(name)));
    const isSoleKind = set !== undefined && stems.size === 1 && vms.length >= SET_SIZE.least;
    const key = isSoleKind ? JSON.stringify([settings, vms.length, ...stems]).toLowerCase() : String(index);
    const before = together.get(key);
    if (before === undefined) together.set(key, { ...bucket, size: vms.length, vms: [...vms] });
    else before.vms.push(...vms);
  }
  return [...together.values()];
}

/** What the VMs of a group share: the stem of their names, the set, the beginning of their names, or the image. */
function naming({ settings, set, vms }: Bucket): NamedGroup {
  const [first] = vms as [AzureVm];
  const stem = stemOf(first.name);
  const { sku } = settings.image as { sku: string };
  const name = vms.every((vm) => stemOf(vm.name) === stem)
    ? stem
    : (set?.split('/').at(-1) ?? (beginning(vms) || sku.toLowerCase()));
  const { patchMode = '' } = settings.patchSettings as { patchMode?: string };
  const zone = first.zones.length === 0 ? '' : `z${first.zones.join('')}`;
  return { name, marks: [first.region, zone, sku.toLowerCase(), patchMode, set?.split('/').at(-1) ?? ''] };
}

function beginning(vms: readonly AzureVm[]): string {
  let shared = vms[0]!.name.toLowerCase();
  for (const { name } of vms) while (!name.toLowerCase().startsWith(shared)) shared = shared.slice(0, -1);
  return shared.length < 3 ? '' : shared.replace(/[-_.]*\d*$/, '');
}

/** Without keys that have no value, at any depth: what a user leaves out. */
function defined(written: WrittenGroup): WrittenGroup {
  return Object.fromEntries(
    Object.entries(written).flatMap(([key, value]) => {
      if (value === undefined) return [];
      if (typeof value !== 'object' || value === null || Array.isArray(value)) return [[key, value]];
      const inner = defined(value as WrittenGroup);
      return Object.keys(inner).length === 0 ? [] : [[key, inner]];
    }),
  );
}
