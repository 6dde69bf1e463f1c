// A variant of a scenario: what it writes, laid over what the file says, and where each value then stands in the file.
// Refuses to know what the keys mean, but that the fleet is a list of groups with names.
import type { DocumentPath, Finding } from './problem.ts';
import { didYouMean } from './suggestion.ts';

export interface Overlaid {
  /** The scenario as it would be written without variants. */
  readonly raw: unknown;
  /** A path in `raw` as a path in the file. */
  readonly writtenAt: (path: DocumentPath) => DocumentPath;
  readonly findings: readonly Finding[];
}

type Mapping = Record<string, unknown>;

/** What a variant is not: it is compared with the file it stands in, under that file's name and luck. */
const NOT_IN_VARIANTS = ['$schema', 'version', 'name', 'variants', 'expect', 'snapshot'];
/** In a variant's `fleet`: every group. */
const EVERY_GROUP = '*';

const isMapping = (value: unknown): value is Mapping =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/**
 * Mappings are merged key by key, null takes a key out, and everything else takes the place of what was there. `fleet`
 * is a mapping of group names, or `"*"` for all of them, to what differs; a list would be another fleet.
 */
export function overlay(raw: unknown, variant: string): Overlaid {
  const base = isMapping(raw) ? raw : {};
  const { variants, expect: _, snapshot: __, ...scenario } = base;
  const written = isMapping(variants) ? variants[variant] : undefined;
  const places = new Map<string, DocumentPath>();
  const findings: Finding[] = [];
  const from: DocumentPath = ['variants', variant];
  const merged: Mapping = { ...scenario };
  for (const [key, value] of Object.entries(isMapping(written) ? written : {})) {
    const path = [...from, key];
    if (NOT_IN_VARIANTS.includes(key))
      findings.push({ path, message: 'is not allowed in a variant', atKey: true });
    else if (key === 'fleet' && isMapping(value)) merged.fleet = overlaidFleet(scenario.fleet, value, path);
    else put(merged, key, value, [key], path);
  }
  return { raw: merged, findings, writtenAt: (path) => placeOf(places, path) };

  function put(target: Mapping, key: string, value: unknown, to: DocumentPath, path: DocumentPath): void {
    const before = target[key];
    if (isMapping(value) && isMapping(before)) {
      const inner: Mapping = { ...before };
      for (const [name, one] of Object.entries(value)) put(inner, name, one, [...to, name], [...path, name]);
      target[key] = inner;
      return;
    }
    places.set(JSON.stringify(to), path);
    if (value === null) delete target[key];
    else target[key] = value;
  }

  function overlaidFleet(fleet: unknown, changes: Mapping, path: DocumentPath): unknown {
    if (!Array.isArray(fleet)) return fleet;
    const names = fleet.map((group) => (isMapping(group) ? group.name : undefined));
    for (const name of Object.keys(changes)) {
      if (name === EVERY_GROUP || names.includes(name)) continue;
      const known = names.filter((one) => typeof one === 'string');
      const hint = didYouMean(name, known) ?? '`"*"` stands for every group';
      findings.push({ path: [...path, name], message: `there is no group "${name}"`, hint, atKey: true });
    }
    return fleet.map((group: unknown, index) => {
      if (!isMapping(group)) return group;
      const own: Mapping = { ...group };
      for (const name of [EVERY_GROUP, String(group.name)]) {
        if (!Object.hasOwn(changes, name)) continue;
        const change = changes[name];
        if (!isMapping(change))
          findings.push({ path: [...path, name], message: 'expected a mapping of keys to values' });
        else
          for (const [key, value] of Object.entries(change))
            put(own, key, value, ['fleet', index, key], [...path, name, key]);
      }
      return own;
    });
  }
}

/** The place of the nearest value around the path that the variant wrote, and from there on; else the path itself. */
function placeOf(places: ReadonlyMap<string, DocumentPath>, path: DocumentPath): DocumentPath {
  for (let length = path.length; length > 0; length--) {
    const place = places.get(JSON.stringify(path.slice(0, length)));
    if (place !== undefined) return [...place, ...path.slice(length)];
  }
  return path;
}
