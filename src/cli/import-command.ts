// `patchsim import az`: a fleet as Azure or Terraform has it becomes a scenario file. Refuses to know the formats.

import { basename } from 'node:path';
import { isRegion } from '../fleet/check.ts';
import { renderProblems } from '../report/problems.ts';
import { visibleText } from '../report/visible-text.ts';
import { importFleet, unusableNotices } from '../scenario/azure/import.ts';
import { scenarioText } from '../scenario/azure/scenario-text.ts';
import type { Problem } from '../scenario/problem.ts';
import type { Context } from './context.ts';
import { BAD_INPUT, SUCCESS } from './exit-codes.ts';
import { folderName } from './folder-name.ts';
import { letSignalsIn, unlessAborted } from './interruption.ts';
import { writeWhole } from './output-folder.ts';
import { MOST_BYTES_OF_FLEET, readTextFile } from './text-file.ts';

export interface ImportOptions {
  /** File of the scenario; stdout when left out. */
  readonly output?: string;
  readonly verbose?: boolean;
  readonly quiet?: boolean;
}

/** @throws FileRefusal for a file that cannot be read or written, Interruption */
export async function importCommand(
  named: string,
  { output, verbose, quiet }: ImportOptions,
  context: Context,
): Promise<number> {
  const { terminal, signal } = context;
  const stdin = named === '-';
  const file = stdin ? '<stdin>' : named;
  const text = stdin
    ? await unlessAborted(terminal.stdin(MOST_BYTES_OF_FLEET), signal)
    : readTextFile(named, named, MOST_BYTES_OF_FLEET);
  const refuse = (problems: readonly Problem[]): number => {
    terminal.err(renderProblems(problems, { color: terminal.color.err, columns: terminal.columns }));
    return BAD_INPUT;
  };
  const imported = importFleet(text, { file, isRegion });
  await letSignalsIn(signal);
  if ('message' in imported) return refuse([imported]);
  const { unusable, renamed, sets } = imported;
  const notUsed = verbose
    ? unusable.map(({ row, reason }) => `not used, ${row}: ${reason}.`)
    : unusableNotices(unusable);
  const mapping = verbose
    ? [...renamed, ...sets.map(({ set, name }) => ({ row: set, name }))].map(
        ({ row, name }) => `${row} is called ${name}.`,
      )
    : [];
  const notices = [...imported.notices, ...mapping];
  const name = asScenarioName(output ?? (stdin ? 'imported' : named));
  const made = `made by \`patchsim import az\` from ${basename(file)}; the clock is an example`;
  const scenario = scenarioText(imported, name, [made, ...imported.notices, ...unusableNotices(unusable)]);
  // What would not load is not written: it could not be mended in the file, only in the export.
  const { loadScenario } = await context.engine();
  const loaded = loadScenario(scenario, { file: output ?? '<scenario>' });
  await letSignalsIn(signal);
  if (!loaded.ok) {
    terminal.err(
      `patchsim: ${file} makes a scenario file that cannot be used; a scenario with "fleet: [{ import: ${basename(file)} }]" may do:\n`,
    );
    return refuse(loaded.problems);
  }
  if (output === undefined) terminal.out(scenario);
  else {
    writeWhole(output, scenario);
  }
  for (const notice of quiet ? notUsed : [...notices, ...notUsed])
    terminal.err(`${visibleText(`${file}: ${notice}`)}\n`);
  if (output !== undefined && !quiet) terminal.err(`wrote ${output}\n`);
  return SUCCESS;
}

/** The name of the file, in the letters that a scenario's name can have. */
function asScenarioName(path: string): string {
  const plain = folderName(basename(path).replace(/\.[^.]*$/, '')).replace(/[^A-Za-z0-9._-]+/g, '-');
  return plain.replace(/^[^A-Za-z0-9]+|[^A-Za-z0-9]+$/g, '') || 'imported';
}
