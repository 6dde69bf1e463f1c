// What lint found as SARIF 2.1.0, which code scanning and editors read. Refuses to know what a rule looks at.

import { LINT_RULES } from '../../lint/rules.ts';
import type { Problem } from '../../scenario/problem.ts';
import { pathText } from '../problems.ts';
import type { LintedScenario } from './outcome.ts';

const SCHEMA = 'https://json.schemastore.org/sarif-2.1.0.json';

/** SARIF's words for our levels. */
const LEVEL = { warn: 'warning', note: 'note' } as const;

/** A scenario with problems could not be linted; they are told as results of a rule of their own. */
const INVALID = 'invalid-scenario';

const RULES = [
  ...LINT_RULES.map(({ id, level, rests, about }) => ({
    id,
    shortDescription: { text: about },
    help: { text: `See docs/linting.md, and rule ${rests} in docs/MODEL.md.` },
    defaultConfiguration: { level: LEVEL[level] },
    properties: { modelRule: rests },
  })),
  {
    id: INVALID,
    shortDescription: { text: 'The scenario has a mistake and cannot be run.' },
    help: { text: 'See docs/scenario-file.md.' },
    defaultConfiguration: { level: 'error' },
  },
];

function resultOf(ruleId: string, level: 'error' | 'warning' | 'note', problem: Problem, text: string) {
  const { file, line, column, length } = problem;
  return {
    ruleId,
    ruleIndex: RULES.findIndex(({ id }) => id === ruleId),
    level,
    message: { text },
    locations: [
      {
        physicalLocation: {
          artifactLocation: { uri: uriOf(file) },
          region: { startLine: line, startColumn: column, endLine: line, endColumn: column + length },
        },
      },
    ],
  };
}

/** A path as a relative reference; GitHub takes those from the root of the repository. */
function uriOf(file: string): string {
  const path = file.replaceAll('\\', '/').split('/').map(encodeURIComponent).join('/');
  return path.startsWith('/') ? `file://${path}` : path.replace(/^(\.\/)+/, '');
}

/** @param version of this program */
export function lintAsSarif(scenarios: readonly LintedScenario[], version: string): string {
  const results = scenarios.flatMap(({ problems, findings }) => [
    ...problems.map((problem) => {
      const path = pathText(problem.path);
      const hint = problem.hint === undefined ? '' : `\nHint: ${problem.hint}`;
      return resultOf(
        INVALID,
        'error',
        problem,
        `${path === '' ? '' : `${path}: `}${problem.message}${hint}`,
      );
    }),
    ...findings.map((finding) =>
      resultOf(finding.id, LEVEL[finding.level], finding, `${finding.message}\nHint: ${finding.hint}`),
    ),
  ]);
  const log = {
    $schema: SCHEMA,
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: 'patchsim', version, rules: RULES } },
        columnKind: 'utf16CodeUnits',
        results,
      },
    ],
  };
  return `${JSON.stringify(log, null, 2)}\n`;
}
