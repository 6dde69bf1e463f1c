// R25 and R32 over traces: health after a run, and power lost in it.
import { describe, expect, it } from 'vitest';
import { find, MINUTE, runsOf, two } from './install-runs.ts';
import { exactly, group, NO_FAILURES, run } from './run.ts';

describe('R25 health after a run', () => {
  const incident = (more: object) => [{ kind: 'badPatch', recoverAfter: '6h', ...more }];
  const scenario = (incidents: object[]) => ({
    ...two('20m', '10m', {
      fleet: [group('a', 100), group('b', 100, { region: 'eastus' })],
      parameters: { healthProbe: '7m' },
    }),
    rollout: { gate: { haltShare: '100%', healthyShare: 0 } },
    incidents,
  });

  it.each<[{ kb?: string; probability: number; [more: string]: unknown }, number, number]>([
    [{ kb: 'KB5000001', probability: 0.3 }, 0.3, 0.3],
    [{ release: '2024-02', probability: 0.5, groups: ['a'] }, 0.5, 0],
    [{ kb: 'KB5000001', probability: 1, regions: ['eastus'] }, 0, 1],
    [{ kb: 'KB5999999', probability: 1 }, 0, 0],
  ])('a bad patch %o', async (what, a, b) => {
    const known = await run(scenario([]));
    expect(known.of('unhealthy')).toEqual([]);
    for (const one of runsOf(known)) expect(one.at(-1)!.s - find(one, 'runCompleted')!.s).toBe(7 * MINUTE);
    if (what.kb === 'KB5999999') return;
    const ran = await run(scenario(incident(what)));
    const share = (name: string): number =>
      new Set(ran.of('unhealthy').flatMap(({ vm }) => (vm!.startsWith(name) ? [vm] : []))).size / 100;
    expect(Math.abs(share('a') - a)).toBeLessThan(0.15);
    expect(Math.abs(share('b') - b)).toBeLessThan(0.15);
    for (const { vm, s, kb } of ran.of('unhealthy')) {
      expect(kb).toBe('KB5000001');
      expect(ran.about(vm!).find((fact) => fact.fact === 'recovered')!.s).toBe(s + 6 * 3600);
    }
  });

  it('a bad .NET update beside a good cumulative one', async () => {
    const ran = await run(scenario(incident({ kb: 'KB5000002', probability: 1 })));
    expect(new Set(ran.of('unhealthy').map(({ vm }) => vm)).size).toBe(200);
  });

  it('a VM that does not come back from its restart is repaired, and its update effective then', async () => {
    const ran = await run({
      ...two('20m', '10m'),
      parameters: { installFailure: 0, rebootFailure: 1, healthRecovery: '3h' },
      rollout: { gate: { haltShare: '100%', healthyShare: 0 } },
    });
    expect(ran.of('rebootFailed').length).toBeGreaterThan(5);
    for (const { vm, s } of ran.of('rebootFailed')) {
      const after = ran
        .about(vm!)
        .filter((fact) => fact.s >= s && fact.fact !== 'assessed')
        .map(({ fact }) => fact);
      expect(after.slice(0, 3)).toEqual(['rebootFailed', 'runCompleted', 'unhealthy']);
      expect(ran.about(vm!).find((fact) => fact.fact === 'recovered' && fact.s > s)!.s - s).toBe(3 * 3600);
    }
  });
});

describe('R32 power', () => {
  it('lost in flight: the run fails, is retried, and the VM is never reported patched before', async () => {
    const nights = ['14', '15', '16', '17', '18', '19', '20'].map((day) => ({
      from: `2024-02-${day}T00:30:00Z`,
      to: `2024-02-${day}T01:00:00Z`,
    }));
    const ran = await run({
      fleet: [group('a', 60, { power: { off: nights } })],
      parameters: {
        ...NO_FAILURES,
        subscriptionShare: '100%',
        installCumulative: exactly('2h'),
        rebootDuration: exactly('30m'),
      },
    });
    const lost = ran.of('runInterrupted');
    expect(lost.length).toBeGreaterThan(10);
    for (const { vm, s, t } of lost) {
      expect(nights.map(({ from }) => from)).toContain(t);
      const facts = ran.about(vm!);
      const effective = facts.filter(({ fact }) => fact === 'becameEffective');
      expect(effective).toHaveLength(1);
      expect(effective[0]!.s).toBeGreaterThan(s);
      const again = facts.find((fact) => fact.fact === 'installationStarted' && fact.s > s)!;
      expect(again.s).toBeGreaterThan(s);
      expect(facts.filter((fact) => fact.fact === 'patchInstalled').at(-1)!.s).toBeGreaterThan(again.s);
    }
    expect(ran.summary.fleet.failures.interrupted).toBe(lost.length);
  });

  it('nothing happens to a VM that is off, on any plan', async () => {
    const ran = await run({
      clock: { start: '2024-01-01', end: '2024-06-01' },
      fleet: [
        group('nightly', 30, { power: { offNightly: { probability: 0.5, from: '01:00', to: '04:00' } } }),
        group('weekly', 10, {
          power: { weekly: [{ days: ['Monday', 'Tuesday', 'Friday'], from: '18:00', to: '03:00' }] },
        }),
        group('stops', 30, { power: { stops: { probability: 0.8, duration: '5d' } } }),
        group('mixed', 20, {
          power: { offNightly: { probability: 0.3 }, off: [{ from: '2024-02-10', to: '2024-03-01' }] },
        }),
      ],
      incidents: [
        { kind: 'massPowerOff', share: 0.5, from: '2024-03-13T23:00:00Z', for: '6h' },
        { kind: 'regionOutage', region: 'westeurope', from: '2024-04-11T01:00:00Z', for: '2h' },
      ],
    });
    const active = [
      'assessed',
      'admitted',
      'installationStarted',
      'patchInstalled',
      'rebootStarted',
      'rebootCompleted',
      'becameEffective',
      'healthy',
    ];
    for (const { vm } of ran.vms) {
      let on = true;
      for (const { fact, t } of ran.about(vm)) {
        if (fact === 'poweredOff') expect(on).toBe(true);
        if (fact === 'poweredOn') expect(on).toBe(false);
        if (fact === 'poweredOff' || fact === 'poweredOn') on = fact === 'poweredOn';
        else if (active.includes(fact)) expect(on, `${vm} ${t} ${fact}`).toBe(true);
      }
    }
    expect(ran.of('runInterrupted').length).toBeGreaterThan(3);
    expect(ran.of('poweredOff').filter(({ t }) => t === '2024-04-11T01:00:00Z').length).toBeGreaterThan(40);
  });

  it('switched by hand: whoever spoke last counts, the owner or the plan; nobody reaches a region that is out', async () => {
    const ran = await run({
      clock: { start: '2024-02-01', end: '2024-03-01' },
      fleet: [
        group('plain', 2),
        group('plan', 2, { power: { off: [{ from: '2024-02-05', to: '2024-02-10' }] } }),
        group('uk', 2, { region: 'uksouth' }),
      ],
      incidents: [{ kind: 'regionOutage', region: 'uksouth', from: '2024-02-14', to: '2024-02-16' }],
      actions: [
        { at: '2024-02-03', power: 'off' },
        { at: '2024-02-07', power: 'on', groups: ['plan'] },
        { at: '2024-02-08', power: 'off', vms: ['plan-2'] },
        { at: '2024-02-15', power: 'on', vms: ['plain-1', 'uk-1'] },
      ],
    });
    const switched = (vm: string) =>
      ran
        .about(vm)
        .flatMap(({ fact, t }) => (fact.startsWith('powered') ? [`${fact.slice(7)} ${t.slice(8, 10)}`] : []));
    expect(switched('plain-1')).toEqual(['Off 03', 'On 15']);
    expect(switched('plain-2')).toEqual(['Off 03']);
    expect(switched('plan-1')).toEqual(['Off 03', 'On 07']);
    expect(switched('plan-2')).toEqual(['Off 03', 'On 07', 'Off 08', 'On 10']);
    expect(switched('uk-1')).toEqual(['Off 03']);
    expect(ran.of('actionRefused')).toMatchObject([
      { vm: 'uk-1', action: 'powerOn', reason: 'regionOutage' },
    ]);
  });
});
