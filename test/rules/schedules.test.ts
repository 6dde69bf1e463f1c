// R31 over traces: VMs that follow maintenance configurations are patched in their windows, and nowhere else.
import { describe, expect, it } from 'vitest';
import {
  exactly,
  type Fact,
  group,
  HOTPATCH_IMAGE,
  NO_FAILURES,
  overlapping,
  type Ran,
  releaseRow,
  run,
} from './run.ts';

const schedule = (name: string, more: object = {}) => ({
  name,
  startDateTime: '2024-01-06 22:00',
  duration: '02:00',
  timeZone: 'W. Europe Standard Time',
  recurEvery: 'Week Saturday',
  ...more,
});
const follower = (count: number, more: object = {}, settings: object = {}) =>
  group('a', count, {
    sku: '2022-datacenter',
    patchSettings: {
      patchMode: 'AutomaticByPlatform',
      automaticByPlatformSettings: { bypassPlatformSafetyChecksOnUserSchedule: true, ...settings },
    },
    maintenanceConfigurations: ['nights'],
    ...more,
  });
const RELEASES = [
  releaseRow('2024-01-09', 'KB9000001', 'cumulative'),
  releaseRow('2024-01-09', 'KB9000001', 'baseline_planned', { product: 'WS2022-hotpatch' }),
  releaseRow('2024-02-13', 'KB9000002', 'cumulative'),
  releaseRow('2024-02-13', 'KB9000003', 'hotpatch', { product: 'WS2022-hotpatch' }),
  releaseRow('2024-02-13', 'KB9000004', 'dotnet'),
];
/** Releases of 13 February; the Saturdays are 3, 10, 17 and 24 February and 2 March. */
const follow = (
  vms: object,
  schedules: object[] = [schedule('nights')],
  more: Record<string, unknown> = {},
) =>
  run({
    clock: { start: '2024-02-01', end: '2024-03-05' },
    catalogue: [{ releases: RELEASES }],
    fleet: [vms],
    maintenanceConfigurations: schedules,
    ...more,
    parameters: {
      ...NO_FAILURES,
      installCumulative: exactly('20m'),
      installDotnet: exactly('5m'),
      installHotpatch: exactly('4m'),
      rebootDuration: exactly('6m'),
      ...((more.parameters as object) ?? {}),
    },
  });
const started = (ran: Ran): string[] => ran.of('runStarted').map(({ t }) => t.slice(5, 16));
const missed = (ran: Ran) =>
  ran.of('deferred').map(({ t, reason, until }) => [t.slice(5, 16), reason, until]);
const installed = (ran: Ran): string[] =>
  ran.of('patchInstalled').map(({ t, kb }) => `${t.slice(5, 16)} ${kb}`);
const EVERY_SATURDAY = ['02-03T21:00', '02-10T21:00', '02-17T21:00', '02-24T21:00', '03-02T21:00'];

describe('R31 customer schedules', () => {
  it('a run begins with each window, looks for updates, and installs what has come out', async () => {
    const ran = await follow(follower(1));
    expect(started(ran)).toEqual(EVERY_SATURDAY);
    expect(ran.of('runStarted')[0]).toMatchObject({
      by: 'schedule',
      maintenanceConfiguration: 'nights',
      windowEnd: '2024-02-03T23:00:00Z',
    });
    expect(ran.of('assessed').filter(({ by }) => by === 'run')).toHaveLength(10);
    expect(installed(ran)).toEqual(['02-17T21:20 KB9000002', '02-17T21:25 KB9000004']);
    expect(ran.of('rebootStarted').map(({ t }) => t)).toEqual(['2024-02-17T21:25:00Z']);
    expect(ran.of('admitted', 'deferred', 'overdue')).toEqual([]);
    expect(ran.summary.groups.a).toMatchObject({ covered: 0, notCovered: { customerSchedule: 1 } });
  });

  it.each([
    [
      'F38 not handed over to it: neither the schedule nor the platform',
      { bypassPlatformSafetyChecksOnUserSchedule: false },
      {},
    ],
    ['F38 handed over, but no schedule', {}, { maintenanceConfigurations: [] }],
  ])('%s: nothing is installed', async (_, settings, more) => {
    const ran = await follow(follower(1, more, settings));
    expect(ran.of('runStarted', 'admitted', 'patchInstalled')).toEqual([]);
  });

  it('neither off-peak hours nor phases nor zones matter: all VMs of a configuration begin at once', async () => {
    const zones = { zones: ['1', '2', '3'], region: { westeurope: 1, eastus: 1 } };
    const noon = schedule('nights', {
      startDateTime: '2024-01-01 12:00',
      recurEvery: 'Month Second Tuesday Offset2',
    });
    const ran = await follow(follower(12, zones), [noon]);
    expect(new Set(started(ran))).toEqual(new Set(['02-15T11:00']));
    expect(ran.of('runStarted')).toHaveLength(12);
    expect(ran.of('patchInstalled')).toHaveLength(24);
  });

  it('F40 a VM must be on 15 minutes before the window, and when it begins', async () => {
    const weekly = (from: string, to: string) => ({
      power: { weekly: [{ from, to }] },
      timeZone: 'Europe/Berlin',
    });
    expect(started(await follow(follower(1, weekly('21:45', '12:00'))))).toEqual(EVERY_SATURDAY);
    const late = missed(await follow(follower(1, weekly('21:46', '12:00'))));
    expect(late).toHaveLength(5);
    expect(late[0]).toEqual(['02-03T21:00', 'onTooShort', '2024-02-10T21:00:00Z']);
    expect(late[4]).toEqual(['03-02T21:00', 'onTooShort', null]);
    const off = missed(await follow(follower(1, weekly('08:00', '22:00'))));
    expect(off.map(([, reason]) => reason)).toEqual(Array(5).fill('off'));
  });

  it('R22 a window too short for one more update leaves it for the next one', async () => {
    const slow = { parameters: { installCumulative: exactly('102m') } };
    const ran = await follow(follower(1), [schedule('nights')], slow);
    expect(installed(ran)).toEqual(['02-17T22:42 KB9000002', '02-24T21:05 KB9000004']);
    expect(ran.of('runCompleted').map((fact) => fact.maintenanceWindowExceeded)).toEqual([
      false,
      false,
      true,
      false,
      false,
    ]);
  });

  it('installs what its configuration chooses', async () => {
    const chooses = (windowsParameters: object) =>
      follow(follower(1), [schedule('nights', { installPatches: { windowsParameters } })]);
    const excluded = await chooses({
      classificationsToInclude: ['Security'],
      kbNumbersToExclude: ['9000002'],
    });
    expect(installed(excluded)).toEqual(['02-17T21:05 KB9000004']);
    const none = await chooses({ classificationsToInclude: ['Definition'] });
    expect(installed(none)).toEqual([]);
    expect(none.summary.groups.a!.overdue).toBe(0);
    const longer = await follow(
      follower(1),
      [
        schedule('nights', {
          installPatches: { windowsParameters: { classificationsToInclude: ['Definition'] } },
        }),
      ],
      { clock: { start: '2024-02-01', end: '2024-04-05' } },
    );
    expect(longer.of('overdue').map(({ reason }) => reason)).toEqual(['notSelected', 'notSelected']);
  });

  it('F16 the reboot setting of the VM takes precedence over that of the configuration', async () => {
    const reboots = async (own: string | undefined, configured: string): Promise<string[]> => {
      const settings = own === undefined ? {} : { rebootSetting: own };
      const ran = await follow(follower(1, {}, settings), [
        schedule('nights', { installPatches: { rebootSetting: configured } }),
      ]);
      return ran.of('runCompleted').map(({ rebootStatus }) => rebootStatus!);
    };
    expect((await reboots(undefined, 'Never'))[2]).toBe('Required');
    expect((await reboots('IfRequired', 'Never'))[2]).toBe('Completed');
    expect((await reboots('Never', 'Always'))[2]).toBe('Required');
  });

  it('a run goes by the reboot setting that held when it began', async () => {
    const actions = [{ at: '2024-02-17T21:10:00Z', drift: { rebootSetting: 'Never' } }];
    const ran = await follow(follower(1, {}, { rebootSetting: 'IfRequired' }), undefined, { actions });
    expect(ran.of('runCompleted')[2]!.rebootStatus).toBe('Completed');
  });

  it('hotpatches are installed without a restart, as the platform is the one to install', async () => {
    const ran = await follow(follower(1, { sku: HOTPATCH_IMAGE }));
    expect(ran.of('patchInstalled').map(({ kb }) => kb)).toEqual(['KB9000003', 'KB9000004']);
    expect(ran.of('rebootStarted').map(({ kb }) => kb)).toEqual(['KB9000004']);
  });

  it('F41 of two windows that overlap one runs, and the other after it', async () => {
    const both = { maintenanceConfigurations: ['nights', 'later'] };
    const later = schedule('later', { startDateTime: '2024-01-06 22:10', recurEvery: 'Week Saturday' });
    const ran = await follow(follower(1, both), [schedule('nights'), later]);
    // Of the run with updates: 20 + 5 minutes, 6 for the restart, 5 until it is found healthy.
    const names = ran
      .of('runStarted')
      .filter(({ t }) => t.startsWith('2024-02-17'))
      .map(
        (fact) =>
          `${fact.t.slice(11, 16)} ${(fact as Fact & { maintenanceConfiguration: string }).maintenanceConfiguration}`,
      );
    expect(names).toEqual(['21:00 nights', '21:36 later']);
    expect(missed(ran)).toEqual([]);
  });

  it('F41 a window that is over when the run before it ends passes by', async () => {
    const both = { maintenanceConfigurations: ['nights', 'later'] };
    const later = schedule('later', { startDateTime: '2024-01-06 22:10', duration: '01:30' });
    const slow = { parameters: { installCumulative: exactly('110m') } };
    const ran = await follow(follower(1, both), [schedule('nights'), later], slow);
    expect(missed(ran)[0]).toEqual(['02-17T23:01', 'inFlight', '2024-02-24T21:00:00Z']);
  });

  it('F28 update domains of a set have their turns one after the other, as long as the window lasts', async () => {
    const set = { availabilitySets: { size: 6, updateDomains: 3 } };
    const ran = await follow(follower(6, set), [schedule('nights')]);
    const on17th = ran.of('runStarted').filter(({ t }) => t.startsWith('2024-02-17'));
    expect(on17th.map(({ t, vm }) => `${t.slice(11, 16)} ${vm}`)).toEqual([
      '21:00 a-1',
      '21:00 a-4',
      '21:36 a-2',
      '21:36 a-5',
      '22:12 a-3',
      '22:12 a-6',
    ]);
    const ends = new Map(
      ran
        .of('healthy')
        .filter(({ t }) => t.startsWith('2024-02-17'))
        .map(({ vm, s }) => [vm, s]),
    );
    const domain = new Map(ran.vms.map(({ vm, updateDomain }) => [vm, updateDomain]));
    overlapping(
      on17th.map(({ vm, s }) => ({ vm: vm!, from: s, to: ends.get(vm)! })),
      (one, other) => expect(domain.get(one.vm)).toBe(domain.get(other.vm)),
    );
    const slow = { parameters: { installCumulative: exactly('60m') } };
    const cut = await follow(follower(6, set), [schedule('nights')], slow);
    expect(missed(cut).filter(([t]) => String(t).startsWith('02-17'))).toEqual([
      ['02-17T23:00', 'updateDomainBusy', '2024-02-24T21:00:00Z'],
      ['02-17T23:00', 'updateDomainBusy', '2024-02-24T21:00:00Z'],
    ]);
  });

  it('R21 an update that no window came for in 30 days is overdue for that', async () => {
    const ran = await follow(follower(1), [schedule('nights', { expirationDateTime: '2024-02-12 00:00' })], {
      clock: { start: '2024-02-01', end: '2024-04-05' },
    });
    expect(ran.of('overdue').map(({ reason }) => reason)).toEqual(['noWindowYet', 'noWindowYet']);
  });

  it('R11, R12 a VM comes under its schedule when it is enabled: the windows from then on are its own', async () => {
    const [early, back] = [
      // Enabled in the first nights of the run, before the update comes out.
      await follow(follower(2, { enablement: 'pending' })),
      // Away from 14 to 20 February, when the windows of the update's first Saturday pass it by.
      await follow(follower(2), undefined, {
        actions: [
          { at: '2024-02-14T12:00:00Z', settings: { patchMode: 'AutomaticByOS' } },
          { at: '2024-02-20T12:00:00Z', settings: { patchMode: 'AutomaticByPlatform' } },
        ],
        parameters: {
          ...NO_FAILURES,
          guestInstallTime: '20:00',
          activeHoursStart: '20:05',
          guestInstallSpread: '0s',
        },
      }),
    ];
    const windows = (ran: Ran): string[] =>
      ran
        .about('a-1')
        .flatMap(({ fact, t, by }) => (fact === 'runStarted' && by === 'schedule' ? [t.slice(5, 10)] : []));
    expect(early.of('enablementCompleted').map(({ t }) => t.slice(0, 7))).toEqual(['2024-02', '2024-02']);
    expect(windows(early)).toContain('02-17');
    expect(windows(back)).not.toContain('02-17');
    expect(windows(back).filter((day) => day > '02-20').length).toBeGreaterThan(0);
    const installed = back.about('a-1').find(({ fact }) => fact === 'patchInstalled')!;
    const enabled = back.about('a-1').find(({ fact }) => fact === 'enablementCompleted')!;
    expect(installed.s).toBeGreaterThan(enabled.s);
  });

  it('F38 handed over while it lives it follows its schedule from then on; taken back, nobody installs while one is assigned', async () => {
    const bypass = (at: string, to: boolean) => ({
      at,
      settings: { bypassPlatformSafetyChecksOnUserSchedule: to },
    });
    const actions = [bypass('2024-02-05', true), bypass('2024-02-18T12:00:00Z', false)];
    const before = { bypassPlatformSafetyChecksOnUserSchedule: false };
    const moves = (ran: Ran) =>
      ran.about('a-1').flatMap(({ fact, to }) => (fact === 'orchestrationChanged' ? [to] : []));
    const assigned = await follow(follower(4, {}, before), undefined, { actions });
    // On the 10th nothing is out; on the 17th the schedule installs; the 24th is nobody's.
    expect(started(assigned)).toEqual([...Array(4).fill('02-10T21:00'), ...Array(4).fill('02-17T21:00')]);
    expect(moves(assigned)).toEqual(['customerSchedule', 'manual']);
    expect(assigned.of('enablementStarted', 'admitted')).toEqual([]);

    const alone = await follow(follower(4, { maintenanceConfigurations: [] }, before), undefined, {
      actions,
    });
    expect(moves(alone)).toEqual(['manual', 'azureManaged']);
    expect(alone.of('enablementStarted')).toEqual([]);
    for (const { s } of alone.of('admitted'))
      expect(s).toBeGreaterThan(Date.parse('2024-02-18T12:00:00Z') / 1000);
    expect(new Set(alone.of('admitted').map(({ vm }) => vm)).size).toBe(4);
  });
});
