// `patchsim report`: the page of a run that has ended, from its files. Refuses to run anything.

import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Summary } from '../metrics/summary.ts';
import { runDocument } from '../page/document.ts';
import { LedgerGatherer } from '../page/gather.ts';
import type { Context } from './context.ts';
import { SUCCESS } from './exit-codes.ts';
import type { Manifest } from './manifest.ts';
import { writeWhole } from './output-folder.ts';
import { pageAssets } from './page-assets.ts';
import { FileRefusal } from './refusal.ts';
import { rowsOf } from './report-page.ts';
import { asSummary } from './summary-file.ts';
import { readTextFile } from './text-file.ts';
import { traceLines } from './trace-source.ts';

export interface ReportOptions {
  readonly out?: string;
}

const TRACE = 'trace.ndjson.gz';

/** @throws FileRefusal for what cannot be read or written, Interruption */
export async function reportCommand(
  folder: string,
  options: ReportOptions,
  { terminal, signal }: Context,
): Promise<number> {
  const summary = summaryIn(folder);
  const manifestFile = join(folder, 'manifest.json');
  const manifest = existsSync(manifestFile) ? manifestIn(manifestFile) : {};
  const trace = join(folder, TRACE);
  const gatherer = existsSync(trace) ? new LedgerGatherer() : undefined;
  if (gatherer === undefined)
    terminal.err(
      `${trace} is not there: the page has the charts of the summary only (run --trace writes it)\n`,
    );
  else await gather(gatherer, trace, signal);
  const contradiction = gatherer?.contradicts(summary);
  if (contradiction !== undefined) throw new FileRefusal('read', trace, contradiction);
  const out = options.out ?? join(folder, 'report.html');
  writeWhole(
    out,
    runDocument({ summary, bands: null, gatherer: gatherer ?? null }, rowsOf(manifest), pageAssets()),
  );
  terminal.err(`wrote ${out}\n`);
  return SUCCESS;
}

async function gather(gatherer: LedgerGatherer, trace: string, signal: AbortSignal): Promise<void> {
  let line = 0;
  for await (const text of traceLines(trace, signal)) {
    line++;
    try {
      gatherer.line(text);
    } catch {
      throw new FileRefusal('read', trace, `line ${line} is not a line of a trace`);
    }
  }
}

function summaryIn(folder: string): Summary {
  const file = join(folder, 'summary.json');
  const summary = asSummary(readTextFile(file, file));
  if (summary === undefined) throw new FileRefusal('read', file, 'it is no summary of a run');
  return summary;
}

function manifestIn(file: string): Partial<Manifest> {
  const refuse = (): never => {
    throw new FileRefusal('read', file, 'it is no manifest of a run');
  };
  let data: unknown;
  try {
    data = JSON.parse(readTextFile(file, file));
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return refuse();
  }
  const texts = ['patchsim', 'node', 'tzdata', 'icu', 'scenario', 'seed'] as const;
  const manifest = data as Partial<Manifest> | null;
  const inputs: unknown = manifest?.inputs ?? [];
  const sound =
    texts.every((key) => typeof manifest?.[key] === 'string') &&
    Array.isArray(inputs) &&
    inputs.every((one) => typeof one?.name === 'string' && typeof one.sha256 === 'string');
  return sound ? manifest! : refuse();
}
