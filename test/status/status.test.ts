// `patchsim status`: what is shown of the VMs of a small fleet at telling instants as golden texts, what is refused, and
// the page of documentation. Refuses to know the rules: those are the run's.

import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { call } from '../cli/call.ts';
import { instanceView } from './instance-view.ts';

const FLEET = 'test/status/fleet.yaml';

const status = (...words: string[]) => call(['status', ...words]);

describe('R33 what Azure would show', () => {
  test.each([
    ['before any assessment', 'hotpatch-1', '2024-01-01T12:00Z', []],
    ['assessed and waiting for its phase', 'standard-1', '2024-02-14T12:00Z', []],
    ['in the middle of an installation', 'standard-1', '2024-02-14T21:05Z', []],
    ['in the middle of a restart', 'standard-1', '2024-02-14T21:11Z', []],
    ['after a hotpatch without a restart', 'hotpatch-1', '2024-03-15T12:00Z', []],
    ['after a restart that failed', 'standard-1', '2024-02-14T22:30Z', ['--variant', 'restarts-fail']],
    ['after its repair', 'standard-1', '2024-02-15T12:00Z', ['--variant', 'restarts-fail']],
    ['overdue, waiting for a restart that is never made', 'never-1', '2024-02-09T12:00Z', []],
    ['overdue and off', 'office-hours-1', '2024-03-20T23:00Z', []],
    ['not covered', 'manual-1', '2024-03-20T23:00Z', []],
  ])('%s', async (title, vm, at, more) => {
    const question = [FLEET, '--vm', vm, '--at', at, ...more];
    const [shown, data] = [await status(...question), await status(...question, '--json')];
    expect([shown.code, shown.stderr, data.code]).toEqual([0, '', 0]);
    instanceView.parse(JSON.parse(data.stdout));
    const file = `golden/${title.replace(/[^a-z]+/g, '-')}.txt`;
    await expect(`${shown.stdout}\n${data.stderr}${data.stdout}`).toMatchFileSnapshot(file);
  });

  test('--json tells on stderr who patches the VM at that instant, in the words of the text', async () => {
    const question = ['scenarios/mode-switches.yaml', '--vm', 'migrated-1', '--at'];
    const text = 'not covered: patchMode is AutomaticByOS (R9); Windows installs on its own (R29)';
    const before = [
      await status(...question, '2024-03-01'),
      await status(...question, '2024-03-01', '--json'),
    ];
    expect(before[0]!.stdout).toContain(text);
    expect(before[1]!.stderr).toBe(`patchsim: migrated-1 is ${text}\n`);
    expect((await status(...question, '2024-06-01', '--json')).stderr).toBe('');
  });

  test('ids of activities belong to seed, VM and instant, and stay while nothing new happens', async () => {
    const idsAt = async (vm: string, at: string, ...more: string[]) => {
      const { stdout } = await status(FLEET, '--vm', vm, '--at', at, '--json', ...more);
      const { availablePatchSummary, lastPatchInstallationSummary } = JSON.parse(stdout).patchStatus;
      return [
        availablePatchSummary.assessmentActivityId,
        lastPatchInstallationSummary.installationActivityId,
      ];
    };
    const first = await idsAt('hotpatch-1', '2024-03-15T12:00Z');
    expect(await idsAt('hotpatch-1', '2024-03-15T12:01Z')).toEqual(first);
    const later = await idsAt('hotpatch-1', '2024-03-20T12:00Z');
    expect([later[0] === first[0], later[1] === first[1]]).toEqual([false, true]);
    const others = [
      ...(await idsAt('hotpatch-2', '2024-03-20T12:00Z')),
      ...(await idsAt('hotpatch-1', '2024-03-20T12:00Z', '--seed', '8')),
    ];
    expect(new Set([...first, ...later, ...others]).size).toBe(7);
  });
});

test('refuses a VM there is not, an instant outside of the run or without its zone, and what it does not know', async () => {
  const unknown = await status(FLEET, '--vm', 'hotpach-1', '--at', '2024-03-01');
  expect([unknown.code, unknown.stdout]).toEqual([2, '']);
  expect(unknown.stderr).toContain('has no VM "hotpach-1"; did you mean "hotpatch-1"?');
  for (const at of ['2023-12-31T23:59:59Z', '2024-06-01']) {
    const outside = await status(FLEET, '--vm', 'hotpatch-1', '--at', at);
    expect([outside.code, outside.stdout]).toEqual([2, '']);
    expect(outside.stderr).toContain(`${at} is outside of the run, 2024-01-01 to 2024-06-01`);
  }
  expect((await status(FLEET, '--vm', 'hotpatch-1', '--at', '2024-03-01T12:00')).code).toBe(2);
  expect((await status(FLEET, '--vm', 'hotpatch-1')).code).toBe(2);
  expect((await status(FLEET, '--at', '2024-03-01')).code).toBe(2);
  const variant = await status(
    FLEET,
    '--vm',
    'hotpatch-1',
    '--at',
    '2024-03-01',
    '--variant',
    'restart-fail',
  );
  expect(variant.code).toBe(2);
  expect(variant.stderr).toContain('did you mean "restarts-fail"?');
  expect((await status('nowhere.yaml', '--vm', 'x', '--at', '2024-03-01')).code).toBe(2);
});

test('docs/asking.md shows what its commands print', async () => {
  const page = readFileSync('docs/asking.md', 'utf8');
  const examples = [...page.matchAll(/\n {4}patchsim (status .*)\n\n```\w+\n([\s\S]*?)```/g)];
  expect(examples).toHaveLength(2);
  for (const [, words, shown] of examples) {
    const { code, stdout } = await call(words!.split(' '));
    expect([code, stdout]).toEqual([0, shown]);
  }
});
