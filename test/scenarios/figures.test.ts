// The published figures, reproduced by the shipped scenarios: reboots and hotpatches a year, on the plan and on what
// really happened, and what each of the other scenarios is there to show.
import { describe, expect, test } from 'vitest';
import { type GroupSummary, type Summary, simulate } from '../../src/index.ts';
import { shipped } from './shipped.ts';

const summaries = new Map<string, Promise<{ summary: Summary }>>();
async function group(scenario: string, name: string): Promise<GroupSummary> {
  const run = summaries.get(scenario) ?? simulate(shipped(scenario));
  summaries.set(scenario, run);
  return (await run).summary.groups[name]!;
}
const all = (count: number) => ({ perVm: count, min: count, max: count });

describe('R26 reboots of every single VM in a year', () => {
  test.each([
    ['hotpatch-2024', 'hotpatch', 5, 7],
    ['hotpatch-2024', 'standard', 12, 0],
    ['generated-year', 'hotpatch', 4, 8],
    ['generated-year', 'standard', 12, 0],
    ['generated-two-unplanned', 'hotpatch', 6, 6],
    ['generated-two-unplanned', 'standard', 12, 0],
    ['hotpatch-2025', 'hotpatch', 5, 10],
  ])('%s, %s: %i reboots, %i hotpatches', async (scenario, name, reboots, hotpatches) => {
    const results = await group(scenario, name);
    expect(results.reboots).toMatchObject(all(reboots));
    expect(results.hotpatches).toBe(hotpatches * results.vms);
  });
});

describe('R27 falling off the track and coming back', () => {
  test('who got KB5070881 restarts for it, in November and in December, and is back in January', async () => {
    const { reboots, daily, vms } = await group('hotpatch-2025', 'misled');
    const misled = reboots.byKb.KB5070881!;
    expect(misled).toBeGreaterThan(5);
    expect(reboots.byKb).toMatchObject({ KB5068861: misled, KB5072033: misled });
    expect(reboots).toMatchObject({ min: 5, max: 8 });
    const day = (date: string): number => (Date.parse(date) - Date.parse('2025-01-01')) / 86_400_000;
    expect(daily.onTrack[day('2026-01-13')]).toBe(vms - misled);
    expect(daily.onTrack[day('2026-02-10')]).toBe(vms);
  });

  test('two months off over a baseline cost two cumulative updates', async () => {
    const { reboots, daily, vms } = await group('off-60-days', 'off-in-spring');
    expect(reboots).toMatchObject({ ...all(6), byCause: { cumulative: 2 * vms } });
    expect(Math.min(...daily.onTrack)).toBe(0);
    expect(daily.onTrack.at(-1)).toBe(vms);
  });
});

describe('R28 hotpatch switched off and on', () => {
  test('comes back with the next baseline only', async () => {
    const { reboots, vms } = await group('hotpatch-off-and-on', 'switched');
    expect(reboots).toMatchObject({ ...all(7), byCause: { cumulative: 2 * vms } });
  });
});

describe('R24 reboot settings', () => {
  test('Never: nothing that needs a restart takes effect, and no hotpatch goes onto a baseline that waits for one', async () => {
    const { reboots, hotpatches, effectiveWithin, overdueByReason, vms } = await group(
      'reboot-settings',
      'never',
    );
    expect(reboots.total).toBe(0);
    expect(hotpatches).toBe(0);
    expect(effectiveWithin['30d']).toBe(0);
    expect(overdueByReason).toEqual({ rebootRequired: 12 * vms });
  });

  test('Always: one reboot a run, also for hotpatches', async () => {
    const { reboots, failures } = await group('reboot-settings', 'always');
    expect(reboots.min).toBe(12);
    expect(reboots.total).toBe(50 * 12 + failures.install);
  });
});

describe('R18 availability sets', () => {
  test('nine VMs one at a time, fifty at most ten', async () => {
    await group('availability-sets', 'nine');
    const { summary } = await summaries.get('availability-sets')!;
    const sets = summary.peaks.availabilitySets;
    expect(Math.max(...sets.filter(({ vms }) => vms === 50).map(({ inFlight }) => inFlight))).toBe(10);
    expect(Math.max(...sets.filter(({ vms }) => vms === 9).map(({ inFlight }) => inFlight))).toBe(1);
  });
});

describe('R21 why a VM is overdue', () => {
  test.each([
    ['off-every-night', 'office-hours', 'off'],
    ['off-60-days', 'off-in-spring', 'off'],
    ['bad-patch', 'shop', 'halted'],
  ])('%s, %s: %s', async (scenario, name, reason) => {
    const { overdue, overdueByReason } = await group(scenario, name);
    expect(overdue).toBeGreaterThan(0);
    expect(Object.keys(overdueByReason)).toEqual([reason]);
  });
});
