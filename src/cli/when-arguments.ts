// The options of `patchsim when`. Refuses to know how it does its work.

import type { Command } from 'commander';
import { replications } from './compare-arguments.ts';
import type { WhenOptions } from './when-command.ts';

interface Parsers {
  readonly threads: (text: string) => number;
  readonly seed: (text: string) => string;
  readonly icsFile: (text: string) => string;
}

type Told = (scenario: string, options: WhenOptions & { readonly color: boolean }) => void;

export function addWhen(program: Command, { threads, seed, icsFile }: Parsers, told: Told): void {
  program
    .command('when')
    .description('forecast when VMs will be patched and restarted, over many replications')
    .argument('<scenario>', 'YAML or JSON file, or - for stdin')
    .requiredOption('--vm <name...>', "VMs: a name, a group's name, or a pattern such as 'web-*'")
    .option('--release <kb|month>', 'only this update, such as KB5041160 or 2024-08')
    .option('--each', 'an answer for every VM, not one for all')
    .option('--replications <number>', 'runs under seeds of their own (default: 200)', replications)
    .option('--jobs <threads>', 'threads at most; results are the same (default: all cores)', threads)
    .option('--seed <seed>', "another seed than the scenario's", seed)
    .option('--variant <name>', 'a variant of the scenario')
    .option('-o, --output <ics=file>', 'write the forecast windows as an iCalendar file', icsFile)
    .option('--json', 'print JSON')
    .option('--no-color', 'no colours')
    .action(told);
}
