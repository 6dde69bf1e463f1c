// A test run for machines and pull requests: JUnit, TAP, JSON, GitHub annotations, Markdown. The one door to
// junit-report-builder. Refuses to know the terminal.

import junit, { type Builder } from 'junit-report-builder';
import type { Verdict } from '../../experiment/expectation/verdict.ts';
import { githubAnnotation } from '../github.ts';
import { markdownText } from '../markdown.ts';
import { pathText } from '../problems.ts';
import { type ScenarioOutcome, snapshotsOf, statusOf, type TestOutcome, verdictsOf } from './outcome.ts';
import {
  brokenText,
  changeLines,
  detailLines,
  expectationText,
  lookCommand,
  measuredText,
  snapshotText,
} from './words.ts';

/** One thing that can fail: an expectation, a snapshot, or that a scenario can be run at all. */
interface Case {
  readonly name: string;
  readonly status: 'passed' | 'failed' | 'warned';
  readonly line: number;
  readonly column: number;
  readonly details: readonly string[];
  /** The scenario could not be run at all. */
  readonly unrunnable?: true;
}

function casesOf({ file, problems, verdicts, snapshot }: ScenarioOutcome): Case[] {
  return [
    ...problems.map(({ line, column, path, message, hint }) => ({
      name: `${pathText(path)}: ${message}`,
      status: 'failed' as const,
      line,
      column,
      details: hint === undefined ? [] : [`hint: ${hint}`],
      unrunnable: true as const,
    })),
    ...verdicts.map((verdict) => ({
      name: expectationText(verdict),
      status: verdict.status,
      line: verdict.line,
      column: verdict.column,
      details: verdict.status === 'passed' ? [] : detailLines(file, verdict),
    })),
    ...(snapshot === undefined
      ? []
      : [
          {
            name: 'snapshot',
            status: snapshot.failed ? ('failed' as const) : ('passed' as const),
            line: 1,
            column: 1,
            details: [
              snapshotText(snapshot),
              ...changeLines(snapshot).map(({ sign, text }) => `${sign} ${text}`),
            ],
          },
        ]),
  ];
}

/** Snapshots without a scenario, as a scenario of that name. */
function allOf({ scenarios, orphans }: TestOutcome): { file: string; milliseconds: number; cases: Case[] }[] {
  return [
    ...scenarios.map((one) => ({ file: one.file, milliseconds: one.milliseconds, cases: casesOf(one) })),
    ...orphans.map((orphan) => ({
      file: orphan.file,
      milliseconds: 0,
      cases: [
        {
          name: 'snapshot',
          status: orphan.failed ? ('failed' as const) : ('passed' as const),
          line: 1,
          column: 1,
          details: [snapshotText(orphan)],
        },
      ],
    })),
  ];
}

export function asJunit(outcome: TestOutcome): string {
  // Its types speak of an ES module, which it is not.
  const builder = (junit as unknown as Builder).newBuilder();
  for (const { file, cases, milliseconds } of allOf(outcome)) {
    const suite = builder
      .testSuite()
      .name(file)
      .time(milliseconds / 1000);
    for (const { name, status, line, details, unrunnable } of cases) {
      const one = suite.testCase().className(file).name(name).file(`${file}:${line}`);
      if (unrunnable) one.error(name, 'problem', details.join('\n'));
      else if (status === 'failed') one.failure(details.join('\n') || name, 'expectation');
      if (status === 'warned') one.standardOutput(`warning: ${details.join('\n')}`);
    }
  }
  return `${builder.build().trimEnd()}\n`;
}

/** TAP 14, flat; what is only warned of is a `todo` test, which may fail. */
export function asTap(outcome: TestOutcome): string {
  const cases = allOf(outcome).flatMap(({ file, cases: own }) => own.map((one) => ({ file, ...one })));
  const lines = cases.flatMap(({ file, name, status, line, column, details }, index) => {
    const description = `${file}: ${name}`
      .replaceAll('\\', '\\\\')
      .replaceAll('#', '\\#')
      .replace(/\s+/g, ' ');
    const head = `${status === 'passed' ? 'ok' : 'not ok'} ${index + 1} - ${description}${status === 'warned' ? ' # todo warning' : ''}`;
    if (status === 'passed') return [head];
    // A JSON string is a YAML string.
    const told = details.map((detail) => `    - ${JSON.stringify(detail)}`);
    const detailed = told.length === 0 ? [] : ['  details:', ...told];
    return [head, '  ---', `  at: ${JSON.stringify(`${file}:${line}:${column}`)}`, ...detailed, '  ...'];
  });
  return ['TAP version 14', `1..${cases.length}`, ...lines, ''].join('\n');
}

/** Workflow commands: GitHub shows them at the line of the expectation. */
export function asGithub(outcome: TestOutcome): string {
  return allOf(outcome)
    .flatMap(({ file, cases }) =>
      cases
        .filter(({ status }) => status !== 'passed')
        .map(({ name, status, line, column, details }) => {
          const level = status === 'failed' ? 'error' : 'warning';
          return githubAnnotation({
            level,
            file,
            line,
            column,
            title: name,
            text: details.join('\n') || name,
          });
        }),
    )
    .join('');
}

export function asJson(outcome: TestOutcome): string {
  const { scenarios, orphans } = outcome;
  const verdictJson = (file: string, verdict: Verdict): unknown => {
    const { expectation, measured, status, line, column, margin, broken } = verdict;
    const { text, group, variant, level, reason, comparison, limit, unit } = expectation;
    const look = lookCommand(file, verdict);
    const asked = { expectation: text, group, variant, level, reason };
    const result = { status, unit, measured, measuredText: verdict.measuredText, margin, broken, look };
    return { ...asked, line, column, comparison, limit: limit.value, ...result };
  };
  const data = {
    formatVersion: 1,
    scenarios: scenarios.map((one) => ({
      file: one.file,
      name: one.name,
      status: statusOf(one),
      problems: one.problems.map(({ line, column, message, hint }) => ({ line, column, message, hint })),
      expectations: one.verdicts.map((verdict) => verdictJson(one.file, verdict)),
      snapshot: one.snapshot,
    })),
    orphans,
  };
  return `${JSON.stringify(data, null, 2)}\n`;
}

/** Short, for a pull request: a table of what is not met, the rest folded. */
export function asMarkdown(outcome: TestOutcome): string {
  const verdicts = verdictsOf(outcome);
  const open = outcome.scenarios.flatMap(({ file, verdicts: own }) =>
    own.filter(({ status }) => status !== 'passed').map((verdict) => ({ file, verdict })),
  );
  const failed = outcome.scenarios.filter((one) => statusOf(one) === 'failed').length;
  const many = (status: string): number => verdicts.filter((one) => one.status === status).length;
  const snapshots = snapshotsOf(outcome).filter(({ state }) => state !== 'same');
  const rows = open.map(({ file, verdict }) => {
    const look = lookCommand(file, verdict);
    const { reason } = verdict.expectation;
    const why = reason === undefined ? '' : `<br>why: ${markdownText(reason)}`;
    const first = markdownText(brokenText(verdict)?.replace('first: ', '') ?? '');
    const cells = [
      verdict.status === 'failed' ? '❌' : '⚠️',
      `${markdownText(file)}:${verdict.line}`,
      markdownText(expectationText(verdict)) + why,
      markdownText(measuredText(verdict)),
      look === undefined ? first : `${first}<br><code>${markdownText(look)}</code>`,
    ];
    return `| ${cells.join(' | ')} |`;
  });
  const blocks = [
    '<!-- patchsim test -->',
    `**patchsim test**: ${failed === 0 ? (outcome.scenarios.length === 1 ? 'the scenario passed' : `all ${outcome.scenarios.length} scenarios passed`) : `${failed} of ${outcome.scenarios.length} scenarios failed`} (expectations: ${many('failed')} failed, ${many('warned')} warned, ${many('passed')} passed)`,
    ...(rows.length === 0
      ? []
      : [
          ['| | where | expectation | measured | first |', '| --- | --- | --- | --- | --- |', ...rows].join(
            '\n',
          ),
        ]),
    ...outcome.scenarios
      .filter(({ problems }) => problems.length > 0)
      .map(({ file, problems }) =>
        problems
          .map((one) => `- ${markdownText(`${file}:${one.line}:${one.column} ${one.message}`)}`)
          .join('\n'),
      ),
    ...snapshots.map((snapshot) => {
      const changes = changeLines(snapshot).map(({ sign, text }) => `${sign} ${text}`);
      const folded = `<details><summary>what changed</summary>\n\n\`\`\`diff\n${changes.join('\n')}\n\`\`\`\n\n</details>`;
      return `- ${markdownText(snapshotText(snapshot))}${changes.length === 0 ? '' : `\n\n${folded}`}`;
    }),
    `<details><summary>all expectations</summary>\n\n${outcome.scenarios
      .flatMap((one) =>
        one.verdicts.map(
          (verdict) =>
            `- ${verdict.status} ${markdownText(`${one.file}: ${expectationText(verdict)}`)}: ${markdownText(verdict.measuredText)}`,
        ),
      )
      .join('\n')}\n\n</details>`,
  ];
  return `${blocks.join('\n\n')}\n`;
}
