// When single VMs were patched and restarted in one run, by release, out of the ledger as it comes.
// Refuses to know any rule, and other runs.

import { monthOf } from '../calendar/instant.ts';
import { wallOf } from '../calendar/local.ts';
import type { Release } from '../catalogue/release.ts';
import { vmName } from '../fleet/fleet.ts';
import type { Orchestration } from '../fleet/orchestration.ts';
import { FACT } from '../ledger/fact-codes.ts';
import type { LedgerSink } from '../ledger/facts.ts';
import type { LoadedScenario } from './loaded-scenario.ts';
import { observe } from './observe.ts';
import { selectVms } from './selection.ts';
import type { Watched } from './simulate.ts';

/** A release as forecasts name it: one that is drawn anew in every replication goes by its month. */
export interface ForecastRelease {
  readonly key: string;
  readonly month: string;
  readonly kb: string;
  readonly kind: string;
  /** UTC seconds. */
  readonly instant: number;
}

/** What became of one release on one VM. Wall times are local, in seconds as if they were UTC; null for never. */
export interface Outcome {
  /** Index of `vms` and `releases`. */
  readonly vm: number;
  readonly release: number;
  readonly installed: number | null;
  /** Start of the restart it needed; null also where it took effect without one. */
  readonly rebooted: number | null;
  readonly effective: number | null;
}

export interface Forecast {
  readonly vms: readonly {
    readonly name: string;
    readonly group: string;
    readonly zone: string;
    /** Somebody installs without being asked: the platform, Windows itself or a schedule. */
    readonly automatic: boolean;
  }[];
  readonly releases: readonly ForecastRelease[];
  /** A pair of every VM and release it is measured by. */
  readonly outcomes: readonly Outcome[];
}

export async function forecastOnce(
  loaded: LoadedScenario,
  words: readonly string[],
  signal?: AbortSignal,
): Promise<Forecast> {
  const { start } = loaded.scenario.clock;
  const forecaster = (run: Watched): Forecaster => new Forecaster(run, selectVms(run.fleet, words), start);
  const { listeners } = await observe(loaded, [forecaster], signal);
  return listeners[0].forecast();
}

/** The last installation and restart of a VM, and for each of its releases what it came to. */
interface Watch {
  installed: number;
  rebooted: number;
  readonly outcomes: Map<number, { installed: number; rebooted: number | null; effective: number }>;
}

class Forecaster implements LedgerSink {
  readonly #run: Watched;
  readonly #vms: readonly number[];
  readonly #start: number;
  readonly #watches = new Map<number, Watch>();

  constructor(run: Watched, vms: readonly number[], start: number) {
    this.#run = run;
    this.#vms = vms;
    this.#start = start;
    for (const vm of vms) this.#watches.set(vm, { installed: -1, rebooted: -1, outcomes: new Map() });
  }

  record(kind: number, t: number, vm: number, a: number): void {
    const watch = this.#watches.get(vm);
    if (watch === undefined) return;
    if (kind === FACT.admitted || kind === FACT.runStarted) watch.rebooted = -1;
    else if (kind === FACT.patchInstalled) watch.installed = t;
    else if (kind === FACT.rebootStarted) watch.rebooted = t;
    else if (kind === FACT.becameEffective) {
      const rebooted = watch.rebooted < watch.installed ? null : watch.rebooted;
      watch.outcomes.set(a, { installed: watch.installed, rebooted, effective: t });
    }
  }

  settled(): void {}

  forecast(): Forecast {
    const { fleet, releases } = this.#run;
    const used = [...new Set(this.#vms.flatMap((vm) => this.#releasesOf(vm)))].sort((a, b) => a - b);
    const outcomes = this.#vms.flatMap((vm, index) => {
      const { table } = fleet.clocks[fleet.clock[vm]];
      const wall = (t: number | null | undefined): number | null =>
        t === null || t === undefined || t < 0 ? null : wallOf(table, this.#start + t);
      return this.#releasesOf(vm).map((release): Outcome => {
        const outcome = this.#watches.get(vm)!.outcomes.get(release);
        return {
          vm: index,
          release: used.indexOf(release),
          installed: wall(outcome?.installed),
          rebooted: wall(outcome?.rebooted),
          effective: wall(outcome?.effective),
        };
      });
    });
    return {
      vms: this.#vms.map((vm) => ({
        name: vmName(fleet, vm),
        group: fleet.groups[fleet.group[vm]].name,
        zone: fleet.clocks[fleet.clock[vm]].zone,
        automatic: isAutomatic(fleet.coverage[fleet.group[vm]].orchestration),
      })),
      releases: used.map((release) => forecastRelease(releases[release])),
      outcomes,
    };
  }

  /** Releases that come out in the run. */
  #releasesOf(vm: number): number[] {
    const { fleet, releases, measured } = this.#run;
    if (vm >= fleet.simulated) return [];
    return measured(fleet.group[vm]).filter((release) => releases[release].instant > this.#start);
  }
}

const isAutomatic = (orchestration: Orchestration | undefined): boolean =>
  orchestration !== undefined && orchestration !== 'manual';

function forecastRelease({ kb, kind, instant, certainty }: Release): ForecastRelease {
  const month = monthOf(instant);
  const key = certainty === 'generated' ? `${month}${kind === 'dotnet' ? ' .NET' : ''}` : `${month} ${kb}`;
  return { key, month, kb, kind, instant };
}
