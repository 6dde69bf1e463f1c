// The releases of a scenario, and those it has under another seed. Refuses to know what is done with either.

import { loadReleases } from '../catalogue/load.ts';
import { draw, streamKey } from '../kernel/streams.ts';
import { parseData } from '../scenario/parse.ts';
import type { Scenario } from '../scenario/schema.ts';
import type { LoadedScenario } from './loaded-scenario.ts';

/** The catalogue of a scenario; luck comes from its seed. */
export function releasesOf(
  { catalogue, clock, parameters, seed }: Scenario,
  read: ((path: string) => string) | undefined,
): ReturnType<typeof loadReleases> {
  return loadReleases(catalogue, {
    start: clock.start,
    end: clock.end,
    releaseTime: parameters.releaseTime,
    random: (purpose, month) => draw(streamKey(seed, purpose), Number(month.replace('-', '')), 0) / 2 ** 32,
    unplannedBaselineProbability: parameters.unplannedBaselineProbability,
    parseData,
    read,
  });
}

/** What another seed changes of a scenario: its luck, and its releases where the calendar is a matter of luck (R4, R5). */
export interface Reseeding {
  readonly seed: string;
  readonly drawn?: Pick<LoadedScenario, 'releases' | 'notices'>;
}

export function reseedingOf({ scenario, inputs }: LoadedScenario, seed: string): Reseeding {
  const drawn = scenario.catalogue.some(
    (source) =>
      'calendar' in source && source.calendar === 'generated' && source.unplannedBaselines === undefined,
  );
  if (!drawn) return { seed };
  const texts = new Map(inputs.map(({ name, text }) => [name, text]));
  const { releases, notices } = releasesOf({ ...scenario, seed }, (path) => texts.get(path)!);
  return { seed, drawn: { releases, notices } };
}
