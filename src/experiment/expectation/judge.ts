// The verdict on every expectation of a scenario: the runs it needs, and for what is not met a second run that finds who
// broke it first. Refuses to know how a verdict is told.

import type { Summary } from '../../metrics/summary.ts';
import type { Forecast } from '../forecast.ts';
import type { LoadedScenario } from '../loaded-scenario.ts';
import { observe } from '../observe.ts';
import { runOf } from '../replication.ts';
import { USUAL_REPLICATIONS } from '../when.ts';
import { checkExpectations } from './check.ts';
import { type Forecasting, forecastFor, quantileOf } from './times.ts';
import {
  type Measured,
  measuredOf,
  runsOf,
  talliesFor,
  type Verdict,
  verdictOf,
  withWitness,
  witnessesFor,
} from './verdict.ts';

export interface Judged {
  readonly verdicts: readonly Verdict[];
  /** Of the scenario itself, not its variants. */
  readonly summary: Summary;
}

export interface JudgeOptions extends Forecasting {
  readonly variants: ReadonlyMap<string, LoadedScenario>;
}

/** Rejects with `signal.reason` when aborted. */
export async function judge(base: LoadedScenario, options: JudgeOptions): Promise<Judged> {
  const { signal, variants } = options;
  const { expectations } = checkExpectations({ ...base, namesKnown: true });
  const scenarioOf = (variant: string | undefined): LoadedScenario =>
    variant === undefined ? base : variants.get(variant)!;
  const needed = [...new Set<string | undefined>([undefined, ...expectations.flatMap(runsOf)])];
  const runs = new Map<string | undefined, Measured & { readonly summary: Summary }>();
  for (const variant of needed) {
    const tallies = talliesFor(expectations, variant);
    const { summary, listeners } = await observe(scenarioOf(variant), [...tallies.values()], signal);
    const results = [...tallies.keys()].map((key, index) => [key, listeners[index].result()] as const);
    runs.set(variant, { summary, run: runOf(summary), tallies: new Map(results) });
  }
  const verdicts: Verdict[] = [];
  const forecasts = new Map<string | undefined, readonly Forecast[]>();
  for (const expectation of expectations) {
    const { measurement, variant } = expectation;
    if (measurement.kind === 'when' && !forecasts.has(variant)) {
      const questions = expectations.filter((one) => one.variant === variant).map((one) => one.measurement);
      const whens = questions.filter((one) => one.kind === 'when');
      forecasts.set(variant, await forecastFor(scenarioOf(variant), whens, options));
    }
    const measured =
      measurement.kind === 'when'
        ? quantileOf(forecasts.get(variant)!, measurement)
        : measuredOf(expectation, runs);
    const asked =
      options.replications === USUAL_REPLICATIONS
        ? expectation
        : { ...expectation, replications: options.replications };
    verdicts.push(verdictOf(asked, base, measured));
  }
  for (const variant of needed) {
    const witnesses = witnessesFor(verdicts, variant);
    if (witnesses.size === 0) continue;
    const { run, listeners } = await observe(scenarioOf(variant), [...witnesses.values()], signal);
    for (const [place, index] of [...witnesses.keys()].entries())
      verdicts[index] = withWitness(verdicts[index], run, listeners[place]);
  }
  return { verdicts, summary: runs.get(undefined)!.summary };
}
