// The command line: commands, options, help. Refuses to know how a command does its work.

import { availableParallelism } from 'node:os';
import { Command, InvalidArgumentError, Option } from 'commander';
import { parseInstant } from '../calendar/instant.ts';
import type { CalendarOptions } from './calendar-command.ts';
import type { CheckOptions } from './check-command.ts';
import { addCompare, replications } from './compare-arguments.ts';
import type { CompareOptions } from './compare-command.ts';
import type { ExplainOptions } from './explain-command.ts';
import { addImport } from './import-arguments.ts';
import type { ImportOptions } from './import-command.ts';
import { addLint, type LintOptions } from './lint-arguments.ts';
import { addReport } from './report-arguments.ts';
import type { ReportOptions } from './report-command.ts';
import type { RunOptions } from './run-command.ts';
import { addStatus } from './status-arguments.ts';
import type { StatusOptions } from './status-command.ts';
import { addTest } from './test-arguments.ts';
import type { TestOptions } from './test-command.ts';
import { addWhen } from './when-arguments.ts';
import type { WhenOptions } from './when-command.ts';

/** What the user asked for; `color` is false with `--no-color`. */
export type Request =
  | {
      readonly command: 'run';
      readonly scenario: string;
      readonly options: RunOptions;
      readonly color: boolean;
    }
  | {
      readonly command: 'validate';
      readonly scenarios: readonly string[];
      readonly options: { readonly quiet?: boolean };
      readonly color: boolean;
    }
  | {
      readonly command: 'lint';
      readonly scenarios: readonly string[];
      readonly options: LintOptions;
      readonly color: boolean;
    }
  | {
      readonly command: 'check';
      readonly trace: string;
      readonly options: CheckOptions;
      readonly color: boolean;
    }
  | {
      readonly command: 'explain';
      readonly scenario: string;
      readonly options: ExplainOptions;
      readonly color: boolean;
    }
  | {
      readonly command: 'status';
      readonly scenario: string;
      readonly options: StatusOptions;
      readonly color: boolean;
    }
  | {
      readonly command: 'when';
      readonly scenario: string;
      readonly options: WhenOptions;
      readonly color: boolean;
    }
  | {
      readonly command: 'compare';
      readonly scenarios: readonly string[];
      readonly options: CompareOptions;
      readonly color: boolean;
    }
  | {
      readonly command: 'report';
      readonly folder: string;
      readonly options: ReportOptions;
      readonly color: boolean;
    }
  | {
      readonly command: 'test';
      readonly paths: readonly string[];
      readonly options: TestOptions;
      readonly color: boolean;
    }
  | {
      readonly command: 'import';
      readonly file: string;
      readonly options: ImportOptions;
      readonly color: boolean;
    }
  | { readonly command: 'calendar'; readonly options: CalendarOptions; readonly color: boolean }
  | { readonly command: 'schema'; readonly color: boolean };

const EXIT_CODES = `
Data goes to stdout, everything else to stderr.
Exit codes: 0 done, 1 a bug in patchsim or a ledger that breaks a rule, 2 bad input, 3 a snapshot differs (test), 4 something differs (compare --detailed-exitcode), 5 a finding (lint --fail-on), 99 an expectation is not met (test), 130 interrupted (Ctrl-C), 143 terminated, 129 its terminal closed.`;

/**
 * @param words arguments without the program's own name
 * @throws CommanderError after help, version (exit code 0) or a usage error has been printed
 */
export function parseArguments(words: readonly string[], version: string): Request {
  let request: Request | undefined;
  const program = new Command('patchsim')
    .description("Simulates Azure's automatic guest patching of Windows Server VMs, with Hotpatch.")
    .version(version, '-V, --version', 'print the version')
    .helpOption('-h, --help', 'print help')
    .option('--no-color', 'no colours (NO_COLOR and FORCE_COLOR are respected)')
    .showHelpAfterError('(patchsim --help shows what there is)')
    .addHelpText('after', EXIT_CODES)
    .exitOverride();
  const colored = (own: { color: boolean }) => own.color && program.opts<{ color: boolean }>().color;

  program
    .command('run')
    .description('simulate a scenario, print its summary and write it to a folder')
    .argument('<scenario>', 'YAML or JSON file, or - for stdin')
    .option('--seed <seed>', "another seed than the scenario's", seedText)
    .option('--out <folder>', 'folder for the files (default: reports/<scenario name>)', folderPath)
    .option('--trace', 'also write every fact to trace.ndjson.gz')
    .option('--html', 'also write report.html, one page with charts and every VM')
    .option(
      '--replications <number>',
      'runs behind the bands of the page (default: 20 for small fleets)',
      replications,
    )
    .option('--check', 'check every fact against the rules; exit code 1 when one is broken')
    .option(
      '--jobs <threads>',
      'threads at most; results are the same (default: all cores for large fleets)',
      threads,
    )
    .option('--json', 'print the summary as JSON')
    .addOption(
      new Option('-q, --quiet', 'print nothing but errors, and the JSON of --json').conflicts('verbose'),
    )
    .option('-v, --verbose', 'log what is done; print every assumption; stack traces')
    .option('--log-json', 'log as JSON lines')
    .option('--no-color', 'no colours')
    .action((scenario: string, { color, ...options }: RunOptions & { color: boolean }) => {
      request = { command: 'run', scenario, options, color: colored({ color }) };
    });

  program
    .command('validate')
    .description('check scenarios without running them')
    .argument('<scenario...>', 'YAML or JSON files, or - for stdin', oneStdin)
    .option('-q, --quiet', 'print nothing but problems')
    .option('--no-color', 'no colours')
    .action((scenarios: string[], { color, ...options }: { quiet?: boolean; color: boolean }) => {
      request = { command: 'validate', scenarios, options, color: colored({ color }) };
    });

  addLint(program, { oneStdin }, (scenarios, { color, ...options }) => {
    request = { command: 'lint', scenarios, options, color: colored({ color }) };
  });

  program
    .command('check')
    .description('check the ledger of a run against the rules, independently of the simulator')
    .argument('<trace>', 'trace.ndjson.gz of run --trace, or the same unpacked, or - for stdin')
    .option('--json', 'print the breaches as JSON')
    .option('-q, --quiet', 'print nothing but breaches')
    .option('--no-color', 'no colours')
    .action((trace: string, { color, ...options }: CheckOptions & { color: boolean }) => {
      request = { command: 'check', trace, options, color: colored({ color }) };
    });

  program
    .command('explain')
    .description('tell the story of one VM: why it waited, why it rebooted, why it is overdue')
    .argument('<scenario>', 'YAML or JSON file, or - for stdin')
    .requiredOption('--vm <name>', 'name of the VM, such as web-1')
    .option('--seed <seed>', "another seed than the scenario's", seedText)
    .addOption(
      new Option('--at <instant>', 'what goes on then, such as 2024-08-20T01:00Z')
        .argParser(instant)
        .conflicts('month'),
    )
    .option('--month <month>', 'only this month, such as 2024-08', month)
    .option('--variant <name>', 'a variant of the scenario')
    .option('-v, --verbose', 'also the nights without news')
    .option('--json', 'print the story as JSON')
    .option('--no-color', 'no colours')
    .action((scenario: string, { color, ...options }: ExplainOptions & { color: boolean }) => {
      request = { command: 'explain', scenario, options, color: colored({ color }) };
    });

  addStatus(program, { seed: seedText, instant }, (scenario, { color, ...options }) => {
    request = { command: 'status', scenario, options, color: colored({ color }) };
  });

  addWhen(program, { threads, seed: seedText, icsFile }, (scenario, { color, ...options }) => {
    request = { command: 'when', scenario, options, color: colored({ color }) };
  });

  addCompare(program, { threads, seed: seedText }, (scenarios, { color, ...options }) => {
    request = { command: 'compare', scenarios, options, color: colored({ color }) };
  });

  addReport(program, (folder, { color, ...options }) => {
    request = { command: 'report', folder, options, color: colored({ color }) };
  });

  addTest(program, { threads }, (paths, { color, ...options }) => {
    request = { command: 'test', paths, options, color: colored({ color }) };
  });

  addImport(program, (file, { color, ...options }) => {
    request = { command: 'import', file, options, color: colored({ color }) };
  });

  program
    .command('calendar')
    .description('list the releases: baselines, hotpatches, KBs, builds, and what is inferred')
    .addOption(
      new Option('--product <product...>', 'only these product lines').choices([
        'WS2019',
        'WS2022',
        'WS2025',
        'WS2022-hotpatch',
        'WS2025-hotpatch',
      ]),
    )
    .option('--year <year>', 'only this year; may be given again', year)
    .option('--scenario <scenario>', 'the releases of a scenario instead of the built-in calendar')
    .option('-o, --output <ics=file>', 'write an iCalendar file', icsFile)
    .option('--json', 'print the releases as JSON')
    .option('--no-color', 'no colours')
    .action(({ color, ...options }: CalendarOptions & { color: boolean }) => {
      request = { command: 'calendar', options, color: colored({ color }) };
    });

  program
    .command('schema')
    .description('print the JSON Schema of the scenario file')
    .option('--no-color', 'no colours')
    .action((own: { color: boolean }) => {
      request = { command: 'schema', color: colored(own) };
    });

  program.parse(words, { from: 'user' });
  return request as Request;
}

/** What the scenario file takes as a seed. */
function seedText(text: string): string {
  if (text.length >= 1 && text.length <= 200) return text;
  throw new InvalidArgumentError('A seed is a text of 1 to 200 characters.');
}

/** More threads than cores only stand in one another's way: for how they share out a run, eight are enough on any machine. */
function threads(text: string): number {
  const count = Number(text);
  const most = Math.max(8, availableParallelism());
  if (Number.isInteger(count) && count >= 1 && count <= 256) return Math.min(count, most);
  throw new InvalidArgumentError('It is a whole number from 1 to 256.');
}

/** Years of the built-in calendar; a scenario's own may lie elsewhere. */
function year(text: string, before: number[] | undefined): number[] {
  if (/^\d{4}$/.test(text)) return [...(before ?? []), Number(text)];
  throw new InvalidArgumentError('It is a year such as 2024.');
}

function month(text: string): string {
  if (/^\d{4}-(0[1-9]|1[0-2])$/.test(text)) return text;
  throw new InvalidArgumentError('It is a month such as 2024-08.');
}

function instant(text: string): string {
  // The story shows local times: one copied without its zone would be an answer for another hour.
  const named = !text.includes('T') || /(Z|[+-]\d\d:?\d\d)$/.test(text);
  if (named && parseInstant(text) !== undefined) return text;
  throw new InvalidArgumentError('It is a date, or an instant with its zone such as 2024-08-20T01:00Z.');
}

function icsFile(text: string): string {
  const file = /^ics=(.+)$/.exec(text)?.[1];
  if (file !== undefined) return file;
  throw new InvalidArgumentError('It is ics= and a file, such as ics=releases.ics.');
}

function folderPath(text: string): string {
  if (text !== '') return text;
  throw new InvalidArgumentError('It is empty.');
}

function oneStdin(name: string, before: string[] | undefined): string[] {
  if (name === '-' && before?.includes('-')) throw new InvalidArgumentError('stdin can be read once.');
  return [...(before ?? []), name];
}

/** Exit code 0 for help and version, 2 for usage errors; undefined when the error is not about the command line. */
export function isUsageEnd(error: unknown): error is Error & { exitCode: number } {
  return error instanceof Error && 'code' in error && String(error.code).startsWith('commander.');
}
