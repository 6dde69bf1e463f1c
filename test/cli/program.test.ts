// The built program as a user starts it: `node dist/cli/main.js`. Needs `npm run build`, as `npm test` does first.

import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const main = resolve('dist/cli/main.js');
let folder: string;

/** The scenario of the issue in small, or with `count` VMs. */
const scenarioOf = (count: number) => `version: 1
name: hotpatch-2024
seed: "2024"
clock: { start: 2024-01-01, end: 2025-01-14 }
catalogue: [{ calendar: real }]
fleet:
  - name: hotpatch
    count: ${count}
    image: { publisher: MicrosoftWindowsServer, offer: WindowsServer, sku: 2022-datacenter-azure-edition-core }
    region: westeurope
    patchSettings: { patchMode: AutomaticByPlatform, enableHotpatching: true }
  - name: standard
    count: ${count}
    image: { publisher: MicrosoftWindowsServer, offer: WindowsServer, sku: 2022-datacenter-azure-edition-core }
    region: westeurope
    patchSettings: { patchMode: AutomaticByPlatform, enableHotpatching: false }
`;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'patchsim-program-'));
  writeFileSync(join(folder, 'small.yaml'), scenarioOf(20));
  writeFileSync(join(folder, 'large.yaml'), scenarioOf(200_000));
  writeFileSync(
    join(folder, 'wrong.yaml'),
    scenarioOf(20).replace('region: westeurope', 'regoin: westeurope'),
  );
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function patchsim(words: string[], input = '', env: Record<string, string> = {}) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [main, ...words], {
    cwd: folder,
    input,
    encoding: 'utf8',
    env: { ...process.env, ...env },
  });
  return { code: status, stdout, stderr };
}

describe('usage', () => {
  it('prints help and version to stdout', () => {
    expect(patchsim(['--help'])).toMatchObject({ code: 0, stderr: '' });
    expect(patchsim(['run', '--help']).stdout).toContain('--log-json');
    const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string };
    expect(patchsim(['--version'])).toEqual({ code: 0, stdout: `${version}\n`, stderr: '' });
  });

  it.each([
    [[], 'Usage: patchsim'],
    [['rnu', 'x'], 'Did you mean run?'],
    [['run'], "missing required argument 'scenario'"],
    [['run', 'x', '--jsno'], 'Did you mean --json?'],
    [['run', 'x', 'y'], 'too many arguments'],
    [['run', 'x', '-q', '-v'], 'cannot be used with'],
  ])('%j is a usage error: exit code 2, on stderr', (words, message) => {
    const { code, stdout, stderr } = patchsim(words);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toContain(message);
  });
});

describe('with the engine', () => {
  it('runs a scenario into reports/<name>/', () => {
    const { code, stdout, stderr } = patchsim(['run', 'small.yaml']);
    expect({ code, stderr }).toEqual({
      code: 0,
      stderr: 'wrote reports/hotpatch-2024/summary.json, reports/hotpatch-2024/manifest.json\n',
    });
    expect(stdout).toContain('hotpatch: 5 reboots per VM; standard: 12, 7 more.');
    expect(stdout).not.toContain('\u001b[');
    expect(readdirSync(join(folder, 'reports', 'hotpatch-2024')).sort()).toEqual([
      'manifest.json',
      'summary.json',
    ]);
  });

  it('takes stdin, gives JSON, and the same bytes whatever the host’s time zone', () => {
    const runs = ['Pacific/Auckland', 'America/Los_Angeles'].map((TZ) =>
      patchsim(['run', '-', '--json', '-q', '--trace', '--out', `out-${TZ.slice(0, 3)}`], scenarioOf(5), {
        TZ,
        LC_ALL: 'de_DE.UTF-8',
      }),
    );
    expect(runs[0]).toEqual(runs[1]);
    expect(runs[0]).toMatchObject({ code: 0, stderr: '' });
    expect(JSON.parse(runs[0]!.stdout).formatVersion).toBe(1);
    const traces = ['Pac', 'Ame'].map((zone) =>
      readFileSync(join(folder, `out-${zone}`, 'trace.ndjson.gz')).toString('hex'),
    );
    expect(traces[0]).toBe(traces[1]);
  });

  it('places a mistake, suggests, and writes nothing', () => {
    const { code, stdout, stderr } = patchsim(['run', 'wrong.yaml', '--out', 'never']);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(/wrong\.yaml:\d+:5 fleet\[0\]\S*: .*\n.*regoin: westeurope\n.*\^{6}/);
    expect(existsSync(join(folder, 'never'))).toBe(false);
  });

  it('prints the schema, and ends quietly when nobody reads on', async () => {
    expect(JSON.parse(patchsim(['schema']).stdout)).toMatchObject({
      $schema: expect.stringContaining('draft-07'),
    });
    const child = spawn('bash', [
      '-c',
      `set -o pipefail; "${process.execPath}" "${main}" schema | head -c 1`,
    ]);
    const ended = await endOf(child);
    expect([ended.code, ended.stderr]).toEqual([0, '']);
  });

  it.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
    ['SIGHUP', 129],
  ] as const)('%s in a long run exits %i and leaves nothing', async (signal, expected) => {
    const out = join(folder, `long-${signal}`);
    const child = spawn(process.execPath, [main, 'run', 'large.yaml', '--trace', '--out', out], {
      cwd: folder,
    });
    const ended = endOf(child);
    for (let waited = 0; !existsSync(out) && waited < 30_000; waited += 20) await setTimeout(20);
    child.kill(signal);
    const { code, stdout, stderr } = await ended;
    expect({ code, stdout }).toEqual({ code: expected, stdout: '' });
    expect(stderr).toContain(`interrupted (${signal})`);
    expect(existsSync(out)).toBe(false);
  });

  it('a second Ctrl-C does not wait, and leaves nothing either', async () => {
    const out = join(folder, 'impatient');
    const child = spawn(process.execPath, [main, 'run', 'large.yaml', '--trace', '--out', out], {
      cwd: folder,
    });
    const ended = endOf(child);
    for (let waited = 0; !existsSync(out) && waited < 30_000; waited += 20) await setTimeout(20);
    for (let press = 0; press < 3; press++) child.kill('SIGINT');
    expect(await ended).toMatchObject({ code: 130, stdout: '' });
    expect(existsSync(out)).toBe(false);
  });
});

function endOf(child: ChildProcess): Promise<{ code: number | null; stdout: string; stderr: string }> {
  const text = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr'] as const) {
    child[name]?.on('data', (chunk: Buffer) => {
      text[name] += chunk.toString();
    });
  }
  return new Promise((done) => child.on('close', (code) => done({ code, ...text })));
}
