// `patchsim lint`: what is no mistake but worth knowing about each of some scenarios, in any number of formats. Refuses to
// run any, and to know the rules.

import { lintScenario } from '../lint/lint.ts';
import type { Level } from '../lint/rule.ts';
import { lintAsGithub, lintAsJson } from '../report/lint/formats.ts';
import { countOf, type LintedScenario } from '../report/lint/outcome.ts';
import { lintAsSarif } from '../report/lint/sarif.ts';
import { renderLint } from '../report/lint/text.ts';
import { renderProblems } from '../report/problems.ts';
import type { Context } from './context.ts';
import { BAD_INPUT, LINT_FAILED, SUCCESS } from './exit-codes.ts';
import { unlessAborted } from './interruption.ts';
import type { LintFormat, LintOptions } from './lint-arguments.ts';
import { writeWhole } from './output-folder.ts';
import { FileRefusal } from './refusal.ts';
import { openScenario } from './scenario-source.ts';

/** Looks at every scenario even when an earlier one is wrong or missing. @throws FileRefusal for outputs, Interruption */
export async function lintCommand(
  named: readonly string[],
  options: LintOptions,
  context: Context,
): Promise<number> {
  const { terminal, signal } = context;
  const scenarios: LintedScenario[] = [];
  let refused = false;
  for (const name of named) {
    signal.throwIfAborted();
    try {
      const { text, ...place } = await unlessAborted(openScenario(name, terminal), signal);
      const linted = lintScenario(text, place);
      const { file } = place;
      if (linted.ok) scenarios.push({ file, name: linted.name, problems: [], findings: linted.findings });
      else scenarios.push({ file, name: file, problems: linted.problems, findings: [] });
    } catch (error) {
      if (!(error instanceof FileRefusal)) throw error;
      terminal.err(`patchsim: ${error.message}\n`);
      refused = true;
    }
  }
  for (const { problems } of scenarios)
    terminal.err(renderProblems(problems, { color: terminal.color.err, columns: terminal.columns }));
  tell(scenarios, options, context);
  if (refused || scenarios.some(({ problems }) => problems.length > 0)) return BAD_INPUT;
  return failsOn(scenarios, options.failOn) ? LINT_FAILED : SUCCESS;
}

function failsOn(scenarios: readonly LintedScenario[], level: Level | undefined): boolean {
  if (level === undefined) return false;
  return countOf(scenarios, 'warn') > 0 || (level === 'note' && countOf(scenarios, 'note') > 0);
}

/** Files first: whoever reads stdout may act on them. */
function tell(scenarios: readonly LintedScenario[], options: LintOptions, context: Context): void {
  const { terminal, version } = context;
  const { output = [], quiet } = options;
  const render = (format: LintFormat, color: boolean): string => {
    if (format === 'sarif') return lintAsSarif(scenarios, version);
    if (format === 'github') return lintAsGithub(scenarios);
    if (format === 'json') return lintAsJson(scenarios);
    return renderLint(scenarios, { color, columns: terminal.columns, quiet });
  };
  for (const { format, file } of output) {
    if (file === undefined) continue;
    writeWhole(file, render(format, false));
    terminal.err(`wrote ${file}\n`);
  }
  const printed = output.filter(({ file }) => file === undefined);
  const formats = printed.length === 0 ? (['text'] as const) : printed.map(({ format }) => format);
  for (const format of formats) terminal.out(render(format, terminal.color.out));
}
