// `patchsim when`: forecasts are what the runs did, on any number of threads. Threads are started from the built package.

import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import type { WhenAnswer } from '../../src/experiment/when.ts';
import { loadScenario, simulate } from '../../src/index.ts';
import { call } from '../cli/call.ts';

const { replicate }: typeof import('../../src/experiment/replicate.ts') = await import(
  resolve('dist/experiment/replicate.js')
);
const folder = mkdtempSync(join(tmpdir(), 'patchsim-when-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const HOTPATCH = 'scenarios/hotpatch-2024.yaml';
const when = (...words: string[]) => call(['when', ...words, '--jobs', '1']);

async function answers(...words: string[]): Promise<WhenAnswer[]> {
  const { code, stdout } = await when(...words, '--json');
  expect(code).toBe(0);
  return JSON.parse(stdout).answers;
}

function load(file: string) {
  const loaded = loadScenario(readFileSync(file, 'utf8'), { file });
  if (!loaded.ok) throw new Error(loaded.problems[0].message);
  return loaded.scenario;
}

describe('R33 when', () => {
  test.each([
    [HOTPATCH, 'hotpatch-7'],
    ['scenarios/off-60-days.yaml', 'off-in-spring-1'],
    ['scenarios/dotnet.yaml', 'hotpatch-1'],
  ])('one replication is the run itself: %s, %s', async (file, vm) => {
    const facts: { t: string; fact: string; kb?: string; seconds?: number }[] = [];
    await simulate(load(file), {
      trace: (line) => {
        const fact = JSON.parse(line);
        if (fact.vm === vm && fact.fact !== undefined) facts.push(fact);
      },
    });
    const [{ rows, zones }] = await answers(file, '--vm', vm, '--replications', '1');
    const local = (t: string): string =>
      new Date(t).toLocaleString('sv-SE', { timeZone: zones[0] }).replace(' ', 'T');
    for (const { kb, patched, rebooted, patchedShare, rebootShare } of rows) {
      const at = facts.findIndex((one) => one.fact === 'becameEffective' && one.kb === kb);
      expect(patchedShare).toBe(at < 0 ? 0 : 1);
      if (at < 0) continue;
      const before = facts.slice(0, at + 1);
      const run = before.slice(before.findLastIndex(({ fact }) => fact === 'admitted'));
      const installed = before.findLast(({ fact }) => fact === 'patchInstalled')!;
      const reboot = run.find(({ fact }) => fact === 'rebootStarted');
      expect([patched!.earliest, patched!.latest]).toEqual([local(installed.t), local(installed.t)]);
      expect([rebootShare, rebooted?.p50]).toEqual(reboot ? [1, local(reboot.t)] : [0, undefined]);
    }
    expect(rows.length).toBeGreaterThan(5);
  });

  test('a VM that is never on off-peak is never patched', async () => {
    const [{ rows }] = await answers(
      'scenarios/off-every-night.yaml',
      '--vm',
      'office-hours-1',
      '--replications',
      '2',
    );
    expect(rows.map(({ patched, patchedShare }) => [patched, patchedShare])).toEqual(
      rows.map(() => [null, 0]),
    );
  });

  test('quantiles are in order, and hotpatch months have no reboot', async () => {
    const [{ rows, vms }] = await answers(HOTPATCH, '--vm', 'hotpatch', '--replications', '3');
    expect([vms, rows.length]).toEqual([100, 12]);
    for (const { patched, kinds, rebootShare, pairs } of rows) {
      const { earliest, p5, p50, p95, latest } = patched!;
      expect([earliest, p5, p50, p95, latest]).toEqual([earliest, p5, p50, p95, latest].sort());
      expect([pairs, rebootShare]).toEqual([300, 'hotpatch' in kinds ? 0 : 1]);
    }
  });

  test('R1 the same on 1, 2 and 3 threads', async () => {
    const job = { kind: 'forecast', scenario: load(HOTPATCH), vms: ['hotpatch-1*'] } as const;
    const alone = await replicate(job, { replications: 4, jobs: 1 });
    for (const jobs of [2, 3]) expect(await replicate(job, { replications: 4, jobs })).toEqual(alone);
  });
});

describe('patchsim when', () => {
  test('answers by name, group and pattern, for all or for each', async () => {
    const [all] = await answers(
      HOTPATCH,
      '--vm',
      'hotpatch-1',
      'standard-[12]',
      '--release',
      '2024-08',
      '--replications',
      '2',
    );
    expect([all.vms, all.rows.map(({ kb }) => kb)]).toEqual([3, ['KB5041160']]);
    const each = await answers(HOTPATCH, '--vm', 'standard-[12]', '--each', '--replications', '1');
    expect(each.map(({ name }) => name)).toEqual(['standard-1', 'standard-2']);
  });

  test('writes the windows and the baselines as an iCalendar file, the same bytes twice', async () => {
    const files = [join(folder, 'a.ics'), join(folder, 'b.ics')];
    for (const file of files)
      expect(
        (await when(HOTPATCH, '--vm', 'hotpatch-1', '--replications', '2', '-o', `ics=${file}`)).code,
      ).toBe(0);
    const [text, again] = files.map((file) => readFileSync(file, 'utf8'));
    expect(text).toBe(again);
    expect(text.match(/SUMMARY:hotpatch-1: KB\d+ likely patched/g)).toHaveLength(12);
    expect(text.match(/SUMMARY:KB\d+ released: (un)?planned baseline/g)).toHaveLength(5);
    expect(text).toContain('SUMMARY:hotpatch-1: KB5041160 likely patched\\, reboots (100 %)');
  });

  test('refuses VMs and releases there are not', async () => {
    const vm = await when(HOTPATCH, '--vm', 'standrd', 'hotpatch-999');
    expect([vm.code, vm.stdout]).toEqual([2, '']);
    expect(vm.stderr).toContain('has no VM or group "standrd"; did you mean "standard"?');
    expect(vm.stderr).toContain('"hotpatch-999"');
    const release = await when(
      HOTPATCH,
      '--vm',
      'hotpatch-1',
      '--release',
      'KB5041161',
      '--replications',
      '1',
    );
    expect([release.code, release.stderr]).toEqual([2, expect.stringContaining('did you mean "KB5041160"?')]);
  });

  test('the page of documentation shows what the command prints', async () => {
    const { stdout } = await when(HOTPATCH, '--vm', 'hotpatch-1', '--release', '2024-08');
    expect(readFileSync('docs/asking.md', 'utf8')).toContain(stdout.trimEnd());
  });
});
