// The scenarios that ship, loaded and run through the library. Refuses to know what they are to show.
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type LoadedScenario, loadScenario, type Scenario, type Summary, simulate } from '../../src/index.ts';

export const FOLDER = 'scenarios';

/** Names of the shipped scenarios, without `.yaml`. */
export const NAMES = readdirSync(FOLDER)
  .filter((file) => file.endsWith('.yaml'))
  .map((file) => file.slice(0, -5))
  .sort();

/** Loads a scenario text; files it names are looked for beside the shipped ones. Throws on any problem. */
export function loaded(text: string, file: string, seed?: string): LoadedScenario {
  const read = (path: string): string => readFileSync(join(FOLDER, path), 'utf8');
  const result = loadScenario(text, { file, read, ...(seed === undefined ? {} : { seed }) });
  if (!result.ok)
    throw new Error(result.problems.map(({ line, message }) => `${line}: ${message}`).join('\n'));
  return result.scenario;
}

export function shipped(name: string): LoadedScenario {
  return loaded(readFileSync(join(FOLDER, `${name}.yaml`), 'utf8'), `${name}.yaml`);
}

export interface Outcome {
  readonly summary: Summary;
  /** SHA-256 of the trace with its line ends. */
  readonly trace: string;
}

/** Runs with trace, which must not change the results. */
export async function outcome(scenario: LoadedScenario): Promise<Outcome> {
  const hash = createHash('sha256');
  const { summary } = await simulate(scenario, { trace: (line) => hash.update(`${line}\n`) });
  return { summary, trace: hash.digest('hex') };
}

/** Groups whose VMs are never switched off and take their restarts: the promise of 30 days is for them (R21). */
export function promised({ fleet }: Scenario): string[] {
  return fleet
    .filter(({ power, patchSettings }) => {
      const alwaysOn =
        power.offNightly === undefined &&
        power.weekly === undefined &&
        power.stops === undefined &&
        power.off.length === 0;
      return alwaysOn && patchSettings.automaticByPlatformSettings.rebootSetting !== 'Never';
    })
    .map(({ name }) => name);
}
