// R22-R24 over traces: window budget, retries and reboots.
import { describe, expect, it } from 'vitest';
import { find, MINUTE, runsOf, two, windowEnd } from './install-runs.ts';
import { exactly, group, HOTPATCH_IMAGE, NO_FAILURES, rebooting, run } from './run.ts';

describe('R22 the window of a run', () => {
  it.each([
    ['60m', '40m', false, 10],
    ['220m', '10m', false, 10],
    ['215m', '10m', false, 10],
    ['211m', '10m', true, 15],
    ['100m', '300m', false, 10],
    ['300m', '10m', false, 10],
  ])(
    'a cumulative update of %s and .NET of %s, strict %s',
    async (cumulative, dotnet, strictWindowCheck, reserve) => {
      const ran = await run(two(cumulative, dotnet, { parameters: { strictWindowCheck } }));
      let second = 0;
      for (const one of runsOf(ran)) {
        const end = windowEnd(one);
        expect(end - one[0]!.s).toBeLessThanOrEqual(235 * MINUTE);
        const first = find(one, 'patchInstalled');
        const completed = find(one, 'runCompleted')!;
        const started = one.filter(({ fact }) => fact === 'installationStarted');
        if (started.length > 0) expect(end - started[0]!.s).toBeGreaterThanOrEqual((reserve + 10) * MINUTE);
        let exceeded = false;
        if (started[0]?.kb === 'KB5000001') {
          const fits = end - first!.s >= (reserve + 10) * MINUTE;
          expect(started.length).toBe(fits ? 2 : 1);
          exceeded = !fits;
          second += Number(fits);
        }
        const last = one.filter(({ fact }) => fact === 'patchInstalled').at(-1);
        const restart = find(one, 'rebootStarted');
        const restarts = last === undefined || end - last.s >= reserve * MINUTE;
        expect(restart !== undefined).toBe(restarts);
        if (restart !== undefined) expect(end - restart.s).toBeGreaterThanOrEqual(reserve * MINUTE);
        expect(completed.maintenanceWindowExceeded).toBe(exceeded || !restarts);
        expect(completed.rebootStatus).toBe(restarts ? 'Completed' : 'Required');
      }
      if (cumulative === '60m') expect(second).toBeGreaterThan(3);
      // A started patch is never cut: every start has an end, as long as it takes.
      for (const { vm } of ran.vms) {
        const facts = ran.about(vm);
        facts.forEach((fact, index) => {
          if (fact.fact === 'installationStarted')
            expect(
              facts.slice(index).some(({ fact, kb }) => fact === 'patchInstalled' && kb === facts[index]!.kb),
            ).toBe(true);
        });
        expect(
          facts
            .filter(({ fact }) => fact === 'becameEffective')
            .map(({ kb }) => kb)
            .sort(),
        ).toEqual(['KB5000001', 'KB5000002']);
      }
    },
  );

  it('a restart that does not fit waits for the next night, and is all that is done then', async () => {
    const ran = await run(
      two('8h', '1m', {
        catalogue: [
          {
            releases: [
              { product: 'WS2019', release_date: '2024-02-13', kb: 'KB5000001', kind: 'cumulative' },
            ],
          },
        ],
      }),
    );
    for (const { vm } of ran.vms) {
      const [first, second, ...more] = runsOf(ran).filter((one) => one[0]!.vm === vm);
      expect(more).toEqual([]);
      expect(find(first!, 'rebootStarted')).toBeUndefined();
      expect(second!.map(({ fact }) => fact)).toEqual([
        'admitted',
        'assessed',
        'rebootStarted',
        'rebootCompleted',
        'becameEffective',
        'runCompleted',
        'healthy',
        'assessed',
      ]);
      expect(second![0]!.t.slice(11, 16)).toBe('21:00');
    }
  });

  it('nothing starts without the reserve: windowTooShort until the next night', async () => {
    const ran = await run({
      ...two('10m', '1m'),
      parameters: { ...NO_FAILURES, subscriptionShare: '100%', averageInstall: '3h' },
      fleet: [group('a', 60)],
    });
    const short = ran.of('deferred').filter(({ reason }) => reason === 'windowTooShort');
    expect(short.length).toBeGreaterThan(10);
    for (const { until, s } of short) {
      expect(until!.slice(11)).toBe('21:00:00Z');
      expect(Date.parse(until!) / 1000 - s).toBeGreaterThan(16 * 3600);
    }
    for (const { s } of ran.of('admitted'))
      expect((s + 3 * 3600 + 10 * MINUTE) % 86400).toBeLessThanOrEqual(86400);
    expect(new Set(ran.of('becameEffective').map(({ vm }) => vm)).size).toBe(60);
  });
});

describe('R23 failures', () => {
  it('are as likely as said, and retried in the next off-peak window', async () => {
    const ran = await run({
      fleet: [group('a', 400)],
      parameters: { installFailure: 0.2, rebootFailure: 0, subscriptionShare: '100%' },
      rollout: { gate: { haltShare: '100%' } },
    });
    const failed = ran.of('patchFailed');
    const installed = ran.of('patchInstalled');
    expect(Math.abs(failed.length / (failed.length + installed.length) - 0.2)).toBeLessThan(0.05);
    for (const { vm, s, t } of failed) {
      const again = ran.about(vm!).find((fact) => fact.fact === 'admitted' && fact.s > s)!;
      // 21:00 UTC is 22:00 in Amsterdam.
      const night = Date.parse(`${t.slice(0, 10)}T21:00:00Z`) / 1000;
      expect(again.s).toBe(night > s ? night : night + 86400);
    }
    expect(new Set(installed.map(({ vm }) => vm)).size).toBe(400);
  });

  it('not before the back-off is over', async () => {
    const ran = await run({
      fleet: [group('a', 60)],
      parameters: { installFailure: 0.3, rebootFailure: 0, retryBackoff: '3d' },
      rollout: { gate: { haltShare: '100%' } },
    });
    expect(ran.of('patchFailed').length).toBeGreaterThan(8);
    for (const { vm, s } of ran.of('patchFailed')) {
      const again = ran.about(vm!).find((fact) => fact.fact === 'admitted' && fact.s > s);
      if (again !== undefined) expect(again.s - s).toBeGreaterThanOrEqual(3 * 86400);
    }
  });
});

describe('R24 reboots', () => {
  it.each([
    ['Always', HOTPATCH_IMAGE, 1],
    ['IfRequired', HOTPATCH_IMAGE, 0],
    ['Never', HOTPATCH_IMAGE, 0],
    ['Always', '2019-datacenter', 1],
    ['IfRequired', '2019-datacenter', 1],
    ['Unknown', '2019-datacenter', 1],
    ['Never', '2019-datacenter', 0],
  ])('%s on %s in a hotpatch month: %d', async (setting, sku, reboots) => {
    const ran = await run({
      fleet: [group('a', 10, { sku, patchSettings: rebooting(setting) })],
      parameters: { ...NO_FAILURES, installCumulative: exactly('5m'), installHotpatch: exactly('5m') },
    });
    const installed = ran.of('patchInstalled');
    expect(installed).toHaveLength(10);
    for (const one of runsOf(ran))
      expect(one.filter(({ fact }) => fact === 'rebootStarted').length).toBeLessThanOrEqual(1);
    expect(ran.of('rebootCompleted')).toHaveLength(10 * reboots);
    const hotpatch = sku === HOTPATCH_IMAGE;
    expect(ran.of('becameEffective')).toHaveLength(reboots > 0 || hotpatch ? 10 : 0);
    for (const { rebootStatus } of ran.of('runCompleted'))
      expect(rebootStatus).toBe(reboots > 0 ? 'Completed' : hotpatch ? 'NotNeeded' : 'Required');
    if (setting === 'Always' && hotpatch)
      for (const { cause } of ran.of('rebootStarted')) expect(cause).toBe('rebootSetting');
  });

  it('Never: a power cycle makes the update effective, when the VM is on again', async () => {
    const off = { from: '2024-02-25T10:00:00Z', to: '2024-02-25T12:00:00Z' };
    const ran = await run({
      fleet: [group('a', 10, { patchSettings: rebooting('Never'), power: { off: [off] } })],
      parameters: NO_FAILURES,
    });
    expect(ran.of('becameEffective').map(({ t }) => t)).toEqual(Array(10).fill(off.to));
    expect(ran.of('rebootStarted')).toEqual([]);
  });

  it('Never: switched off while its health is watched, it is effective with the switch-on that follows', async () => {
    const off = ['2024-02-20', '2024-02-28'].map((day) => ({
      from: `${day}T03:00:00Z`,
      to: `${day}T09:00:00Z`,
    }));
    const ran = await run({
      fleet: [group('a', 20, { patchSettings: rebooting('Never'), power: { off } })],
      parameters: { ...NO_FAILURES, healthProbe: '1d' },
    });
    const unknown = ran.of('healthUnknown').filter(({ t }) => t === off[0]!.from);
    expect(unknown.length).toBeGreaterThan(0);
    for (const { vm } of unknown)
      expect(ran.about(vm!).find(({ fact }) => fact === 'becameEffective')!.t).toBe(off[0]!.to);
  });

  it("an owner's restart makes what waits effective, at once and for whom it was chosen", async () => {
    const ran = await run({
      fleet: [
        group('a', 10, {
          patchSettings: rebooting('Never'),
          power: { off: [{ from: '2024-02-26', to: '2024-02-28' }] },
        }),
      ],
      parameters: NO_FAILURES,
      actions: [
        { at: '2024-02-25T10:00:00Z', vms: ['a-2', 'a-3'], restart: 'now' },
        { at: '2024-02-27', groups: ['a'], vms: ['a-4'], restart: 'now' },
      ],
    });
    const at = (t: string) => ran.of('becameEffective').flatMap((fact) => (fact.t === t ? [fact.vm] : []));
    expect(at('2024-02-25T10:00:00Z')).toEqual(['a-2', 'a-3']);
    expect(at('2024-02-28T00:00:00Z')).toHaveLength(8);
    expect(ran.of('actionRefused')).toMatchObject([{ vm: 'a-4', action: 'restart', reason: 'off' }]);
    expect(ran.summary.fleet.actions).toEqual({ restart: { done: 2, refused: { off: 1 } } });
    expect(ran.of('rebootStarted')).toEqual([]);
  });

  it("an owner's restart cuts a run short, which is tried again", async () => {
    const ran = await run({
      fleet: [group('a', 40)],
      parameters: {
        ...NO_FAILURES,
        subscriptionShare: '100%',
        installCumulative: exactly('2h'),
        averageInstall: '1h',
      },
      actions: ['14', '15', '16'].map((day) => ({ at: `2024-02-${day}T00:30:00Z`, restart: 'now' })),
    });
    const cut = ran.of('runInterrupted');
    expect(cut.length).toBeGreaterThan(5);
    for (const { vm, s, t } of cut) {
      expect(t.slice(10)).toBe('T00:30:00Z');
      const facts = ran.about(vm!);
      expect(facts.some((fact) => fact.fact === 'actionDone' && fact.s === s)).toBe(true);
      expect(facts.find(({ fact }) => fact === 'becameEffective')!.s).toBeGreaterThan(s);
    }
  });

  it('an action names VMs by their own names too', async () => {
    const ran = await run({
      fleet: [group('dc', 2, { vms: ['dc-berlin', 'dc-paris'] })],
      actions: [{ at: '2024-02-25T10:00:00Z', vms: ['dc-paris'], restart: 'now' }],
    });
    expect(ran.of('actionDone').map(({ vm }) => vm)).toEqual(['dc-paris']);
  });
});
