// The days of a run as shares, and over many runs their spread. Refuses to know how it is shown.

import { SERIES, type Series } from '../metrics/daily.ts';
import type { GroupSummary } from '../metrics/summary.ts';
import type { LoadedScenario } from './loaded-scenario.ts';
import { nearestRank } from './nearest-rank.ts';
import { simulateAlone } from './simulate.ts';

/** Group, or `` for the whole fleet, to series to the share of its simulated VMs on each day. */
export type DailyShares = Readonly<Record<string, Readonly<Record<Series, readonly number[]>>>>;

export async function dailyOnce(loaded: LoadedScenario, signal?: AbortSignal): Promise<DailyShares> {
  const { summary } = await simulateAlone(loaded, signal === undefined ? {} : { signal });
  const sharesOf = ({ simulated, daily }: GroupSummary): DailyShares[string] => {
    const share = (series: Series): number[] =>
      daily[series].map((vms) => (simulated === 0 ? 0 : vms / simulated));
    return Object.fromEntries(
      SERIES.map((series) => [series, share(series)]),
    ) as unknown as DailyShares[string];
  };
  const groups = Object.entries(summary.groups).map(([name, group]) => [name, sharesOf(group)] as const);
  return { '': sharesOf(summary.fleet), ...Object.fromEntries(groups) };
}

/** 5th and 95th percentile of each day by the nearest-rank method. */
export function bandsOf(
  replications: readonly DailyShares[],
): Readonly<Record<string, Readonly<Record<Series, readonly (readonly [number, number])[]>>>> {
  const [first] = replications;
  const band = (name: string, series: Series): [number, number][] =>
    first![name]![series].map((_, day) => {
      const sorted = replications.map((one) => one[name]![series][day]!).sort((a, b) => a - b);
      return [rounded(nearestRank(sorted, 0.05)), rounded(nearestRank(sorted, 0.95))];
    });
  return Object.fromEntries(
    Object.keys(first!).map((name) => [
      name,
      Object.fromEntries(SERIES.map((series) => [series, band(name, series)])),
    ]),
  ) as unknown as ReturnType<typeof bandsOf>;
}

const rounded = (share: number): number => Number(share.toFixed(4));
