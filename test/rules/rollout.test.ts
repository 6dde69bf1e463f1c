// R15 and R16 over traces: phases in order, paired regions apart, gates that wait, bake and halt.
import { describe, expect, it } from 'vitest';
import { arePaired } from '../../src/fleet/regions.ts';
import { type Fact, group, NO_FAILURES, type Ran, run } from './run.ts';

const REGIONS = [
  'westeurope',
  'northeurope',
  'eastus',
  'westus',
  'westus3',
  'brazilsouth',
  'southcentralus',
  'japaneast',
];
const fleet = REGIONS.map((region, index) => group(`g${index}`, 10 + 5 * index, { region }));
const HOUR = 3600;

const at = (ran: Ran, fact: string, rollout: number, phase: number): Fact | undefined =>
  ran.of(fact).find((one) => one.rollout === rollout && one.phase === phase);

describe('R15 phases', () => {
  it('open in order, each after the one before passed; no VM is admitted before its phase; pairs are apart', async () => {
    const ran = await run({
      clock: { start: '2024-02-01', end: '2024-04-05' },
      fleet,
      parameters: NO_FAILURES,
    });
    const { phases } = ran.summary.rollouts[0]!;
    expect(phases.length).toBeGreaterThan(3);
    for (const { regions } of phases)
      for (const a of regions) for (const b of regions) expect(arePaired(a, b)).toBe(false);
    expect(phases.flatMap(({ regions }) => regions).sort()).toEqual([...REGIONS].sort());
    const regionOf = new Map(ran.vms.map(({ vm, region }) => [vm, region]));
    for (const rollout of [0, 1]) {
      for (let phase = 1; phase < phases.length; phase++) {
        const opened = at(ran, 'phaseOpened', rollout, phase);
        expect(opened?.s).toBe(at(ran, 'phasePassed', rollout, phase - 1)?.s);
      }
    }
    for (const fact of ran.of('admitted')) {
      const phase = phases.findIndex(({ regions }) => regions.includes(regionOf.get(fact.vm!)!));
      expect(fact.s, `${fact.vm} ${fact.t}`).toBeGreaterThanOrEqual(
        at(ran, 'phaseOpened', fact.rollout!, phase)!.s,
      );
    }
    // The first of two paired regions is done before the other begins: everybody is on and nothing fails.
    const span = (region: string) => {
      const times = ran
        .of('admitted')
        .filter(({ vm, rollout }) => rollout === 0 && regionOf.get(vm!) === region);
      return { first: times[0]!.s, last: times.at(-1)!.s };
    };
    for (const a of REGIONS)
      for (const b of REGIONS)
        if (arePaired(a, b)) expect(span(a).last < span(b).first || span(b).last < span(a).first).toBe(true);
  });
});

describe('R16 gates', () => {
  const phases = [{ regions: ['westeurope'] }, { regions: ['eastus'] }];
  const two = [group('a', 40), group('b', 40, { region: 'eastus' })];
  const bad = (probability: number, recoverAfter = '2d') => [
    { kind: 'badPatch', release: '2024-02', probability, recoverAfter, regions: ['westeurope'] },
  ];

  it('a phase bakes a day after its last VM, looked at every hour', async () => {
    const ran = await run({ fleet: two, rollout: { phases }, parameters: NO_FAILURES });
    const ended = ran
      .of('healthy')
      .filter(({ vm }) => vm!.startsWith('a-'))
      .at(-1)!.s;
    const passed = at(ran, 'phasePassed', 0, 0)!;
    expect(passed.s - ended).toBeGreaterThanOrEqual(24 * HOUR);
    expect(passed.s - ended).toBeLessThanOrEqual(25 * HOUR);
    expect((passed.s - at(ran, 'phaseOpened', 0, 0)!.s) % HOUR).toBe(0);
  });

  it('VMs that are off do not count: they neither hold a phase nor let it halt', async () => {
    const off = group('c', 40, { power: { off: [{ from: '2024-02-10', to: '2024-03-05' }] } });
    const ran = await run({ fleet: [...two, off], rollout: { phases }, parameters: NO_FAILURES });
    const without = await run({ fleet: two, rollout: { phases }, parameters: NO_FAILURES });
    const days = (some: Ran): number =>
      (at(some, 'phasePassed', 0, 0)!.s - at(some, 'phaseOpened', 0, 0)!.s) / (24 * HOUR);
    expect(Math.abs(days(ran) - days(without))).toBeLessThan(1.5);
  });

  it('a phase waits four days at most for VMs that are on and were not attempted', async () => {
    const late = group('c', 3, { power: { weekly: [{ from: '08:00', to: '20:00' }] } });
    const ran = await run({ fleet: [...two, late], rollout: { phases }, parameters: NO_FAILURES });
    const days = (at(ran, 'phasePassed', 0, 0)!.s - at(ran, 'phaseOpened', 0, 0)!.s) / (24 * HOUR);
    expect(days).toBeGreaterThanOrEqual(4);
    expect(days).toBeLessThanOrEqual(5 + 1 / 24);
  });

  it('above 20 % unhealthy the rollout halts: nobody after it, and the next month carries on', async () => {
    const ran = await run({
      clock: { start: '2024-02-01', end: '2024-04-01' },
      fleet: two,
      rollout: { phases },
      parameters: NO_FAILURES,
      incidents: bad(1),
    });
    const [halted] = ran.of('rolloutHalted');
    const until = ran.facts.filter(({ s }) => s <= halted!.s);
    const unhealthy = until.filter(({ fact }) => fact === 'unhealthy').length;
    expect(unhealthy).toBeGreaterThanOrEqual(3);
    const after = ran.of('admitted').filter(({ s, rollout }) => s > halted!.s && rollout === 0);
    expect(after).toEqual([]);
    expect(at(ran, 'phaseOpened', 0, 1)).toBeUndefined();
    // Nothing is rolled back, and March is rolled out to everybody.
    expect(ran.of('patchInstalled').filter(({ kb }) => kb === 'KB202403106').length).toBe(0);
    const march = ran.of('admitted').filter(({ rollout }) => rollout === 1);
    expect(new Set(march.map(({ vm }) => vm)).size).toBe(80);
    for (const { reason } of ran
      .of('deferred')
      .filter(({ s, vm }) => s > halted!.s && s < march[0]!.s && vm!.startsWith('a-')))
      expect(reason).toBe('halted');
  });

  it('between 5 % and 20 % it waits until enough have recovered', async () => {
    const ran = await run({
      fleet: two,
      rollout: { phases, gate: { haltShare: '100%' } },
      parameters: NO_FAILURES,
      incidents: bad(0.3, '5d'),
    });
    const passed = at(ran, 'phasePassed', 0, 0)!;
    const count = (fact: string): number => ran.of(fact).filter(({ s }) => s <= passed.s - 24 * HOUR).length;
    expect(count('unhealthy')).toBeGreaterThan(4);
    expect(count('unhealthy') - count('recovered')).toBeLessThanOrEqual(2);
    expect(ran.of('rolloutHalted')).toEqual([]);
  });

  it('does not look at health with faultyPatch: continue', async () => {
    const ran = await run({
      fleet: two,
      rollout: { phases },
      parameters: { ...NO_FAILURES, faultyPatch: 'continue' },
      incidents: bad(1, '30d'),
    });
    expect(ran.of('rolloutHalted')).toEqual([]);
    expect(at(ran, 'phasePassed', 0, 0)).toBeDefined();
  });
});
