// What the CLI does around an engine: streams, files, exit codes, and nothing half-written however a run ends.

import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Engine } from '../../src/cli/engine.ts';
import { runSession } from '../../src/cli/session.ts';
import type { Terminal } from '../../src/cli/terminal.ts';
import { fakeEngine } from './fake-engine.ts';

let folder: string;
let scenario: string;
let out: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'patchsim-cli-'));
  scenario = join(folder, 'scenario.yaml');
  out = join(folder, 'new', 'out');
  writeFileSync(scenario, 'version: 1\n');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

async function patchsim(words: string[], engine: () => Promise<Engine> = fakeEngine(), stdin = '') {
  let stdout = '';
  let stderr = '';
  const terminal: Terminal = {
    out: (text) => {
      stdout += text;
    },
    err: (text) => {
      stderr += text;
    },
    stdin: async () => stdin,
    color: { out: false, err: false },
    columns: 100,
    interactive: false,
  };
  const code = await runSession({ words, version: '9.9.9', terminal: () => terminal, engine });
  return { code, stdout, stderr };
}

describe('run', () => {
  it('prints the summary to stdout, names the files on stderr, and writes them all', async () => {
    const { code, stdout, stderr } = await patchsim([
      'run',
      scenario,
      '--out',
      out,
      '--trace',
      '--seed',
      's',
    ]);
    expect(code).toBe(0);
    expect(stdout).toContain('hotpatch: 5 reboots per VM');
    expect(stderr).toBe(
      `wrote ${['summary.json', 'manifest.json', 'trace.ndjson.gz'].map((name) => join(out, name)).join(', ')}\n`,
    );
    expect(readdirSync(out).sort()).toEqual(['manifest.json', 'summary.json', 'trace.ndjson.gz']);
    expect(JSON.parse(readFileSync(join(out, 'manifest.json'), 'utf8'))).toMatchObject({
      formatVersion: 1,
      patchsim: '9.9.9',
      node: process.versions.node,
      seed: 's',
      inputs: [
        { name: scenario, sha256: '09bfcc6a14b83e2192b8673677725c84883ee9cd0c70e45c9ec09daa8f2b2847' },
      ],
      files: ['summary.json', 'trace.ndjson.gz'],
    });
  });

  it('writes the same bytes again, JSON on stdout the same as the file, and nothing else with -q', async () => {
    const words = ['run', scenario, '--out', out, '--json', '-q', '--trace'];
    const first = await patchsim(words);
    const bytes = readdirSync(out).map((name) => readFileSync(join(out, name)).toString('hex'));
    const second = await patchsim(words);
    expect(second).toEqual(first);
    expect(first.stderr).toBe('');
    expect(first.stdout).toBe(readFileSync(join(out, 'summary.json'), 'utf8'));
    expect(readdirSync(out).map((name) => readFileSync(join(out, name)).toString('hex'))).toEqual(bytes);
  });

  it('keeps every byte of a trace that comes in many parts', async () => {
    await patchsim(['run', scenario, '--out', out, '--trace', '-q'], fakeEngine({ steps: 80 }));
    const lines = gunzipSync(readFileSync(join(out, 'trace.ndjson.gz')))
      .toString()
      .trimEnd()
      .split('\n');
    expect(lines).toHaveLength(80_000);
    expect(JSON.parse(lines[79_999]!)).toEqual({ step: 79, line: 999 });
  });

  it('reads stdin and the files beside a scenario', async () => {
    mkdirSync(join(folder, 'deep'));
    writeFileSync(join(folder, 'deep', 'kbs.csv'), 'kb\n');
    writeFileSync(join(folder, 'deep', 's.yaml'), 'catalogue: kbs.csv\n');
    expect((await patchsim(['run', join(folder, 'deep', 's.yaml'), '--out', out])).code).toBe(0);
    const manifest = JSON.parse(readFileSync(join(out, 'manifest.json'), 'utf8'));
    expect(manifest.inputs.map(({ name }: { name: string }) => name)).toEqual([
      join(folder, 'deep', 's.yaml'),
      'kbs.csv',
    ]);
    const piped = await patchsim(['run', '-', '--out', out], fakeEngine(), 'wrong');
    expect(piped).toMatchObject({ code: 2, stdout: '' });
    expect(piped.stderr).toContain('<stdin>:1:1 fleet: expected a list');
  });

  it('refuses bad input with exit code 2, one clear line and no files', async () => {
    writeFileSync(join(folder, 'latin1.yaml'), Buffer.from([0x6e, 0xe9, 0x0a]));
    const cases: [string[], RegExp][] = [
      [[join(folder, 'none.yaml')], /^patchsim: cannot read .*none\.yaml: it does not exist\n$/],
      [[folder], /^patchsim: cannot read .*: it is a directory, not a file\n$/],
      [
        [join(folder, 'latin1.yaml')],
        /^patchsim: cannot read .*latin1\.yaml: it is not UTF-8 text; save it as UTF-8\n$/,
      ],
      [
        [scenario, '--out', join(scenario, 'x')],
        /^patchsim: cannot write .*: a part of its path is a file, not a directory\n$/,
      ],
      [
        [scenario, '--out', scenario],
        /^patchsim: cannot write .*: something that is not a directory has that name\n$/,
      ],
    ];
    for (const [words, message] of cases) {
      const result = await patchsim(['run', ...words]);
      expect(result).toMatchObject({ code: 2, stdout: '' });
      expect(result.stderr).toMatch(message);
    }
    expect(existsSync(out)).toBe(false);
  });

  it('leaves nothing behind when interrupted, not even the folders it made', async () => {
    for (const [signal, expected] of [
      ['SIGINT', 130],
      ['SIGTERM', 143],
      ['SIGHUP', 129],
    ] as const) {
      const engine = fakeEngine({
        steps: 200,
        onStep: (step) => {
          if (step !== 5) return;
          expect(readdirSync(out)).toHaveLength(3);
          process.emit(signal, signal);
        },
      });
      const result = await patchsim(['run', scenario, '--out', out, '--trace'], engine);
      expect(result).toMatchObject({ code: expected, stdout: '' });
      expect(result.stderr).toContain(`interrupted (${signal})`);
      expect(readdirSync(folder)).toEqual(['scenario.yaml']);
    }
  });

  it('keeps the results of the run before when the next one fails half-way', async () => {
    await patchsim(['run', scenario, '--out', out, '-q']);
    const before = readFileSync(join(out, 'summary.json'), 'utf8');
    const full = fakeEngine({
      onStep: () => {
        throw Object.assign(new Error('full'), { code: 'ENOSPC' });
      },
    });
    expect((await patchsim(['run', scenario, '--out', out], full)).code).toBe(1);
    expect(readdirSync(out).sort()).toEqual(['manifest.json', 'summary.json']);
    expect(readFileSync(join(out, 'summary.json'), 'utf8')).toBe(before);
  });

  it('reports an unexpected exception as a bug of ours, with seed and command', async () => {
    const broken = fakeEngine({
      onStep: () => {
        throw new RangeError('cell 7 has no room');
      },
    });
    const { code, stderr } = await patchsim(['run', scenario, '--out', out, '--seed', "it's"], broken);
    expect(code).toBe(1);
    for (const part of [
      'bug in patchsim',
      'cell 7 has no room',
      "it's",
      `patchsim run ${scenario}`,
      "--seed 'it'\\''s'",
    ]) {
      expect(stderr).toContain(part);
    }
    expect(stderr).not.toContain('    at ');
    expect((await patchsim(['run', scenario, '--out', out, '-v'], broken)).stderr).toContain('    at ');
    expect(existsSync(out)).toBe(false);
  });

  it('logs for people with -v and JSON with --log-json, on stderr only', async () => {
    const people = await patchsim(['run', scenario, '--out', out, '-v']);
    expect(people.stderr).toContain('patchsim: scenario loaded file=');
    const machines = await patchsim(['run', scenario, '--out', out, '--log-json', '--json']);
    const entries = machines.stderr
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(entries.map(({ msg }) => msg)).toEqual(['scenario loaded', 'run finished']);
    expect(() => JSON.parse(machines.stdout)).not.toThrow();
  });
});

describe('validate', () => {
  it('looks at every scenario and exits 2 when one is wrong', async () => {
    writeFileSync(join(folder, 'bad.yaml'), 'wrong');
    const both = await patchsim(['validate', join(folder, 'none.yaml'), join(folder, 'bad.yaml'), scenario]);
    expect(both).toMatchObject({ code: 2, stdout: `${scenario}: valid\n` });
    expect(both.stderr).toMatch(
      /none\.yaml: it does not exist\n(.*\n)*.*bad\.yaml:1:1 fleet: expected a list\n(.*\n)*.*one row was skipped/,
    );
    expect(await patchsim(['validate', '-q', scenario])).toEqual({ code: 0, stdout: '', stderr: '' });
  });
});

describe('schema', () => {
  it('prints JSON', async () => {
    const { code, stdout } = await patchsim(['schema']);
    expect([code, JSON.parse(stdout)]).toEqual([0, { type: 'object' }]);
  });
});
