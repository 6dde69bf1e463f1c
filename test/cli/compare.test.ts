// `patchsim compare`: what is said in each format, what is refused, and the exit codes. Refuses to know the engine.

import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { afterAll, describe, expect, test } from 'vitest';
import { call } from './call.ts';

const folder = mkdtempSync(join(tmpdir(), 'patchsim-compare-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const TEXT = `version: 1
name: fleet
clock: { start: 2024-01-01, end: 2025-01-01 }
fleet:
  - name: web
    count: 20
    image: { publisher: MicrosoftWindowsServer, offer: WindowsServer, sku: 2022-datacenter-azure-edition-core }
    region: westeurope
    patchSettings: { patchMode: AutomaticByPlatform, enableHotpatching: false }
  - name: sql
    count: 5
    image: { publisher: MicrosoftWindowsServer, offer: WindowsServer, sku: 2019-datacenter }
    region: westeurope
    patchSettings: { patchMode: AutomaticByPlatform }
`;
const VARIANTS = `variants:
  hotpatch: { fleet: { web: { patchSettings: { enableHotpatching: true } } } }
  same: {}
`;
const file = (name: string, text: string): string => {
  writeFileSync(join(folder, name), text);
  return join(folder, name);
};
const scenario = file('fleet.yaml', TEXT + VARIANTS);
const compare = (...words: string[]) => call(['compare', '--jobs', '1', ...words]);

describe('patchsim compare', () => {
  test('gives the verdict with difference, interval and ratio, then what changed', async () => {
    const { code, stdout } = await compare(scenario, '--variant', 'hotpatch', '--replications', '4');
    expect(code).toBe(0);
    expect(stdout.replace(/\s+/g, ' ')).toContain(
      'hotpatch: 6.4 reboots per VM-year instead of 12.0: 1.9 times fewer, −5.6 [−5.6, −5.6], 95 %, 4 replications.',
    );
    expect(stdout).toContain('VM by VM: 20 with fewer reboots, 5 with as many, 0 with more.');
    expect(stdout).toMatch(/for planned baseline +0\.0 +3\.2 +\+3\.2 +\[\+3\.2, \+3\.2]/);
    expect(stdout).toContain('Group web');
    expect(stdout).not.toContain('Group sql');
    expect(stdout).not.toContain('Overdue');
  });

  test('JSON has every measure, also what did not change, and names the method', async () => {
    const { stdout } = await compare(scenario, '--json', '--replications', '3');
    const { comparisons, method, replications } = JSON.parse(stdout);
    expect([method, replications]).toEqual(['paired t-interval, 95 %', 3]);
    expect(comparisons.map(({ other }: { other: string }) => other)).toEqual(['hotpatch', 'same']);
    const [hotpatch, same] = comparisons;
    const row = hotpatch.rows.find(
      ({ key, group }: { key: string; group?: string }) => key === 'reboots' && group === 'web',
    );
    expect(row.ratio).toBeCloseTo(5 / 12, 10);
    expect(same.rows.length).toBeGreaterThan(10);
    expect(same.rows.every(({ changed }: { changed: boolean }) => !changed)).toBe(true);
  });

  test('several outputs at once: Markdown folds the details, CSV has a line for each measure', async () => {
    const [md, csv] = [join(folder, 'c.md'), join(folder, 'c.csv')];
    const { code, stdout } = await compare(
      scenario,
      '--replications',
      '2',
      '-o',
      `md=${md}`,
      '-o',
      `csv=${csv}`,
    );
    expect([code, stdout]).toEqual([0, '']);
    const text = readFileSync(md, 'utf8');
    expect(text).toMatch(/^<!-- patchsim compare -->/);
    expect(text.match(/<details>/g)).toHaveLength(2);
    const rows = parse(readFileSync(csv), { columns: true }) as Record<string, string>[];
    const row = rows.find(
      ({ variant, group, measure }) => variant === 'hotpatch' && group === '' && measure === 'reboots',
    );
    expect(Number(row!.ratio)).toBeCloseTo((20 * 5 + 5 * 12) / (25 * 12), 10);
  });

  test('--detailed-exitcode: 0 when nothing differs, 4 when something does', async () => {
    const same = await compare(scenario, '--variant', 'same', '--detailed-exitcode', '--replications', '2');
    expect([same.code, same.stdout.includes('Nothing clearly differs')]).toEqual([0, true]);
    expect((await compare(scenario, '--detailed-exitcode', '--replications', '2')).code).toBe(4);
  });

  test('--only-if-worse is silent for an improvement, and speaks in the other direction', async () => {
    const better = await compare(scenario, '--only-if-worse', '--replications', '3', '--variant', 'hotpatch');
    expect([better.code, better.stdout]).toEqual([0, '']);
    const off = file('off.yaml', TEXT);
    const on = file('on.yaml', TEXT.replace('enableHotpatching: false', 'enableHotpatching: true'));
    const worse = await compare(on, off, '--only-if-worse', '--replications', '3');
    expect(worse.stdout).toContain('off: 12.0 reboots per VM-year instead of 6.4: 1.9 times as many');
  });

  test('two summaries are one replication each, without an interval', async () => {
    const summaries: string[] = [];
    for (const on of ['true', 'false']) {
      const text = TEXT.replace('enableHotpatching: false', `enableHotpatching: ${on}`);
      const { stdout } = await call(['run', file(`${on}.yaml`, text), '--json', '--out', join(folder, on)]);
      summaries.push(file(`${on}.json`, stdout));
    }
    const { code, stdout } = await compare(...summaries);
    expect(code).toBe(0);
    expect(stdout).toContain('instead of 6.4: 1.9 times as many, +5.6 (1 replication).');
    // A name that no scenario may have, but a file somebody edited.
    const odd = summaries.map((one, index) =>
      file(
        `odd${index}.json`,
        readFileSync(one, 'utf8').replace('"name": "fleet"', `"name": "<b>|@${index}"`),
      ),
    );
    expect((await compare(...odd, '--md')).stdout).toContain('&lt;b>\\|\\@1: 12.0 reboots');
    const both = await compare(...summaries, '--json');
    expect(JSON.parse(both.stdout).comparisons[0].rows[0].interval).toBeNull();
  });
});

describe('patchsim compare refuses', () => {
  test('a summary beside a scenario, a summary alone, one whose figures are no numbers', async () => {
    const { stdout } = await call([
      'run',
      file('plain.yaml', TEXT),
      '--json',
      '--out',
      join(folder, 'plain'),
    ]);
    const summary = file('plain.json', stdout);
    expect((await compare(summary)).stderr).toContain('name both');
    expect((await compare(summary, scenario)).stderr).toContain('name two of a kind');
    expect((await compare(summary, summary, '--variant', 'x')).stderr).toContain('--variant');
    const edited = file('edited.json', stdout.replace(/"total": \d+/, '"total": "x"'));
    expect((await compare(summary, edited)).code).toBe(2);
  });

  test('another horizon and another calendar, and names them, unless forced', async () => {
    const plain = TEXT;
    const one = file('one.yaml', plain);
    const shorter = file('shorter.yaml', plain.replace('2025-01-01', '2024-10-01'));
    const horizon = await compare(one, shorter, '--replications', '1');
    expect(horizon.code).toBe(2);
    expect(horizon.stderr).toContain('other horizon: 2024-01-01T00:00:00Z to 2025-01-01T00:00:00Z');
    const generated = file('generated.yaml', `${plain}catalogue: [{ calendar: generated }]\n`);
    const calendar = await compare(one, generated, '--replications', '1');
    expect(calendar.stderr).toMatch(/other calendar: KB\d+ \(.*\) and \d+ more only in the first/);
    expect((await compare(one, generated, '--replications', '1', '--force')).code).toBe(0);
  });

  test('a scenario without variants, an unknown variant, a broken file: exit code 2', async () => {
    const none = await compare(file('none.yaml', TEXT));
    expect([none.code, none.stderr]).toEqual([2, expect.stringContaining('has no variants')]);
    const unknown = await compare(scenario, '--variant', 'hotptch');
    expect([unknown.code, unknown.stderr]).toEqual([2, expect.stringContaining('did you mean "hotpatch"?')]);
    expect((await compare(join(folder, 'nowhere.yaml'))).code).toBe(2);
    expect((await call(['compare', scenario, '--replications', '0'])).code).toBe(2);
  });
});
