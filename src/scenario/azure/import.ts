// The export of a fleet as groups of a scenario, with a report of what was filled in, renamed and left out. Refuses to know
// files and what the groups are simulated for.
import { LINE_END } from '../place.ts';
import type { Problem } from '../problem.ts';
import { VmNamesTaken } from '../vm-names-taken.ts';
import { type Grouping, grouped } from './grouping.ts';
import { importedSchedules, type WrittenConfiguration } from './maintenance.ts';
import { readExport } from './read.ts';
import { DEFAULTS, type Given, type Lack, type WrittenGroup } from './settings.ts';
import type { AzureVm, Unusable } from './vm.ts';

export interface ImportOptions {
  /** Name of the text in problems and reports. */
  readonly file: string;
  readonly isRegion: (region: string) => boolean;
  readonly given?: Given;
  readonly taken?: Taken;
}

/** Names that the scenario already has; those given here are added. */
export interface Taken {
  readonly groups: Set<string>;
  readonly vms: VmNamesTaken;
  readonly configurations: Set<string>;
}

export interface ImportedFleet {
  readonly groups: readonly WrittenGroup[];
  /** Entries of `maintenanceConfigurations`. */
  readonly configurations: readonly WrittenConfiguration[];
  /** One sentence each: the source, what was filled in, what is simulated otherwise, what was renamed. */
  readonly notices: readonly string[];
  readonly unusable: readonly Unusable[];
  /** Ids of availability sets, and the names of what stands for them. */
  readonly sets: Grouping['sets'];
  /** VMs that share their name with another one: where they stand, and what they are called here. */
  readonly renamed: readonly { readonly row: string; readonly name: string }[];
}

/** Never throws; a text of no known format, or one without a VM that can be used, is a problem. */
export function importFleet(text: string, options: ImportOptions): ImportedFleet | Problem {
  const nobody = { groups: new Set<string>(), vms: new VmNamesTaken(), configurations: new Set<string>() };
  const { file, isRegion, given = {}, taken = nobody } = options;
  const read = readExport(text, file);
  if ('message' in read) return read;
  const schedules = importedSchedules(read.vms, read.schedules, taken.configurations);
  const grouping = grouped({ vms: schedules.vms, given, isRegion, taken });
  const unusable = [...read.unusable, ...schedules.unusable, ...grouping.unusable];
  const { groups, members } = grouping;
  if (groups.length === 0) {
    const none = unusable.length === 0 ? 'it holds no VM' : 'no VM in it can be used';
    const message = `${none} (read as ${read.format})`;
    const [first] = unusable;
    const place = { file, line: 1, column: 1, lineText: text.slice(0, 200).split(LINE_END)[0]!, length: 1 };
    return { ...place, path: [], message, ...(first && { hint: `${first.row} ${first.reason}` }) };
  }
  const renamed = members
    .filter(({ vm, name }) => vm.name !== name)
    .map(({ vm, name }) => ({ row: vm.id ?? vm.row, name }));
  const { configurations } = schedules;
  const rows = `${count(members.length, 'VM')} in ${count(groups.length, 'group')}`;
  const also =
    configurations.length === 0 ? '' : `, ${count(configurations.length, 'maintenance configuration')}`;
  return {
    groups,
    configurations,
    unusable,
    sets: grouping.sets,
    renamed,
    notices: [
      `${read.format}: ${rows}${also}.`,
      ...read.notes,
      ...filledIn(grouping.lacks),
      ...simulatedOtherwise(members),
      ...splitSets(grouping.sets),
      ...(renamed.length === 0 ? [] : [renamedText(renamed)]),
    ],
  };
}

const count = (many: number, what: string): string =>
  `${many.toLocaleString('en')} ${what}${many === 1 ? '' : 's'}`;

function filledIn(lacks: ReadonlyMap<Lack, number>): string[] {
  return Object.entries(DEFAULTS).flatMap(([lack, text]) => {
    const vms = lacks.get(lack as Lack);
    return vms === undefined ? [] : [`not in the source, ${text} (${count(vms, 'VM')}).`];
  });
}

function simulatedOtherwise(members: Grouping['members']): string[] {
  const told = (text: string, which: (vm: AzureVm) => boolean): string[] => {
    const found = members.filter(({ vm }) => which(vm));
    return found.length === 0 ? [] : [`${text}: ${listed(found.map(({ name }) => name))}.`];
  };
  return [
    ...told(
      'made from a gallery or custom image, which automatic guest patching does not support (F36)',
      ({ image }) => image === undefined,
    ),
    ...told('not running when exported, simulated as always on', ({ running }) => running === false),
    ...told(
      'handed over to a customer schedule, and none in the source is assigned to them: nothing is installed (F38)',
      ({ patchSettings, maintenanceConfigurations }) =>
        patchSettings.bypass === true && maintenanceConfigurations.length === 0,
    ),
    ...told(
      'hotpatching is on but the security type is Standard, simulated without hotpatches (F60)',
      ({ patchSettings, securityType }) =>
        patchSettings.enableHotpatching === true && securityType === 'Standard',
    ),
  ];
}

/** Availability sets whose VMs are in several groups: a scenario has a set inside one group. */
function splitSets(sets: Grouping['sets']): string[] {
  const parts = new Map<string, number>();
  for (const { set } of sets) parts.set(set, (parts.get(set) ?? 0) + 1);
  const split = [...parts].filter(([, many]) => many > 1).map(([set]) => set.split('/').at(-1)!);
  const text =
    'availability sets whose VMs have different settings, simulated as a set for each of the settings';
  return split.length === 0 ? [] : [`${text}: ${listed(split)}.`];
}

const renamedText = (renamed: ImportedFleet['renamed']): string =>
  `VMs of one name have the resource group behind it: ${listed(renamed.map(({ name }) => name))}.`;

const SHOWN = 10;

/** The first names, and how many there are. */
function listed(names: readonly string[]): string {
  const others = names.length - SHOWN;
  return names.slice(0, SHOWN).join(', ') + (others > 0 ? ` and ${others.toLocaleString('en')} more` : '');
}

/** Rows that cannot be used, a sentence for each reason. */
export function unusableNotices(unusable: readonly Unusable[]): string[] {
  const rows = new Map<string, string[]>();
  for (const { row, reason } of unusable) {
    const found = rows.get(reason) ?? [];
    if (found.push(row) === 1) rows.set(reason, found);
  }
  return [...rows].map(([reason, found]) => `not used, ${reason}: ${listed(found)}.`);
}
