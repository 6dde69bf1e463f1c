// `patchsim explain`: one run, and out of its ledger the story of one VM. Refuses to know any rule: every answer is what
// the run did.

import { formatInstant, parseInstant } from '../calendar/instant.ts';
import { renderStory } from '../report/story.ts';
import { dotnetFound } from '../status/patch-status.ts';
import type { RunHead } from '../story/collect.ts';
import {
  episodesDuring,
  episodesNow,
  knownBy,
  type Story,
  storyOf,
  type ToldEpisode,
} from '../story/story.ts';
import type { Context } from './context.ts';
import { BAD_INPUT, SUCCESS } from './exit-codes.ts';
import { type OneVmOptions, outsideOf, runForOneVm } from './one-vm.ts';

export interface ExplainOptions extends OneVmOptions {
  /** An instant, such as 2024-08-20T01:00Z. */
  readonly at?: string;
  /** A month of the VM's local time, such as 2024-08. */
  readonly month?: string;
  readonly json?: boolean;
  readonly verbose?: boolean;
}

/** @throws FileRefusal for a scenario that cannot be read, Interruption */
export async function explainCommand(
  named: string,
  options: ExplainOptions,
  context: Context,
): Promise<number> {
  const { terminal } = context;
  const one = await runForOneVm(named, options, context);
  if (one === undefined) return BAD_INPUT;
  const { collected, run, wall } = one;
  const span = spanOf(options, wall, run);
  if (typeof span === 'string') {
    terminal.err(`patchsim: ${span}\n`);
    return BAD_INPUT;
  }
  const at = span && 'at' in span ? span.at : undefined;
  const known = knownBy(collected, at ?? Number.POSITIVE_INFINITY);
  const story = storyOf(known, dotnetFound(known))!;
  const episodes =
    span === undefined
      ? story.episodes
      : 'at' in span
        ? episodesNow(story, span.at)
        : episodesDuring(story, span.from, span.to);
  if (options.json) terminal.out(`${JSON.stringify(asJson(run, story, episodes), null, 2)}\n`);
  else {
    const { color, columns = 100 } = terminal;
    const verbose = options.verbose ?? span !== undefined;
    const until = at !== undefined;
    terminal.out(renderStory(story, episodes, { color: color.out, columns, wall, verbose, until }));
  }
  return SUCCESS;
}

/** What is asked for as UTC seconds; undefined for all of it, a text when it lies outside the run. */
function spanOf(
  { at, month }: ExplainOptions,
  wall: (instant: number) => number,
  run: RunHead,
): { from: number; to: number } | { at: number } | string | undefined {
  if (at === undefined && month === undefined) return undefined;
  const { start, end } = run;
  if (at !== undefined) {
    const instant = parseInstant(at) as number;
    return instant < start || instant >= end ? outsideOf(run, at) : { at: instant };
  }
  const [year, number] = month!.split('-').map(Number) as [number, number];
  const local = (m: number): number => {
    const midnight = Date.UTC(year, m - 1) / 1000;
    return (
      midnight - (wall(Math.min(Math.max(midnight, start), end)) - Math.min(Math.max(midnight, start), end))
    );
  };
  const span = { from: local(number), to: local(number + 1) };
  return span.to <= start || span.from >= end ? outsideOf(run, month!) : span;
}

const INSTANTS = ['from', 'to', 'first', 'last', 'at', 'started', 'completed', 'windowEnd'];

/** As the library has it, with instants as ISO 8601 in UTC. */
function asJson(
  { scenario, seed }: RunHead,
  { vm, ...totals }: Story,
  episodes: readonly ToldEpisode[],
): unknown {
  const written = (value: unknown, key = ''): unknown => {
    if (Array.isArray(value)) return value.map((one) => written(one));
    if (typeof value === 'number' && INSTANTS.includes(key)) return formatInstant(value);
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, written(inner, name)]));
  };
  const { reboots, hotpatches, overdue } = totals;
  return { formatVersion: 1, scenario, seed, vm, reboots, hotpatches, overdue, episodes: written(episodes) };
}
