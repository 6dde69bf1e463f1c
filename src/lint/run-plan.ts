// What a run is planned to take, and whether it may start in a window: asked of the engine's own admission.
// Refuses to know which windows there are.

import { DAY } from '../calendar/instant.ts';
import { mayStart } from '../rollout/admission.ts';
import { rebootReserve, runEnd } from '../rollout/limits.ts';
import { ADMIT } from '../rollout/reasons.ts';
import type { Scenario } from '../scenario/schema.ts';
import type { Member } from './view.ts';

/** Planning figures of the runs of a group. Seconds. */
export interface RunPlan {
  /** Time that must be left of the window for a run to start: the installation planned and the restart's reserve (R22). */
  readonly needs: number;
  readonly reserve: number;
  readonly runWindow: number;
}

export function runPlan({ parameters }: Pick<Scenario, 'parameters'>, { coverage }: Member): RunPlan {
  const reserve = rebootReserve(coverage.image?.os ?? 'Windows', parameters);
  return { needs: reserve + parameters.averageInstall, reserve, runWindow: parameters.runWindow };
}

/** Whether a VM that nothing else holds up may start a run at `now`, in the window `start <= t < end`. */
export function startsAt(now: number, start: number, end: number, { needs, runWindow }: RunPlan): boolean {
  const windowEnd = runEnd(now, end, runWindow);
  const candidate = {
    now,
    halted: false,
    phaseOpen: true,
    zoneClosed: false,
    on: true,
    windowStart: start,
    windowEnd,
    needs,
  };
  return mayStart(candidate) === ADMIT;
}

/** Longest run in a window. */
export const longestRun = (start: number, end: number, { runWindow }: RunPlan): number =>
  runEnd(start, end, runWindow) - start;

/** Off-peak hours of a day without a clock change. */
export function offPeakLength({ parameters }: Pick<Scenario, 'parameters'>): number {
  const { offPeakStart, offPeakEnd } = parameters;
  return offPeakEnd > offPeakStart ? offPeakEnd - offPeakStart : offPeakEnd + DAY - offPeakStart;
}
