// R10: in the preview a subscription registers features, then the provider; only then its VMs have hotpatch.
import { describe, expect, it } from 'vitest';
import { loadScenario } from '../../src/index.ts';
import { group, HOTPATCH_IMAGE, NO_FAILURES, type Ran, run, scenarioText } from './run.ts';

const FEATURES = ['InGuestHotPatchVMPreview', 'InGuestAutoPatchVMPreview', 'InGuestPatchVMPreview'];
const register = (at: string, more: object = {}, features = FEATURES) =>
  features.map((feature) => ({ at, register: feature, ...more }));
const provider = (at: string, more: object = {}) => ({ at, registerProvider: 'Microsoft.Compute', ...more });

const preview = (actions: readonly object[], more: Readonly<Record<string, unknown>> = {}): Promise<Ran> =>
  run({
    preview: true,
    clock: { start: '2024-01-20', end: '2024-08-01' },
    fleet: [group('a', 6, { sku: HOTPATCH_IMAGE, subscription: { one: 1, two: 1 } })],
    parameters: NO_FAILURES,
    actions,
    ...more,
  });

const enabled = (ran: Ran) => ran.of('hotpatchEnabled').map(({ t }) => t);
const inSubscription = (ran: Ran, name: string): string[] =>
  ran.vms.filter(({ subscription }) => subscription === name).map(({ vm }) => vm);
const kindsIn = (ran: Ran, vm: string) =>
  ran
    .about(vm)
    .filter(({ fact }) => fact === 'patchInstalled')
    .map(({ t, kind }) => `${t.slice(5, 7)} ${kind}`);

describe('R10 preview access', () => {
  it('R10 without it there are cumulative updates only', async () => {
    const ran = await preview([]);
    expect(new Set(ran.of('patchInstalled').map(({ kind }) => kind))).toEqual(new Set(['cumulative']));
    expect(enabled(ran)).toEqual([]);
    expect(new Set(ran.vms.map(({ hotpatch }) => hotpatch))).toEqual(new Set(['awaitsPreview']));
  });

  it('R10 a subscription that has registered all has hotpatch, from the next baseline on', async () => {
    const one = { subscriptions: ['one'] };
    const ran = await preview([
      ...register('2024-02-20T08:00:00Z', one),
      provider('2024-02-20T08:20:00Z', one),
    ]);
    const registered = ran.of('featureRegistered');
    expect(registered.length).toBe(3);
    for (const { t } of registered) {
      expect(t >= '2024-02-20T08:01:00Z').toBe(true);
      expect(t <= '2024-02-20T08:15:00Z').toBe(true);
    }
    expect(new Set(registered.map(({ t }) => t)).size).toBeGreaterThan(1);
    expect(enabled(ran)).toEqual(Array(3).fill('2024-02-20T08:20:00Z'));
    for (const vm of inSubscription(ran, 'one'))
      expect(kindsIn(ran, vm)).toEqual([
        '02 cumulative',
        '03 cumulative',
        '04 baseline_planned',
        '05 hotpatch',
        '06 hotpatch',
        '07 baseline_planned',
      ]);
    for (const vm of inSubscription(ran, 'two'))
      expect(new Set(kindsIn(ran, vm).map((text) => text.slice(3)))).toEqual(new Set(['cumulative']));
  });

  it('R10 the provider registered before the features are propagates nothing; once more, it does', async () => {
    const ran = await preview([
      ...register('2024-02-20T08:00:00Z'),
      provider('2024-02-20T08:00:30Z'),
      provider('2024-02-21T08:00:00Z', { subscriptions: ['two'] }),
      provider('2024-02-22T08:00:00Z', { subscriptions: ['two'] }),
    ]);
    const told = ran.facts.filter(({ fact }) => fact === 'providerRegistered') as unknown as Record<
      string,
      unknown
    >[];
    expect(told.map(({ subscription, propagates }) => [subscription, propagates])).toEqual([
      ['one', false],
      ['two', false],
      ['two', true],
      ['two', true],
    ]);
    expect(enabled(ran)).toEqual(Array(3).fill('2024-02-21T08:00:00Z'));
  });

  it('R10 two features of three are not enough', async () => {
    const ran = await preview([
      ...register('2024-02-20T08:00:00Z', {}, FEATURES.slice(0, 2)),
      provider('2024-02-21T08:00:00Z'),
    ]);
    expect(enabled(ran)).toEqual([]);
  });

  it('R10 turning hotpatch on is refused until then; who turned it off does not get it', async () => {
    const ran = await preview([
      { at: '2024-02-10', vms: ['a-1', 'a-2'], hotpatch: 'off' },
      { at: '2024-02-11', vms: ['a-1'], hotpatch: 'on' },
      { at: '2024-02-11', vms: ['a-3'], settings: { enableHotpatching: true, rebootSetting: 'Always' } },
      ...register('2024-02-20T08:00:00Z'),
      provider('2024-02-21T08:00:00Z'),
      { at: '2024-02-22', vms: ['a-1'], hotpatch: 'on' },
    ]);
    const refused = ran.of('actionRefused').map(({ vm, action, reason }) => [vm, action, reason]);
    expect(refused).toEqual([
      ['a-1', 'hotpatchOn', 'previewNotRegistered'],
      ['a-3', 'settings', 'previewNotRegistered'],
    ]);
    expect(ran.of('settingChanged')).toEqual([]);
    const by = new Map(ran.of('hotpatchEnabled').map(({ vm, t }) => [vm, t.slice(0, 10)]));
    expect([by.get('a-1'), by.get('a-2'), by.get('a-3')]).toEqual(['2024-02-22', undefined, '2024-02-21']);
  });

  it('R10 without a preview registrations change nothing', async () => {
    const actions = [...register('2024-02-20T08:00:00Z'), provider('2024-02-21T08:00:00Z')];
    const [plain, registered] = await Promise.all([
      preview([], { preview: false }),
      preview(actions, { preview: false }),
    ]);
    const ofVms = (ran: Ran) => ran.facts.filter(({ vm }) => vm !== undefined);
    expect(ofVms(registered)).toEqual(ofVms(plain));
    expect(plain.vms[0]!.hotpatch).toBe('enrolled');
  });

  it.each<[string, object, (string | number)[]]>([
    ['VMs', { ...register('2024-02-20')[0], vms: ['a-1'] }, ['actions', 0, 'vms']],
    ['groups', { ...provider('2024-02-20'), groups: ['a'] }, ['actions', 0, 'groups']],
    [
      'subscriptions that restart',
      { at: '2024-02-20', restart: 'now', subscriptions: ['subscription-1'] },
      ['actions', 0, 'subscriptions'],
    ],
    [
      'a subscription that there is not',
      provider('2024-02-20', { subscriptions: ['x'] }),
      ['actions', 0, 'subscriptions', 0],
    ],
  ])('R10 %s are a mistake', (_, action, path) => {
    const text = scenarioText({ preview: true, fleet: [group('a', 1)], actions: [action] });
    const loaded = loadScenario(text, { file: 'x.yaml' });
    expect(loaded.ok ? [] : loaded.problems.map((problem) => [problem.rule, problem.path])).toEqual([
      ['R10', path],
    ]);
  });
});
