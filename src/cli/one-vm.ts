// A run of a scenario for one VM's sake: what the commands that ask about a VM have in common before they answer.
// Refuses to know the question.

import { DAY, formatDate, type Instant } from '../calendar/instant.ts';
import { wallOf } from '../calendar/local.ts';
import { zoneTable } from '../calendar/zone.ts';
import { renderProblems } from '../report/problems.ts';
import { didYouMean } from '../scenario/suggestion.ts';
import { type RunHead, VmCollector, type VmHead } from '../story/collect.ts';
import type { Context } from './context.ts';
import { unlessAborted } from './interruption.ts';
import { openScenario } from './scenario-source.ts';

export interface OneVmOptions {
  readonly vm: string;
  readonly seed?: string;
  readonly variant?: string;
}

export interface OneVm {
  readonly collected: VmCollector;
  readonly head: VmHead;
  readonly run: RunHead;
  /** UTC seconds to the VM's wall time as if it were UTC seconds. */
  readonly wall: (instant: Instant) => number;
}

/**
 * Undefined once it has been said what is wrong with the scenario, or that it has no such VM.
 * @throws FileRefusal for a scenario that cannot be read, Interruption
 */
export async function runForOneVm(
  named: string,
  options: OneVmOptions,
  context: Context,
): Promise<OneVm | undefined> {
  const { terminal, signal } = context;
  const { text, ...place } = await unlessAborted(openScenario(named, terminal), signal);
  const { loadScenario, simulate, tuneV8For } = await context.engine();
  const loaded = loadScenario(text, {
    ...place,
    ...(options.seed === undefined ? {} : { seed: options.seed }),
    ...(options.variant === undefined ? {} : { variant: options.variant }),
  });
  if (!loaded.ok) {
    terminal.err(renderProblems(loaded.problems, { color: terminal.color.err, columns: terminal.columns }));
    return undefined;
  }
  context.noteSeed(loaded.scenario.scenario.seed);
  const collected = new VmCollector(options.vm);
  await tuneV8For(loaded.scenario);
  await simulate(loaded.scenario, { signal, jobs: 1, trace: (line) => collected.line(line) });
  const { head, run, names } = collected;
  if (head === undefined || run === undefined) {
    const near = didYouMean(options.vm, names) ?? `the first is "${names[0]}"`;
    terminal.err(`patchsim: ${place.file} has no VM "${options.vm}"; ${near}\n`);
    return undefined;
  }
  const zone = zoneTable(head.timeZone, run.start - 2 * DAY, run.end + 2 * DAY);
  return { collected, head, run, wall: (instant) => wallOf(zone, instant) };
}

/** What to say of a time that the run does not cover. */
export const outsideOf = ({ start, end }: RunHead, what: string): string =>
  `${what} is outside of the run, ${formatDate(start)} to ${formatDate(end)}`;
