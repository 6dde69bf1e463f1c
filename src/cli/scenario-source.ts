// Where a scenario and the files it names are read from. Refuses to know what is in them.

import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { FileRefusal, refusalOf } from './refusal.ts';
import type { Terminal } from './terminal.ts';

export interface ScenarioSource {
  /** As the user named it; `<stdin>` for `-`. */
  readonly file: string;
  readonly text: string;
  /** Reads a file that the scenario names, relative to the scenario's folder (the working directory for stdin). */
  readonly read: (path: string) => string;
}

function decode(bytes: Uint8Array, path: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new FileRefusal(`cannot read ${path}: it is not UTF-8 text`);
  }
}

function readText(path: string, named: string): string {
  let bytes: Uint8Array;
  try {
    bytes = readFileSync(path);
  } catch (error) {
    throw refusalOf(error, 'read', named);
  }
  return decode(bytes, named);
}

/** @throws FileRefusal when there is no such file, or none that can be read as UTF-8 */
export async function openScenario(named: string, terminal: Terminal): Promise<ScenarioSource> {
  const stdin = named === '-';
  const folder = stdin ? '.' : dirname(named);
  return {
    file: stdin ? '<stdin>' : named,
    text: stdin ? await terminal.stdin() : readText(named, named),
    read: (path) => readText(resolve(folder, path), path),
  };
}
