// The options of `patchsim status`. Refuses to know how it does its work.

import type { Command } from 'commander';
import type { StatusOptions } from './status-command.ts';

interface Parsers {
  readonly seed: (text: string) => string;
  readonly instant: (text: string) => string;
}

type Told = (scenario: string, options: StatusOptions & { readonly color: boolean }) => void;

export function addStatus(program: Command, { seed, instant }: Parsers, told: Told): void {
  program
    .command('status')
    .description('show what Azure would show for one VM at an instant: updates, reboot, history')
    .argument('<scenario>', 'YAML or JSON file, or - for stdin')
    .requiredOption('--vm <name>', 'name of the VM, such as web-1')
    .requiredOption('--at <instant>', 'the instant, such as 2024-08-20T01:00Z', instant)
    .option('--seed <seed>', "another seed than the scenario's", seed)
    .option('--variant <name>', 'a variant of the scenario')
    .option('--json', "print it as the instance view of Azure's compute API")
    .option('--no-color', 'no colours')
    .action(told);
}
