// The gate between two phases: wait, bake, pass or halt, decided from counts (R16).
// Refuses to know where the counts come from and what follows from the decision.

import type { Gate } from '../scenario/schema.ts';

/** A phase as the gate sees it at one check. Times in seconds of the run. */
export interface PhaseView {
  readonly now: number;
  readonly openedAt: number;
  /** Since when the phase is finished and healthy, -1 when it is not. */
  readonly bakingSince: number;
  /** VMs whose health is known since their run, and how many of them are unhealthy now. */
  readonly attempted: number;
  readonly unhealthy: number;
  /** Some VM of the phase that is on has not been attempted. */
  readonly waiting: boolean;
}

export type GateDecision = 'wait' | 'bake' | 'pass' | 'halt';

/**
 * Looks at a phase. `bake` asks the caller to remember `now` as the start of the bake and to look again; a phase
 * that falls below the healthy share while it bakes waits and bakes anew. With `faultyPatch: continue` health is not
 * looked at (U16). An expedited rollout does not bake and waits one day at most (U15).
 */
export function decideGate(
  gate: Gate,
  view: PhaseView,
  options: { readonly ignoreHealth: boolean; readonly expedited: boolean },
): GateDecision {
  const { now, openedAt, attempted, unhealthy, waiting, bakingSince } = view;
  if (!options.ignoreHealth) {
    if (unhealthy >= gate.haltMinimumVms && unhealthy > gate.haltShare * attempted) return 'halt';
    if (attempted - unhealthy < gate.healthyShare * attempted) return 'wait';
  }
  const limit = options.expedited ? Math.min(gate.phaseLimit, EXPEDITED_PHASE_LIMIT) : gate.phaseLimit;
  if (waiting && now - openedAt < limit) return 'wait';
  if (options.expedited) return 'pass';
  if (bakingSince < 0) return gate.bake === 0 ? 'pass' : 'bake';
  return now - bakingSince >= gate.bake ? 'pass' : 'bake';
}

/** An expedited rollout opens its next phase after a day at the latest (assumed, U15). */
const EXPEDITED_PHASE_LIMIT = 24 * 3600;
