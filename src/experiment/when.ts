// When VMs are patched and restarted, over all replications of a forecast: quantiles of local times by release.
// Refuses to know how a replication came about and how the answer is shown.

import { DAY, HOUR, monthOf } from '../calendar/instant.ts';
import type { Forecast, ForecastRelease, Outcome } from './forecast.ts';
import { nearestRank } from './nearest-rank.ts';

/** Replications of a forecast when nobody says: enough for a 95th percentile that is worth reading. */
export const USUAL_REPLICATIONS = 200;

/** Quantiles by the nearest-rank method. Local wall times, `2024-08-14T23:12:05`, without a zone: VMs may have several. */
export interface Times {
  readonly earliest: string;
  readonly p5: string;
  readonly p50: string;
  readonly p95: string;
  readonly latest: string;
  /** The local hour of the day, 0 to 23, in which it happens most often. */
  readonly usualHour: number;
}

/** One release, over all pairs of VM and replication in which it came out. */
export interface WhenRow {
  readonly month: string;
  /** `various` where replications draw releases of their own. */
  readonly kb: string;
  /** Kind of the release to the share of the pairs. */
  readonly kinds: Readonly<Record<string, number>>;
  /** Instant of the release, UTC. */
  readonly released: string;
  readonly pairs: number;
  /** Share of the pairs in which the VM had it in effect by the end of the run. */
  readonly patchedShare: number;
  /** Share of the pairs in which patching restarted the VM for it. */
  readonly rebootShare: number;
  /** Null where it never happened. */
  readonly patched: Times | null;
  readonly rebooted: Times | null;
}

export interface WhenAnswer {
  /** The VM, or what was asked for. */
  readonly name: string;
  readonly vms: number;
  readonly notAutomatic: number;
  readonly zones: readonly string[];
  readonly rows: readonly WhenRow[];
}

/** `each`: an answer for every VM; else one for all. `wanted`: a KB or a month; everything when left out. */
export function answerWhen(
  forecasts: readonly Forecast[],
  name: string,
  { each = false, wanted }: { readonly each?: boolean; readonly wanted?: string | undefined } = {},
): WhenAnswer[] {
  const { vms } = forecasts[0];
  const parts = each
    ? vms.map((vm, index) => ({ name: vm.name, vms: [index] }))
    : [{ name, vms: vms.map((_, index) => index) }];
  return parts.map((part) => {
    const members = part.vms.map((index) => vms[index]);
    return {
      name: part.name,
      vms: members.length,
      notAutomatic: members.filter(({ automatic }) => !automatic).length,
      zones: [...new Set(members.map(({ zone }) => zone))],
      rows: rowsOf(forecasts, new Set(part.vms), wanted),
    };
  });
}

interface Pair {
  readonly release: ForecastRelease;
  readonly outcome: Outcome;
}

function rowsOf(
  forecasts: readonly Forecast[],
  vms: ReadonlySet<number>,
  wanted: string | undefined,
): WhenRow[] {
  const byKey = new Map<string, Pair[]>();
  for (const { releases, outcomes } of forecasts) {
    for (const outcome of outcomes) {
      const release = releases[outcome.release];
      if (!vms.has(outcome.vm) || !isWanted(release, wanted)) continue;
      const pairs = byKey.get(release.key) ?? [];
      pairs.push({ release, outcome });
      byKey.set(release.key, pairs);
    }
  }
  return [...byKey.values()]
    .sort(([a], [b]) => a.release.instant - b.release.instant || (a.release.key < b.release.key ? -1 : 1))
    .map(rowOf);
}

export function isWanted({ kb, month }: ForecastRelease, wanted: string | undefined): boolean {
  return wanted === undefined || wanted === month || wanted.toLowerCase() === kb.toLowerCase();
}

function rowOf(pairs: readonly Pair[]): WhenRow {
  const [{ release }] = pairs;
  const kbs = new Set(pairs.map((pair) => pair.release.kb));
  const kinds: Record<string, number> = {};
  for (const {
    release: { kind },
  } of pairs)
    kinds[kind] = (kinds[kind] ?? 0) + 1 / pairs.length;
  const times = (of: (outcome: Outcome) => number | null): number[] =>
    pairs.map(({ outcome }) => of(outcome)).filter((time) => time !== null);
  const installed = times((outcome) => (outcome.effective === null ? null : outcome.installed));
  const rebooted = times((outcome) => outcome.rebooted);
  return {
    month: monthOf(release.instant),
    kb: kbs.size === 1 ? release.kb : 'various',
    kinds,
    released: `${new Date(release.instant * 1000).toISOString().slice(0, 19)}Z`,
    pairs: pairs.length,
    patchedShare: installed.length / pairs.length,
    rebootShare: rebooted.length / pairs.length,
    patched: timesOf(installed),
    rebooted: timesOf(rebooted),
  };
}

function timesOf(walls: readonly number[]): Times | null {
  if (walls.length === 0) return null;
  const sorted = Float64Array.from(walls).sort();
  const quantile = (share: number): string => wallText(nearestRank(sorted, share));
  const hours = new Int32Array(24);
  for (const wall of walls) hours[Math.floor((wall % DAY) / HOUR)]++;
  return {
    earliest: quantile(0),
    p5: quantile(0.05),
    p50: quantile(0.5),
    p95: quantile(0.95),
    latest: quantile(1),
    usualHour: hours.indexOf(Math.max(...hours)),
  };
}

const wallText = (wall: number): string => new Date(wall * 1000).toISOString().slice(0, 19);
