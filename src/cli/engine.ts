// The library as the commands see it, loaded when a command needs it so that `--help` does not wait for it.
// Refuses to know anything that a user of the library could not do.

import { readFileSync } from 'node:fs';

type Library = typeof import('../index.ts');
export type Engine = Pick<Library, 'tuneV8For' | 'loadScenario' | 'simulate' | 'scenarioJsonSchema'>;

export const loadEngine = (): Promise<Engine> => import('./library.ts');

/** Version in package.json, without loading the library. */
export function packageVersion(): string {
  const file = new URL('../../package.json', import.meta.url);
  return (JSON.parse(readFileSync(file, 'utf8')) as { version: string }).version;
}
