// `patchsim validate`: which of the scenarios would run, and what is wrong with the others. Refuses to run any.

import { renderProblems } from '../report/problems.ts';
import type { Context } from './context.ts';
import { BAD_INPUT, SUCCESS } from './exit-codes.ts';
import { unlessAborted } from './interruption.ts';
import { FileRefusal } from './refusal.ts';
import { openScenario } from './scenario-source.ts';

/** Looks at every scenario even when an earlier one is wrong or missing. */
export async function validateCommand(
  named: readonly string[],
  options: { quiet?: boolean },
  context: Context,
): Promise<number> {
  const { terminal, signal } = context;
  const { loadScenario } = await context.engine();
  let code: number = SUCCESS;
  const namedIn = new Map<string, string>();
  for (const name of named) {
    try {
      const { text, ...place } = await unlessAborted(openScenario(name, terminal), signal);
      const loaded = loadScenario(text, place);
      if (loaded.ok) {
        const { name: title } = loaded.scenario.scenario;
        if (!options.quiet) {
          terminal.out(`${place.file}: valid\n`);
          const other = namedIn.get(title);
          if (other !== undefined)
            terminal.err(
              `${place.file}: note: it has the name of ${other}, "${title}": their reports go to the same folder\n`,
            );
          for (const notice of loaded.scenario.notices) terminal.err(`${place.file}: note: ${notice}\n`);
        }
        namedIn.set(title, place.file);
        continue;
      }
      terminal.err(renderProblems(loaded.problems, { color: terminal.color.err, columns: terminal.columns }));
    } catch (error) {
      if (!(error instanceof FileRefusal)) throw error;
      terminal.err(`patchsim: ${error.message}\n`);
    }
    code = BAD_INPUT;
  }
  return code;
}
