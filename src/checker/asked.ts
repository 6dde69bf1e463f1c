// What the head of a trace says of installations on demand. Refuses to know what became of them.

import { type Instant, parseInstant } from '../calendar/instant.ts';
import { type Line, UnreadableTrace } from './breach.ts';
import { field } from './trace-lines.ts';

/** Which updates somebody wants installed, and whether with a restart. */
export interface Wanted {
  readonly rebootSetting: string;
  readonly classifications: readonly string[];
  readonly include: readonly string[];
  readonly exclude: readonly string[];
  readonly quietOnly: boolean;
  readonly publishedBy: Instant;
}

/** An action of the scenario, as the head of the trace has it. */
export interface Asked extends Wanted {
  readonly at: Instant;
  readonly groups: readonly string[] | undefined;
  readonly vms: readonly string[] | undefined;
  readonly maximumDuration: number;
}

type Data = Readonly<Record<string, unknown>>;

/** @throws UnreadableTrace */
export function askedOf({ installs }: Data, line: Line): Asked[] {
  if (!Array.isArray(installs)) throw new UnreadableTrace(line.number, 'has no list `installs`');
  return installs.map(
    (install: Data): Asked => ({
      at: field(install, 'at', 'instant', line) as number,
      groups: listOf(install.groups),
      vms: listOf(install.vms),
      maximumDuration: field(install, 'maximumDuration', 'number', line) as number,
      ...wantedOf(install, line),
    }),
  );
}

/** @throws UnreadableTrace */
export function wantedOf(install: Data, line: Line): Wanted {
  const wanted = (install.windowsParameters ?? {}) as Data;
  const published = wanted.maxPatchPublishDate;
  return {
    rebootSetting: field(install, 'rebootSetting', 'text', line) as string,
    classifications: listOf(wanted.classificationsToInclude) ?? [],
    include: listOf(wanted.kbNumbersToInclude) ?? [],
    exclude: listOf(wanted.kbNumbersToExclude) ?? [],
    quietOnly: field(wanted, 'excludeKbsRequiringReboot', 'flag', line) === true,
    publishedBy:
      (published === undefined ? undefined : parseInstant(String(published))) ?? Number.POSITIVE_INFINITY,
  };
}

const listOf = (value: unknown): string[] | undefined =>
  Array.isArray(value) ? value.map(String) : undefined;
