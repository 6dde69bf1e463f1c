// `patchsim test`: which files are tests, what is said, the reporters, snapshots and exit codes. Refuses to know metrics.

import { execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeEach, describe, expect, test } from 'vitest';
import { call } from './call.ts';

const root = mkdtempSync(join(tmpdir(), 'patchsim-test-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

const scenario = (name: string, rest: string): string => `version: 1
name: ${name}
clock: { start: 2024-01-01, end: 2024-03-01 }
fleet:
  - name: web
    count: 5
    image: { publisher: MicrosoftWindowsServer, offer: WindowsServer, sku: 2019-datacenter }
    region: westeurope
    patchSettings: { patchMode: AutomaticByPlatform }
${rest}`;

let number = 0;
/** A new folder with these files. */
function folderWith(files: Readonly<Record<string, string>>): string {
  const folder = join(root, String(number++));
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(join(folder, name, '..'), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  return folder;
}
const GOOD = 'expect:\n  - overdue == 0\n';
const BAD = 'expect:\n  - overdue == 0\n  - reboots.perVm.max <= 1\n';

beforeEach(() => {
  process.env.CI = '';
});
const { CI } = process.env;
afterEach(() => {
  process.env.CI = CI ?? '';
});

describe('patchsim test', () => {
  test('takes scenarios with expectations below the folder, and nothing else', async () => {
    const folder = folderWith({
      'a.yaml': scenario('a', GOOD),
      'deep/b.yml': scenario('b', GOOD),
      'c.json': JSON.stringify({ expect: 1 }),
      'plain.yaml': scenario('plain', ''),
      'compose.yaml': 'services: { expect: 1 }\n',
      'node_modules/x/d.yaml': scenario('d', GOOD),
    });
    const { code, stdout } = await call(['test', folder]);
    expect(code).toBe(0);
    expect(stdout).toContain('a.yaml (1 expectation)');
    expect(stdout).toContain('b.yml (1 expectation)');
    expect(stdout).toMatch(/Scenarios {2}2 passed \(2\)\n Expectations {2}2 passed \(2\)/);
    const plain = await call(['test', join(folder, 'plain.yaml')]);
    expect([plain.code, plain.stdout]).toEqual([2, expect.stringContaining('there is nothing to test')]);
  });

  test('what misspells it is told, not left out; what cannot be read too', async () => {
    const misspelt = await call([
      'test',
      folderWith({ 'a.yaml': scenario('a', GOOD.replace('expect', 'expects')) }),
    ]);
    expect([misspelt.code, misspelt.stdout]).toEqual([2, expect.stringContaining('did you mean "expect"?')]);
  });

  test('mistakes of every kind come in one go', async () => {
    const rest = 'snapshots: true\nexpect:\n  - overdu == 0\n  - { that: overdue == 0, group: wbe }\n';
    const { stdout } = await call(['test', join(folderWith({ 'a.yaml': scenario('a', rest) }), 'a.yaml')]);
    expect(stdout).toContain('3 problems');
  });

  test('exit code 99 with value, limit, margin, VM, instant and the command that tells more', async () => {
    const file = join(folderWith({ 'bad.yaml': scenario('bad', BAD) }), 'bad.yaml');
    const { code, stdout } = await call(['test', file]);
    expect(code).toBe(99);
    expect(stdout).toContain(`FAIL ${file}:12:5 reboots.perVm.max <= 1`);
    expect(stdout).toContain('measured 2, 1 beyond the limit');
    const [, command] = /look: patchsim (.*)/.exec(stdout)!;
    const told = await call(command.split(' '));
    expect([told.code, told.stdout]).toEqual([0, expect.stringContaining('REBOOT')]);
  });

  test('a warning is told and does not fail', async () => {
    const rest = 'expect:\n  - { that: reboots <= 0, level: warn, reason: nobody wants one }\n';
    const { code, stdout } = await call(['test', folderWith({ 'w.yaml': scenario('w', rest) })]);
    expect(code).toBe(0);
    expect(stdout).toContain('why: nobody wants one');
    expect(stdout).toContain('Expectations  1 warned (1)');
  });

  test('all mistakes at once, and the other scenarios are run: exit code 2', async () => {
    const folder = folderWith({
      'broken.yaml': scenario('x', 'expect:\n  - overdu == 0\n  - reboots <= many\n'),
      'good.yaml': scenario('good', GOOD),
    });
    const { code, stdout } = await call(['test', folder]);
    expect(code).toBe(2);
    expect(stdout).toContain('broken.yaml:11:5 expect[0].that: there is no metric "overdu"');
    expect(stdout).toContain('broken.yaml:12:');
    expect(stdout).toMatch(/Scenarios {2}1 with problems \| 1 passed \(2\)/);
    expect((await call(['test', join(folder, 'nowhere')])).code).toBe(2);
    expect((await call(['test', folderWith({ 'a.yaml': 'a: 1\n' })])).code).toBe(2);
    expect((await call(['test', folder, '-o', 'xml'])).code).toBe(2);
    expect((await call(['test', folder, '--shard', '3/2'])).code).toBe(2);
  });

  test('per group, per variant', async () => {
    const rest = `variants: { off: { fleet: { web: { power: { off: [{ from: 2024-01-01, for: 60d }] } } } } }
expect:
  - { that: overdue == 0, group: web, variant: off }
  - "overdue.delta(vs: off) < 0"
`;
    const folder = folderWith({ 'v.yaml': scenario('v', rest) });
    const { code, stdout } = await call(['test', folder]);
    expect(code).toBe(99);
    expect(stdout).toContain('overdue == 0 (group web, variant off)');
    const [, command] = /look: patchsim (.*)/.exec(stdout)!;
    expect(command).toContain('--variant off');
    expect((await call(command.split(' '))).stdout).toContain('OVERDUE');
  });

  test('shards are a partition', async () => {
    const files = Object.fromEntries(
      ['a', 'b', 'c', 'd', 'e'].map((one) => [`${one}.yaml`, scenario(one, GOOD)]),
    );
    const folder = folderWith(files);
    const seen: string[] = [];
    for (const shard of ['1/2', '2/2']) {
      const { stdout } = await call(['test', folder, '--shard', shard, '-o', 'json']);
      seen.push(...JSON.parse(stdout).scenarios.map(({ name }: { name: string }) => name));
    }
    expect(seen.sort()).toEqual(['a', 'b', 'c', 'd', 'e']);
  });
});

describe('snapshots', () => {
  const KEPT = 'snapshot: true\n';

  test('are written once, hold, fail on a difference with exit code 3, and -u updates them', async () => {
    const folder = folderWith({ 's.yaml': scenario('s', KEPT) });
    const file = join(folder, 's.snapshot.json');
    expect((await call(['test', folder])).stdout).toContain('Snapshots  1 written');
    const first = readFileSync(file, 'utf8');
    expect((await call(['test', folder])).code).toBe(0);
    writeFileSync(join(folder, 's.yaml'), scenario('s', KEPT).replace('2024-03-01', '2024-02-01'));
    const changed = await call(['test', folder]);
    expect(changed.code).toBe(3);
    expect(changed.stdout).toMatch(/- fleet\.reboots\.perVm +2\n +\+ fleet\.reboots\.perVm +1\n/);
    expect(readFileSync(file, 'utf8')).toBe(first);
    expect((await call(['test', folder, '-u'])).code).toBe(0);
    expect((await call(['test', folder])).code).toBe(0);
  });

  test('in CI nothing is written: missing and obsolete ones fail', async () => {
    process.env.CI = 'true';
    const folder = folderWith({ 's.yaml': scenario('s', KEPT) });
    const missing = await call(['test', folder]);
    expect([missing.code, existsSync(join(folder, 's.snapshot.json'))]).toEqual([3, false]);
    expect(missing.stdout).toContain('is not there');
    const gone = folderWith({ 'a.yaml': scenario('a', GOOD), 'b.snapshot.json': '{}\n' });
    expect((await call(['test', gone])).code).toBe(3);
    process.env.CI = '';
    expect((await call(['test', gone])).code).toBe(0);
    expect((await call(['test', gone, '-u'])).stdout).toContain('1 removed');
    expect(existsSync(join(gone, 'b.snapshot.json'))).toBe(false);
  });

  test('an interrupted run has written none', async () => {
    const folder = folderWith({
      'a.yaml': scenario('a', KEPT),
      'b.yaml': scenario('b', KEPT).replace('count: 5', 'count: 300000'),
    });
    const child = spawn('node', ['dist/cli/main.js', 'test', folder]);
    let told = '';
    child.stdout.on('data', (data) => {
      told += data;
      child.kill('SIGINT');
    });
    expect(await new Promise((resolve) => child.on('exit', resolve))).toBe(130);
    expect(told).toContain('a.yaml');
    expect(existsSync(join(folder, 'a.snapshot.json'))).toBe(false);
  });

  test('that are no JSON are a mistake with a name', async () => {
    const folder = folderWith({ 's.yaml': scenario('s', KEPT), 's.snapshot.json': '{' });
    const { code, stdout } = await call(['test', folder]);
    expect([code, stdout]).toEqual([2, expect.stringContaining('it is no JSON')]);
    expect((await call(['test', folder, '-u'])).code).toBe(0);
    expect((await call(['test', folder])).code).toBe(0);
  });
});

describe('reporters', () => {
  test('several at once, to files and to stdout', async () => {
    const folder = folderWith({ 'bad.yaml': scenario('bad', BAD), 'good.yaml': scenario('good', GOOD) });
    const [junit, md] = [join(folder, 'out', 'j.xml'), join(folder, 'out', 'c.md')];
    const { code, stdout } = await call([
      'test',
      folder,
      '-o',
      `junit=${junit}`,
      '-o',
      `md=${md}`,
      '-o',
      'tap',
    ]);
    expect(code).toBe(99);
    expect(stdout).toMatch(/^TAP version 14\n1\.\.3\n/);
    expect(stdout.match(/^ok /gm)).toHaveLength(2);
    expect(stdout.match(/^not ok /gm)).toHaveLength(1);
    const xml = readFileSync(junit, 'utf8');
    expect(xml).toContain('tests="3" failures="1"');
    // A parser that is not ours finds it well-formed.
    const counted = execFileSync('python3', [
      '-c',
      'import sys,xml.etree.ElementTree as e;r=e.parse(sys.argv[1]).getroot();print(len(r.findall(".//testcase")),len(r.findall(".//failure")))',
      junit,
    ]);
    expect(String(counted).trim()).toBe('3 1');
    expect(readFileSync(md, 'utf8')).toMatch(
      /^<!-- patchsim test -->\n\n\*\*patchsim test\*\*: 1 of 2 scenarios failed/,
    );
  });

  test('a file that cannot be written does not swallow what was found; nothing is written twice', async () => {
    const folder = folderWith({ 'bad.yaml': scenario('bad', BAD) });
    const { code, stdout } = await call(['test', folder, '-o', 'junit=/proc/nowhere/j.xml']);
    expect([code, stdout]).toEqual([2, expect.stringContaining('measured 2, 1 beyond the limit')]);
    expect((await call(['test', folder, '-o', 'junit=a', '-o', 'md=a'])).code).toBe(2);
    expect((await call(['test', folder, '-o', 'tap', '-o', 'json'])).code).toBe(2);
  });

  test('github annotates the line of the expectation, with its characters escaped', async () => {
    const folder = folderWith({ 'a,b.yaml': scenario('bad', 'expect:\n  - effective.after(1h) >= 100%\n') });
    const { stdout } = await call(['test', folder, '-o', 'github']);
    expect(stdout).toMatch(
      /^::error file=.*a%2Cb\.yaml,line=11,col=5,title=effective\.after\(1h\) >= 100%25::measured 0%25, 100 points beyond the limit%0A/,
    );
    expect(stdout.trim().split('\n')).toHaveLength(1);
  });

  test('json has every expectation, with the value and the limit as numbers', async () => {
    const { stdout } = await call(['test', folderWith({ 'bad.yaml': scenario('bad', BAD) }), '-o', 'json']);
    const [{ status, expectations }] = JSON.parse(stdout).scenarios;
    expect(status).toBe('failed');
    expect(expectations).toMatchObject([
      { expectation: 'overdue == 0', status: 'passed', measured: 0, limit: 0, line: 11 },
      { expectation: 'reboots.perVm.max <= 1', status: 'failed', measured: 2, limit: 1, margin: '1' },
    ]);
  });
});

test('--watch tests again what changes, and Ctrl-C ends it with 130', async () => {
  const folder = folderWith({ 'a.yaml': scenario('a', GOOD), 'b.yaml': scenario('b', GOOD) });
  const child = spawn('node', ['dist/cli/main.js', 'test', folder, '--watch', '--no-color']);
  let told = '';
  child.stdout.on('data', (data) => {
    told += data;
  });
  child.stderr.on('data', (data) => {
    told += data;
  });
  const until = async (text: string): Promise<void> => {
    for (let tries = 0; !told.includes(text); tries++) {
      if (tries > 200) throw new Error(`${text} never came: ${told}`);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  };
  await until('watching for changes');
  await new Promise((resolve) => setTimeout(resolve, 500));
  writeFileSync(join(folder, 'a.yaml'), scenario('a', BAD));
  await until('1 failed | 1 passed (2)');
  child.kill('SIGINT');
  expect(await new Promise((resolve) => child.on('exit', resolve))).toBe(130);
}, 30_000);
