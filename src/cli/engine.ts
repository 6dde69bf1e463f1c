// The library as the commands see it, loaded when a command needs it so that `--help` does not wait for it.
// Refuses to know anything that a user of the library could not do.

import { readFileSync } from 'node:fs';

type Library = typeof import('../index.ts');
export type Engine = Pick<Library, 'loadScenario' | 'simulate' | 'scenarioJsonSchema'>;

/** From where they are, not by the library's own door: behind that are also the checker and others that most commands do without. */
export async function loadEngine(): Promise<Engine> {
  const [{ loadScenario }, { simulate }, { scenarioJsonSchema }] = await Promise.all([
    import('../experiment/load.ts'),
    import('../experiment/simulate.ts'),
    import('../scenario/schema.ts'),
  ]);
  return { loadScenario, simulate, scenarioJsonSchema };
}

/** Version in package.json, without loading the library. */
export function packageVersion(): string {
  const file = new URL('../../package.json', import.meta.url);
  return (JSON.parse(readFileSync(file, 'utf8')) as { version: string }).version;
}
