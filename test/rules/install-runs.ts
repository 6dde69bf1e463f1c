// Scenarios with two patches in one run, and the runs of a trace one by one. Refuses to know what a run may do.

import { exactly, type Fact, flightsOf, group, NO_FAILURES, type Ran } from './run.ts';

export const MINUTE = 60;
/** A cumulative update and a .NET update on one day, and how long each takes. */
export const two = (cumulative: string, dotnet: string, more: Readonly<Record<string, unknown>> = {}) => ({
  catalogue: [
    {
      releases: [
        { product: 'WS2019', release_date: '2024-02-13', kb: 'KB5000001', kind: 'cumulative' },
        { product: 'WS2019', release_date: '2024-02-13', kb: 'KB5000002', kind: 'dotnet' },
      ],
    },
  ],
  fleet: [group('a', 12)],
  ...more,
  parameters: {
    ...NO_FAILURES,
    subscriptionShare: '100%',
    installCumulative: exactly(cumulative),
    installDotnet: exactly(dotnet),
    rebootDuration: exactly('4m'),
    ...((more.parameters as object) ?? {}),
  },
});

/** Runs of all VMs: the facts from each admission to what ends it. */
export function runsOf(ran: Ran): Fact[][] {
  return flightsOf(ran).map(({ vm, from, to }) => {
    const facts = ran.about(vm);
    return facts
      .slice(facts.findIndex(({ fact, s }) => fact === 'admitted' && s === from))
      .filter(({ s }) => s <= to);
  });
}
export const windowEnd = (one: Fact[]): number => Date.parse(one[0]!.windowEnd!) / 1000;
export const find = (one: Fact[], fact: string, kb?: string): Fact | undefined =>
  one.find((other) => other.fact === fact && (kb === undefined || other.kb === kb));
