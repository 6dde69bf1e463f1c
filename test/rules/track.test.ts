// R26-R28 over traces: who gets hotpatches, who falls off the track, and when they come back.
import { describe, expect, it } from 'vitest';
import { type Fact, group, HOTPATCH_IMAGE, NO_FAILURES, type Ran, run } from './run.ts';

const YEAR = { start: '2024-01-01', end: '2025-01-14' };
const hotpatch = (name: string, count: number, more: object = {}) =>
  group(name, count, { sku: HOTPATCH_IMAGE, ...more });

/** What a VM installed, as `month kind`, and how often it restarted. */
const installs = (ran: Ran, vm: string): string[] =>
  ran
    .about(vm)
    .flatMap(({ fact, kind, kb }) =>
      fact === 'patchInstalled' ? [`${kb!.slice(2, 6)}-${kb!.slice(6, 8)} ${kind}`] : [],
    );
const restarts = (ran: Ran, vm: string): number =>
  ran.about(vm).filter(({ fact }) => fact === 'rebootStarted').length;
const tracks = (ran: Ran, vm: string): string[] =>
  ran.about(vm).flatMap(({ fact, t, to }) => (fact === 'trackChanged' ? [`${t.slice(0, 7)} ${to}`] : []));

describe('R26 the hotpatch track', () => {
  it.each([
    ['planned only', [], 4, 8],
    ['two unplanned baselines', ['2024-02', '2024-08'], 6, 6],
  ])('%s: restarts in baseline months only', async (_, unplannedBaselines, reboots, hotpatches) => {
    const off = { patchMode: 'AutomaticByPlatform', enableHotpatching: false };
    const ran = await run({
      clock: YEAR,
      catalogue: [{ calendar: 'generated', unplannedBaselines }],
      fleet: [hotpatch('on', 10), hotpatch('off', 10, { patchSettings: off })],
      parameters: NO_FAILURES,
    });
    const baselines = new Set(['2024-01', '2024-04', '2024-07', '2024-10', ...unplannedBaselines]);
    for (const { vm, group } of ran.vms) {
      expect(restarts(ran, vm)).toBe(group === 'on' ? reboots : 12);
      const facts = ran.about(vm);
      expect(facts.filter(({ kind }) => kind === 'hotpatch').length).toBe(group === 'on' ? hotpatches : 0);
      for (const { fact, kind, kb } of facts) {
        if (fact !== 'patchInstalled' || group === 'off') continue;
        expect(kind === 'hotpatch', kb).toBe(!baselines.has(`${kb!.slice(2, 6)}-${kb!.slice(6, 8)}`));
      }
      expect(tracks(ran, vm)).toEqual([]);
    }
  });

  it('the real 2024: five restarts against twelve', async () => {
    const ran = await run({
      clock: YEAR,
      catalogue: [{ calendar: 'real' }],
      fleet: [
        hotpatch('on', 20),
        hotpatch('off', 20, {
          patchSettings: { patchMode: 'AutomaticByPlatform', enableHotpatching: false },
        }),
      ],
    });
    expect(ran.summary.groups.on!.reboots.total).toBe(5 * 20);
    expect(ran.summary.groups.off!.reboots.total).toBe(12 * 20);
    expect(ran.summary.groups.on!.overdue + ran.summary.groups.off!.overdue).toBe(0);
  });
});

describe('R27 off the track', () => {
  it('a VM behind its baseline gets cumulative updates with restarts until the next baseline', async () => {
    const ran = await run({
      clock: YEAR,
      fleet: [hotpatch('a', 8, { power: { off: [{ from: '2024-03-25', to: '2024-05-20' }] } })],
      parameters: NO_FAILURES,
    });
    for (const { vm } of ran.vms) {
      expect(installs(ran, vm)).toEqual([
        '2024-01 baseline_planned',
        '2024-02 hotpatch',
        '2024-03 hotpatch',
        '2024-05 cumulative',
        '2024-06 cumulative',
        '2024-07 baseline_planned',
        '2024-08 hotpatch',
        '2024-09 hotpatch',
        '2024-10 baseline_planned',
        '2024-11 hotpatch',
        '2024-12 hotpatch',
      ]);
      expect(restarts(ran, vm)).toBe(5);
      expect(tracks(ran, vm)).toEqual(['2024-05 offTrack', '2024-07 onTrack']);
    }
  });

  it('who comes back while the baseline is current installs it and stays on track', async () => {
    const ran = await run({
      clock: { start: '2024-03-01', end: '2024-06-10' },
      fleet: [hotpatch('a', 8, { power: { off: [{ from: '2024-03-08', to: '2024-04-25' }] } })],
      parameters: NO_FAILURES,
    });
    for (const { vm } of ran.vms) {
      expect(installs(ran, vm)).toEqual(['2024-04 baseline_planned', '2024-05 hotpatch']);
      expect(tracks(ran, vm)).toEqual([]);
    }
  });

  it('with offBaselineOffer currentBaseline the baseline comes first, without a month lost', async () => {
    const ran = await run({
      clock: { start: '2024-01-01', end: '2024-08-01' },
      fleet: [hotpatch('a', 8, { power: { off: [{ from: '2024-03-25', to: '2024-05-01' }] } })],
      parameters: { ...NO_FAILURES, offBaselineOffer: 'currentBaseline' },
    });
    for (const { vm } of ran.vms)
      expect(installs(ran, vm).slice(3, 6)).toEqual([
        '2024-04 baseline_planned',
        '2024-05 hotpatch',
        '2024-06 hotpatch',
      ]);
  });

  it('the wrong update of October 2025 costs a restart each month until the next planned baseline', async () => {
    const ran = await run({
      clock: { start: '2025-09-15', end: '2026-03-01' },
      catalogue: [{ calendar: 'real' }],
      fleet: [group('a', 40, { sku: '2025-datacenter-azure-edition' })],
      parameters: NO_FAILURES,
      incidents: [
        { kind: 'wrongOffer', kb: 'KB5070881', share: 0.5, from: '2025-10-23T17:00:00Z', to: '2025-11-10' },
      ],
    });
    const hit = ran.vms.filter(({ vm }) =>
      ran.about(vm).some(({ fact, kb }) => fact === 'patchInstalled' && kb === 'KB5070881'),
    );
    expect(Math.abs(hit.length - 20)).toBeLessThan(9);
    for (const { vm } of ran.vms) {
      const strayed = hit.some((line) => line.vm === vm);
      const kinds = ran
        .about(vm)
        .filter(({ fact }) => fact === 'patchInstalled')
        .map(({ kind }) => kind);
      const between = ran
        .about(vm)
        .filter(({ fact, t }) => fact === 'rebootStarted' && t > '2025-11-11' && t < '2026-01-13');
      expect(between.length, vm).toBe(strayed ? 2 : 0);
      expect(kinds.includes('oob_hotpatch')).toBe(!strayed);
      expect(tracks(ran, vm)).toEqual(
        strayed
          ? ['2025-10 offTrack', '2026-01 onTrack'].map((text, index) =>
              index === 0 ? tracks(ran, vm)[0]! : text,
            )
          : [],
      );
    }
  });
});

describe('R28 hotpatch off and on', () => {
  it('off at once; on again only with the next baseline that is released', async () => {
    const ran = await run({
      clock: { start: '2024-01-20', end: '2024-06-30' },
      fleet: [hotpatch('a', 6)],
      parameters: NO_FAILURES,
      actions: [
        { at: '2024-02-05T10:00:00Z', hotpatch: 'off' },
        { at: '2024-03-05T10:00:00Z', hotpatch: 'on' },
      ],
    });
    for (const { vm } of ran.vms) {
      const changes = ran.about(vm).filter(({ fact }) => fact === 'trackChanged');
      expect(changes.map(({ to }) => to)).toEqual(['notEnrolled', 'pendingBaseline', 'onTrack']);
      expect(changes.slice(0, 2).map(({ t }) => t)).toEqual(['2024-02-05T10:00:00Z', '2024-03-05T10:00:00Z']);
      expect(changes[2]!.t > '2024-04-09').toBe(true);
      expect(installs(ran, vm)).toEqual([
        '2024-02 cumulative',
        '2024-03 cumulative',
        '2024-04 baseline_planned',
        '2024-05 hotpatch',
        '2024-06 hotpatch',
      ]);
    }
  });

  it('a baseline released before it was turned on does not count', async () => {
    const ran = await run({
      clock: { start: '2024-01-20', end: '2024-09-01' },
      fleet: [hotpatch('a', 6)],
      parameters: NO_FAILURES,
      actions: [
        { at: '2024-04-01T10:00:00Z', hotpatch: 'off' },
        { at: '2024-04-09T20:00:00Z', hotpatch: 'on' },
      ],
    });
    for (const { vm } of ran.vms) {
      const back: Fact | undefined = ran
        .about(vm)
        .find(({ fact, to }) => fact === 'trackChanged' && to === 'onTrack');
      expect(back!.t.slice(0, 7)).toBe('2024-07');
      expect(restarts(ran, vm)).toBe(4);
    }
  });
});
