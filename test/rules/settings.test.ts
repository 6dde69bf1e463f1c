// Settings that change while VMs live, over traces: what follows, what is refused, and that drift is told as drift.
import { describe, expect, it } from 'vitest';
import { group, HOTPATCH_IMAGE, NO_FAILURES, type Ran, run } from './run.ts';

const SPRING = { start: '2024-02-01', end: '2024-06-01' };
const restarts = (ran: Ran, name: string) => ran.of('rebootStarted').filter(({ vm }) => vm!.startsWith(name));

describe('R13 R24 R28 settings change, on purpose or by drift', () => {
  it('Never by drift leaves updates waiting; put right, the VM restarts after its next assessment', async () => {
    const ran = await run({
      clock: SPRING,
      fleet: [group('a', 10), group('b', 10)],
      parameters: NO_FAILURES,
      actions: [
        { at: '2024-02-05T10:00:00Z', groups: ['a'], drift: { rebootSetting: 'Never' } },
        { at: '2024-04-01T10:00:00Z', groups: ['a'], settings: { rebootSetting: 'IfRequired' } },
      ],
    });
    const ours = restarts(ran, 'a').map(({ t }) => t);
    expect(ours.every((t) => t > '2024-04-01T10')).toBe(true);
    expect(ours.filter((t) => t < '2024-04-06')).toHaveLength(10);
    expect(restarts(ran, 'b').filter(({ t }) => t < '2024-04-01')).toHaveLength(20);
    const changes = ran.of('settingChanged').filter(({ vm }) => vm === 'a-1');
    expect(changes).toMatchObject([
      { setting: 'rebootSetting', value: 'Never', by: 'drift' },
      { setting: 'rebootSetting', value: 'IfRequired', by: 'settings' },
    ]);
    const { drift, settings } = ran.summary.groups.a!.actions!;
    expect([drift, settings]).toEqual([
      { done: 10, refused: {} },
      { done: 10, refused: {} },
    ]);
    expect(ran.summary.groups.b!.actions).toBeUndefined();
  });

  it('a VM that waits for its restart alone does not restart once its setting is Never', async () => {
    const ran = await run({
      clock: SPRING,
      fleet: [group('a', 30)],
      parameters: { ...NO_FAILURES, rebootReserveWindows: '30m', averageInstall: '0s', runWindow: '40m' },
      actions: [{ at: '2024-02-14T12:00:00Z', settings: { rebootSetting: 'Never' } }],
    });
    expect(ran.of('rebootStarted').filter(({ t }) => t > '2024-02-14T12')).toEqual([]);
    expect(ran.of('runCompleted').some(({ rebootStatus }) => rebootStatus === 'Required')).toBe(true);
  });

  it('assessed every night from the next periodic assessment on', async () => {
    const ran = await run({
      clock: SPRING,
      fleet: [group('a', 10)],
      parameters: { ...NO_FAILURES, assessmentPeriod: { min: '4d', max: '4d' } },
      actions: [{ at: '2024-04-01T10:00:00Z', settings: { assessmentMode: 'AutomaticByPlatform' } }],
    });
    for (const { vm } of ran.vms) {
      const days = ran
        .about(vm)
        .flatMap(({ fact, by, s }) => (fact === 'assessed' && by === 'schedule' ? [s / 86_400] : []));
      const change = Date.parse('2024-04-01T10:00:00Z') / 86_400_000;
      const gaps = (of: number[]) => of.slice(1).map((day, at) => Math.round((day - of[at]!) * 2) / 2);
      expect(gaps(days.filter((day) => day < change)).every((gap) => gap > 3)).toBe(true);
      expect(gaps(days.filter((day) => day > change)).every((gap) => gap < 2)).toBe(true);
    }
  });

  it('hotpatch where it cannot be is refused, and nothing else of the request is changed', async () => {
    const ran = await run({
      clock: SPRING,
      fleet: [group('old', 3), group('hot', 3, { sku: HOTPATCH_IMAGE })],
      parameters: NO_FAILURES,
      actions: [
        { at: '2024-02-05T10:00:00Z', settings: { enableHotpatching: true, rebootSetting: 'Never' } },
        { at: '2024-02-20T10:00:00Z', groups: ['hot'], settings: { enableHotpatching: false } },
      ],
    });
    expect(ran.summary.groups.old!.actions).toEqual({
      settings: { done: 0, refused: { hotpatchNotSupported: 3 } },
    });
    expect(ran.of('settingChanged').every(({ vm }) => vm!.startsWith('hot'))).toBe(true);
    expect(restarts(ran, 'old')).not.toEqual([]);
    expect(ran.of('trackChanged').map(({ to }) => to)).toEqual(Array(3).fill('notEnrolled'));
  });

  it('R13 a refused request leaves the nights of periodic assessments as they were, whatever refuses it', async () => {
    const nightly = (more: object) => ({ assessmentMode: 'AutomaticByPlatform', ...more });
    const manual = nightly({ patchMode: 'Manual' });
    const features = ['InGuestHotPatchVMPreview', 'InGuestAutoPatchVMPreview', 'InGuestPatchVMPreview'];
    const early = { at: '2024-03-01T10:00:00Z', subscriptions: ['early'] };
    const asked = { at: '2024-03-10T10:00:00Z' };
    const never = { enableAutomaticUpdates: false, patchSettings: { enableHotpatching: false } };
    const actions = [
      { at: '2024-02-10T10:00:00Z', vms: ['given-up-1'], hotpatch: 'off' },
      { at: '2024-02-10T10:00:00Z', vms: ['by-os-1'], settings: { patchMode: 'AutomaticByOS' } },
      ...features.map((register) => ({ ...early, register })),
      { ...early, at: '2024-03-02T10:00:00Z', registerProvider: 'Microsoft.Compute' },
      { ...asked, groups: ['old', 'early', 'late', 'by-os'], settings: nightly({ enableHotpatching: true }) },
      { ...asked, groups: ['fixed', 'keeps', 'given-up'], settings: manual },
      { ...asked, groups: ['no-agent'], settings: nightly({}) },
    ];
    const hot = { sku: HOTPATCH_IMAGE, enableAutomaticUpdates: false };
    const fleet = [
      group('old', 2),
      group('early', 2, { sku: HOTPATCH_IMAGE, ...never, subscription: 'early' }),
      group('late', 2, { sku: HOTPATCH_IMAGE, ...never, subscription: 'late' }),
      group('by-os', 2, { sku: HOTPATCH_IMAGE, patchSettings: { enableHotpatching: false } }),
      group('fixed', 2, { sku: '2022-datacenter' }),
      group('keeps', 2, hot),
      group('given-up', 2, hot),
      group('no-agent', 2, { provisionVMAgent: false, patchSettings: { patchMode: 'Manual' } }),
    ];
    const scenario = {
      clock: SPRING,
      preview: true,
      fleet,
      parameters: { ...NO_FAILURES, assessmentPeriod: { min: '4d', max: '4d' } },
    };
    const [ran, without] = [
      await run({ ...scenario, actions }),
      await run({ ...scenario, actions: actions.slice(0, -3) }),
    ];
    const done = ran.of('actionDone').flatMap(({ vm, action }) => (action === 'settings' ? [vm] : []));
    expect([...new Set(done)].sort()).toEqual(['by-os-1', 'early-1', 'early-2', 'given-up-1']);
    const nights = ({ about }: Ran, vm: string) =>
      about(vm).flatMap(({ fact, by, t }) => (fact === 'assessed' && by === 'schedule' ? [t] : []));
    for (const { vm } of ran.vms) {
      const [now, before] = [nights(ran, vm), nights(without, vm)];
      if (vm.startsWith('early')) expect(now.length).toBeGreaterThan(before.length + 30);
      else if (vm === 'given-up-1') expect(now.filter((t) => t > '2024-03-10T10').length).toBeGreaterThan(70);
      else expect([vm, now]).toEqual([vm, before]);
    }
  });
});
