// The options of `patchsim import`. Refuses to know how it does its work.

import { type Command, InvalidArgumentError } from 'commander';
import type { ImportOptions } from './import-command.ts';

type Told = (file: string, options: ImportOptions & { readonly color: boolean }) => void;

export function addImport(program: Command, told: Told): void {
  program
    .command('import')
    .description('make a scenario of a fleet that is there')
    .command('az')
    .description('from `az vm list -d -o json`, `az graph query -o json` or its CSV, `terraform show -json`')
    .argument('<file>', 'the export, recognised by its content, or - for stdin')
    .option('-o, --output <file>', 'write the scenario to a file (default: stdout)', file)
    .option('-v, --verbose', 'name every row that is not used, every VM and set that is renamed')
    .option('-q, --quiet', 'print nothing but problems and rows that are not used')
    .option('--no-color', 'no colours')
    .action(told);
}

function file(text: string): string {
  if (text !== '') return text;
  throw new InvalidArgumentError('It is empty.');
}
