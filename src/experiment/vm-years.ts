// How large a run is. Refuses to know how long that takes.

import { DAY } from '../calendar/instant.ts';
import { coverageOf } from '../fleet/coverage.ts';
import type { LoadedScenario } from './loaded-scenario.ts';

const YEAR = 365 * DAY;

/** VMs that are simulated at all, times years of the run. */
export function vmYearsOf({ scenario }: LoadedScenario): number {
  const { clock, fleet } = scenario;
  const simulated = fleet.filter((group) => coverageOf(group, scenario).orchestration !== undefined);
  const vms = simulated.reduce((sum, { count }) => sum + count, 0);
  return (vms * (clock.end - clock.start)) / YEAR;
}
