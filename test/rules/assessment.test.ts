// R7, R8, R13 and R14 over traces: when VMs are assessed, what they are offered and what never reaches them.
import { Temporal } from 'temporal-polyfill';
import { describe, expect, it } from 'vitest';
import { type Fact, group, HOTPATCH_IMAGE, NO_FAILURES, type Ran, run } from './run.ts';

/** Periodic assessments: not those that a run begins and ends with. */
const periodic = (ran: Ran, vm: string): Fact[] =>
  ran.about(vm).filter(({ fact, by }) => fact === 'assessed' && by === 'schedule');

/** The evening a night began, at 22:00 of the VM's zone. */
function nightOf(zone: string, s: number): number {
  const local = Temporal.Instant.fromEpochMilliseconds(s * 1000).toZonedDateTimeISO(zone);
  const day = local.subtract({ hours: 6 }).toPlainDate();
  return Temporal.PlainDate.from('2024-01-01').until(day).days;
}

describe('R7 only Critical and Security are installed', () => {
  it.each([
    [2022, '2019-datacenter', 'preview'],
    [2025, '2025-datacenter-azure-edition', 'oob'],
  ])('previews and out-of-band fixes of %d never', async (year, sku, kind) => {
    const ran = await run({
      clock: { start: `${year}-01-01`, end: `${year}-12-20` },
      catalogue: [{ calendar: 'real', dotnet: true }],
      fleet: [group('a', 4, { sku })],
    });
    const others = ran
      .of('released')
      .filter((fact) => fact.kind === kind && fact.classification === 'Updates');
    expect(others.length).toBeGreaterThan(2);
    const installed = ran.of('patchInstalled');
    expect(installed.length).toBeGreaterThan(40);
    for (const fact of installed) expect(['Critical', 'Security'], fact.kb).toContain(fact.classification);
    for (const { found } of ran.of('assessed')) expect(others.map(({ kb }) => kb)).not.toContain(found);
  });
});

describe('R8 .NET is outside hotpatch and restarts', () => {
  const scenario = (baselineMonthsOnly: boolean) => ({
    clock: { start: '2024-02-01', end: '2024-05-20' },
    catalogue: [
      { calendar: 'generated', unplannedBaselines: [] },
      { releases: [{ product: 'WS2022', release_date: '2024-02-13', kb: 'KB5999999', kind: 'dotnet' }] },
    ],
    fleet: [group('a', 10, { sku: HOTPATCH_IMAGE })],
    parameters: { ...NO_FAILURES, baselineMonthsOnly },
  });
  const months = (facts: Fact[]): Set<string> => new Set(facts.map(({ t }) => t.slice(0, 7)));

  it('in a hotpatch month: the hotpatch without, .NET with a restart', async () => {
    const ran = await run(scenario(false));
    const dotnet = ran.of('patchInstalled').filter(({ kind }) => kind === 'dotnet');
    expect(dotnet).toHaveLength(10);
    expect([...months(dotnet)]).toEqual(['2024-02']);
    const restarts = ran.of('rebootStarted').filter(({ t }) => t < '2024-04');
    expect(restarts.map(({ cause, rule, kb }) => [cause, rule, kb])).toEqual(
      Array(10).fill(['dotnet', 'R8', 'KB5999999']),
    );
  });

  it('with baselineMonthsOnly: not before the next baseline, and in the same run', async () => {
    const ran = await run(scenario(true));
    const dotnet = ran.of('patchInstalled').filter(({ kind }) => kind === 'dotnet');
    expect(dotnet).toHaveLength(10);
    for (const { t } of dotnet) expect(t > '2024-04-09').toBe(true);
    expect(ran.of('rebootStarted')).toHaveLength(10);
    for (const { kind } of ran.of('rebootStarted').map(({ cause }) => ({ kind: cause })))
      expect(kind).toBe('baseline_planned');
  });
});

describe('R13 assessments', () => {
  const clock = { start: '2024-01-03', end: '2024-07-03' };
  const mode = (assessmentMode: string) => ({ patchMode: 'AutomaticByPlatform', assessmentMode });

  it('come every two to four nights, each about as often, in off-peak hours', async () => {
    const ran = await run({ clock, fleet: [group('a', 40)], parameters: NO_FAILURES });
    const gaps = [0, 0, 0, 0, 0, 0];
    for (const { vm, timeZone } of ran.vms) {
      const nights = periodic(ran, vm).map(({ s }) => nightOf(timeZone, s));
      for (const [index, night] of nights.slice(1).entries()) gaps[night - nights[index]!]!++;
    }
    const all = gaps.reduce((sum, count) => sum + count);
    expect(all).toBeGreaterThan(1500);
    expect(gaps[2]! + gaps[3]! + gaps[4]!).toBe(all);
    for (const gap of [2, 3, 4]) expect(Math.abs(gaps[gap]! / all - 1 / 3)).toBeLessThan(0.06);
  });

  it('come every night with assessmentMode AutomaticByPlatform', async () => {
    const ran = await run({ clock, fleet: [group('a', 3, { patchSettings: mode('AutomaticByPlatform') })] });
    for (const { vm, timeZone } of ran.vms) {
      const nights = periodic(ran, vm).map(({ s }) => nightOf(timeZone, s));
      expect(nights.slice(1).every((night, index) => night - nights[index]! === 1)).toBe(true);
      expect(nights.length).toBeGreaterThan(175);
    }
  });

  it('one that finds the VM off is missed: the others stay where they were, and the VM waits for the next', async () => {
    const off = { from: '2024-02-05', to: '2024-03-01' };
    const fleet = (power: object | string) => [group('a', 12, { power })];
    const on = await run({ clock, fleet: fleet('alwaysOn') });
    const ran = await run({ clock, fleet: fleet({ off: [off] }) });
    const inside = ({ t }: Fact): boolean => t >= off.from && t < off.to;
    for (const { vm } of ran.vms) {
      expect(periodic(ran, vm).map(({ t }) => t)).toEqual(
        periodic(on, vm)
          .filter((fact) => !inside(fact))
          .map(({ t }) => t),
      );
      const first = periodic(ran, vm).find(({ t }) => t >= off.to)!;
      expect(first.found).not.toBeNull();
      expect(
        ran.about(vm).find(({ fact, t }) => fact === 'admitted' && t >= '2024-02-13')!.s,
      ).toBeGreaterThanOrEqual(first.s);
    }
  });
});

describe('R13 assessments on demand', () => {
  it('at any time a VM is on, and never an installation because of it', async () => {
    const early = {
      clock: { start: '2024-02-01', end: '2024-04-01' },
      fleet: [
        group('a', 30),
        group('off', 5, { power: { off: [{ from: '2024-02-12', to: '2024-02-15' }] } }),
      ],
      parameters: { ...NO_FAILURES, assessmentPeriod: { min: '10d', max: '10d' }, subscriptionShare: '100%' },
    };
    const at = '2024-02-13T18:30:00Z';
    const [ran, without] = [await run({ ...early, actions: [{ at, assess: 'now' }] }), await run(early)];
    const demanded = ran.of('assessed').filter(({ by }) => by === 'demand');
    expect(demanded).toHaveLength(30);
    for (const fact of demanded) expect(fact).toMatchObject({ t: at, found: expect.stringMatching(/^KB/) });
    expect(ran.of('actionRefused').map(({ vm, reason }) => [vm!.slice(0, 3), reason])).toEqual(
      Array(5).fill(['off', 'off']),
    );
    const night = (facts: typeof demanded) => facts.filter(({ t }) => t < '2024-02-14T12').length;
    const ours = ran.of('admitted');
    // They ask in the window that begins two and a half hours later.
    expect(ours.every(({ t }) => t > '2024-02-13T21')).toBe(true);
    expect(night(ours)).toBeGreaterThan(night(without.of('admitted')));
  });

  it('in the night it asks in a later window, or at its periodic assessment', async () => {
    const ran = await run({
      clock: { start: '2024-02-01', end: '2024-04-01' },
      fleet: [group('a', 30)],
      parameters: { ...NO_FAILURES, subscriptionShare: '100%' },
      actions: [{ at: '2024-02-13T23:30:00Z', assess: 'now' }],
    });
    for (const { vm, t } of ran.of('admitted', 'deferred').filter((fact) => fact.t < '2024-02-14T12')) {
      const scheduled = ran
        .about(vm!)
        .filter((fact) => fact.by === 'schedule' && fact.t <= t && fact.t > '2024-02-13T18');
      expect(scheduled.length, vm).toBeGreaterThan(0);
    }
  });
});

describe('R14 an assessment yields what is on offer at that instant', () => {
  it('nothing before the release, the newest after it, and a run begins with a fresh one and ends with another', async () => {
    const ran = await run({
      clock: { start: '2024-01-20', end: '2024-04-01' },
      fleet: [group('a', 20)],
      parameters: NO_FAILURES,
    });
    const released = ran.of('released').filter(({ product }) => product === 'WS2019');
    for (const { vm } of ran.vms) {
      let has = '';
      for (const fact of ran.about(vm)) {
        if (fact.fact === 'becameEffective') has = fact.kb!;
        if (fact.fact !== 'assessed') continue;
        const newest = released.filter(({ s }) => s <= fact.s).at(-1)?.kb ?? '';
        expect(fact.found ?? '', `${vm} ${fact.t}`).toBe(newest === has ? '' : newest);
      }
      const facts = ran.about(vm);
      facts.forEach(({ fact }, index) => {
        if (fact === 'admitted') expect(facts[index + 1]).toMatchObject({ fact: 'assessed', by: 'run' });
        if (fact === 'healthy') expect(facts[index + 1]).toMatchObject({ fact: 'assessed', by: 'run' });
      });
    }
  });

  it('a withdrawn update is not offered any more, what it had replaced is', async () => {
    const releases = ['2024-02-13', '2024-02-20'].map((release_date, index) => ({
      product: 'WS2019',
      release_date,
      kb: `KB500000${index}`,
      kind: index === 0 ? 'cumulative' : 'oob',
      classification: 'Security',
    }));
    const ran = await run({
      catalogue: [{ releases }],
      fleet: [group('a', 30, { power: { off: [{ from: '2024-02-10', to: '2024-02-22' }] } })],
      incidents: [{ kind: 'kbWithdrawn', kb: 'KB5000001', at: '2024-02-21' }],
      parameters: NO_FAILURES,
    });
    expect(new Set(ran.of('patchInstalled').map(({ kb }) => kb))).toEqual(new Set(['KB5000000']));
    expect(ran.of('becameEffective')).toHaveLength(30);
  });

  it('what a run lost with its power, or failed to install, is found again', async () => {
    const { vms, about } = await run({
      clock: { start: '2024-01-01', end: '2024-07-01' },
      catalogue: [{ calendar: 'real', dotnet: true }],
      fleet: [group('web', 60, { power: { offNightly: { probability: 0.6, from: '23:00', to: '03:30' } } })],
      parameters: { rebootDuration: { median: '40m' }, installFailure: 0.2, rebootFailure: 0.3 },
    });
    let seen = 0;
    for (const { vm } of vms) {
      let [installed, open]: [Fact[], boolean] = [[], false];
      for (const fact of about(vm)) {
        if (fact.fact === 'admitted') [installed, open] = [[], false];
        if (fact.fact === 'patchInstalled') installed.push(fact);
        if (fact.fact === 'patchFailed' && fact.kb !== undefined) open = true;
        if (fact.fact === 'runInterrupted') open ||= installed.some(({ kind }) => kind !== 'hotpatch');
        if (fact.fact !== 'assessed' || fact.by !== 'schedule' || !open) continue;
        expect(fact.found, `${vm} ${fact.t}`).not.toBeNull();
        seen++;
      }
    }
    expect(seen).toBeGreaterThan(10);
  });
});
