// The library: scenario text in, results out, without files and process. Everything the command line does with a
// scenario goes through here.

import { DAY } from './calendar/instant.ts';
import { checkIncidents } from './catalogue/incident-check.ts';
import { loadReleases } from './catalogue/load.ts';
import type { Release } from './catalogue/release.ts';
import { buildFleet } from './fleet/build.ts';
import { checkRegions } from './fleet/check.ts';
import type { Fleet } from './fleet/fleet.ts';
import type { Phase } from './fleet/phases.ts';
import { draw, streamKey } from './kernel/streams.ts';
import { TraceWriter } from './ledger/trace.ts';
import { Fold } from './metrics/fold.ts';
import type { Folded } from './metrics/folded.ts';
import { summarize } from './metrics/summarize.ts';
import type { Assumption, Summary } from './metrics/summary.ts';
import type { Rollout } from './rollout/rollouts.ts';
import { assumptions } from './scenario/assumptions.ts';
import { placerInNamedFiles } from './scenario/named-file.ts';
import { parseData, parseScenario } from './scenario/parse.ts';
import type { Finding, Problem } from './scenario/problem.ts';
import type { Scenario } from './scenario/schema.ts';
import { Simulation } from './simulation/simulation.ts';
import { vmTable } from './vm/table.ts';

export type { Release } from './catalogue/release.ts';
export { type Breach, type Line, UnreadableTrace } from './checker/breach.ts';
export { Checker, type CheckResult, checkTrace } from './checker/checker.ts';
export type * from './metrics/summary.ts';
export type { Finding, Problem } from './scenario/problem.ts';
export type { Scenario } from './scenario/schema.ts';
export { scenarioJsonSchema } from './scenario/schema.ts';

/** A scenario that is fit to run, with its releases and what a reader of the results must know. */
export interface LoadedScenario {
  readonly scenario: Scenario;
  /** Sorted by instant, from 400 days before the start to the end. */
  readonly releases: readonly Release[];
  readonly assumptions: readonly Assumption[];
  readonly notices: readonly string[];
  /** Texts that were read, for digests: the scenario first, then calendar files. */
  readonly inputs: readonly { readonly name: string; readonly text: string }[];
}

export type LoadResult =
  | { readonly ok: true; readonly scenario: LoadedScenario }
  | { readonly ok: false; readonly problems: readonly Problem[] };

export interface LoadOptions {
  /** Name of the text in problems. */
  readonly file: string;
  /** Reads a file named in the scenario; throws when it cannot be read. Without it such files are problems. */
  readonly read?: (path: string) => string;
  /** Replaces the scenario's seed. */
  readonly seed?: string;
}

/** Parses and checks a scenario; reports all problems at once, each with its place. Never throws for a user's mistake. */
export function loadScenario(text: string, options: LoadOptions): LoadResult {
  const parsed = parseScenario(text, options.file);
  const usable = 'problems' in parsed ? parsed.partial : parsed;
  if (usable === undefined) return { ok: false, problems: 'problems' in parsed ? parsed.problems : [] };
  const { document } = usable;
  const scenario = options.seed === undefined ? usable.scenario : { ...usable.scenario, seed: options.seed };
  const inputs = [{ name: options.file, text }];
  const { read } = options;
  const random = (purpose: string, month: string): number =>
    draw(streamKey(scenario.seed, purpose), Number(month.replace('-', '')), 0) / 2 ** 32;
  const catalogue = loadReleases(scenario.catalogue, {
    start: scenario.clock.start,
    end: scenario.clock.end,
    releaseTime: scenario.parameters.releaseTime,
    random,
    unplannedBaselineProbability: scenario.parameters.unplannedBaselineProbability,
    parseData,
    read:
      read &&
      ((path) => {
        const content = read(path);
        inputs.push({ name: path, text: content });
        return content;
      }),
  });
  const findings: Finding[] = [
    ...checkRegions(scenario),
    ...catalogue.findings,
    ...(catalogue.findings.length > 0 ? [] : checkIncidents(scenario.incidents, catalogue.releases)),
  ];
  const inNamedFile = placerInNamedFiles(inputs);
  const problems = [
    ...('problems' in parsed ? parsed.problems : []),
    ...findings.map((one) => inNamedFile(one) ?? document.locate(one)),
  ];
  if (problems.length > 0) {
    return { ok: false, problems: problems.sort((a, b) => a.line - b.line || a.column - b.column) };
  }
  return {
    ok: true,
    scenario: {
      scenario,
      releases: catalogue.releases,
      assumptions: assumptions(scenario, document.raw),
      notices: catalogue.notices,
      inputs,
    },
  };
}

export interface SimulateOptions {
  /** Share of the virtual time that has passed, 0 to 1. */
  readonly onProgress?: (share: number) => void;
  /** Receives the trace, a line of JSON at a time without its line end, in order of time. */
  readonly trace?: (line: string) => void;
  readonly signal?: AbortSignal;
  /**
   * Most threads to use, 1 when left out. A thread takes whole regions; a run with a trace takes one. The results are
   * the same however many there are.
   */
  readonly jobs?: number;
}

/**
 * Runs a scenario. Yields to the event loop once per simulated day; rejects with `signal.reason` when aborted. The
 * same scenario and seed give the same summary and trace, on any machine.
 */
export async function simulate(
  loaded: LoadedScenario,
  options: SimulateOptions = {},
): Promise<{ readonly summary: Summary }> {
  const { scenario, releases } = loaded;
  const fleet = buildFleet(scenario);
  const { jobs = 1 } = options;
  const several = jobs > 1 && options.trace === undefined && fleet.regions.length > 1;
  const { folded, phases, rollouts } = several
    ? await (await import('./threads/run-parts.ts')).runParts(
        { scenario, fleet, releases },
        { ...options, jobs },
      )
    : await runAlone(loaded, fleet, options);
  const { name, description, seed } = scenario;
  const { assumptions, notices } = loaded;
  return { summary: summarize(folded, { name, description, seed, assumptions, notices, phases, rollouts }) };
}

/** The whole run in this thread. */
async function runAlone(
  { scenario, releases }: LoadedScenario,
  fleet: Fleet,
  { onProgress, trace, signal }: SimulateOptions,
): Promise<{ folded: Folded; phases: readonly Phase[]; rollouts: readonly Rollout[] }> {
  const { start, end } = scenario.clock;
  let measured: (group: number) => readonly number[] = () => [];
  const fold = (): Fold => new Fold({ fleet, releases, start, end, measured });
  const writer = trace === undefined ? undefined : new TraceWriter({ scenario, fleet, releases }, trace);
  let folded: Fold | undefined;
  const sink = {
    record: (kind: number, t: number, vm: number, a: number, b: number): void => {
      folded?.record(kind, t, vm, a, b);
      writer?.record(kind, t, vm, a, b);
    },
    settled: (t: number): void => {
      folded?.settled(t);
      writer?.settled();
    },
  };
  const simulation = new Simulation({
    scenario,
    fleet,
    releases,
    table: vmTable,
    sink,
    settleEvery: DAY,
    complete: writer,
  });
  measured = (group) => simulation.world.measuredReleases(group);
  folded = fold();
  let reported = 0;
  for (let running = true; running; ) {
    running = simulation.step();
    if (simulation.progress - reported < 0.002 && running) continue;
    reported = simulation.progress;
    onProgress?.(reported);
    await new Promise((resolve) => setImmediate(resolve));
    signal?.throwIfAborted();
  }
  writer?.end();
  const { phases, rollouts } = simulation.world;
  return { folded: folded.finish(), phases, rollouts: rollouts.list };
}
