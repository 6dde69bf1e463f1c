// `patchsim compare`: variants of a scenario, two scenarios or two summaries side by side. Refuses to know statistics.

import { availableParallelism } from 'node:os';
import { basename, extname } from 'node:path';
import { formatInstant } from '../calendar/instant.ts';
import { type CompareResult, compareRuns } from '../experiment/compare.ts';
import type { LoadedScenario } from '../experiment/loaded-scenario.ts';
import { mismatchesOf, mismatchesOfSummaries } from '../experiment/mismatch.ts';
import { replicate } from '../experiment/replicate.ts';
import { runOf } from '../experiment/replication.ts';
import type { Summary } from '../metrics/summary.ts';
import { pageDocument } from '../page/document.ts';
import { renderComparisonCsv } from '../report/comparison-csv.ts';
import { renderComparisonMarkdown } from '../report/comparison-markdown.ts';
import { renderComparison } from '../report/comparison-text.ts';
import { differs, isWorse, verdict, vmsText } from '../report/comparison-words.ts';
import { renderProblems } from '../report/problems.ts';
import type { Context } from './context.ts';
import { BAD_INPUT, DIFFERS, SUCCESS } from './exit-codes.ts';
import { unlessAborted } from './interruption.ts';
import { writeWhole } from './output-folder.ts';
import { pageAssets } from './page-assets.ts';
import { openScenario, type ScenarioSource } from './scenario-source.ts';
import { asSummary } from './summary-file.ts';

export type CompareFormat = 'text' | 'json' | 'md' | 'csv' | 'html';

export interface CompareOptions {
  readonly variant?: readonly string[];
  readonly replications?: number;
  readonly jobs?: number;
  readonly seed?: string;
  readonly json?: boolean;
  readonly md?: boolean;
  readonly csv?: boolean;
  readonly html?: boolean;
  readonly output?: readonly { readonly format: CompareFormat; readonly file: string }[];
  readonly onlyIfWorse?: boolean;
  readonly detailedExitcode?: boolean;
  readonly force?: boolean;
}

/** Enough for an interval that is worth reading. */
const REPLICATIONS = 50;

/** @throws FileRefusal for what cannot be read or written, Interruption */
export async function compareCommand(
  named: readonly string[],
  options: CompareOptions,
  context: Context,
): Promise<number> {
  const { terminal, signal } = context;
  const sources: ScenarioSource[] = [];
  for (const name of named) sources.push(await unlessAborted(openScenario(name, terminal), signal));
  const summaries = sources.map(({ text }) => asSummary(text));
  const mixed = mixedUp(summaries, options);
  if (mixed !== undefined) {
    terminal.err(`patchsim: ${mixed}\n`);
    return BAD_INPUT;
  }
  const inputs =
    summaries.length === 2 && summaries.every((one) => one !== undefined)
      ? ofSummaries(summaries as [Summary, Summary], sources)
      : await ofScenarios(sources, options, context);
  if (typeof inputs === 'string') {
    terminal.err(inputs);
    return BAD_INPUT;
  }
  if (inputs.mismatches.length > 0) {
    const told = inputs.mismatches.map((one) => `patchsim: ${one}\n`).join('');
    terminal.err(told);
    if (!options.force) {
      terminal.err(
        'patchsim: what differs would not come from patching alone; --force compares all the same\n',
      );
      return BAD_INPUT;
    }
  }
  const result = await inputs.result();
  tell(result, options, context);
  return options.detailedExitcode && differs(result) ? DIFFERS : SUCCESS;
}

/** What cannot be compared by its kind; undefined when it can. */
function mixedUp(
  summaries: readonly (Summary | undefined)[],
  { variant, replications, seed }: CompareOptions,
): string | undefined {
  const count = summaries.filter((one) => one !== undefined).length;
  if (count === 0) return undefined;
  if (summaries.length === 1) return 'a summary.json is compared with another one: name both';
  if (count === 1) return 'a summary.json and a scenario cannot be compared: name two of a kind';
  if (variant !== undefined || replications !== undefined || seed !== undefined)
    return 'two summary.json are runs that have ended: --variant, --replications and --seed mean nothing to them';
  return undefined;
}

interface Inputs {
  readonly mismatches: readonly string[];
  readonly result: () => Promise<CompareResult>;
}

function ofSummaries(summaries: readonly [Summary, Summary], sources: readonly ScenarioSource[]): Inputs {
  const [{ scenario }] = summaries;
  return {
    mismatches: mismatchesOfSummaries(...summaries),
    result: async () =>
      compareRuns({
        names: namesOf(
          summaries.map((one) => one.scenario.name),
          sources.map(({ file }) => file),
        ),
        replications: [{ runs: summaries.map(runOf), vms: [] }],
        ...scenario,
      }),
  };
}

/** Problems as text when there are any. */
async function ofScenarios(
  sources: readonly ScenarioSource[],
  options: CompareOptions,
  context: Context,
): Promise<Inputs | string> {
  const { terminal, signal } = context;
  const { loadScenario, tuneV8For } = await context.engine();
  const seed = options.seed === undefined ? {} : { seed: options.seed };
  const loaded: { name: string; scenario: LoadedScenario }[] = [];
  const problems: Parameters<typeof renderProblems>[0][number][] = [];
  const load = ({ text, ...place }: ScenarioSource, variant?: string): void => {
    const result = loadScenario(text, { ...place, ...seed, ...(variant === undefined ? {} : { variant }) });
    if (result.ok) loaded.push({ name: variant ?? 'base', scenario: result.scenario });
    else problems.push(...result.problems);
  };
  for (const source of sources) load(source);
  const single = sources.length === 1 && loaded.length === 1;
  const variants = single ? (options.variant ?? loaded[0].scenario.scenario.variants) : [];
  for (const variant of variants) load(sources[0], variant);
  if (problems.length > 0)
    return renderProblems(problems, { color: terminal.color.err, columns: terminal.columns });
  if (loaded.length === 1)
    return `patchsim: ${sources[0].file} has no variants; declare some (docs/comparing.md), or name two scenarios\n`;
  const own = sources.length === 2 ? loaded.map(({ scenario }) => scenario.scenario.name) : [];
  const names =
    sources.length === 2
      ? namesOf(
          own,
          sources.map(({ file }) => file),
        )
      : loaded.map(({ name }) => name);
  const scenarios = loaded.map(({ scenario }) => scenario);
  const { seed: first, clock } = scenarios[0].scenario;
  context.noteSeed(first);
  return {
    mismatches: scenarios.slice(1).flatMap((one) => mismatchesOf(scenarios[0], one)),
    result: async () => {
      const progress = terminal.interactive
        ? (await import('./progress.ts')).progressBar(process.stderr)
        : null;
      try {
        await tuneV8For(scenarios[0]);
        const replications = await replicate(
          { kind: 'compare', variants: scenarios },
          {
            replications: options.replications ?? REPLICATIONS,
            jobs: options.jobs ?? availableParallelism(),
            onProgress: progress?.update,
            signal,
          },
        );
        const [start, end] = [clock.start, clock.end].map(formatInstant);
        return compareRuns({ names, replications, start, end, seed: first });
      } finally {
        progress?.stop();
      }
    },
  };
}

const RENDERERS: Readonly<Record<Exclude<CompareFormat, 'text'>, (result: CompareResult) => string>> = {
  json: (result) => `${JSON.stringify(result, null, 2)}\n`,
  md: renderComparisonMarkdown,
  csv: renderComparisonCsv,
  html: renderComparisonPage,
};

function tell(result: CompareResult, options: CompareOptions, { terminal }: Context): void {
  if (options.onlyIfWorse && !isWorse(result)) {
    terminal.err('nothing is worse: nothing printed or written (--only-if-worse)\n');
    return;
  }
  const { color, columns } = terminal;
  const render = (format: CompareFormat, colored: boolean): string =>
    format === 'text' ? renderComparison(result, { color: colored, columns }) : RENDERERS[format](result);
  const files = [
    ...(options.output ?? []),
    ...(options.html ? [{ format: 'html' as const, file: 'report.html' }] : []),
  ];
  for (const { format, file } of files) {
    writeWhole(file, render(format, false));
    terminal.err(`wrote ${file}\n`);
  }
  const format = options.json ? 'json' : options.md ? 'md' : options.csv ? 'csv' : 'text';
  if (format !== 'text' || files.length === 0) terminal.out(render(format, color.out));
}

function renderComparisonPage(result: CompareResult): string {
  const variants = result.comparisons.map((comparison) => ({
    verdict: verdict(comparison, result),
    vms: vmsText(comparison),
    comparison,
  }));
  const { method, replications, start, end, seed } = result;
  const manifest = Object.entries({ start, end, seed, replications: String(replications), method });
  return pageDocument({ kind: 'comparison', method, replications, variants }, manifest, pageAssets());
}

/** Two names that can be told apart: the scenarios' own, else their files'. */
function namesOf(own: readonly string[], files: readonly string[]): string[] {
  if (own[0] !== own[1]) return [...own];
  const short = files.map((file) => basename(file, extname(file)));
  return short[0] === short[1] ? [...files] : short;
}
