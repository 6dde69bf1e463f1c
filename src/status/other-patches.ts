// What an assessment finds beside the update that it names: updates of other classifications (R7), and a .NET update, from what
// is on the VM by its ledger. The catalogue's own functions say which those are; refuses to know when anything is installed.

import { type Line, lineOf, offersAt } from '../catalogue/applicability.ts';
import { isBaseline } from '../catalogue/kinds.ts';
import { type Has, otherOffersAt, othersFor } from '../catalogue/other-offers.ts';
import type { Kind, Product } from '../catalogue/release.ts';
import type { ReleaseHead } from '../story/collect.ts';
import type { Patch } from './status.ts';

type Levels = Omit<Has, 'onTrack'>;

export class OtherPatches {
  readonly #releases: readonly ReleaseHead[];
  readonly #line: Line | undefined;
  readonly #baselineMonthsOnly: boolean;
  /** In effect. */
  #has: Levels = { level: -1, baseline: -1, dotnet: -1, definition: -1 };

  constructor(
    releases: readonly ReleaseHead[],
    {
      product,
      enrolled,
      start,
      baselineMonthsOnly,
    }: { product: string | undefined; enrolled: boolean; start: number; baselineMonthsOnly: boolean },
  ) {
    this.#releases = releases;
    this.#baselineMonthsOnly = baselineMonthsOnly;
    if (product === undefined) return;
    this.#line = lineOf(releases, product as Product);
    const { cumulative, track, baseline, dotnet } = offersAt(this.#line, releases, start, () => false);
    this.#has = {
      level: enrolled ? track : cumulative,
      baseline: enrolled ? baseline : -1,
      dotnet,
      definition: -1,
    };
  }

  /** An update is in effect. */
  has(patch: Patch): void {
    this.#has = this.#with(this.#has, patch);
  }

  /**
   * Which others an assessment finds, and which .NET update that is installed automatically; `waiting` is installed and waits for
   * its restart.
   */
  at(
    t: number,
    onTrack: boolean,
    waiting: readonly Patch[],
  ): { readonly others: readonly Patch[]; readonly dotnet?: Patch } {
    if (this.#line === undefined) return { others: [] };
    const has = waiting.reduce((levels, patch) => this.#with(levels, patch), this.#has);
    const gone = ({ product, kb, withdrawn }: ReleaseHead): boolean =>
      (withdrawn !== undefined && withdrawn <= t) ||
      this.#releases.some(
        (other) => other.product === product && other.instant <= t && other.supersedes.includes(kb),
      );
    const isGone = (release: number): boolean => gone(this.#releases[release]!);
    const automatic = offersAt(this.#line, this.#releases, t, isGone);
    const others = otherOffersAt(this.#line, this.#releases, t, isGone, automatic);
    // F63: nothing is a delta on a baseline that waits for its restart.
    const baseline = waiting.some(({ kind }) => kind !== 'dotnet') ? -1 : has.baseline;
    const patchOf = (release: number): Patch => {
      const { kb, kind, classification } = this.#releases[release]!;
      return { kb, kind, classification };
    };
    const found = othersFor(this.#line, others, automatic, { ...has, baseline, onTrack });
    // R8: in the other months it may not cost a VM on the track a restart.
    const blocked = this.#baselineMonthsOnly && onTrack && !automatic.baselineIsCurrent;
    const hasDotnet = !blocked && automatic.dotnet > has.dotnet;
    return {
      others: found.map(({ release }) => patchOf(release)),
      ...(hasDotnet && { dotnet: patchOf(this.#line.dotnet[automatic.dotnet]!) }),
    };
  }

  #with(levels: Levels, { kb, kind, classification }: Patch): Levels {
    const line = this.#line!;
    const is = (release: number): boolean => this.#releases[release]?.kb === kb;
    if (kind === 'dotnet') return { ...levels, dotnet: Math.max(levels.dotnet, line.dotnet.findIndex(is)) };
    if (isDefinition({ kind, classification }))
      return { ...levels, definition: Math.max(levels.definition, line.definitions.findIndex(is)) };
    const point = line.points.findLastIndex(({ cumulative, track }) => is(cumulative) || is(track));
    const level = Math.max(levels.level, point);
    return { ...levels, level, baseline: isBaseline(kind as Kind) ? point : levels.baseline };
  }
}

/** It neither restarts the VM nor is content of its system. */
export const isDefinition = ({ kind, classification }: Pick<Patch, 'kind' | 'classification'>): boolean =>
  kind === 'definition' && classification !== 'Critical' && classification !== 'Security';
