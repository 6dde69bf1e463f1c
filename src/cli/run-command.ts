// `patchsim run`: scenario in, summary to stdout and files out. Refuses to know what a simulation does.

import { existsSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { renderJson } from '../report/json.ts';
import type { RunCheck } from './check-run.ts';
import type { Context } from './context.ts';
import type { Engine } from './engine.ts';
import { BAD_INPUT, SUCCESS } from './exit-codes.ts';
import { folderName } from './folder-name.ts';
import { letSignalsIn, unlessAborted } from './interruption.ts';
import { jobsFor } from './jobs.ts';
import { makeManifest } from './manifest.ts';
import { operatorLog } from './operator-log.ts';
import { OutputFolder } from './output-folder.ts';
import { openScenario } from './scenario-source.ts';

export interface RunOptions {
  readonly seed?: string;
  readonly out?: string;
  readonly jobs?: number;
  readonly trace?: boolean;
  readonly check?: boolean;
  readonly html?: boolean;
  /** Of the bands of the page. */
  readonly replications?: number;
  readonly json?: boolean;
  readonly quiet?: boolean;
  readonly verbose?: boolean;
  readonly logJson?: boolean;
}

type LoadedScenario = Extract<ReturnType<Engine['loadScenario']>, { ok: true }>['scenario'];
type Simulated = Awaited<ReturnType<Engine['simulate']>>['summary'];

const TRACE = 'trace.ndjson.gz';
const PAGE = 'report.html';
/** Runs behind the bands of a page, for fleets in which they cost no more than the run itself does in a large one. */
const PAGE_REPLICATIONS = 20;
const MOST_VMS_FOR_BANDS = 2000;

async function simulateIntoFiles(
  scenario: LoadedScenario,
  folder: OutputFolder,
  options: RunOptions,
  context: Context,
  check: RunCheck | null,
): Promise<{ summary: Simulated; json: string; written: string[] }> {
  const { terminal, signal, version } = context;
  const summaryFile = folder.stage('summary.json');
  const manifestFile = folder.stage('manifest.json');
  const trace = options.trace ? folder.stage(TRACE) : null;
  const pageFile = options.html ? folder.stage(PAGE) : null;
  const reporting = options.html ? await import('./report-page.ts') : null;
  const page = reporting?.runPage() ?? null;
  const drawn = terminal.interactive && !options.quiet && !options.logJson;
  const progress = drawn ? (await import('./progress.ts')).progressBar(process.stderr) : null;
  const { tuneV8For, simulate } = await context.engine();
  const jobs = options.jobs ?? jobsFor(scenario.scenario, trace === null ? 'simulating' : 'tracing');
  // Whoever takes lines has all of it simulated by one thread.
  await tuneV8For(scenario, trace === null && check === null && page === null ? jobs : 1);
  let summary: Simulated;
  try {
    ({ summary } = await simulate(scenario, {
      signal,
      jobs,
      ...(trace === null ? {} : { traceGzip: trace.write }),
      ...(check === null && page === null ? {} : { trace: teed(check?.line, page?.line) }),
      ...(progress === null ? {} : { onProgress: progress.update }),
    }));
  } finally {
    progress?.stop();
  }
  await letSignalsIn(signal);
  const json = renderJson(summary);
  summaryFile.write(json);
  const { name, seed } = scenario.scenario;
  const files = ['summary.json', ...(trace === null ? [] : [TRACE]), ...(page === null ? [] : [PAGE])];
  const manifest = makeManifest({ version, scenario: { name, seed }, inputs: scenario.inputs, files });
  manifestFile.write(`${JSON.stringify(manifest, null, 2)}\n`);
  if (page !== null) {
    const vms = scenario.scenario.fleet.reduce((sum, { count }) => sum + count, 0);
    const usual = vms <= MOST_VMS_FOR_BANDS ? PAGE_REPLICATIONS : 1;
    const bands = await reporting!.bandsFor(scenario, {
      replications: options.replications ?? usual,
      jobs: options.jobs ?? availableParallelism(),
      signal,
    });
    // As it is read back, so that `report` writes the same page from the files.
    const text = page.text(JSON.parse(json), manifest, bands);
    await letSignalsIn(signal);
    pageFile!.write(text);
  }
  return { summary, json, written: folder.commit() };
}

type TakesLine = (line: string) => void;

function teed(...sinks: (TakesLine | undefined)[]): TakesLine {
  return (line) => {
    for (const sink of sinks) sink?.(line);
  };
}

/** @throws FileRefusal, Interruption, and anything unexpected; nothing half-written is left in any case */
export async function runCommand(named: string, options: RunOptions, context: Context): Promise<number> {
  const { terminal, signal } = context;
  const log = await operatorLog(
    { verbose: options.verbose ?? false, json: options.logJson ?? false },
    terminal.err,
  );
  const source = await unlessAborted(openScenario(named, terminal), signal);
  const { loadScenario } = await context.engine();
  const { text, ...place } = source;
  const loaded = loadScenario(text, {
    ...place,
    ...(options.seed === undefined ? {} : { seed: options.seed }),
  });
  if (!loaded.ok) {
    const { renderProblems } = await import('../report/problems.ts');
    terminal.err(renderProblems(loaded.problems, { color: terminal.color.err, columns: terminal.columns }));
    return BAD_INPUT;
  }
  const { scenario } = loaded;
  context.noteSeed(scenario.scenario.seed);
  log.info(
    { file: source.file, scenario: scenario.scenario.name, seed: scenario.scenario.seed },
    'scenario loaded',
  );
  await letSignalsIn(signal);

  const begun = process.uptime();
  const folder = new OutputFolder(options.out ?? join('reports', folderName(scenario.scenario.name)));
  log.debug({ folder: folder.path }, 'writing aside');
  const checking = options.check ? await import('./check-run.ts') : null;
  const check = checking?.runCheck() ?? null;
  const result = await simulateIntoFiles(scenario, folder, options, context, check).catch(
    (error: unknown) => {
      folder.discard();
      throw signal.aborted ? signal.reason : error;
    },
  );
  log.info(
    { seconds: Math.round((process.uptime() - begun) * 1000) / 1000, files: result.written },
    'run finished',
  );

  if (options.json) terminal.out(result.json);
  else if (!options.quiet) {
    const { renderSummaryText } = await import('../report/summary-text.ts');
    const { color, columns } = terminal;
    terminal.out(
      renderSummaryText(result.summary, { color: color.out, columns, verbose: options.verbose ?? false }),
    );
  }
  if (!options.quiet && !options.logJson) {
    const stale = !options.trace && existsSync(join(folder.path, TRACE));
    const note = stale ? ` (${TRACE} there is from an earlier run)` : '';
    terminal.err(`wrote ${result.written.join(', ')}${note}\n`);
  }
  return checking === null || check === null
    ? SUCCESS
    : checking.checked(check, options.quiet ?? false, context);
}
