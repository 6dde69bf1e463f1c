// The GitHub Action of docs/action/: its metadata names what its script reads, and the script runs, here with a `gh` that
// writes down what it is asked.

import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { parse } from 'yaml';

const root = mkdtempSync(join(tmpdir(), 'patchsim-action-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

const GH = `#!/usr/bin/env bash
echo "$@" >>"${root}/asked"
case "$*" in
  *--paginate*) [ -n "\${NO_COMMENTS:-}" ] || echo 4711 ;;
esac
`;
writeFileSync(join(root, 'gh'), GH);
chmodSync(join(root, 'gh'), 0o755);

function step(environment: Readonly<Record<string, string>>) {
  for (const file of ['asked', 'summary.md', 'patchsim-test.md']) rmSync(join(root, file), { force: true });
  const { status, stdout } = spawnSync('bash', ['docs/action/run.sh'], {
    encoding: 'utf8',
    env: {
      ...process.env,
      PATH: `${root}:${process.env.PATH}`,
      CI: 'true',
      RUNNER_TEMP: root,
      GITHUB_STEP_SUMMARY: join(root, 'summary.md'),
      GITHUB_REPOSITORY: 'contoso/policies',
      PATCHSIM_COMMAND: 'node dist/cli/main.js',
      PATCHSIM_PULL_REQUEST: '12',
      ...environment,
    },
  });
  const asked = existsSync(join(root, 'asked')) ? readFileSync(join(root, 'asked'), 'utf8') : '';
  return { status, stdout, asked };
}

const broken = join(root, 'sql.yaml');
writeFileSync(
  broken,
  readFileSync('docs/policies/sql.yaml', 'utf8').replace('offPeakEnd: "05:00"', 'offPeakEnd: "02:30"'),
);

test('annotates, writes the summary, changes the comment that is there, and fails as the tests do', () => {
  const { status, stdout, asked } = step({ PATCHSIM_PATHS: broken });
  expect(status).toBe(99);
  expect(stdout).toMatch(/^::error file=.*sql\.yaml,line=17,col=5,title=deferrals/);
  expect(readFileSync(join(root, 'summary.md'), 'utf8')).toContain('1 of 1 scenarios failed');
  expect(asked).toContain('repos/contoso/policies/issues/12/comments');
  expect(asked).toContain('--method PATCH repos/contoso/policies/issues/comments/4711 --field body=@');
});

test('writes the first comment, and none when it should not', () => {
  const first = step({ PATCHSIM_PATHS: 'docs/policies/coverage.yaml', NO_COMMENTS: '1' });
  expect(first.status).toBe(0);
  expect(first.asked).toContain('--method POST repos/contoso/policies/issues/12/comments');
  expect(step({ PATCHSIM_PATHS: 'docs/policies/coverage.yaml', PATCHSIM_COMMENT: 'false' }).asked).toBe('');
  const nothing = step({ PATCHSIM_PATHS: 'nowhere' });
  expect([nothing.status, nothing.asked]).toEqual([2, expect.stringContaining('--method PATCH')]);
  expect(readFileSync(join(root, 'summary.md'), 'utf8')).toContain('could not test anything');
});

test('takes paths with spaces when they stand on lines of their own', () => {
  const spaced = join(root, 'a b.yaml');
  writeFileSync(spaced, readFileSync('docs/policies/sql.yaml', 'utf8'));
  const { status } = step({
    PATCHSIM_PATHS: `${spaced}\ndocs/policies/coverage.yaml\n`,
    PATCHSIM_COMMENT: 'false',
  });
  expect(status).toBe(0);
  expect(readFileSync(join(root, 'summary.md'), 'utf8')).toContain('all 2 scenarios passed');
});

test('action.yml is a composite action whose inputs are the variables of its script', () => {
  const action = parse(readFileSync('docs/action/action.yml', 'utf8'));
  const script = readFileSync('docs/action/run.sh', 'utf8');
  const [{ env, run, shell }] = action.runs.steps;
  expect([action.runs.using, shell]).toEqual(['composite', 'bash']);
  expect(run).toContain('$GITHUB_ACTION_PATH/run.sh');
  for (const input of Object.keys(action.inputs))
    expect(JSON.stringify(env)).toContain(`\${{ inputs.${input} }}`);
  for (const name of Object.keys(env).filter((one) => one.startsWith('PATCHSIM_')))
    expect(script).toContain(name);
  execFileSync('bash', ['-n', 'docs/action/run.sh']);
});
