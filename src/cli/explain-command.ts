// `patchsim explain`: one run, and out of its ledger the story of one VM. Refuses to know any rule: every answer is what
// the run did.

import { DAY, parseInstant } from '../calendar/instant.ts';
import { wallOf } from '../calendar/local.ts';
import { zoneTable } from '../calendar/zone.ts';
import { renderProblems } from '../report/problems.ts';
import { renderStory } from '../report/story.ts';
import { didYouMean } from '../scenario/suggestion.ts';
import { VmCollector } from '../story/collect.ts';
import { episodesAround, episodesDuring, type Story, storyOf, type ToldEpisode } from '../story/story.ts';
import type { Context } from './context.ts';
import { BAD_INPUT, SUCCESS } from './exit-codes.ts';
import { unlessAborted } from './interruption.ts';
import { openScenario } from './scenario-source.ts';

export interface ExplainOptions {
  readonly vm: string;
  readonly seed?: string;
  readonly variant?: string;
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
  const { terminal, signal } = context;
  const { text, ...place } = await unlessAborted(openScenario(named, terminal), signal);
  const { loadScenario, simulate } = await context.engine();
  const loaded = loadScenario(text, {
    ...place,
    ...(options.seed === undefined ? {} : { seed: options.seed }),
    ...(options.variant === undefined ? {} : { variant: options.variant }),
  });
  if (!loaded.ok) {
    terminal.err(renderProblems(loaded.problems, { color: terminal.color.err, columns: terminal.columns }));
    return BAD_INPUT;
  }
  const { name, seed, clock } = loaded.scenario.scenario;
  context.noteSeed(seed);
  const refuse = (message: string): number => {
    terminal.err(`patchsim: ${message}\n`);
    return BAD_INPUT;
  };
  const collector = new VmCollector(options.vm);
  await simulate(loaded.scenario, { signal, jobs: 1, trace: (line) => collector.line(line) });
  const story = storyOf(collector);
  if (story === undefined) {
    const near = didYouMean(options.vm, collector.names) ?? `the first is "${collector.names[0]}"`;
    return refuse(`${place.file} has no VM "${options.vm}"; ${near}`);
  }
  const zone = zoneTable(story.vm.timeZone, clock.start - 2 * DAY, clock.end + 2 * DAY);
  const wall = (instant: number): number => wallOf(zone, instant);
  const span = spanOf(options, wall, clock);
  if (typeof span === 'string') return refuse(span);
  const episodes =
    span === undefined
      ? story.episodes
      : 'at' in span
        ? episodesAround(story, span.at)
        : episodesDuring(story, span.from, span.to);
  if (options.json) terminal.out(`${JSON.stringify(asJson(name, seed, story, episodes), null, 2)}\n`);
  else {
    const { color, columns = 100 } = terminal;
    const verbose = options.verbose ?? span !== undefined;
    terminal.out(renderStory(story, episodes, { color: color.out, columns, wall, verbose }));
  }
  return SUCCESS;
}

interface Clock {
  readonly start: number;
  readonly end: number;
}

/** What is asked for as UTC seconds; undefined for all of it, a text when it lies outside the run. */
function spanOf(
  { at, month }: ExplainOptions,
  wall: (instant: number) => number,
  { start, end }: Clock,
): { from: number; to: number } | { at: number } | string | undefined {
  if (at === undefined && month === undefined) return undefined;
  const outside = (what: string): string =>
    `${what} is outside of the run, ${iso(start).slice(0, 10)} to ${iso(end).slice(0, 10)}`;
  if (at !== undefined) {
    const instant = parseInstant(at) as number;
    return instant < start || instant >= end ? outside(at) : { at: instant };
  }
  const [year, number] = month!.split('-').map(Number) as [number, number];
  const local = (m: number): number => {
    const midnight = Date.UTC(year, m - 1) / 1000;
    return (
      midnight - (wall(Math.min(Math.max(midnight, start), end)) - Math.min(Math.max(midnight, start), end))
    );
  };
  const span = { from: local(number), to: local(number + 1) };
  return span.to <= start || span.from >= end ? outside(month!) : span;
}

const iso = (instant: number): string => new Date(instant * 1000).toISOString().replace('.000Z', 'Z');

const INSTANTS = ['from', 'to', 'first', 'last', 'at', 'started', 'completed', 'windowEnd'];

/** As the library has it, with instants as ISO 8601 in UTC. */
function asJson(
  scenario: string,
  seed: string,
  { vm, ...totals }: Story,
  episodes: readonly ToldEpisode[],
): unknown {
  const written = (value: unknown, key = ''): unknown => {
    if (Array.isArray(value)) return value.map((one) => written(one));
    if (typeof value === 'number' && INSTANTS.includes(key)) return iso(value);
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, written(inner, name)]));
  };
  const { reboots, hotpatches, overdue } = totals;
  return { formatVersion: 1, scenario, seed, vm, reboots, hotpatches, overdue, episodes: written(episodes) };
}
