// Where a scenario and the files it names are read from. Refuses to know what is in them.

import { dirname, resolve } from 'node:path';
import { FileRefusal } from './refusal.ts';
import type { Terminal } from './terminal.ts';
import { MOST_BYTES_OF_FLEET, readTextFile } from './text-file.ts';

export interface ScenarioSource {
  /** As the user named it; `<stdin>` for `-`. */
  readonly file: string;
  readonly text: string;
  /** Reads a file that the scenario names, relative to its folder (the working directory for stdin); throws the cause. */
  readonly read: (path: string, kind?: 'fleet') => string;
}

/** Who reads for the scenario knows the file and says where it is named: only the cause is new to them. */
function readNamed(path: string, named: string, kind?: 'fleet'): string {
  try {
    return readTextFile(path, named, kind && MOST_BYTES_OF_FLEET);
  } catch (error) {
    throw error instanceof FileRefusal ? new Error(error.why, { cause: error }) : error;
  }
}

/** @throws FileRefusal when there is no such file, or none that can be read as UTF-8 */
export async function openScenario(named: string, terminal: Terminal): Promise<ScenarioSource> {
  const stdin = named === '-';
  const folder = stdin ? '.' : dirname(named);
  return {
    file: stdin ? '<stdin>' : named,
    text: stdin ? await terminal.stdin() : readTextFile(named, named),
    read: (path, kind) => readNamed(resolve(folder, path), path, kind),
  };
}
