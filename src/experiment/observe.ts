// One run with listeners beside the summary. Refuses to know what they listen for.

import type { LedgerSink } from '../ledger/facts.ts';
import type { Summary } from '../metrics/summary.ts';
import type { LoadedScenario } from './loaded-scenario.ts';
import { simulateAlone, type Watched } from './simulate.ts';

/** `listeners` are made when the run begins, in the order of what they are made from. */
export async function observe<L extends LedgerSink>(
  scenario: LoadedScenario,
  makers: readonly ((run: Watched) => L)[],
  signal?: AbortSignal,
): Promise<{ readonly summary: Summary; readonly run: Watched; readonly listeners: readonly L[] }> {
  let run: Watched | undefined;
  let listeners: readonly L[] = [];
  const { summary } = await simulateAlone(scenario, {
    ...(signal === undefined ? {} : { signal }),
    watch: (begun) => {
      run = begun;
      listeners = makers.map((make) => make(begun));
      return {
        record: (kind, t, vm, a, b) => {
          for (const listener of listeners) listener.record(kind, t, vm, a, b);
        },
        settled: (t) => {
          for (const listener of listeners) listener.settled(t);
        },
      };
    },
  });
  return { summary, run: run!, listeners };
}
