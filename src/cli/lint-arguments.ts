// The options of `patchsim lint`. Refuses to know how it does its work.

import { type Command, Option } from 'commander';
import { LEVELS, type Level } from '../lint/rule.ts';
import { namedOutput } from './named-output.ts';

const LINT_FORMATS = ['text', 'sarif', 'github', 'json'] as const;
export type LintFormat = (typeof LINT_FORMATS)[number];

export interface LintOptions {
  readonly output?: readonly { readonly format: LintFormat; readonly file?: string }[];
  readonly failOn?: Level;
  readonly quiet?: boolean;
}

interface Parsers {
  readonly oneStdin: (name: string, before: string[] | undefined) => string[];
}

type Told = (scenarios: string[], options: LintOptions & { readonly color: boolean }) => void;

export function addLint(program: Command, { oneStdin }: Parsers, told: Told): void {
  program
    .command('lint')
    .description('tell what is no mistake in scenarios but worth knowing; see docs/linting.md')
    .argument('<scenario...>', 'YAML or JSON files, or - for stdin', oneStdin)
    .option(
      '-o, --output <format[=file]>',
      `one of ${LINT_FORMATS.join(', ')}, to a file or to stdout; may be given again`,
      output,
    )
    .addOption(
      new Option(
        '--fail-on <level>',
        'exit code 5 when there is a finding of this level or a graver one',
      ).choices(LEVELS),
    )
    .option('-q, --quiet', 'not a word about scenarios that pass')
    .option('--no-color', 'no colours')
    .action(told);
}

function output(text: string, before: LintOptions['output']): NonNullable<LintOptions['output']> {
  const { name, ...file } = namedOutput(text, LINT_FORMATS);
  return [...(before ?? []), { format: name, ...file }];
}
