// `patchsim when`: replications of a scenario, and out of them when VMs are patched and restarted. Refuses to know any
// rule: every answer is what the runs did.

import { availableParallelism } from 'node:os';
import { replicate } from '../experiment/replicate.ts';
import { knowsVms } from '../experiment/selection.ts';
import { answerWhen, isWanted, USUAL_REPLICATIONS } from '../experiment/when.ts';
import { renderProblems } from '../report/problems.ts';
import { renderWhen } from '../report/when.ts';
import { whenAsIcs } from '../report/when-ics.ts';
import { didYouMean } from '../scenario/suggestion.ts';
import type { Context } from './context.ts';
import { BAD_INPUT, SUCCESS } from './exit-codes.ts';
import { unlessAborted } from './interruption.ts';
import { writeWhole } from './output-folder.ts';
import { openScenario } from './scenario-source.ts';

export interface WhenOptions {
  readonly vm: readonly string[];
  readonly release?: string;
  readonly replications?: number;
  readonly jobs?: number;
  readonly seed?: string;
  readonly variant?: string;
  readonly each?: boolean;
  readonly json?: boolean;
  /** An iCalendar file. */
  readonly output?: string;
}

/** @throws FileRefusal for what cannot be read or written, Interruption */
export async function whenCommand(named: string, options: WhenOptions, context: Context): Promise<number> {
  const { terminal, signal } = context;
  const { text, ...place } = await unlessAborted(openScenario(named, terminal), signal);
  const { loadScenario, tuneV8For } = await context.engine();
  const { seed, variant, vm: vms, release } = options;
  const loaded = loadScenario(text, {
    ...place,
    ...(seed === undefined ? {} : { seed }),
    ...(variant === undefined ? {} : { variant }),
  });
  if (!loaded.ok) {
    terminal.err(renderProblems(loaded.problems, { color: terminal.color.err, columns: terminal.columns }));
    return BAD_INPUT;
  }
  const { scenario } = loaded;
  context.noteSeed(scenario.scenario.seed);
  const unknown = vms.filter((word) => !knowsVms(scenario.scenario.fleet, word));
  if (unknown.length > 0) {
    const names = scenario.scenario.fleet.flatMap(({ name }) => [name, `${name}-1`]);
    for (const word of unknown)
      terminal.err(
        `patchsim: ${place.file} has no VM or group "${word}"; ${didYouMean(word, names) ?? `the first is "${names[1]}"`}\n`,
      );
    return BAD_INPUT;
  }
  await tuneV8For(scenario);
  const replications = options.replications ?? USUAL_REPLICATIONS;
  const progress = terminal.interactive ? (await import('./progress.ts')).progressBar(process.stderr) : null;
  const forecasts = await replicate(
    { kind: 'forecast', scenario, vms },
    { replications, jobs: options.jobs ?? availableParallelism(), onProgress: progress?.update, signal },
  ).finally(() => progress?.stop());
  const { releases } = forecasts[0];
  if (
    release !== undefined &&
    !forecasts.some((one) => one.releases.some((known) => isWanted(known, release)))
  ) {
    const hint = didYouMean(
      release,
      releases.flatMap(({ kb, month }) => [kb, month]),
    );
    const first =
      releases[0] === undefined ? 'there are none' : `the first is ${releases[0].kb} of ${releases[0].month}`;
    terminal.err(`patchsim: no release "${release}" concerns these VMs in this run; ${hint ?? first}\n`);
    return BAD_INPUT;
  }
  const answers = answerWhen(forecasts, vms.join(', '), { each: options.each ?? false, wanted: release });
  if (options.output !== undefined) {
    writeWhole(options.output, whenAsIcs(answers));
    terminal.err(`wrote ${options.output}\n`);
  }
  const { name, seed: root } = scenario.scenario;
  if (options.json)
    terminal.out(
      `${JSON.stringify({ formatVersion: 1, scenario: name, seed: root, replications, answers }, null, 2)}\n`,
    );
  else if (options.output === undefined)
    terminal.out(renderWhen(answers, { color: terminal.color.out, replications }));
  return SUCCESS;
}
