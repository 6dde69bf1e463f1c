// What lint found, for machines: workflow annotations and JSON. Refuses to know the rules.

import { githubAnnotation } from '../github.ts';
import { pathText } from '../problems.ts';
import type { LintedScenario } from './outcome.ts';

/** Workflow commands: GitHub shows them at the line of the finding. */
export function lintAsGithub(scenarios: readonly LintedScenario[]): string {
  return scenarios
    .flatMap(({ problems, findings }) => [
      ...problems.map(({ file, line, column, path, message, hint }) => {
        const title = `${pathText(path)}: ${message}`;
        const text = hint === undefined ? message : `${message}\nhint: ${hint}`;
        return githubAnnotation({ level: 'error', file, line, column, title, text });
      }),
      ...findings.map(({ file, line, column, id, level, rule, message, hint }) =>
        githubAnnotation({
          level: level === 'warn' ? 'warning' : 'notice',
          file,
          line,
          column,
          title: `${id} (${rule})`,
          text: `${message}\nhint: ${hint}`,
        }),
      ),
    ])
    .join('');
}

export function lintAsJson(scenarios: readonly LintedScenario[]): string {
  const data = {
    formatVersion: 1,
    scenarios: scenarios.map(({ file, name, problems, findings }) => ({
      file,
      name,
      problems: problems.map(({ line, column, path, message, hint, rule }) => ({
        line,
        column,
        path: pathText(path),
        message,
        hint,
        rule,
      })),
      findings: findings.map(({ id, level, rule, line, column, path, variant, message, hint }) => ({
        id,
        level,
        rule,
        line,
        column,
        path: pathText(path),
        variant,
        message,
        hint,
      })),
    })),
  };
  return `${JSON.stringify(data, null, 2)}\n`;
}
