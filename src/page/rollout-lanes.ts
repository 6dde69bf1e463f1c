// The rollouts of a run as lanes: phases, zones and update domains, from when to when each was at work. Refuses to know why
// they took their turns.

import { monthOf } from '../calendar/instant.ts';
import type { VmHead } from '../story/collect.ts';
import type { RolloutLanes, RolloutSpan } from './data.ts';

interface Span {
  from: number;
  to: number;
  runs: number;
}

interface Recorded {
  first: number;
  halted: number | null;
  readonly opened: Map<number, number>;
  readonly passed: Map<number, number>;
  readonly zones: Map<string, Span>;
  readonly domains: Map<string, Span>;
}

export class RolloutRecorder {
  #phases: readonly { readonly name: string }[] = [];
  readonly #rollouts = new Map<number, Recorded>();

  phases(phases: readonly { readonly name: string; readonly regions: readonly string[] }[]): void {
    this.#phases = phases;
  }

  #of(rollout: number, t: number): Recorded {
    let recorded = this.#rollouts.get(rollout);
    if (recorded === undefined) {
      recorded = {
        first: t,
        halted: null,
        opened: new Map(),
        passed: new Map(),
        zones: new Map(),
        domains: new Map(),
      };
      this.#rollouts.set(rollout, recorded);
    }
    return recorded;
  }

  /** A fact about no VM. */
  fact(t: number, { fact, rollout, phase }: Readonly<Record<string, unknown>>): void {
    if (typeof rollout !== 'number') return;
    const recorded = this.#of(rollout, t);
    if (fact === 'phaseOpened') recorded.opened.set(phase as number, t);
    else if (fact === 'phasePassed') recorded.passed.set(phase as number, t);
    else if (fact === 'rolloutHalted') recorded.halted = t;
  }

  admitted(t: number, rollout: number, head: VmHead): void {
    const { zones, domains } = this.#of(rollout, t);
    widen(zones, `${head.region}${head.zone === undefined ? '' : ` zone ${head.zone}`}`, t);
    if (head.updateDomain !== undefined) widen(domains, `update domain ${head.updateDomain}`, t);
  }

  /** Rollouts in which somebody was patched. */
  lanes(end: number): RolloutLanes[] {
    return [...this.#rollouts.values()]
      .filter(({ zones }) => zones.size > 0)
      .map(({ first, halted, opened, passed, zones, domains }) => ({
        month: monthOf(first),
        released: first,
        halted,
        spans: [
          ...this.#phases.flatMap(({ name }, phase): RolloutSpan[] => {
            const from = opened.get(phase);
            if (from === undefined) return [];
            const to = passed.get(phase);
            const span = { lane: name, kind: 'phase' as const, from, runs: null };
            return [to === undefined ? { ...span, to: end, open: true } : { ...span, to }];
          }),
          ...spansOf(zones, 'zone'),
          ...spansOf(domains, 'updateDomain'),
        ],
      }));
  }
}

function widen(spans: Map<string, Span>, lane: string, t: number): void {
  const span = spans.get(lane);
  if (span === undefined) spans.set(lane, { from: t, to: t, runs: 1 });
  else {
    span.to = t;
    span.runs++;
  }
}

const spansOf = (spans: ReadonlyMap<string, Span>, kind: RolloutSpan['kind']): RolloutSpan[] =>
  [...spans].sort(([a], [b]) => (a < b ? -1 : 1)).map(([lane, span]) => ({ lane, kind, ...span }));
