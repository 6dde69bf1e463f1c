// Maintenance configurations of an export, written as in a scenario, and the VMs they are assigned to. Refuses to know
// formats and groups.
import { maintenanceConfiguration } from '../schema/maintenance.ts';
import type { Schedules, SourceConfiguration } from './schedules.ts';
import { type AzureVm, isMapping, type Unusable } from './vm.ts';

/** An entry of `maintenanceConfigurations` as a user would write it. */
export type WrittenConfiguration = Readonly<Record<string, unknown>>;

export interface ImportedSchedules {
  readonly configurations: readonly WrittenConfiguration[];
  /** The VMs with the names of what they are assigned to. */
  readonly vms: readonly AzureVm[];
  readonly unusable: readonly Unusable[];
}

/** `taken`: names of configurations that the scenario has; those given here are added. */
export function importedSchedules(
  vms: readonly AzureVm[],
  { configurations, assignments }: Schedules,
  taken: Set<string>,
): ImportedSchedules {
  const unusable: Unusable[] = [];
  const names = new Map<string, string>();
  const written: WrittenConfiguration[] = [];
  const used = new Map<string, SourceConfiguration>();
  for (const source of configurations) {
    const before = source.ids.map((id) => used.get(id)).find((one) => one !== undefined);
    if (before !== undefined) {
      unusable.push({ row: source.row, reason: `is ${before.row} once more` });
      // Terraform's second resource has an address of its own, which assignments may name.
      for (const id of source.ids) names.set(id, names.get(before.ids[0]!)!);
      continue;
    }
    const one = writtenAs(source);
    const reason = whyNot(source, one);
    if (reason !== undefined) {
      unusable.push({ row: source.row, reason });
      continue;
    }
    const name = free(String(source.name), taken);
    written.push({ ...one, name });
    for (const id of source.ids) {
      names.set(id, name);
      used.set(id, source);
    }
  }
  const known = new Set(vms.flatMap(({ id, row }) => [id, row.toLowerCase()]));
  const assigned = new Map<string, string[]>();
  for (const { row, vm, configuration } of assignments) {
    const name = names.get(configuration);
    if (name === undefined || !known.has(vm)) {
      const what = name === undefined ? 'a maintenance configuration' : 'a VM';
      unusable.push({ row, reason: `assigns ${what} that is not in the source or cannot be used` });
      continue;
    }
    const before = assigned.get(vm) ?? [];
    assigned.set(vm, before.includes(name) ? before : [...before, name].sort());
  }
  if (assigned.size === 0) return { configurations: written, vms, unusable };
  const withNames = vms.map((vm) => {
    const found = assigned.get(vm.id ?? '') ?? assigned.get(vm.row.toLowerCase());
    return found === undefined ? vm : { ...vm, maintenanceConfigurations: found };
  });
  return { configurations: written, vms: withNames, unusable };
}

const WINDOW_KEYS = ['startDateTime', 'expirationDateTime', 'duration', 'timeZone', 'recurEvery'];
/** What Azure writes for a schedule that never expires. */
const NEVER_EXPIRES = /^9999-/;

function writtenAs({
  name,
  window,
  rebootSetting,
  windowsParameters,
}: SourceConfiguration): WrittenConfiguration {
  const keys = WINDOW_KEYS.filter((key) => typeof window[key] === 'string' && window[key] !== '');
  const times = Object.fromEntries(keys.map((key) => [key, window[key]]));
  if (NEVER_EXPIRES.test(String(times.expirationDateTime))) delete times.expirationDateTime;
  const parameters = isMapping(windowsParameters) ? notEmpty(windowsParameters) : {};
  const installPatches = {
    ...(typeof rebootSetting === 'string' && { rebootSetting: asAzureWrites(rebootSetting) }),
    ...(Object.keys(parameters).length > 0 && { windowsParameters: parameters }),
  };
  return { name, ...times, ...(Object.keys(installPatches).length > 0 && { installPatches }) };
}

const REBOOT_SETTINGS = ['IfRequired', 'Never', 'Always'];

/** The word in Azure's letter case, without what some versions of the API put behind it; an unknown one as it stands. */
function asAzureWrites(rebootSetting: string): string {
  const plain = rebootSetting.replace(/(?<=.)Reboot$/i, '');
  return REBOOT_SETTINGS.find((one) => one.toLowerCase() === plain.toLowerCase()) ?? plain;
}

/** Null and the empty list say nothing. */
function notEmpty(written: Record<string, unknown>): Record<string, unknown> {
  const known = [
    'classificationsToInclude',
    'kbNumbersToInclude',
    'kbNumbersToExclude',
    'excludeKbsRequiringReboot',
  ];
  return Object.fromEntries(
    known.flatMap((key) => {
      const value = written[key];
      const isEmpty = value === null || value === undefined || (Array.isArray(value) && value.length === 0);
      return isEmpty ? [] : [[key, value]];
    }),
  );
}

function whyNot(
  { maintenanceScope }: SourceConfiguration,
  written: WrittenConfiguration,
): string | undefined {
  if (maintenanceScope !== 'InGuestPatch')
    return `is a maintenance configuration of scope ${String(maintenanceScope ?? 'Host')}, not InGuestPatch`;
  const read = maintenanceConfiguration.safeParse(written);
  if (read.success) {
    const { startDateTime, expirationDateTime = Number.POSITIVE_INFINITY } = read.data;
    if (expirationDateTime > startDateTime) return undefined;
    return `expirationDateTime: is not after startDateTime, found "${String(written.expirationDateTime)}"`;
  }
  const { path, message } = read.error.issues[0]!;
  const value = path.length === 1 ? written[String(path[0])] : undefined;
  return `${path.join('.')}: ${message}${value === undefined ? '' : `, found "${String(value)}"`}`;
}

/** The name, or one like it that nobody has. */
function free(name: string, taken: Set<string>): string {
  let own = name;
  for (let number = 2; taken.has(own); number++) own = `${name}-${number}`;
  taken.add(own);
  return own;
}
