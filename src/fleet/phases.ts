// The phases of a rollout over regions: the scenario's own, or derived from the fleet (R15, U4).
// Refuses to know when a phase opens.

import type { Scenario } from '../scenario/schema.ts';
import type { Fleet } from './fleet.ts';
import { arePaired } from './regions.ts';

export interface Phase {
  readonly name: string;
  /** Indices into `fleet.regions`. */
  readonly regions: readonly number[];
}

const NAMES = ['canary', 'pilot', 'early', 'broad 1', 'broad 2'];

/** The phases in which regions of the fleet take their turn; phases without any of its regions are left out. */
export function phasesOf(scenario: Scenario, fleet: Pick<Fleet, 'regions' | 'simulatedOfRegion'>): Phase[] {
  const written = scenario.rollout.phases;
  if (written === undefined) return derivedPhases(fleet, scenario.parameters.phaseCount);
  return written
    .map(({ name, regions }) => ({
      name,
      regions: regions.map((region) => fleet.regions.indexOf(region)).filter((region) => region >= 0),
    }))
    .filter(({ regions }) => regions.length > 0);
}

/**
 * Small regions first, each phase larger than the one before. A region that is paired with one of its phase goes to the
 * next phase that holds none of its pairs, else to the nearest one before (F21): a phase more takes up to five days, and
 * would not fit into the deadline (R16). Only where all phases hold a pair does it get one behind the last.
 */
function derivedPhases(fleet: Pick<Fleet, 'regions' | 'simulatedOfRegion'>, count: number): Phase[] {
  const covered = fleet.simulatedOfRegion;
  const order = fleet.regions.map((_, region) => region).sort((a, b) => covered[a] - covered[b] || a - b);
  const phases: number[][] = Array.from({ length: count }, () => []);
  // Phase p of P takes the regions up to the share ((p + 1) / P) squared: canary 4 %, then 12, 20, 28 and 36 %.
  const wanted = (position: number): number =>
    Math.min(count - 1, Math.ceil(Math.sqrt((position + 1) / order.length) * count) - 1);
  order.forEach((region, position) => {
    const first = wanted(position);
    const isFree = (phase: readonly number[]): boolean =>
      !phase.some((other) => arePaired(fleet.regions[region], fleet.regions[other]));
    let phase = phases.findIndex((members, index) => index >= first && isFree(members));
    if (phase < 0) phase = phases.findLastIndex(isFree);
    if (phase < 0) phase = phases.push([]) - 1;
    phases[phase].push(region);
  });
  const used = phases.filter((regions) => regions.length > 0);
  return used.map((regions, index) => ({
    name: NAMES[index] ?? `broad ${index - 2}`,
    regions: regions.sort((a, b) => a - b),
  }));
}
