// R1-R4 over traces: one order whatever the host, off-peak hours over clock changes, luck that nobody else shifts.
import { Temporal } from 'temporal-polyfill';
import { describe, expect, it } from 'vitest';
import { loadScenario, simulate } from '../../src/index.ts';
import { onHost } from '../calendar/oracle.ts';
import { type Fact, group, HOTPATCH_IMAGE, type Ran, run, runText, scenarioText } from './run.ts';

const FLEET = [
  group('a', 24, { zones: ['1', '2', '3'], power: { offNightly: { probability: 0.2 } } }),
  group('b', 14, { sku: HOTPATCH_IMAGE, availabilitySets: { size: 7 }, region: 'northeurope' }),
];

describe('R1 the same scenario and seed give the same bytes', () => {
  const text = scenarioText({ fleet: FLEET });

  it('on hosts in any zone, and again on the same one', async () => {
    const [first, ...others] = await Promise.all(
      ['UTC', 'UTC', 'Australia/Lord_Howe', 'America/New_York'].map((zone) =>
        onHost(zone, () => runText(text)),
      ),
    );
    for (const other of others) {
      expect(other.lines).toEqual(first!.lines);
      expect(other.summary).toEqual(first!.summary);
    }
  });

  it('time only moves forward', async () => {
    const { facts } = await runText(text);
    for (const [index, fact] of facts.entries())
      expect(fact.s).toBeGreaterThanOrEqual(facts[index - 1]?.s ?? 0);
    expect(facts.length).toBeGreaterThan(200);
  });
});

describe('R2 results do not depend on how work is split', () => {
  it('cells brought together daily (with a trace) or weekly (without) give the same summary', async () => {
    const text = scenarioText({
      clock: { start: '2024-01-01', end: '2024-06-01' },
      fleet: FLEET,
      parameters: { installFailure: 0.1, rebootFailure: 0.02 },
    });
    const loaded = loadScenario(text, { file: 'rule.yaml' });
    if (!loaded.ok) throw new Error('refused');
    const { summary } = await simulate(loaded.scenario);
    expect((await runText(text)).summary).toEqual(summary);
  });

  it('a group in another region, with cells of its own, changes nothing for the first', async () => {
    const alone = await run({ fleet: [FLEET[0]] });
    const together = await run({
      fleet: [group('z', 30, { region: 'eastasia' }), FLEET[0]],
      rollout: ONE_PHASE,
    });
    const same = await run({ fleet: [FLEET[0]], rollout: ONE_PHASE });
    expect(of(together, 'a')).toEqual(of(same, 'a'));
    expect(of(alone, 'a').length).toBeGreaterThan(0);
  });
});

const ONE_PHASE = { phases: [{ regions: ['westeurope', 'eastasia'] }] };
const of = ({ facts }: Ran, name: string): Fact[] => facts.filter(({ vm }) => vm?.startsWith(`${name}-`));

/** Local minutes of the day by an independent calendar. */
function wall(zone: string, seconds: number): { minutes: number; date: string } {
  const local = Temporal.Instant.fromEpochMilliseconds(seconds * 1000).toZonedDateTimeISO(zone);
  return { minutes: local.hour * 60 + local.minute, date: local.toPlainDate().toString() };
}

describe('R3 off-peak hours', () => {
  // Patch Tuesdays shortly before clock changes; New York: 10 March 2024 and 3 November 2024.
  it.each([
    ['Europe/Berlin', '2024-03-26', '2024-04-06'],
    ['Europe/Berlin', '2024-10-22', '2024-11-02'],
    ['Eastern Standard Time', '2024-03-05', '2024-03-16'],
    ['America/New_York', '2024-10-30', '2024-11-09'],
    ['AUS Eastern Standard Time', '2024-04-03', '2024-04-13'],
    ['Australia/Lord_Howe', '2024-10-02', '2024-10-12'],
    ['Asia/Kolkata', '2024-10-02', '2024-10-12'],
  ])('hold every admission and installation in %s from %s', async (timeZone, start, end) => {
    const { of, vms } = await run({
      clock: { start, end },
      catalogue: [
        { releases: [{ product: 'WS2019', release_date: start, kb: 'KB5000001', kind: 'cumulative' }] },
      ],
      fleet: [group('a', 60, { timeZone })],
      parameters: { releaseTime: '12:00' },
    });
    const zone = vms[0]!.timeZone;
    const started = of('admitted', 'installationStarted', 'assessed');
    expect(of('admitted').length).toBeGreaterThan(30);
    for (const fact of started.filter(({ by }) => by !== 'run')) {
      const { minutes } = wall(zone, fact.s);
      expect(minutes >= 22 * 60 || minutes < 6 * 60, `${fact.t} ${fact.fact}`).toBe(true);
    }
    // Windows end at 06:00 of the wall, however long the night was.
    for (const { s, windowEnd } of of('admitted')) {
      const end = Date.parse(windowEnd!) / 1000;
      expect(end - s).toBeLessThanOrEqual(235 * 60);
      if (end - s < 235 * 60) expect(wall(zone, end).minutes).toBe(6 * 60);
    }
  });

  it('are of the region when the parameter says so, or the VM has no zone of its own', async () => {
    const fleet = [group('a', 3, { timeZone: 'Asia/Tokyo' }), group('b', 3)];
    const vm = await run({ fleet });
    expect(vm.vms.map(({ timeZone }) => timeZone).sort()).toEqual([
      ...Array(3).fill('Asia/Tokyo'),
      ...Array(3).fill('Europe/Amsterdam'),
    ]);
    const region = await run({ fleet, parameters: { offPeakZone: 'region' } });
    expect(new Set(region.vms.map(({ timeZone }) => timeZone))).toEqual(new Set(['Europe/Amsterdam']));
  });

  it('a window that a clock change swallows delays, and is not skipped silently', async () => {
    // Berlin has no 02:00-03:00 on 2024-03-31.
    const { of } = await run({
      clock: { start: '2024-03-26', end: '2024-04-12' },
      catalogue: [
        {
          releases: [{ product: 'WS2019', release_date: '2024-03-26', kb: 'KB5000001', kind: 'cumulative' }],
        },
      ],
      fleet: [group('a', 40, { timeZone: 'Europe/Berlin' })],
      parameters: { offPeakStart: '02:00', offPeakEnd: '03:00', installFailure: 0, rebootFailure: 0 },
    });
    for (const { s } of of('admitted')) expect(Math.floor(wall('Europe/Berlin', s).minutes / 60)).toBe(2);
    expect(of('admitted', 'assessed').map(({ s }) => wall('Europe/Berlin', s).date)).not.toContain(
      '2024-03-31',
    );
    expect(new Set(of('becameEffective').map(({ vm }) => vm)).size).toBe(40);
  });
});

describe('R4 luck belongs to the VM', () => {
  /** Nights and hours of the periodic assessments, and how long each first installation and restart took. */
  function luckOf(ran: Ran, vm: string) {
    const facts = ran.about(vm);
    const took = (from: string, to: string[]): number[] =>
      facts.flatMap((fact, index) => {
        if (fact.fact !== from) return [];
        const end = facts.slice(index).find((other) => to.includes(other.fact));
        return end === undefined ? [] : [end.s - fact.s];
      });
    return {
      assessed: facts.filter(({ fact, by }) => fact === 'assessed' && by === 'schedule').map(({ t }) => t),
      installs: took('installationStarted', ['patchInstalled', 'patchFailed']),
      restarts: took('rebootStarted', ['rebootCompleted', 'rebootFailed']),
    };
  }
  const base = (more: object) => ({
    clock: { start: '2024-01-01', end: '2024-05-01' },
    ...more,
  });

  it('another group, or another setting of one, changes neither its assessments nor its durations', async () => {
    const a = group('a', 12);
    const own = { subscription: 'other' };
    const variants = [
      [group('z', 40, { sku: HOTPATCH_IMAGE, ...own }), a],
      [a, group('z', 9, { availabilitySets: { size: 9 } })],
      [
        a,
        group('z', 40, {
          power: { offNightly: { probability: 0.5 } },
          region: { westeurope: 1, eastasia: 2 },
          ...own,
        }),
      ],
    ];
    const rollout = { phases: [{ regions: ['westeurope', 'eastasia'] }] };
    const alone = await run(base({ fleet: [a], rollout }));
    for (const fleet of variants) {
      const other = await run(base({ fleet, rollout }));
      for (let vm = 1; vm <= 12; vm++) expect(luckOf(other, `a-${vm}`)).toEqual(luckOf(alone, `a-${vm}`));
    }
    // One that competes for the same room changes when things happen, not how long they take.
    const crowded = await run(base({ fleet: [a, group('z', 40)], rollout }));
    for (let vm = 1; vm <= 12; vm++) {
      const [mine, theirs] = [luckOf(crowded, `a-${vm}`), luckOf(alone, `a-${vm}`)];
      expect(mine.assessed).toEqual(theirs.assessed);
      expect(mine.installs[0]).toBe(theirs.installs[0]);
    }
  });

  it('hotpatch on or off: the same assessments, the same time for the baselines', async () => {
    const settings = (enableHotpatching: boolean) => ({
      patchMode: 'AutomaticByPlatform',
      enableHotpatching,
    });
    const [on, off] = await Promise.all(
      [true, false].map((hotpatch) =>
        run(base({ fleet: [group('a', 20, { sku: HOTPATCH_IMAGE, patchSettings: settings(hotpatch) })] })),
      ),
    );
    for (let vm = 1; vm <= 20; vm++) {
      const [with_, without] = [luckOf(on!, `a-${vm}`), luckOf(off!, `a-${vm}`)];
      expect(with_.assessed).toEqual(without.assessed);
      expect(with_.installs[0]).toBe(without.installs[0]);
      expect(with_.restarts[0]).toBe(without.restarts[0]);
    }
  });
});
