// Runs a scenario and folds it into its summary, on one thread or several. Refuses to know where the scenario comes from.

import { DAY } from '../calendar/instant.ts';
import { buildFleet } from '../fleet/build.ts';
import type { Fleet } from '../fleet/fleet.ts';
import type { Phase } from '../fleet/phases.ts';
import type { LedgerSink } from '../ledger/facts.ts';
import { foldOf } from '../metrics/fold.ts';
import type { Folded } from '../metrics/folded.ts';
import { summarize } from '../metrics/summarize.ts';
import type { Summary } from '../metrics/summary.ts';
import type { Rollout } from '../rollout/rollouts.ts';
import { Simulation } from '../simulation/simulation.ts';
import { vmTable } from '../vm/table.ts';
import { demand, demandLoaded, demandOptions, demandThreads, isMapping, synchronous } from './arguments.ts';
import type { LoadedScenario } from './loaded-scenario.ts';
import { type TraceOptions, traceWriterOf } from './trace-writer.ts';

export interface SimulateOptions extends TraceOptions {
  /** Share of the virtual time that has passed, 0 to 1. */
  readonly onProgress?: (share: number) => void;
  readonly signal?: AbortSignal;
  /**
   * Most threads to use, 1 when left out. They share out the places where VMs compete for room, the sets and the shares
   * of subscriptions in regions; a run with a trace takes one, and one for `traceGzip`. The results are the same however
   * many there are. With 2 and more they are new ones for each run, with 1 it is the caller's: of many runs of a large
   * fleet there all but the first take twice as long (docs/performance.md, "Many runs in a process").
   */
  readonly jobs?: number;
}

/**
 * Runs a scenario. Yields to the event loop again and again; rejects with `signal.reason` when aborted. The
 * same scenario and seed give the same summary and trace, on any machine.
 * @throws RangeError for `jobs` that are no number of threads, TypeError for other arguments that are none and for a
 * function among them that returns a promise; what such a function throws
 */
export async function simulate(
  loaded: LoadedScenario,
  options: SimulateOptions = {},
): Promise<{ readonly summary: Summary }> {
  demandArguments(loaded, options);
  const { scenario, releases } = loaded;
  const { jobs = 1 } = options;
  demandThreads('simulate: options.jobs', jobs);
  const held = { ...options, ...takingAtOnce(options) };
  if (jobs === 1 || tracing(options)) return alone(loaded, held);
  const { runParts } = await import('../threads/run-parts.ts');
  const run = await runParts({ scenario, releases }, { ...held, jobs });
  return run === undefined ? alone(loaded, held) : { summary: summaryOf(loaded, run.folded, run) };
}

async function alone(
  loaded: LoadedScenario,
  options: SimulateOptions,
): Promise<{ readonly summary: Summary }> {
  const { summary } = await simulateAlone(loaded, options);
  return { summary };
}

function demandArguments(loaded: unknown, options: unknown): void {
  demandLoaded('simulate', loaded);
  const functions = ['trace', 'traceBytes', 'traceGzip', 'onProgress'];
  demandOptions('simulate', options, { functions });
  const { signal } = options as { readonly signal?: unknown };
  const isSignal = isMapping(signal) && typeof signal.throwIfAborted === 'function';
  demand(signal === undefined || isSignal, 'simulate: options.signal', 'an AbortSignal', signal);
}

/** Those who take the trace or the progress, held to be done when they return. */
function takingAtOnce({
  trace,
  traceBytes,
  traceGzip,
  onProgress,
}: SimulateOptions): Pick<SimulateOptions, keyof TraceOptions | 'onProgress'> {
  return {
    ...(onProgress && { onProgress: synchronous('simulate: options.onProgress', onProgress) }),
    ...(trace && { trace: synchronous('simulate: options.trace', trace) }),
    ...(traceBytes && { traceBytes: synchronous('simulate: options.traceBytes', traceBytes) }),
    ...(traceGzip && { traceGzip: synchronous('simulate: options.traceGzip', traceGzip) }),
  };
}

const tracing = ({ trace, traceBytes, traceGzip }: TraceOptions): boolean =>
  [trace, traceBytes, traceGzip].some((take) => take !== undefined);

function summaryOf(
  { scenario: { name, description, seed }, assumptions, notices }: LoadedScenario,
  folded: Folded,
  { phases, rollouts }: { readonly phases: readonly Phase[]; readonly rollouts: readonly Rollout[] },
): Summary {
  return summarize(folded, { name, description, seed, assumptions, notices, phases, rollouts });
}

/** What somebody who watches a run is told before it begins. */
export interface Watched {
  readonly fleet: Fleet;
  /** UTC seconds. */
  readonly start: number;
  readonly end: number;
  readonly releases: LoadedScenario['releases'];
  /** Releases a group's VMs are measured by, as indices of `releases`. */
  readonly measured: (group: number) => readonly number[];
}

/** Receives a run's facts as they come. */
export type Watch = (run: Watched) => LedgerSink;

/** Share of a run between two turns of the event loop: one takes longer than a day of a few hundred VMs. */
const paceOf = ({ vms }: Fleet): number => Math.max(0.002, Math.min(0.02, 20 / vms));

/** The whole run in this thread; with the reboots of each covered VM of the fleet. */
export async function simulateAlone(
  loaded: LoadedScenario,
  { onProgress, signal, watch, ...options }: SimulateOptions & { readonly watch?: Watch },
): Promise<{ readonly summary: Summary; readonly rebootsOfVm: Uint16Array }> {
  const { scenario, releases } = loaded;
  const { start, end } = scenario.clock;
  const fleet = buildFleet(scenario);
  const measured = (group: number): readonly number[] => simulation.world.measuredReleases(group);
  const fold = foldOf({ fleet, releases, start, end, measured });
  const { jobs = 1 } = options;
  const writer = await traceWriterOf({ scenario, fleet, releases }, { ...options, jobs });
  let watching: LedgerSink | undefined;
  const listening: LedgerSink = {
    record: (kind, t, vm, a, b) => {
      fold.record(kind, t, vm, a, b);
      writer?.record(kind, t, vm, a, b);
      watching?.record(kind, t, vm, a, b);
    },
    settled: (t) => {
      fold.settled(t);
      writer?.settled(t);
      watching?.settled(t);
    },
    expect: fold.expect,
  };
  const simulation = new Simulation({
    scenario,
    fleet,
    releases,
    table: vmTable,
    // A run nobody listens to is most of them: its facts take no other call.
    sink: writer === undefined && watch === undefined ? fold : listening,
    settleEvery: DAY,
    complete: writer,
  });
  watching = watch?.({ fleet, start, end, releases, measured });
  const pace = paceOf(fleet);
  let reported = 0;
  try {
    for (let running = true; running; ) {
      running = simulation.step();
      if (simulation.progress - reported < pace && running) continue;
      reported = simulation.progress;
      onProgress?.(reported);
      await new Promise((resolve) => setImmediate(resolve));
      signal?.throwIfAborted();
      await writer?.ready();
    }
    await writer?.end();
  } finally {
    await writer?.stop();
  }
  const { phases, rollouts } = simulation.world;
  const summary = summaryOf(loaded, fold.finish(), { phases, rollouts: rollouts.list });
  return { summary, rebootsOfVm: fold.rebootsOfVm };
}
