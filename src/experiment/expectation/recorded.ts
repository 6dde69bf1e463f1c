// A run that is kept fact by fact, so that expectations can be asked of it later and answered at once.
// Refuses to know who asks.

import type { LedgerSink } from '../../ledger/facts.ts';
import type { Summary } from '../../metrics/summary.ts';
import { type LoadOptions, loadScenario } from '../load.ts';
import type { LoadedScenario } from '../loaded-scenario.ts';
import { observe } from '../observe.ts';
import { type Run, runOf } from '../replication.ts';
import type { Watched } from '../simulate.ts';
import { checkExpectations } from './check.ts';
import { measuredOf, talliesFor, type Verdict, verdictOf, withWitness, witnessesFor } from './verdict.ts';

/** In place of a kind of fact. */
const SETTLED = -1;

/** What a test in code is given. */
export interface PolicyRun {
  readonly summary: Summary;
  /** As the scenario was named when it was read. */
  readonly file: string;
  /**
   * The verdict on an expectation, written as in a scenario: `reboots.perVm.max <= 5`. Not `when(…)` and variants, which
   * need runs of their own. @throws Error for an expectation that makes no sense
   */
  readonly verdict: (that: string, group?: string) => Verdict;
}

/** @throws Error naming every problem of the scenario */
export async function recordRun(
  text: string,
  options: LoadOptions,
  signal?: AbortSignal,
): Promise<PolicyRun> {
  const loaded = loadScenario(text, options);
  if (!loaded.ok) {
    const lines = loaded.problems.map(
      ({ file, line, column, message }) => `${file}:${line}:${column}: ${message}`,
    );
    throw new Error(lines.join('\n'));
  }
  const facts: number[] = [];
  const { summary, run } = await observe(
    loaded.scenario,
    [
      () => ({
        record: (...fact) => void facts.push(...fact),
        settled: (t) => void facts.push(SETTLED, t, -1, -1, -1),
      }),
    ],
    signal,
  );
  const kept: Kept = { scenario: loaded.scenario, watched: run, run: runOf(summary), facts };
  return { summary, file: options.file, verdict: (that, group) => verdictOn(kept, that, group) };
}

interface Kept {
  readonly scenario: LoadedScenario;
  readonly watched: Watched;
  readonly run: Run;
  /** Five numbers a fact, or the instant before which all are known. */
  readonly facts: readonly number[];
}

function replay<L extends LedgerSink>(
  { facts, watched }: Kept,
  makers: readonly ((run: Watched) => L)[],
): L[] {
  const listeners = makers.map((make) => make(watched));
  for (let at = 0; at < facts.length; at += 5)
    for (const listener of listeners)
      if (facts[at] === SETTLED) listener.settled(facts[at + 1]);
      else listener.record(facts[at], facts[at + 1], facts[at + 2], facts[at + 3], facts[at + 4]);
  return listeners;
}

function verdictOn(kept: Kept, that: string, group?: string): Verdict {
  const { scenario } = kept.scenario;
  const written = { that, level: 'deny' as const, ...(group === undefined ? {} : { group: [group] }) };
  const { expectations, findings } = checkExpectations({
    scenario: { ...scenario, variants: [], expect: [written] },
    releases: kept.scenario.releases,
    namesKnown: true,
  });
  const [expectation] = expectations;
  if (findings.length > 0)
    throw new Error(
      findings
        .map(({ message, hint }) => `"${that}": ${message}${hint === undefined ? '' : `; ${hint}`}`)
        .join('\n'),
    );
  if (expectation.measurement.kind === 'when')
    throw new Error(`"${that}": when(…) needs many runs; write it under expect: in the scenario`);
  const tallies = talliesFor([expectation], undefined);
  const listeners = replay(kept, [...tallies.values()]);
  const results = [...tallies.keys()].map((key, index) => [key, listeners[index].result()] as const);
  const runs = new Map([[undefined, { run: kept.run, tallies: new Map(results) }]]);
  const verdict = verdictOf(
    expectation,
    { expectationPlaces: [{ line: 1, column: 1 }] },
    measuredOf(expectation, runs),
  );
  const [make] = witnessesFor([verdict], undefined).values();
  if (make === undefined) return verdict;
  const [witness] = replay(kept, [make]);
  return withWitness(verdict, kept.watched, witness);
}
