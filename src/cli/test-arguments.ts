// The options of `patchsim test`. Refuses to know how it does its work.

import { type Command, InvalidArgumentError } from 'commander';
import { replications } from './compare-arguments.ts';
import { namedOutput } from './named-output.ts';
import type { TestOptions } from './test-command.ts';
import { REPORTERS } from './test-reporters.ts';

type Told = (paths: readonly string[], options: TestOptions & { readonly color: boolean }) => void;

export function addTest(program: Command, parsers: { threads: (text: string) => number }, told: Told): void {
  program
    .command('test')
    .description('run scenarios that say what they expect; exit code 99 when one is not met')
    .argument('[paths...]', 'scenarios, folders or globs (default: this folder)')
    .option(
      '-o, --output <reporter[=file]>',
      `one of ${REPORTERS.join(', ')}, to a file or to stdout; may be given again`,
      output,
    )
    .option('-u, --update', 'write snapshots that differ, remove those that are obsolete')
    .option('--watch', 'stay, and test again what changes')
    .option('--shard <i/n>', 'only the i-th of n parts, such as 1/3', shard)
    .option(
      '--replications <number>',
      'runs for when(…), under seeds of their own (default: 200)',
      replications,
    )
    .option('--jobs <threads>', 'threads at most; results are the same (default: all cores)', parsers.threads)
    .option('--no-color', 'no colours')
    .action(told);
}

function output(text: string, before: TestOptions['output']): NonNullable<TestOptions['output']> {
  const { name: reporter, file } = namedOutput(text, REPORTERS);
  if (file === undefined && before?.some((one) => one.file === undefined))
    throw new InvalidArgumentError('One reporter can print; the others need a file, as in junit=FILE.');
  if (file !== undefined && before?.some((one) => one.file === file))
    throw new InvalidArgumentError(`${file} is written by another reporter.`);
  return [...(before ?? []), { reporter, ...(file === undefined ? {} : { file }) }];
}

function shard(text: string): { index: number; count: number } {
  const [, index, count] = /^(\d{1,4})\/(\d{1,4})$/.exec(text)?.map(Number) ?? [];
  if (index !== undefined && count !== undefined && index >= 1 && index <= count) return { index, count };
  throw new InvalidArgumentError('It is i/n, such as 1/3.');
}
