// An invented calendar that keeps Microsoft's rhythm (R5). Refuses to know real KBs; luck is given.

import type { Instant } from '../calendar/instant.ts';
import { classificationOf, rebootBehaviorOf } from './kinds.ts';
import { monthsBetween, type ReleaseClock, secondTuesday } from './patch-tuesday.ts';
import { KINDS, type Kind, type Product, type Release } from './release.ts';
import type { Horizon, SourceReleases } from './source.ts';

/** Draws 0 <= x < 1 from the stream of that name; the same purpose and month always give the same number (R4). */
export type MonthlyLuck = (purpose: string, month: string) => number;

const SERVERS = ['WS2019', 'WS2022', 'WS2025'] as const;
const TRACKS = [
  ['WS2022-hotpatch', 'WS2022'],
  ['WS2025-hotpatch', 'WS2025'],
] as const;
/** Digit of a product inside an invented KB number. */
const DIGIT: Record<Product, number> = {
  WS2019: 1,
  WS2022: 2,
  WS2025: 3,
  'WS2022-hotpatch': 4,
  'WS2025-hotpatch': 5,
};
/** Planned baselines come in the first month of a quarter (F62). */
const BASELINE_MONTHS = ['01', '04', '07', '10'];

/**
 * Every second Tuesday of the horizon: a cumulative update for each server, and on both hotpatch tracks a planned
 * baseline (first month of a quarter), else a hotpatch. An unplanned baseline replaces the hotpatch of the months
 * in `unplannedBaselines`, or, when that is not given, with the given probability per month, on both tracks (U17).
 * Baselines carry the KB of the month's cumulative update. `dotnet` adds a .NET update per server and quarter.
 */
export function generatedReleases(options: {
  unplannedBaselines?: readonly string[] | undefined;
  unplannedBaselineProbability: number;
  dotnet: boolean;
  horizon: Horizon;
  clock: ReleaseClock;
  random: MonthlyLuck;
}): SourceReleases {
  const { unplannedBaselines, dotnet, horizon, clock } = options;
  const isUnplanned = (month: string): boolean =>
    unplannedBaselines === undefined
      ? options.random('unplannedBaseline', month) < options.unplannedBaselineProbability
      : unplannedBaselines.includes(month);
  const months = monthsBetween(horizon.from, horizon.end);
  const releases = months.flatMap((month) => {
    const instant = clock(secondTuesday(month))!;
    const quarterStart = BASELINE_MONTHS.includes(month.slice(5));
    const kind = quarterStart ? 'baseline_planned' : isUnplanned(month) ? 'baseline_unplanned' : 'hotpatch';
    return [
      ...SERVERS.map((product) => invented(product, 'cumulative', month, instant)),
      ...TRACKS.map(([track, server]) =>
        kind === 'hotpatch'
          ? invented(track, kind, month, instant)
          : { ...invented(track, kind, month, instant), kb: inventedKb(server, 'cumulative', month) },
      ),
      ...(dotnet && quarterStart
        ? SERVERS.map((product) => invented(product, 'dotnet', month, instant))
        : []),
    ];
  });
  const idle = (unplannedBaselines ?? []).filter(
    (month) => !months.includes(month) || BASELINE_MONTHS.includes(month.slice(5)),
  );
  const notices =
    idle.length === 0
      ? []
      : [
          `generated calendar: unplanned baselines of ${idle.join(', ')} change nothing, ` +
            'the month has a planned baseline or lies outside the horizon.',
        ];
  return { releases, notices };
}

function invented(product: Product, kind: Kind, month: string, instant: Instant): Release {
  return {
    product,
    kb: inventedKb(product, kind, month),
    kind,
    classification: classificationOf(kind),
    instant,
    rebootBehavior: rebootBehaviorOf(kind),
    build: '',
    supersedes: [],
    certainty: 'generated',
    source: 'generated calendar',
    note: '',
  };
}

/** Nine digits, so that no real KB (seven) is ever met: yyyymm, product, kind. */
function inventedKb(product: Product, kind: Kind, month: string): string {
  return `KB${month.replace('-', '')}${DIGIT[product]}${String(KINDS.indexOf(kind) + 1).padStart(2, '0')}`;
}
