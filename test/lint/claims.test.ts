// What lint says will happen is what the engine does: scenarios with a finding are run, and the sound one beside them.

import { describe, expect, it } from 'vitest';
import { loadScenario } from '../../src/experiment/load.ts';
import { simulate } from '../../src/experiment/simulate.ts';
import type { GroupSummary } from '../../src/metrics/summary.ts';
import { FINDS } from './finds.ts';
import { CORE, changed, NEVER, SOUND, WEB_MODE, webWith, withPower } from './fleet.ts';

async function groupsOf(text: string): Promise<Readonly<Record<string, GroupSummary>>> {
  const loaded = loadScenario(text, { file: 'fleet.yaml' });
  if (!loaded.ok) throw new Error(loaded.problems.map(({ message }) => message).join('\n'));
  return (await simulate(loaded.scenario)).summary.groups;
}

const firstOf = (id: string): string => FINDS[id]![0]![1];

describe('the engine agrees', () => {
  it('that a sound scenario is patched in time', async () => {
    const { web, sql } = await groupsOf(SOUND);
    expect([web!.covered, web!.overdue, sql!.covered, sql!.overdue]).toEqual([20, 0, 20, 0]);
  });

  it.each(FINDS['not-covered']!)('not-covered: %s', async (_, text) => {
    expect((await groupsOf(text)).web!.covered).toBe(0);
  });

  it('nothing-released: nobody restarts', async () => {
    expect((await groupsOf(firstOf('nothing-released'))).web).toMatchObject({ covered: 20, hotpatches: 0 });
  });

  it.each(FINDS['hotpatch-impossible']!)('hotpatch-impossible: %s', async (_, text) => {
    expect((await groupsOf(text)).web!.hotpatches).toBe(0);
  });

  it('setting-idle: without the setting nothing is different', async () => {
    const manual = (settings: string) =>
      groupsOf(changed({ [WEB_MODE]: `patchSettings: { patchMode: Manual${settings} }` }));
    expect(await manual(', enableHotpatching: false')).toEqual(await manual(''));
    const updates = changed({ 'power: alwaysOn': 'enableAutomaticUpdates: true' });
    expect(await groupsOf(updates)).toEqual(await groupsOf(SOUND));
  });

  it('hotpatch-action-idle: without the action nothing is different', async () => {
    expect(await groupsOf(firstOf('hotpatch-action-idle'))).toEqual(await groupsOf(SOUND));
  });

  it('reboot-never: all are overdue for want of a restart', async () => {
    const { web } = await groupsOf(webWith(NEVER, { [CORE]: 'sku: 2022-datacenter' }));
    expect(web).toMatchObject({ overdue: 20, overdueByReason: { rebootRequired: expect.any(Number) } });
  });

  it.each(FINDS['window-too-short']!)('window-too-short: %s: no run starts', async (_, text) => {
    const { web } = await groupsOf(text);
    expect(web).toMatchObject({ overdue: 20, hotpatches: 0, reboots: { total: 0 } });
  });

  it('restart-does-not-fit: it is later than the next longer window', async () => {
    const short = await groupsOf(firstOf('restart-does-not-fit'));
    const fits = await groupsOf(changed({}, 'parameters: { offPeakStart: "22:00", offPeakEnd: "23:30" }\n'));
    expect(short.sql!.daysToEffective.p50!).toBeGreaterThan(fits.sql!.daysToEffective.p50!);
  });

  it('power-misses-off-peak: never on is never patched, seldom on is late', async () => {
    const never = await groupsOf(firstOf('power-misses-off-peak'));
    expect(never.web).toMatchObject({ overdue: 20, hotpatches: 0, reboots: { total: 0 } });
    const seldom = await groupsOf(
      withPower('{ weekly: [{ days: [Thursday], from: "07:00", to: "24:00" }] }'),
    );
    expect(seldom.web!.overdue).toBeGreaterThan(10);
    const often = await groupsOf(withPower('{ offNightly: { probability: 50% } }'));
    expect(often.web!.overdue).toBeLessThan(5);
  });

  it('install-names-no-update: nothing is installed by it', async () => {
    expect((await groupsOf(firstOf('install-names-no-update'))).web).toMatchObject({
      ...(await groupsOf(SOUND)).web,
      actions: { install: { done: 20, refused: {} } },
    });
  });

  it('install-too-short: nothing is installed, and it is with a little more time', async () => {
    const days = async (text: string) =>
      (await groupsOf(text.replace('2024-02-01', '2024-01-09T19:00:00Z'))).sql!.daysToEffective;
    const short = firstOf('install-too-short');
    expect(await days(short)).toEqual(await days(SOUND));
    expect(await days(short.replace('PT15M', 'PT4H'))).not.toEqual(await days(SOUND));
  });

  it('set-cannot-finish: VMs of the set are overdue, fewer fit', async () => {
    expect((await groupsOf(firstOf('set-cannot-finish'))).sql!.overdue).toBeGreaterThan(0);
  });
});
