// `patchsim test`: scenarios as tests, one after the other, told by any number of reporters. Refuses to know what an
// expectation means.

import { availableParallelism } from 'node:os';
import { relative, resolve } from 'node:path';
import { USUAL_REPLICATIONS } from '../experiment/when.ts';
import type { TestOutcome } from '../report/test/outcome.ts';
import { snapshotsOf, verdictsOf } from '../report/test/outcome.ts';
import { asGithub, asJson, asJunit, asMarkdown, asTap } from '../report/test/reporters.ts';
import { renderEnd, renderScenario, renderTestOutcome } from '../report/test/text.ts';
import type { Context } from './context.ts';
import { BAD_INPUT, EXPECTATION_FAILED, SNAPSHOT_FAILED, SUCCESS } from './exit-codes.ts';
import { writeWhole } from './output-folder.ts';
import { FileRefusal } from './refusal.ts';
import { obsoleteSnapshot, type SnapshotOptions } from './snapshots.ts';
import { findTestFiles, shardOf, snapshotOf } from './test-files.ts';
import { type TestedOne, testOne } from './test-one.ts';
import type { Reporter } from './test-reporters.ts';
import { watchFiles } from './watching.ts';

export interface TestOptions {
  readonly output?: readonly { readonly reporter: Reporter; readonly file?: string }[];
  readonly update?: boolean;
  readonly watch?: boolean;
  readonly shard?: { readonly index: number; readonly count: number };
  readonly replications?: number;
  readonly jobs?: number;
}

/** @throws FileRefusal for paths that are not there and outputs that cannot be written, Interruption */
export async function testCommand(
  paths: readonly string[],
  options: TestOptions,
  context: Context,
): Promise<number> {
  const { CI } = process.env;
  const ci = CI !== undefined && CI !== '' && CI !== 'false' && CI !== '0';
  const settings = {
    update: options.update === true,
    ci,
    replications: options.replications ?? USUAL_REPLICATIONS,
    jobs: options.jobs ?? availableParallelism(),
  };
  const { terminal } = context;
  const text = { color: terminal.color.out, columns: terminal.columns };
  const tests = new Map<string, TestedOne>();
  const runAll = async (only?: (file: string) => boolean): Promise<number> => {
    const begun = performance.now();
    const { scenarios, snapshots } = await findTestFiles(paths);
    const mine = options.shard === undefined ? scenarios : shardOf(scenarios, options.shard);
    if (scenarios.length === 0) {
      terminal.err('patchsim: no scenario with `expect` or `snapshot: true` was found\n');
      return BAD_INPUT;
    }
    for (const file of [...tests.keys()]) if (!mine.includes(file)) tests.delete(file);
    const chosen = mine.filter((file) => only === undefined || !tests.has(file) || only(file));
    for (const file of chosen) {
      context.signal.throwIfAborted();
      const tested = await testOne(file, settings, context);
      tests.set(file, tested);
      if (printsText(options)) terminal.out(renderScenario(tested.outcome, text));
    }
    context.signal.throwIfAborted();
    // Only now: a run that is interrupted before has changed nothing.
    for (const file of chosen) tests.get(file)?.keep();
    const whole = (options.shard?.index ?? 1) === 1;
    const outcome: TestOutcome = {
      scenarios: mine.flatMap((file) => tests.get(file)?.outcome ?? []),
      orphans: whole ? orphansOf(snapshots, { scenarios, mine, tests }, settings) : [],
      milliseconds: performance.now() - begun,
    };
    tell(outcome, options, context);
    for (const [file, tested] of tests) tests.set(file, settled(tested));
    return codeOf(outcome);
  };
  const code = await runAll();
  if (options.watch !== true) return code;
  const folders = paths.length === 0 ? ['.'] : paths.map((path) => (/[*?[\]{}]/.test(path) ? '.' : path));
  terminal.err('watching for changes; Ctrl-C ends\n');
  return watchFiles(folders, context.signal, async (changed) => {
    const names = new Set(changed.map((file) => resolve(file)));
    const concerns = (file: string): boolean =>
      [...(tests.get(file)?.files ?? [file]), snapshotOf(file)].some((one) => names.has(resolve(one)));
    terminal.err(`\nchanged: ${changed.map((file) => relative('.', file)).join(', ')}\n`);
    await runAll(concerns).catch((error: unknown) => {
      // A file that is away for a moment comes back.
      if (!(error instanceof FileRefusal)) throw error;
      terminal.err(`patchsim: ${error.message}\n`);
    });
  });
}

/** What was written in one round is as the run in the next. */
function settled(tested: TestedOne): TestedOne {
  const { outcome } = tested;
  const { snapshot } = outcome;
  if (snapshot === undefined || snapshot.failed) return tested;
  return {
    ...tested,
    keep: () => {},
    outcome: { ...outcome, snapshot: { ...snapshot, state: 'same', changes: [] } },
  };
}

/** Snapshots that no scenario of this run asks for; a scenario that cannot be read still may. */
function orphansOf(
  snapshots: readonly string[],
  run: {
    readonly scenarios: readonly string[];
    readonly mine: readonly string[];
    readonly tests: ReadonlyMap<string, TestedOne>;
  },
  settings: SnapshotOptions,
): TestOutcome['orphans'] {
  const { scenarios, mine, tests } = run;
  const kept = new Set(
    scenarios
      .filter((file) => {
        const outcome = tests.get(file)?.outcome;
        return !mine.includes(file) || outcome?.snapshot !== undefined || outcome?.problems.length !== 0;
      })
      .map(snapshotOf),
  );
  return snapshots.filter((file) => !kept.has(file)).map((file) => obsoleteSnapshot(file, settings));
}

const RENDERERS: Readonly<Record<Exclude<Reporter, 'text'>, (outcome: TestOutcome) => string>> = {
  junit: asJunit,
  tap: asTap,
  json: asJson,
  github: asGithub,
  md: asMarkdown,
};

function tell(outcome: TestOutcome, { output = [] }: TestOptions, { terminal }: Context): void {
  const { color, columns } = terminal;
  const render = (reporter: Reporter, colored: boolean): string =>
    reporter === 'text'
      ? renderTestOutcome(outcome, { color: colored, columns })
      : RENDERERS[reporter](outcome);
  // Printed first: a file that cannot be written must not swallow what was found.
  const printed = output.filter(({ file }) => file === undefined);
  for (const { reporter } of printed) terminal.out(render(reporter, color.out));
  if (printed.length === 0) terminal.out(renderEnd(outcome, { color: color.out, columns }));
  for (const { reporter, file } of output) {
    if (file === undefined) continue;
    writeWhole(file, render(reporter, false));
    terminal.err(`wrote ${file}\n`);
  }
}

/** Unless another reporter prints, every scenario is told when it ends. */
const printsText = ({ output = [] }: TestOptions): boolean => output.every(({ file }) => file !== undefined);

/** A scenario that cannot be run says nothing about the policy; an expectation says more than a snapshot. */
function codeOf(outcome: TestOutcome): number {
  if (outcome.scenarios.some(({ problems }) => problems.length > 0)) return BAD_INPUT;
  if (verdictsOf(outcome).some(({ status }) => status === 'failed')) return EXPECTATION_FAILED;
  return snapshotsOf(outcome).some(({ failed }) => failed) ? SNAPSHOT_FAILED : SUCCESS;
}
