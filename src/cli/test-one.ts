// One scenario of `patchsim test`: loaded with its variants, judged, compared with its snapshot. Refuses to know other
// scenarios and how the outcome is told.

import { dirname, resolve } from 'node:path';
import { judge } from '../experiment/expectation/judge.ts';
import { keyFigures } from '../experiment/key-figures.ts';
import type { LoadedScenario } from '../experiment/loaded-scenario.ts';
import type { ScenarioOutcome } from '../report/test/outcome.ts';
import type { Context } from './context.ts';
import { FileRefusal } from './refusal.ts';
import { openScenario } from './scenario-source.ts';
import { compareSnapshot, type SnapshotOptions } from './snapshots.ts';

export interface TestOneOptions extends SnapshotOptions {
  readonly replications: number;
  readonly jobs: number;
}

/** What a scenario came to, and the files it was read from (for --watch). */
export interface TestedOne {
  readonly outcome: ScenarioOutcome;
  readonly files: readonly string[];
  /** Writes its snapshot, if there is something to write. @throws FileRefusal */
  readonly keep: () => void;
}

/** A file that cannot be read is an outcome, not an end: other scenarios go on. @throws Interruption */
export async function testOne(file: string, options: TestOneOptions, context: Context): Promise<TestedOne> {
  const begun = performance.now();
  const ended = (
    rest: Omit<ScenarioOutcome, 'file' | 'milliseconds'>,
    files: readonly string[],
    keep = (): void => {},
  ): TestedOne => ({
    outcome: { file, ...rest, milliseconds: performance.now() - begun },
    files: [file, ...files],
    keep,
  });
  const refused = (message: string, files: readonly string[]): TestedOne =>
    ended({ name: file, problems: [problemOf(file, message)], verdicts: [] }, files);
  try {
    const { text, ...place } = await openScenario(file, context.terminal);
    const { loadScenario, tuneV8For } = await context.engine();
    const base = loadScenario(text, place);
    if (!base.ok) return ended({ name: file, problems: base.problems, verdicts: [] }, []);
    const { scenario } = base;
    const files = scenario.inputs.slice(1).map(({ name }) => resolve(dirname(file), name));
    const { name, seed, variants: names, expect, snapshot } = scenario.scenario;
    context.noteSeed(seed);
    if (expect.length === 0 && !snapshot)
      return refused('it has neither `expect` nor `snapshot: true`: there is nothing to test', files);
    const variants = new Map<string, LoadedScenario>();
    for (const variant of names) {
      const loaded = loadScenario(text, { ...place, variant });
      if (loaded.ok) variants.set(variant, loaded.scenario);
    }
    const { replications, jobs } = options;
    await tuneV8For(scenario);
    const { verdicts, summary } = await judge(scenario, {
      variants,
      replications,
      jobs,
      signal: context.signal,
    });
    if (!snapshot) return ended({ name, problems: [], verdicts }, files);
    if (file === '-') return refused('a scenario from stdin has no place for a snapshot', files);
    const { outcome, keep } = compareSnapshot(file, keyFigures(summary), options);
    return ended({ name, problems: [], verdicts, snapshot: outcome }, files, keep);
  } catch (error) {
    if (error instanceof FileRefusal) return refused(error.message, []);
    throw error;
  }
}

const problemOf = (file: string, message: string): ScenarioOutcome['problems'][number] => ({
  file,
  path: [],
  message,
  line: 1,
  column: 1,
  lineText: '',
  length: 0,
});
