// R33 and R34: facts once and in order, and the summary counted again from the trace by the naive way.
import { describe, expect, it } from 'vitest';
import { type Fact, flightsOf, group, HOTPATCH_IMAGE, type Ran, run } from './run.ts';

const HOUR = 3600;
const scenario = {
  clock: { start: '2024-01-01', end: '2024-06-20' },
  catalogue: [{ calendar: 'generated', unplannedBaselines: ['2024-03'], dotnet: true }],
  fleet: [
    group('hot', 40, {
      sku: HOTPATCH_IMAGE,
      region: { westeurope: 1, eastus: 1 },
      subscription: { x: 1, y: 1 },
    }),
    group('sets', 38, {
      availabilitySets: { size: 14 },
      power: { offNightly: { probability: 0.2, from: '01:00', to: '07:00' } },
    }),
    group('zones', 30, { zones: ['1', '2', '3'], region: 'northeurope' }),
    group('never', 6, {
      patchSettings: {
        patchMode: 'AutomaticByPlatform',
        automaticByPlatformSettings: { rebootSetting: 'Never' },
      },
    }),
    group('always', 6, {
      sku: HOTPATCH_IMAGE,
      patchSettings: {
        patchMode: 'AutomaticByPlatform',
        automaticByPlatformSettings: { rebootSetting: 'Always' },
      },
    }),
    group('manual', 3, { patchSettings: { patchMode: 'Manual' } }),
  ],
  parameters: { installFailure: 0.05, rebootFailure: 0.02 },
  rollout: { gate: { haltShare: '100%' } },
};
let ran: Promise<Ran> | undefined;
const shared = (): Promise<Ran> => (ran ??= run(scenario));

const START = Date.parse('2024-01-01T00:00:00Z') / 1000;
const END = Date.parse('2024-06-20T00:00:00Z') / 1000;
const count = <T>(list: readonly T[], key: (one: T) => string): Record<string, number> => {
  const counts: Record<string, number> = {};
  for (const one of list) counts[key(one)] = (counts[key(one)] ?? 0) + 1;
  return counts;
};
const positive = (counts: Readonly<Record<string, number>>) =>
  Object.fromEntries(Object.entries(counts).filter(([, many]) => many > 0));

describe('R33 the ledger', () => {
  it('tells every fact once, in order, and of one VM in an order that can happen', async () => {
    const { facts, vms, about, lines } = await shared();
    const texts = lines.slice(-facts.length);
    // The fresh assessment that opens a run may be at the instant of the periodic one that led to it.
    const once = texts.filter((_, index) => facts[index - 1]?.fact !== 'admitted');
    expect(new Set(once).size).toBe(once.length);
    for (const [index, fact] of facts.entries())
      expect(fact.s).toBeGreaterThanOrEqual(facts[index - 1]?.s ?? START);
    expect(facts.at(-1)!.s).toBeLessThan(END);
    const follows: Record<string, string[]> = {
      patchInstalled: ['installationStarted'],
      patchFailed: ['installationStarted'],
      rebootCompleted: ['rebootStarted'],
      rebootFailed: ['rebootStarted'],
      healthy: ['runCompleted'],
      recovered: ['unhealthy'],
      installationStarted: ['admitted', 'patchInstalled', 'patchFailed', 'becameEffective'],
    };
    const quiet = ['assessed', 'poweredOn', 'poweredOff', 'overdue', 'trackChanged', 'becameEffective'];
    for (const { vm } of vms) {
      const own = about(vm);
      own.forEach((fact, index) => {
        const allowed = follows[fact.fact];
        if (allowed === undefined) return;
        const before = own
          .slice(0, index)
          .findLast((other) => allowed.includes(other.fact) || !quiet.includes(other.fact));
        expect(allowed, `${vm} ${fact.t} ${fact.fact} after ${before?.fact}`).toContain(before?.fact);
      });
      const effective = own.filter(({ fact }) => fact === 'becameEffective').map(({ kb }) => kb);
      expect(new Set(effective).size).toBe(effective.length);
    }
  });

  it('names for every restart the update and the rule, and tells of VMs that nobody patches only that they are overdue', async () => {
    const { of, about } = await shared();
    for (const { cause, rule, kb } of of('rebootStarted')) {
      if (cause === 'rebootSetting') expect([rule, kb]).toEqual(['R24', null]);
      else
        expect([rule, kb]).toEqual([
          cause === 'dotnet' ? 'R8' : cause!.startsWith('baseline') ? 'R26' : 'R24',
          expect.stringMatching(/^KB/),
        ]);
    }
    for (const vm of ['manual-1', 'manual-2', 'manual-3'])
      expect(about(vm).filter(({ fact }) => fact !== 'overdue')).toEqual([]);
  });
});

describe('R34 the summary, counted again from the trace', () => {
  const groups = ['hot', 'sets', 'zones', 'never', 'always', 'manual'];
  const groupOf = (vm: string): string => vm.slice(0, vm.lastIndexOf('-'));

  it.each([...groups, 'fleet'])('%s', async (name) => {
    const { facts, vms, summary } = await shared();
    const result = name === 'fleet' ? summary.fleet : summary.groups[name]!;
    const isOwn = (vm: string | undefined): boolean =>
      vm !== undefined && (name === 'fleet' || groupOf(vm) === name);
    const own = facts.filter(({ vm }) => isOwn(vm));
    const of = (...kinds: string[]): Fact[] => own.filter(({ fact }) => kinds.includes(fact));
    const members = vms.filter(({ vm }) => isOwn(vm));
    const covered = members.filter(({ notCovered }) => notCovered === undefined);
    const simulated = members.filter(({ orchestration }) => orchestration !== undefined);
    expect([result.vms, result.covered]).toEqual([members.length, covered.length]);
    expect(result.simulated).toBe(simulated.length);

    const reboots = of('rebootStarted');
    expect(result.reboots.total).toBe(reboots.length);
    expect(result.reboots.byCause).toEqual(count(reboots, ({ cause }) => cause!));
    expect(positive(result.reboots.byMonth)).toEqual(count(reboots, ({ t }) => t.slice(0, 7)));
    expect(result.reboots.byKb).toEqual(
      count(
        reboots.filter(({ kb }) => kb !== null),
        ({ kb }) => kb!,
      ),
    );
    const each = count(reboots, ({ vm }) => vm!);
    const perVm = simulated.map(({ vm }) => each[vm] ?? 0);
    expect(result.reboots.min).toBe(simulated.length === 0 ? 0 : Math.min(...perVm));
    expect(result.reboots.max).toBe(Math.max(0, ...perVm));
    expect(result.reboots.perVm).toBeCloseTo(
      simulated.length === 0 ? 0 : reboots.length / simulated.length,
      4,
    );

    let down = 0;
    for (const { vm, s } of reboots) {
      const end = own.find(
        (fact) =>
          fact.vm === vm &&
          fact.s > s &&
          ['rebootCompleted', 'recovered', 'runInterrupted'].includes(fact.fact),
      );
      if (end !== undefined) down += end.s - s;
    }
    expect(result.downtimeMinutes).toBeCloseTo(down / 60, 0);
    expect(result.hotpatches).toBe(of('patchInstalled').filter(({ kind }) => kind === 'hotpatch').length);
    expect(result.deferrals).toEqual(count(of('deferred'), ({ reason }) => reason!));
    expect(result.overdueByReason).toEqual(count(of('overdue'), ({ reason }) => reason!));
    expect(result.overdue).toBe(new Set(of('overdue').map(({ vm }) => vm)).size);
    expect(result.failures).toEqual({
      install: of('patchFailed').length,
      reboot: of('rebootFailed').length,
      interrupted: of('runInterrupted').length,
      unhealthy: of('unhealthy').length,
    });

    // What is measured for a VM: the updates of its line or its track, and .NET.
    const line = (hotpatch: string, product: string): boolean =>
      product === (hotpatch === 'enrolled' ? 'WS2022-hotpatch' : 'WS2019') ||
      (hotpatch === 'enrolled' && product === 'WS2022');
    const released = facts.filter(({ fact }) => fact === 'released');
    const pairs = simulated.flatMap(({ vm, hotpatch }) =>
      released
        .filter(
          ({ product, kind }) => line(hotpatch, product!) && (kind === 'dotnet' || product !== 'WS2022'),
        )
        .map(({ kb, s }) => ({ vm, kb: kb!, s, hotpatch })),
    );
    const effective = new Map(of('becameEffective').map(({ vm, kb, s }) => [`${vm} ${kb}`, s]));
    const took = pairs.map(({ vm, kb, s }) => ({
      s,
      took: (effective.get(`${vm} ${kb}`) ?? Number.POSITIVE_INFINITY) - s,
    }));
    const done = took.filter((pair) => pair.took < Number.POSITIVE_INFINITY);
    expect(done.length).toBe(effective.size);
    for (const days of [7, 14, 30] as const) {
      const whole = took.filter(({ s }) => s + days * 24 * HOUR <= END);
      const within = whole.filter((pair) => pair.took <= days * 24 * HOUR).length;
      expect(result.effectiveWithin[`${days}d`]).toEqual(
        whole.length === 0 ? null : expect.closeTo(within / whole.length, 5),
      );
    }
    const hours = done.map((pair) => Math.floor(pair.took / HOUR)).sort((a, b) => a - b);
    const quantile = (share: number) =>
      hours.length === 0
        ? null
        : Number((hours[Math.max(1, Math.ceil(share * hours.length)) - 1]! / 24).toFixed(2));
    expect(result.daysToEffective).toEqual({ p50: quantile(0.5), p95: quantile(0.95), max: quantile(1) });
    const exposed = took.reduce((sum, pair) => sum + Math.min(pair.took, END - pair.s), 0);
    expect(result.exposureVmDays).toBeCloseTo(exposed / (24 * HOUR), 1);
    if (name === 'manual') return;
    expect(result.peakInFlight).toBe(minutePeak(flightsOf({ facts: own })));
    expect(result.peakRebooting).toBe(minutePeak(outagesOf(own)));
  });

  it('content that a cumulative update brought before the hotpatch of that content came out took no time', async () => {
    const { of, summary } = await run({
      clock: { start: '2025-10-22', end: '2025-11-05' },
      catalogue: [{ calendar: 'real' }],
      fleet: [group('a', 40, { sku: '2025-datacenter-azure-edition' })],
      actions: [
        { at: '2025-10-22T01:00:00Z', hotpatch: 'off' },
        { at: '2025-10-22T02:00:00Z', hotpatch: 'on' },
      ],
    });
    const [released] = of('released').filter(({ kb }) => kb === 'KB5070893');
    const effective = of('becameEffective').filter(({ kb }) => kb === 'KB5070893');
    expect(effective.filter(({ s }) => s < released!.s)).toEqual([]);
    expect(effective.filter(({ s }) => s === released!.s).length).toBeGreaterThan(5);
    const exposed = effective.reduce((sum, { s }) => sum + Math.max(0, s - released!.s), 0);
    expect(effective).toHaveLength(40);
    expect(summary.fleet.exposureVmDays).toBeCloseTo(exposed / (24 * HOUR), 1);
    const hours = effective
      .map(({ s }) => Math.floor(Math.max(0, s - released!.s) / HOUR))
      .sort((a, b) => a - b);
    expect(summary.fleet.daysToEffective.p50).toBeCloseTo(hours[19]! / 24, 2);
  });

  it('peaks where VMs meet: sets at every instant, the rest each full minute', async () => {
    const { facts, vms, summary } = await shared();
    const flights = flightsOf({ facts });
    const line = new Map(vms.map((one) => [one.vm, one]));
    const down = outagesOf(facts);
    const places: [
      keyof typeof summary.peaks,
      (vm: string) => string | undefined,
      (spans: Span[]) => number,
    ][] = [
      ['regions', (vm) => line.get(vm)!.region, minutePeak],
      ['subscriptions', (vm) => line.get(vm)!.subscription, minutePeak],
      [
        'zones',
        (vm) =>
          line.get(vm)!.zone === undefined ? undefined : `${line.get(vm)!.region} zone ${line.get(vm)!.zone}`,
        minutePeak,
      ],
      ['availabilitySets', (vm) => line.get(vm)!.availabilitySet, exactPeak],
    ];
    for (const [kind, placeOf, peak] of places) {
      expect(summary.peaks[kind].length).toBeGreaterThan(1);
      for (const { name, inFlight, rebooting } of summary.peaks[kind]) {
        const here = ({ vm }: Span): boolean => placeOf(vm) === name;
        expect([name, inFlight, rebooting]).toEqual([
          name,
          peak(flights.filter(here)),
          peak(down.filter(here)),
        ]);
      }
    }
  });
});

interface Span {
  readonly vm: string;
  readonly from: number;
  readonly to: number;
}

/** From the start of each restart until the VM is back. */
function outagesOf(facts: readonly Fact[]): Span[] {
  return facts.flatMap(({ fact, vm, s }) => {
    if (fact !== 'rebootStarted') return [];
    const end = facts.find(
      (other) =>
        other.vm === vm &&
        other.s > s &&
        ['rebootCompleted', 'recovered', 'runInterrupted'].includes(other.fact),
    );
    return [{ vm: vm!, from: s, to: end?.s ?? Number.POSITIVE_INFINITY }];
  });
}

/** The most at the last instant of any minute: a stay within one minute is not seen. */
function minutePeak(spans: readonly Span[]): number {
  const minute = (s: number): number => Math.floor(s / 60);
  return Math.max(
    0,
    ...spans.map(
      ({ from }) =>
        spans.filter((one) => minute(one.from) <= minute(from) && minute(one.to) > minute(from)).length,
    ),
  );
}

function exactPeak(spans: readonly Span[]): number {
  return Math.max(
    0,
    ...spans.map(({ from }) => spans.filter((one) => one.from <= from && from < one.to).length),
  );
}
