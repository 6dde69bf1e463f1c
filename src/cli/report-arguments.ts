// The options of `patchsim report`. Refuses to know how it does its work.

import type { Command } from 'commander';
import type { ReportOptions } from './report-command.ts';

type Told = (folder: string, options: ReportOptions & { readonly color: boolean }) => void;

export function addReport(program: Command, told: Told): void {
  program
    .command('report')
    .description('write report.html, one page, from the files of an earlier run')
    .argument('<folder>', 'with summary.json, and trace.ndjson.gz for what only the ledger has')
    .option('--out <file>', 'the page (default: report.html in that folder)')
    .option('--no-color', 'no colours')
    .action(told);
}
