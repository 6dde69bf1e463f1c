// Expectations: what is measured and who is named, held against the summary and against counts of the trace.

import { describe, expect, test } from 'vitest';
import { judge } from '../../src/experiment/expectation/judge.ts';
import type { Verdict } from '../../src/experiment/expectation/verdict.ts';
import { loadScenario } from '../../src/experiment/load.ts';
import type { LoadedScenario } from '../../src/experiment/loaded-scenario.ts';
import { simulate } from '../../src/experiment/simulate.ts';
import type { Summary } from '../../src/metrics/summary.ts';
import { lookCommand } from '../../src/report/test/words.ts';
import { FILE, FLEET } from './expected-fleet.ts';

function loadedWith(expect_: readonly string[], text = FLEET): LoadedScenario {
  const loaded = loadScenario(`${text}expect:\n${expect_.map((one) => `  - ${one}\n`).join('')}`, {
    file: FILE,
  });
  if (!loaded.ok) throw new Error(loaded.problems.map(({ message }) => message).join('\n'));
  return loaded.scenario;
}

async function verdicts(expect_: readonly string[]): Promise<readonly Verdict[]> {
  const base = loadedWith(expect_);
  const calm = loadScenario(FLEET, { file: FILE, variant: 'calm' });
  if (!calm.ok) throw new Error('the variant is broken');
  const variants = new Map([['calm', calm.scenario]]);
  return (await judge(base, { variants, replications: 8, jobs: 1 })).verdicts;
}

const measured = async (...expect_: string[]): Promise<(number | null)[]> =>
  (await verdicts(expect_)).map((verdict) => verdict.measured);

const trace: Record<string, unknown>[] = [];
let summary: Summary;
async function traced(): Promise<void> {
  if (trace.length > 0) return;
  const result = await simulate(loadedWith(['overdue == 0']), {
    trace: (line) => trace.push(JSON.parse(line)),
  });
  summary = result.summary;
}

describe('what is measured', () => {
  test('is the number of the summary, of the fleet and of a group', async () => {
    await traced();
    const { fleet, groups } = summary;
    expect(
      await measured(
        'reboots <= 1',
        'reboots.perVm.max <= 1',
        '{ that: reboots.perVm.min <= 1, group: sql }',
        '{ that: reboots.total <= 1, group: [web, sql] }',
        'effective.after(7d) >= 0%',
        'effective.after(14d) >= 0%',
        '{ that: effective.after(30d) >= 0%, group: web }',
        'overdue == 0',
        '{ that: deferrals.windowTooShort == 0, group: web }',
        'failures == 0',
        'covered.share >= 0%',
        'downtime.perVm <= 1m',
      ),
    ).toEqual([
      fleet.reboots.total / fleet.covered,
      fleet.reboots.max,
      groups.sql.reboots.min,
      groups.web.reboots.total,
      groups.sql.reboots.total,
      expect.closeTo(fleet.effectiveWithin['7d']!, 6),
      expect.closeTo(fleet.effectiveWithin['14d']!, 6),
      expect.closeTo(groups.web.effectiveWithin['30d']!, 6),
      fleet.overdue,
      groups.web.deferrals.windowTooShort,
      fleet.failures.install + fleet.failures.reboot + fleet.failures.interrupted + fleet.failures.unhealthy,
      100 / 103,
      (fleet.downtimeMinutes * 60) / fleet.covered,
    ]);
    expect(fleet.overdue).toBeGreaterThan(0);
  });

  test('together is counted as the summary counts its peaks (R34)', async () => {
    await traced();
    const most = (rows: readonly { readonly rebooting: number }[]): number =>
      Math.max(...rows.map(({ rebooting }) => rebooting));
    const { peaks, fleet, groups } = summary;
    expect(
      await measured(
        'peakRebooting == 0',
        'peakRebooting(set) == 0',
        'peakRebooting(zone) == 0',
        'peakRebooting(region) == 0',
        '{ that: peakRebooting == 0, group: sql }',
        '{ that: peakRebooting(set) == 0, group: web }',
        'peakInFlight == 0',
      ),
    ).toEqual([
      fleet.peakRebooting,
      most(peaks.availabilitySets),
      most(peaks.zones),
      most(peaks.regions),
      groups.sql.peakRebooting,
      0,
      fleet.peakInFlight,
    ]);
  });

  test('delta compares with a group and with a variant', async () => {
    await traced();
    const { web, sql } = summary.groups;
    const perVm = (group: typeof web): number => group.reboots.total / group.covered;
    const [group, variant, same] = await measured(
      '{ that: "reboots.delta(vs: sql) <= 0", group: web }',
      '"overdue.delta(vs: calm) == 0"',
      '{ that: "overdue.delta(vs: calm) == 0", variant: calm }',
    );
    expect(group).toBeCloseTo(perVm(web) - perVm(sql), 12);
    expect(variant).toBe(summary.fleet.overdue);
    expect(same).toBe(0);
  });

  test('when: a time that never came is later than any date', async () => {
    const [early, late, never] = await verdicts([
      '"when(vm: sql-1, release: 2024-02).earliest >= 2024-02-13"',
      '"when(vm: sql, release: 2024-02).latest < 2024-02-14"',
      '"when(vm: web, release: 2024-06).latest <= 2024-07-01"',
    ]);
    expect(early.status).toBe('passed');
    expect([late.status, late.broken]).toEqual(['failed', undefined]);
    expect(lookCommand('f.yaml', late)).toBe(
      'patchsim when f.yaml --vm sql --release 2024-02 --replications 8',
    );
    expect([never.status, never.measured, never.measuredText]).toEqual([
      'failed',
      null,
      'never, or too rarely',
    ]);
  });
});

describe('who is named', () => {
  const facts = (kind: string) => trace.filter((fact) => fact.fact === kind);

  test('the VM and the instant at which the count goes beyond the limit', async () => {
    await traced();
    const deferred = facts('deferred').filter(({ reason }) => reason === 'windowTooShort');
    const [verdict] = await verdicts(['deferrals.windowTooShort <= 3']);
    expect(verdict.measured).toBe(deferred.length);
    expect([verdict.broken?.vm, verdict.broken?.instant]).toEqual([deferred[3].vm, deferred[3].t]);
  });

  test('the first VM with a reboot too many', async () => {
    await traced();
    const counts = new Map<unknown, number>();
    const first = facts('rebootStarted').find(({ vm }) => {
      counts.set(vm, (counts.get(vm) ?? 0) + 1);
      return counts.get(vm) === 3;
    })!;
    const [most, fewer] = await verdicts(['reboots.perVm.max <= 2', 'reboots.perVm.max < 3']);
    expect([most.broken?.vm, most.broken?.instant]).toEqual([first.vm, first.t]);
    expect(fewer.broken).toEqual(most.broken);
  });

  test('the first VM that misses its days', async () => {
    await traced();
    const [verdict] = await verdicts(['{ that: effective.after(10d) >= 100%, group: web }']);
    const { vm, instant } = verdict.broken!;
    const kb = /^(KB\d+) was not in effect$/.exec(verdict.broken!.what)![1];
    const done = facts('becameEffective').find((fact) => fact.vm === vm && fact.kb === kb);
    expect(done === undefined || String(done.t) > instant!).toBe(true);
    const released = facts('released').find((fact) => fact.kb === kb)!;
    expect(Date.parse(instant!) - Date.parse(String(released.t))).toBe(10 * 86_400_000);
  });

  test('the VM that is one too many in its set', async () => {
    await traced();
    const [{ measured: most }] = await verdicts(['peakRebooting(set) == 0']);
    const [verdict] = await verdicts([`peakRebooting(set) <= ${most! - 1}`]);
    expect(verdict.broken?.what).toMatch(new RegExp(`^${most} rebooting at once in sql-set-[12]$`));
    const started = facts('rebootStarted').map(({ vm, t }) => `${vm} ${t}`);
    expect(started).toContain(`${verdict.broken?.vm} ${verdict.broken?.instant}`);
  });

  test('in a zone only VMs that are in one', async () => {
    // Those in no zone are patched long before.
    const late = 'power: { off: [{ from: 2024-01-01, for: 60d }] }';
    const base = loadedWith(['peakRebooting(zone) <= 0'], FLEET.replace(/power: \{ offNightly.*/, late));
    const { verdicts: told } = await judge(base, { variants: new Map(), replications: 1, jobs: 1 });
    expect(told[0].broken?.vm).toMatch(/^web-/);
    expect(told[0].broken?.what).toMatch(/ in (westeurope|eastus) zone [12]$/);
  });

  test('who makes the sum too large, for causes, months, hotpatches and downtime', async () => {
    await traced();
    const started = facts('rebootStarted');
    const nth = (list: readonly Record<string, unknown>[], n: number) => [list[n]?.vm, list[n]?.t];
    const [cause, inMonth, hotpatches, downtime] = await verdicts([
      'reboots.byCause(cumulative) <= 5',
      'reboots.byMonth(2024-04) <= 3',
      'hotpatches <= 4',
      'downtime <= 10m',
    ]);
    const named = ({ broken }: Verdict) => [broken?.vm, broken?.instant];
    expect(named(cause)).toEqual(
      nth(
        started.filter((fact) => fact.cause === 'cumulative'),
        5,
      ),
    );
    expect(named(inMonth)).toEqual(
      nth(
        started.filter(({ t }) => String(t).startsWith('2024-04')),
        3,
      ),
    );
    expect(named(hotpatches)).toEqual(
      nth(
        facts('patchInstalled').filter(({ kind }) => kind === 'hotpatch'),
        4,
      ),
    );
    let down = 0;
    const last = facts('rebootCompleted').find(({ seconds }) => {
      down += Number(seconds);
      return down > 600;
    })!;
    expect(named(downtime)).toEqual([last.vm, last.t]);
  });

  test('the instant of a peak is that of the VM that made it, to the second', async () => {
    await traced();
    const [verdict] = await verdicts(['peakRebooting < 1']);
    expect(verdict.broken?.instant).toBe(facts('rebootStarted')[0]?.t);
  });

  test('nobody where it is no single VM', async () => {
    const none = await verdicts([
      'reboots.perVm.min >= 99',
      '{ that: "reboots.delta(vs: sql) <= -99", group: web }',
    ]);
    expect(none.map(({ status, broken }) => [status, broken])).toEqual([
      ['failed', undefined],
      ['failed', undefined],
    ]);
  });

  test('a VM that is not covered', async () => {
    const [verdict] = await verdicts(['covered.share >= 100%']);
    expect([verdict.broken?.vm, verdict.broken?.what]).toEqual(['linux-1', 'not covered: imageNotSupported']);
  });
});
