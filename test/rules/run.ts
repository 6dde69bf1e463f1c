// Small scenarios run through the library, and their traces read back as plain facts. Refuses to know any rule.

import { loadScenario, type Summary, simulate } from '../../src/index.ts';

/** One fact of a trace; `s` is its instant in UTC seconds. Which other fields there are depends on `fact`. */
export interface Fact {
  readonly t: string;
  readonly s: number;
  readonly fact: string;
  readonly vm?: string;
  readonly kb?: string;
  readonly kind?: string;
  readonly reason?: string;
  readonly until?: string | null;
  readonly rollout?: number;
  readonly phase?: number;
  readonly region?: string;
  readonly zone?: string | null;
  readonly found?: string | null;
  readonly by?: 'schedule' | 'run' | 'demand' | 'settings' | 'drift' | 'guest';
  readonly setting?: string;
  readonly value?: string;
  readonly windowEnd?: string;
  readonly cause?: string;
  readonly rule?: string;
  readonly seconds?: number;
  readonly classification?: string;
  readonly rebootStatus?: string;
  readonly maintenanceWindowExceeded?: boolean;
  readonly from?: string;
  readonly to?: string;
  readonly product?: string;
  readonly action?: string;
}

/** A VM's line in the head of a trace. */
export interface VmLine {
  readonly vm: string;
  readonly group: string;
  readonly region: string;
  readonly zone?: string;
  readonly availabilitySet?: string;
  readonly updateDomain?: number;
  readonly subscription: string;
  readonly timeZone: string;
  readonly notCovered?: string;
  readonly orchestration?: string;
  readonly hotpatch: string;
}

export interface Ran {
  readonly lines: readonly string[];
  readonly vms: readonly VmLine[];
  readonly facts: readonly Fact[];
  readonly summary: Summary;
  /** Facts of one kind, or of several. */
  readonly of: (...kinds: string[]) => Fact[];
  /** Facts of one VM, in order. */
  readonly about: (vm: string) => Fact[];
}

export const HOTPATCH_IMAGE = '2022-datacenter-azure-edition-core';

/** A group that is covered and always on; `more` replaces keys. */
export function group(name: string, count: number, more: Readonly<Record<string, unknown>> = {}) {
  const { sku = '2019-datacenter', ...rest } = more;
  return {
    name,
    count,
    image: { publisher: 'MicrosoftWindowsServer', offer: 'WindowsServer', sku },
    region: 'westeurope',
    patchSettings: { patchMode: 'AutomaticByPlatform' },
    ...rest,
  };
}

/** Patch settings of AutomaticByPlatform with a reboot setting. */
export const rebooting = (rebootSetting: string) => ({
  patchMode: 'AutomaticByPlatform',
  automaticByPlatformSettings: { rebootSetting },
});

/** No failures of installations and restarts: what a test does not want, it need not explain away. */
export const NO_FAILURES = { installFailure: 0, rebootFailure: 0 };

/** A duration that is always the same. */
export const exactly = (median: string) => ({ median, sigma: 0 });

/** A release of a user's calendar, of the 2022 line unless `more` says otherwise. */
export const releaseRow = (release_date: string, kb: string, kind: string, more: object = {}) => ({
  ...{ product: 'WS2022', release_date, kb, kind },
  ...more,
});

/** Scenario text: a generated calendar, one month of 2024, unless `more` says otherwise. */
export function scenarioText(more: Readonly<Record<string, unknown>>): string {
  return JSON.stringify({
    version: 1,
    name: 'rule',
    seed: '7',
    clock: { start: '2024-02-01', end: '2024-03-12' },
    catalogue: [{ calendar: 'generated', unplannedBaselines: [] }],
    ...more,
  });
}

/** Runs a scenario text and keeps its trace; throws with the problems when it is refused. */
export async function runText(text: string): Promise<Ran> {
  const loaded = loadScenario(text, { file: 'rule.yaml' });
  if (!loaded.ok)
    throw new Error(loaded.problems.map(({ path, message }) => `${path} ${message}`).join('\n'));
  const lines: string[] = [];
  const { summary } = await simulate(loaded.scenario, { trace: (line) => lines.push(line) });
  const parsed = lines.slice(1).map((line) => JSON.parse(line));
  const vms: VmLine[] = parsed.filter((line) => line.fact === undefined && line.vm !== undefined);
  const facts: Fact[] = parsed
    .filter((line) => line.fact !== undefined)
    .map((line) => ({ ...line, s: Date.parse(line.t) / 1000 }));
  const byVm = grouped(facts);
  return {
    lines,
    vms,
    facts,
    summary,
    of: (...kinds) => facts.filter(({ fact }) => kinds.includes(fact)),
    about: (vm) => byVm.get(vm) ?? [],
  };
}

export const run = (more: Readonly<Record<string, unknown>>): Promise<Ran> => runText(scenarioText(more));

/** When VMs were in flight: from admission until they are healthy, interrupted, recovered or their health is unknown. */
export interface Flight {
  readonly vm: string;
  readonly rollout: number;
  readonly from: number;
  readonly to: number;
}

export function flightsOf({ facts }: Pick<Ran, 'facts'>): Flight[] {
  const open = new Map<string, Fact>();
  const flights: Flight[] = [];
  const close = (admitted: Fact, to: number): void => {
    flights.push({ vm: admitted.vm!, rollout: admitted.rollout!, from: admitted.s, to });
  };
  for (const fact of facts) {
    if (fact.fact === 'admitted') {
      if (open.has(fact.vm!)) throw new Error(`${fact.vm} is admitted twice at ${fact.t}`);
      open.set(fact.vm!, fact);
    } else if (['healthy', 'runInterrupted', 'recovered', 'healthUnknown'].includes(fact.fact)) {
      const admitted = open.get(fact.vm!);
      if (admitted === undefined) throw new Error(`${fact.vm} ends a run it is not in at ${fact.t}`);
      close(admitted, fact.s);
      open.delete(fact.vm!);
    }
  }
  for (const admitted of open.values()) close(admitted, Number.POSITIVE_INFINITY);
  return flights.sort((a, b) => a.from - b.from);
}

/** Pairs of intervals that overlap, those that only touch left out. */
export function overlapping<T extends { readonly from: number; readonly to: number }>(
  intervals: readonly T[],
  each: (a: T, b: T) => void,
): void {
  const sorted = [...intervals].sort((a, b) => a.from - b.from);
  sorted.forEach((a, index) => {
    for (let next = index + 1; next < sorted.length && sorted[next]!.from < a.to; next++)
      each(a, sorted[next]!);
  });
}

function grouped(facts: readonly Fact[]): ReadonlyMap<string, Fact[]> {
  const groups = new Map<string, Fact[]>();
  for (const fact of facts) {
    if (fact.vm === undefined) continue;
    const list = groups.get(fact.vm);
    if (list === undefined) groups.set(fact.vm, [fact]);
    else list.push(fact);
  }
  return groups;
}
