// What a run was made of, so that it can be made again: versions, seed, digests. Refuses to know when or where it ran.

import { createHash } from 'node:crypto';

export interface Manifest {
  readonly formatVersion: 1;
  readonly patchsim: string;
  readonly node: string;
  /** Versions of the time-zone rules and of ICU, empty where Node was built without. */
  readonly tzdata: string;
  readonly icu: string;
  readonly scenario: string;
  readonly seed: string;
  readonly inputs: readonly { readonly name: string; readonly sha256: string }[];
  readonly files: readonly string[];
}

/** Hexadecimal SHA-256 of the UTF-8 bytes. */
export function digest(text: string): string {
  return createHash('sha256').update(text, 'utf8').digest('hex');
}

export function makeManifest(run: {
  readonly version: string;
  readonly scenario: { readonly name: string; readonly seed: string };
  readonly inputs: readonly { readonly name: string; readonly text: string }[];
  readonly files: readonly string[];
}): Manifest {
  return {
    formatVersion: 1,
    patchsim: run.version,
    node: process.versions.node,
    tzdata: process.versions.tz ?? '',
    icu: process.versions.icu ?? '',
    scenario: run.scenario.name,
    seed: run.scenario.seed,
    inputs: run.inputs.map(({ name, text }) => ({ name, sha256: digest(text) })),
    files: run.files,
  };
}
