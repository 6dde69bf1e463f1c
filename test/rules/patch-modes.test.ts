// R11, R12: patch modes that are switched while VMs live, and the configuration before the platform manages a VM.
import { describe, expect, it } from 'vitest';
import { group, HOTPATCH_IMAGE, NO_FAILURES, type Ran, run } from './run.ts';

const HOUR = 3600;
const BY_OS = { sku: '2022-datacenter', patchSettings: { patchMode: 'AutomaticByOS' } };
const MANUAL = { sku: '2022-datacenter', patchSettings: { patchMode: 'Manual' } };
const switchTo = (at: string, groups: string[], patchMode: string, more: object = {}) => ({
  at,
  groups,
  settings: { patchMode, ...more },
});
const refusals = (ran: Ran) => ran.of('actionRefused').map(({ vm, reason }) => `${vm} ${reason}`);
const moves = (ran: Ran, vm: string) =>
  ran
    .about(vm)
    .filter(({ fact }) => fact === 'orchestrationChanged' || fact === 'enablementCompleted')
    .map(({ t, to = 'azureManaged' }) => `${t.slice(0, 10)} ${to}`);

describe('R12 switches of the patch mode', () => {
  it('R12 AutomaticByPlatform to AutomaticByOS and back: Windows installs at once, the platform when it is enabled', async () => {
    const ran = await run({
      clock: { start: '2024-02-01', end: '2024-07-01' },
      fleet: [group('a', 8, { sku: '2022-datacenter' })],
      parameters: NO_FAILURES,
      actions: [
        switchTo('2024-02-20T12:00:00Z', ['a'], 'AutomaticByOS'),
        switchTo('2024-04-20T12:00:00Z', ['a'], 'AutomaticByPlatform'),
      ],
    });
    for (const { vm } of ran.vms) {
      expect(moves(ran, vm)).toEqual(
        ['2024-02-20 windowsAutomatic', '2024-04-20 enabling', '2024-04-20 azureManaged'].map(
          (text, index) => (index === 2 ? moves(ran, vm)[2]! : text),
        ),
      );
      const begun = ran.about(vm).filter(({ fact }) => fact === 'admitted' || fact === 'runStarted');
      expect(begun.map(({ t, fact }) => `${t.slice(5, 7)} ${fact}`)).toEqual([
        '02 admitted',
        '03 runStarted',
        '04 runStarted',
        '05 admitted',
        '06 admitted',
      ]);
    }
    expect(ran.of('overdue')).toEqual([]);
  });

  it('R12 enableAutomaticUpdates and the system leave one mode beside AutomaticByPlatform; nothing else changes with a refusal', async () => {
    const linux = {
      image: { publisher: 'Canonical', offer: 'ubuntu-24_04-lts', sku: 'server' },
      patchSettings: { patchMode: 'ImageDefault' },
    };
    const all = ['os', 'hand', 'platform', 'linux'];
    const ran = await run({
      fleet: [
        group('os', 1, BY_OS),
        group('hand', 1, MANUAL),
        group('platform', 1, { sku: '2022-datacenter', enableAutomaticUpdates: false }),
        group('linux', 1, linux),
      ],
      actions: [
        switchTo('2024-02-10', all, 'Manual', { rebootSetting: 'Never' }),
        switchTo('2024-02-11', all, 'AutomaticByOS'),
        switchTo('2024-02-12', all, 'ImageDefault'),
      ],
    });
    expect(refusals(ran)).toEqual([
      'os-1 patchModeNotAllowed',
      'linux-1 patchModeNotAllowed',
      'hand-1 patchModeNotAllowed',
      'platform-1 patchModeNotAllowed',
      'linux-1 patchModeNotAllowed',
      'os-1 patchModeNotAllowed',
      'hand-1 patchModeNotAllowed',
      'platform-1 patchModeNotAllowed',
    ]);
    expect(
      ran
        .of('settingChanged')
        .filter(({ vm }) => vm === 'os-1')
        .map(({ value }) => value),
    ).toEqual(['AutomaticByOS']);
    expect(moves(ran, 'platform-1')).toEqual(['2024-02-10 manual']);
    expect(moves(ran, 'linux-1')).toEqual([]);
  });

  it('R12 without an agent there is no AutomaticByPlatform', async () => {
    const ran = await run({
      fleet: [group('bare', 1, { ...BY_OS, provisionVMAgent: false })],
      actions: [switchTo('2024-02-10', ['bare'], 'AutomaticByPlatform')],
    });
    expect(refusals(ran)).toEqual(['bare-1 noVmAgent']);
  });

  it('R12 hotpatch goes with AutomaticByPlatform: who leaves turns it off with it, and waits for a baseline after coming back', async () => {
    const ran = await run({
      clock: { start: '2024-01-20', end: '2024-08-01' },
      fleet: [group('a', 4, { sku: HOTPATCH_IMAGE })],
      parameters: NO_FAILURES,
      actions: [
        switchTo('2024-02-01', ['a'], 'AutomaticByOS'),
        switchTo('2024-02-02', ['a'], 'AutomaticByOS', { enableHotpatching: false }),
        { at: '2024-02-03', groups: ['a'], hotpatch: 'on' },
        switchTo('2024-02-04', ['a'], 'AutomaticByOS', { enableHotpatching: true }),
        switchTo('2024-03-01', ['a'], 'AutomaticByPlatform', { enableHotpatching: true }),
      ],
    });
    const refused = ran.of('actionRefused').filter(({ vm }) => vm === 'a-1');
    expect(refused.map(({ t, action, reason }) => [t.slice(8, 10), action, reason])).toEqual([
      ['01', 'settings', 'hotpatchNeedsAutomaticByPlatform'],
      ['03', 'hotpatchOn', 'hotpatchNeedsAutomaticByPlatform'],
      ['04', 'settings', 'hotpatchNeedsAutomaticByPlatform'],
    ]);
    for (const { vm } of ran.vms) {
      const track = ran.about(vm).filter(({ fact }) => fact === 'trackChanged');
      expect(track.map(({ t, to }) => `${t.slice(0, 7)} ${to}`)).toEqual([
        '2024-02 notEnrolled',
        '2024-03 pendingBaseline',
        '2024-04 onTrack',
      ]);
    }
  });

  it('R12 a run in progress goes on, and frees the room it took', async () => {
    const ran = await run({
      fleet: [group('a', 20, { sku: '2022-datacenter' })],
      parameters: {
        ...NO_FAILURES,
        assessmentPeriod: { min: '1d', max: '1d' },
        installCumulative: { median: '3h', sigma: 0 },
      },
      actions: [switchTo('2024-02-15T00:30:00Z', ['a'], 'AutomaticByOS')],
    });
    const switched = Date.parse('2024-02-15T00:30:00Z') / 1000;
    const inRun = ran.of('admitted').filter(({ vm, s }) => {
      const healthy = ran.about(vm!).find((fact) => fact.fact === 'healthy' && fact.s > s);
      return s < switched && healthy !== undefined && healthy.s > switched;
    });
    expect(inRun.length).toBe(2);
    expect(ran.of('runInterrupted')).toEqual([]);
    const later = ran.of('admitted', 'runStarted').filter(({ s }) => s > switched);
    expect(new Set(later.map(({ fact }) => fact))).toEqual(new Set(['runStarted']));
    expect(ran.of('overdue')).toEqual([]);
  });
});

describe('R11 enablement', () => {
  const offPeak = (s: number): boolean => {
    const hour = ((s + HOUR) % (24 * HOUR)) / HOUR;
    return hour >= 22 || hour < 6;
  };

  it('R11 takes so many off-peak hours while the VM is on, cut off and resumed; meanwhile nothing is assessed or installed', async () => {
    const ran = await run({
      clock: { start: '2024-02-01T12:00:00Z', end: '2024-03-12' },
      fleet: [
        group('always', 3, { enablement: 'pending' }),
        group('office', 3, {
          enablement: 'pending',
          power: { weekly: [{ from: '06:00', to: '23:30' }] },
        }),
      ],
      parameters: { ...NO_FAILURES, enablementDuration: '10h', assessmentPeriod: { min: '1d', max: '1d' } },
    });
    const of = (vm: string, fact: string) => ran.about(vm).find((one) => one.fact === fact)!;
    for (const { vm, group: name } of ran.vms) {
      const [started, completed] = [of(vm, 'enablementStarted'), of(vm, 'enablementCompleted')];
      expect([offPeak(started.s), offPeak(completed.s)]).toEqual([true, true]);
      expect(started.t).toBe('2024-02-01T21:00:00Z');
      // Eight hours a night, or one and a half.
      expect(completed.t).toBe(name === 'always' ? '2024-02-02T23:00:00Z' : '2024-02-07T22:00:00Z');
      const [first] = ran.about(vm).filter(({ fact }) => fact === 'assessed' || fact === 'admitted');
      expect(first!.s).toBeGreaterThan(completed.s);
    }
    expect(new Set(ran.vms.map(({ orchestration }) => orchestration))).toEqual(new Set(['enabling']));
  });

  it('R11 of a VM that is never on off-peak does not come to an end: it is overdue for that', async () => {
    const ran = await run({
      clock: { start: '2024-02-01', end: '2024-04-20' },
      fleet: [
        group('day', 2, { enablement: 'pending', power: { weekly: [{ from: '08:00', to: '18:00' }] } }),
      ],
    });
    expect(ran.of('enablementStarted', 'admitted')).toEqual([]);
    expect(new Set(ran.of('overdue').map(({ reason }) => reason))).toEqual(new Set(['enabling']));
  });

  it('R11 begins anew when the mode was another in between', async () => {
    const ran = await run({
      fleet: [group('os', 1, BY_OS)],
      parameters: { enablementDuration: '12h' },
      actions: [
        switchTo('2024-02-10T12:00:00Z', ['os'], 'AutomaticByPlatform'),
        switchTo('2024-02-11T12:00:00Z', ['os'], 'AutomaticByOS'),
        switchTo('2024-02-12T12:00:00Z', ['os'], 'AutomaticByPlatform'),
      ],
    });
    expect(ran.of('enablementStarted').map(({ t }) => t)).toEqual([
      '2024-02-10T21:00:00Z',
      '2024-02-12T21:00:00Z',
    ]);
    expect(ran.of('enablementCompleted').map(({ t }) => t)).toEqual(['2024-02-14T01:00:00Z']);
  });
});
