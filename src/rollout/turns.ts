// Whose turn it is among the zones of a region: one zone at a time, never two in flight together (R17).
// Refuses to know how VMs are counted.

/** Nobody's turn. */
export const NO_ZONE = 255;

/** The turn in a region for one rollout. Times in seconds of the run. */
export interface Turn {
  /** Zone whose turn it is or was last; NO_ZONE before the first. */
  readonly zone: number;
  readonly since: number;
  /** `open`: its VMs may start; `draining`: no more starts; `resting`: pause before the next zone. */
  readonly state: 'open' | 'draining' | 'resting';
}

export interface TurnRules {
  /** Zones in their order. */
  readonly order: readonly number[];
  readonly turn: number;
  readonly bake: number;
}

/** What the region looks like at a check. */
export interface ZoneView {
  readonly now: number;
  readonly inFlight: (zone: number) => number;
  /** Some VM of the zone that is on has not been attempted. */
  readonly waiting: (zone: number) => boolean;
  /** Some VM of the zone that is on and in no run has something to do, be it a retry (F14). */
  readonly left: (zone: number) => boolean;
}

/** The first turn, of the first zone that has somebody to patch. */
export function firstTurn(rules: TurnRules, now: number): Turn {
  return { zone: rules.order[0], since: now, state: 'open' };
}

/**
 * The turn after a look at the region; the same object when nothing changes. Zones with VMs that were not attempted
 * go before zones where only retries are left, which keep no other zone waiting.
 */
export function nextTurn(turn: Turn, rules: TurnRules, view: ZoneView): Turn {
  const { now } = view;
  if (turn.state === 'open') {
    const busy = view.waiting(turn.zone) || (view.left(turn.zone) && !rules.order.some(view.waiting));
    if (busy && now - turn.since < rules.turn) return turn;
    return nextTurn({ zone: turn.zone, since: turn.since, state: 'draining' }, rules, view);
  }
  if (turn.state === 'draining') {
    if (view.inFlight(turn.zone) > 0) return turn;
    return nextTurn({ zone: turn.zone, since: now, state: 'resting' }, rules, view);
  }
  if (now - turn.since < rules.bake) return turn;
  const at = rules.order.indexOf(turn.zone);
  const inTurn = rules.order.map((_, step) => rules.order[(at + step + 1) % rules.order.length]);
  const zone = inTurn.find(view.waiting) ?? inTurn.find(view.left);
  return zone === undefined ? turn : { zone, since: now, state: 'open' };
}

/** Order of a region's zones for a rollout: as listed, or rotated by one each month (U7). */
export function zoneOrder(zones: readonly number[], rollout: number, rotate: boolean): number[] {
  const shift = rotate ? rollout % zones.length : 0;
  return [...zones.slice(shift), ...zones.slice(0, shift)];
}
