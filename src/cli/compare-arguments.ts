// The options of `patchsim compare`. Refuses to know how it does its work.

import { type Command, InvalidArgumentError, Option } from 'commander';
import type { CompareFormat, CompareOptions } from './compare-command.ts';

type Told = (scenarios: readonly string[], options: CompareOptions & { readonly color: boolean }) => void;

export function addCompare(
  program: Command,
  parsers: { threads: (text: string) => number; seed: (text: string) => string },
  told: Told,
): void {
  program
    .command('compare')
    .description('compare the variants of a scenario, two scenarios, or two summary.json')
    .argument('<scenario>', 'YAML or JSON file, - for stdin, or a summary.json')
    .argument('[other]', 'what to compare it with; its variants when left out')
    .option('--variant <name...>', 'only these variants (default: all)')
    .option('--replications <number>', 'runs of each, under seeds of their own (default: 50)', replications)
    .option('--jobs <threads>', 'threads at most; results are the same (default: all cores)', parsers.threads)
    .option('--seed <seed>', "another seed than the scenario's", parsers.seed)
    .option('--json', 'print JSON')
    .addOption(new Option('--md', 'print Markdown for a pull request').conflicts(['json', 'csv']))
    .addOption(new Option('--csv', 'print CSV').conflicts('json'))
    .option('--html', 'write report.html, one page with charts (-o html=file for another name)')
    .option(
      '-o, --output <format=file>',
      'write text, json, md, csv or html to a file; may be given again',
      output,
    )
    .option('--only-if-worse', 'print and write nothing unless something is worse')
    .option('--detailed-exitcode', 'exit code 4 when anything differs')
    .option('--force', 'compare although calendars or horizons differ')
    .option('--no-color', 'no colours')
    .action((scenario: string, other: string | undefined, options: CompareOptions & { color: boolean }) =>
      told(other === undefined ? [scenario] : [scenario, other], options),
    );
}

export function replications(text: string): number {
  const count = Number(text);
  if (Number.isInteger(count) && count >= 1 && count <= 100_000) return count;
  throw new InvalidArgumentError('It is a whole number from 1 to 100,000.');
}

function output(text: string, before: CompareOptions['output']): NonNullable<CompareOptions['output']> {
  const [, format, file] = /^(text|json|md|csv|html)=(.+)$/.exec(text) ?? [];
  if (file === undefined)
    throw new InvalidArgumentError('It is text=, json=, md=, csv= or html= and a file.');
  return [...(before ?? []), { format: format as CompareFormat, file }];
}
