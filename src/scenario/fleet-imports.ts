// `import` in `fleet`: puts the groups of an exported fleet where a scenario names its file, and knows where each then stands
// in the scenario. Refuses to know formats of exports and how files are opened.
import { importFleet, type Taken, unusableNotices } from './azure/import.ts';
import { isMapping } from './azure/vm.ts';
import { valueAt } from './messages.ts';
import type { Overlaid } from './overlay.ts';
import type { DocumentPath, Finding, Problem } from './problem.ts';
import { salvage } from './salvage.ts';
import { importEntry, importEntryJsonSchema } from './schema/fleet-import.ts';
import { closest } from './suggestion.ts';
import { VmNamesTaken } from './vm-names-taken.ts';

export interface FleetReader {
  /** Text of a file that the scenario names; throws when it cannot be read. */
  readonly read?: ((path: string) => string) | undefined;
  readonly isRegion: (region: string) => boolean;
}

/** A scenario without `import`, as it would be written with the groups themselves. */
export interface Expanded extends Overlaid {
  /** Mistakes in the files. */
  readonly problems: readonly Problem[];
  /** False when a file could not be used, so that groups are missing. */
  readonly complete: boolean;
  /** What a reader of the results must know about the files, a sentence each. */
  readonly notices: readonly string[];
}

export function withImports(written: Overlaid, reader: FleetReader): Expanded {
  const fleet = valueAt(written.raw, ['fleet']);
  const entries: readonly unknown[] = Array.isArray(fleet) ? fleet : [];
  if (!entries.some(isImport)) return { ...written, problems: [], notices: [], complete: true };
  const findings: Finding[] = [...written.findings];
  const problems: Problem[] = [];
  const notices: string[] = [];
  const groups: unknown[] = [];
  const configurations: unknown[] = [];
  /** Per imported configuration: the entry of `fleet` it comes from. */
  const sources: number[] = [];
  let complete = true;
  /** Per group: the entry it comes from, and the keys that stand there. */
  const places: { readonly entry: number; readonly keys?: readonly string[] }[] = [];
  const own = entries.filter((entry) => isMapping(entry) && !isImport(entry)) as Record<string, unknown>[];
  const writtenConfigurations = valueAt(written.raw, ['maintenanceConfigurations']);
  const ownConfigurations: readonly unknown[] = Array.isArray(writtenConfigurations)
    ? writtenConfigurations
    : [];
  const taken = {
    groups: new Set(own.map(({ name }) => String(name))),
    vms: vmsOf(own),
    configurations: new Set(ownConfigurations.map((one) => String(valueAt(one, ['name'])))),
  };
  for (const [index, entry] of entries.entries()) {
    if (!isImport(entry)) {
      groups.push(entry);
      places.push({ entry: index });
      continue;
    }
    const path: DocumentPath = ['fleet', index];
    const imported = importedBy(entry, path, reader, taken);
    findings.push(...imported.findings.map((found) => ({ ...found, path: written.writtenAt(found.path) })));
    problems.push(...imported.problems);
    notices.push(...imported.notices);
    complete &&= imported.groups.length > 0;
    groups.push(...imported.groups);
    configurations.push(...imported.configurations);
    for (const _ of imported.configurations) sources.push(index);
    for (const _ of imported.groups) places.push({ entry: index, keys: Object.keys(entry) });
  }
  const writtenAt = (path: DocumentPath): DocumentPath => {
    const source =
      path[0] === 'maintenanceConfigurations'
        ? sources[Number(path[1]) - ownConfigurations.length]
        : undefined;
    if (source !== undefined) return written.writtenAt(['fleet', source, 'import']);
    const place = path[0] === 'fleet' && typeof path[1] === 'number' ? places[path[1]] : undefined;
    if (place === undefined) return written.writtenAt(path);
    const { entry, keys } = place;
    const inside = path.slice(2);
    if (keys === undefined || keys.includes(String(inside[0])))
      return written.writtenAt(['fleet', entry, ...inside]);
    return written.writtenAt(['fleet', entry, 'import']);
  };
  const raw = {
    ...(written.raw as object),
    fleet: groups,
    // What is no list there is a mistake that must not be lost.
    ...(configurations.length > 0 &&
      isListOrMissing(writtenConfigurations) && {
        maintenanceConfigurations: [...ownConfigurations, ...configurations],
      }),
  };
  return { raw, writtenAt, findings, problems, notices, complete };
}

const isListOrMissing = (value: unknown): boolean => value === undefined || Array.isArray(value);

/** Names of VMs that the scenario itself gives. */
function vmsOf(groups: readonly Record<string, unknown>[]): VmNamesTaken {
  const taken = new VmNamesTaken();
  for (const { name, count, vms } of groups) {
    if (vms === undefined) taken.addNumbered(String(name), Number(count) || 0);
    else for (const vm of Array.isArray(vms) ? vms : String(vms).split(/\s+/)) taken.add(String(vm));
  }
  return taken;
}

/** Also one whose key is misspelt: as a group it would lack everything. */
function isImport(entry: unknown): entry is Record<string, unknown> {
  if (!isMapping(entry)) return false;
  if ('import' in entry) return true;
  const isGroup = 'name' in entry || 'image' in entry;
  return !isGroup && Object.keys(entry).some((key) => closest(key, ['import']) !== undefined);
}

interface ImportedBy {
  readonly groups: readonly unknown[];
  readonly configurations: readonly unknown[];
  readonly findings: readonly Finding[];
  readonly problems: readonly Problem[];
  readonly notices: readonly string[];
}

function importedBy(
  entry: Record<string, unknown>,
  path: DocumentPath,
  { read, isRegion }: FleetReader,
  taken: Taken,
): ImportedBy {
  const nothing = { groups: [], configurations: [], findings: [], problems: [], notices: [] };
  const { findings } = salvage(importEntry, importEntryJsonSchema, entry, () => undefined);
  if (findings.length > 0)
    return { ...nothing, findings: findings.map((found) => ({ ...found, path: [...path, ...found.path] })) };
  const { import: file, ...given } = entry as { readonly import: string };
  const refuse = (why: string): ImportedBy => {
    const message = `"${file}" cannot be read${why}`;
    return { ...nothing, findings: [{ path: [...path, 'import'], message }] };
  };
  if (read === undefined) return refuse(' here: no way to open files was given');
  let text: string;
  try {
    text = read(file);
  } catch (error) {
    return refuse(`: ${error instanceof Error ? error.message : String(error)}`);
  }
  const imported = importFleet(text, { file, isRegion, given, taken });
  if ('message' in imported) return { ...nothing, problems: [imported] };
  const notices = [...imported.notices, ...unusableNotices(imported.unusable)];
  const { groups, configurations } = imported;
  return { ...nothing, groups, configurations, notices: notices.map((notice) => `${file}: ${notice}`) };
}
