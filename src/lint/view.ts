// A scenario as lint rules look at it: what the engine makes of its groups and clocks, each asked for once, and what was
// written. Refuses to know any rule.

import type { Instant } from '../calendar/instant.ts';
import type { Release } from '../catalogue/release.ts';
import type { Loaded } from '../experiment/load.ts';
import { clockOf, zonesOf } from '../fleet/clocks.ts';
import { type Coverage, coverageOf, installsAtAllHours } from '../fleet/coverage.ts';
import type { Clock } from '../fleet/fleet.ts';
import { valueAt } from '../scenario/messages.ts';
import type { DocumentPath } from '../scenario/problem.ts';
import type { Group, Scenario } from '../scenario/schema.ts';

/** A group, its number in the scenario, and whether and how it is covered. */
export interface Member {
  readonly index: number;
  readonly group: Group;
  readonly coverage: Coverage;
  /** Off-peak hours mean nothing to its VMs (F5). */
  readonly allHours: boolean;
}

/** `3 VMs of group "web"`, as findings open. */
export const vmsOf = ({ group: { count, name } }: Member): string =>
  `${count.toLocaleString('en')} ${count === 1 ? 'VM' : 'VMs'} of group "${name}"`;

export class View {
  readonly scenario: Scenario;
  readonly releases: readonly Release[];
  readonly members: readonly Member[];
  /** Members whose VMs the platform patches. */
  readonly covered: readonly Member[];
  /** Of the scenario itself; a variant has none. */
  readonly variants: ReadonlyMap<string, View>;
  readonly #raw: unknown;
  readonly #clocks = new Map<string, Clock>();

  constructor({ scenario, document }: Loaded, variants: ReadonlyMap<string, View> = new Map()) {
    this.scenario = scenario.scenario;
    this.releases = scenario.releases;
    this.variants = variants;
    this.#raw = document.raw;
    this.members = this.scenario.fleet.map((group, index) => ({
      index,
      group,
      coverage: coverageOf(group, this.scenario),
      allHours: installsAtAllHours(group),
    }));
    this.covered = this.members.filter(({ coverage }) => coverage.notCovered === undefined);
  }

  isWritten(path: DocumentPath): boolean {
    return valueAt(this.#raw, path) !== undefined;
  }

  /** The first of some keys of a group (`patchSettings.patchMode`) that the user wrote; else the group. */
  inGroup({ index }: Member, ...keys: readonly string[]): DocumentPath {
    const paths = keys.map((key): DocumentPath => ['fleet', index, ...key.split('.')]);
    return paths.find((path) => this.isWritten(path)) ?? ['fleet', index, 'name'];
  }

  /** The first of some parameters that the user wrote; else the group that the defaults do not suit. */
  parameterOr(member: Member, ...parameters: readonly (keyof Scenario['parameters'])[]): DocumentPath {
    const paths = parameters.map((name): DocumentPath => ['parameters', name]);
    return paths.find((path) => this.isWritten(path)) ?? this.inGroup(member);
  }

  /** Pairs of zones, its own clock's and its off-peak hours', that VMs of a group live by. */
  zonesOf({ group }: Member): { readonly own: string; readonly offPeak: string }[] {
    const pairs = group.region.flatMap(({ value: region }) =>
      (group.timeZone ?? [undefined]).map((zone) => zonesOf(this.scenario, region, zone?.value)),
    );
    return [...new Map(pairs.map((pair) => [`${pair.own} ${pair.offPeak}`, pair])).values()];
  }

  clock(zone: string, allHours = false): Clock {
    const key = `${zone} ${allHours}`;
    const known = this.#clocks.get(key);
    if (known !== undefined) return known;
    const clock = clockOf(this.scenario, zone, allHours);
    this.#clocks.set(key, clock);
    return clock;
  }

  get start(): Instant {
    return this.scenario.clock.start;
  }
}
