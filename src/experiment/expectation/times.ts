// When a VM is patched or restarted, as one quantile over replications. Refuses to know what it is compared with.

import type { Forecast } from '../forecast.ts';
import type { LoadedScenario } from '../loaded-scenario.ts';
import { nearestRank } from '../nearest-rank.ts';
import { replicate } from '../replicate.ts';
import { meaning } from '../selection.ts';
import { isWanted } from '../when.ts';
import type { Measurement, Quantile } from './expectation.ts';

export interface Forecasting {
  readonly replications: number;
  readonly jobs: number;
  readonly signal?: AbortSignal | undefined;
}

const SHARES: Readonly<Record<Quantile, number>> = { earliest: 0, p5: 0.05, p50: 0.5, p95: 0.95, latest: 1 };

type When = Extract<Measurement, { kind: 'when' }>;

/** One forecast for all the questions about a scenario: its runs are performed once. */
export function forecastFor(
  scenario: LoadedScenario,
  questions: readonly When[],
  options: Forecasting,
): Promise<readonly Forecast[]> {
  const vms = [...new Set(questions.map(({ vm }) => vm))];
  return replicate({ kind: 'forecast', scenario, vms }, options);
}

/**
 * Local wall time in seconds as if it were UTC, by the nearest-rank method; null when it never came in so many of the
 * replications that the quantile is among them. A restart that was not needed does not count.
 */
export function quantileOf(
  forecasts: readonly Forecast[],
  { vm, release, of, quantile }: When,
): number | null {
  const asked = meaning(vm);
  const times = forecasts.flatMap(({ vms, releases, outcomes }) =>
    outcomes
      .filter((outcome) => asked(vms[outcome.vm].name, vms[outcome.vm].group))
      .filter((outcome) => isWanted(releases[outcome.release], release))
      .map(({ effective, installed, rebooted }) =>
        of === 'rebooted' ? rebooted : effective === null ? Number.POSITIVE_INFINITY : installed,
      )
      .filter((time) => time !== null),
  );
  if (times.length === 0) return null;
  times.sort((a, b) => a - b);
  const time = nearestRank(times, SHARES[quantile]);
  return Number.isFinite(time) ? time : null;
}
