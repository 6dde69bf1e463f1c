// What the head of a trace says of installations on demand. Refuses to know what became of them.

import { type Instant, parseInstant } from '../calendar/instant.ts';
import { type Line, UnreadableTrace } from './breach.ts';
import { field } from './trace-lines.ts';

/** An action of the scenario, as the head of the trace has it. */
export interface Asked {
  readonly at: Instant;
  readonly groups: readonly string[] | undefined;
  readonly vms: readonly string[] | undefined;
  readonly maximumDuration: number;
  readonly rebootSetting: string;
  readonly classifications: readonly string[];
  readonly include: readonly string[];
  readonly exclude: readonly string[];
  readonly quietOnly: boolean;
  readonly publishedBy: Instant;
}

type Data = Readonly<Record<string, unknown>>;

/** @throws UnreadableTrace */
export function askedOf({ installs }: Data, line: Line): Asked[] {
  if (!Array.isArray(installs)) throw new UnreadableTrace(line.number, 'has no list `installs`');
  return installs.map((install: Data): Asked => {
    const wanted = (install.windowsParameters ?? {}) as Data;
    const published = wanted.maxPatchPublishDate;
    return {
      at: field(install, 'at', 'instant', line) as number,
      groups: listOf(install.groups),
      vms: listOf(install.vms),
      maximumDuration: field(install, 'maximumDuration', 'number', line) as number,
      rebootSetting: field(install, 'rebootSetting', 'text', line) as string,
      classifications: listOf(wanted.classificationsToInclude) ?? [],
      include: listOf(wanted.kbNumbersToInclude) ?? [],
      exclude: listOf(wanted.kbNumbersToExclude) ?? [],
      quietOnly: field(wanted, 'excludeKbsRequiringReboot', 'flag', line) === true,
      publishedBy:
        (published === undefined ? undefined : parseInstant(String(published))) ?? Number.POSITIVE_INFINITY,
    };
  });
}

const listOf = (value: unknown): string[] | undefined =>
  Array.isArray(value) ? value.map(String) : undefined;
