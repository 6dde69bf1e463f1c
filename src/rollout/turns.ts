// Whose turn it is among the zones of a region: one zone at a time, never two in flight together (R17).
// Refuses to know how VMs are counted.

/** Nobody's turn. */
export const NO_ZONE = 255;

/** The turn in a region for one rollout. Times in seconds of the run. */
export interface Turn {
  /** Zone whose turn it is or was last. */
  readonly zone: number;
  /** When it ends at the latest. */
  readonly until: number;
  /** `open`: its VMs may start; `draining`: no more starts, some are in flight or rested too little. */
  readonly state: 'open' | 'draining';
}

export interface TurnRules {
  /** Zones in their order. */
  readonly order: readonly number[];
  /** Least time from the last run of one zone to the turn of the next (U7). */
  readonly bake: number;
  /** When a turn that begins now ends: in the middle of the day after its night, so that zones take consecutive nights. */
  readonly end: (now: number) => number;
}

/** What the region looks like at a check. */
export interface ZoneView {
  readonly now: number;
  readonly inFlight: (zone: number) => number;
  /** When a VM of the zone last left flight. */
  readonly lastLeft: (zone: number) => number;
  /** Some VM of the zone that is on has not been attempted. */
  readonly waiting: (zone: number) => boolean;
}

/** The first turn: of the first zone in the order. */
export function firstTurn(rules: TurnRules, now: number): Turn {
  return { zone: rules.order[0], until: rules.end(now), state: 'open' };
}

/** The turn after a look at the region; the same object when nothing changes. */
export function nextTurn(turn: Turn, rules: TurnRules, view: ZoneView): Turn {
  const { now } = view;
  if (turn.state === 'open' && now < turn.until && view.waiting(turn.zone)) return turn;
  const rested = view.inFlight(turn.zone) === 0 && now - view.lastLeft(turn.zone) >= rules.bake;
  const next = rested ? successor(turn, rules, view) : undefined;
  if (next !== undefined) return { zone: next, until: rules.end(now), state: 'open' };
  return turn.state === 'open' ? { ...turn, state: 'draining' } : turn;
}

/** The next zone in the order that has somebody to patch; after all others the same one again. */
function successor({ zone }: Turn, { order }: TurnRules, { waiting }: ZoneView): number | undefined {
  const at = order.indexOf(zone);
  for (let step = 1; step <= order.length; step++) {
    const next = order[(at + step) % order.length];
    if (waiting(next)) return next;
  }
  return undefined;
}

/** Order of a region's zones for a rollout: as listed, or rotated by one each month (U7). */
export function zoneOrder(zones: readonly number[], rollout: number, rotate: boolean): number[] {
  const shift = rotate ? rollout % zones.length : 0;
  return [...zones.slice(shift), ...zones.slice(0, shift)];
}
