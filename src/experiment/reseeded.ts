// The releases of a scenario, and the same scenario under another seed. Refuses to know what is done with either.

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

/** The same scenario under another seed: other luck, and other releases where the calendar is a matter of luck (R4, R5). */
export function reseeded(loaded: LoadedScenario, seed: string): LoadedScenario {
  const scenario = { ...loaded.scenario, seed };
  const drawn = scenario.catalogue.some(
    (source) =>
      'calendar' in source && source.calendar === 'generated' && source.unplannedBaselines === undefined,
  );
  if (!drawn) return { ...loaded, scenario };
  const texts = new Map(loaded.inputs.map(({ name, text }) => [name, text]));
  const { releases, notices } = releasesOf(scenario, (path) => texts.get(path)!);
  return { ...loaded, scenario, releases, notices };
}

/** The scenario with those of its texts alone that `reseeded` reads: a thread needs no copy of an exported fleet. */
export function reseedable(loaded: LoadedScenario): LoadedScenario {
  const files = loaded.scenario.catalogue.flatMap((source) => ('file' in source ? [source.file] : []));
  return { ...loaded, inputs: loaded.inputs.filter(({ name }) => files.includes(name)) };
}
