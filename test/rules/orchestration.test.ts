// R29 and R30 over traces: who installs when the platform does not, and what that spares nobody from.
import { describe, expect, it } from 'vitest';
import { type Fact, flightsOf, group, NO_FAILURES, overlapping, run } from './run.ts';

const own = (name: string, count: number, more: object = {}) =>
  group(name, count, { patchSettings: { patchMode: 'AutomaticByOS' }, ...more });
const byHand = (name: string, count: number, more: object = {}) =>
  group(name, count, { patchSettings: { patchMode: 'Manual', ...more } });

/** Hour and minute of the day in Amsterdam in winter. */
const minuteOfDay = ({ s }: Fact): number => ((s + 3600) % 86_400) / 60;

describe('R29 AutomaticByOS', () => {
  it('installs the first night after the release between 03:00 and 03:30, and restarts at once', async () => {
    const ran = await run({ fleet: [own('own', 40)], parameters: NO_FAILURES });
    const [{ s: released }] = ran.of('released');
    const starts = ran.of('runStarted');
    expect(starts).toHaveLength(40);
    for (const start of starts) {
      expect(start.s - released!).toBeLessThan(86_400);
      expect(minuteOfDay(start)).toBeGreaterThanOrEqual(180);
      expect(minuteOfDay(start)).toBeLessThan(210);
      expect(start.by).toBe('guest');
    }
    expect(new Set(starts.map(minuteOfDay)).size).toBeGreaterThan(20);
    expect(ran.of('rebootCompleted')).toHaveLength(40);
    expect(ran.summary.groups.own).toMatchObject({ covered: 0, simulated: 40, overdue: 0 });
    expect(ran.summary.groups.own!.reboots.perVm).toBe(1);
  });

  it('asks no rollout: every VM of a zone, a set and a subscription goes in the same night', async () => {
    const ran = await run({
      fleet: [
        own('zonal', 12, { zones: ['1', '2', '3'] }),
        own('set', 12, { availabilitySets: { size: 12, updateDomains: 3 } }),
        group('platform', 12),
      ],
      parameters: NO_FAILURES,
    });
    expect(ran.summary.groups.zonal!.peakInFlight).toBeGreaterThan(8);
    expect(ran.summary.peaks.availabilitySets[0]).toMatchObject({ name: 'set-set-1' });
    expect(ran.summary.peaks.availabilitySets[0]!.inFlight).toBeGreaterThan(8);
    // The room of those whom the platform patches is not touched by it: one of twelve at a time (R19).
    expect(ran.summary.groups.platform!.peakInFlight).toBe(1);
    expect(ran.of('admitted').every(({ vm }) => vm!.startsWith('platform'))).toBe(true);
  });

  it('has no gate: a bad patch reaches everybody, and does not stop the rollout of the others', async () => {
    const ran = await run({
      fleet: [own('own', 30), group('platform', 30)],
      incidents: [
        { kind: 'badPatch', release: '2024-02', probability: 1, recoverAfter: '2d', groups: ['own'] },
      ],
      parameters: NO_FAILURES,
    });
    expect(ran.summary.groups.own!.failures.unhealthy).toBe(30);
    expect(ran.of('rolloutHalted')).toEqual([]);
    expect(ran.summary.groups.platform!.overdue).toBe(0);
  });

  it('misses the nights in which the VM is off at its hour, and says so when it is overdue', async () => {
    const power = { weekly: [{ from: '08:00', to: '18:00' }] };
    const ran = await run({
      clock: { start: '2024-02-01', end: '2024-03-20' },
      fleet: [
        own('day', 3, { power }),
        own('half', 3, { power: { offNightly: { probability: 0.8, from: '22:00', to: '06:00' } } }),
      ],
      parameters: NO_FAILURES,
    });
    expect(ran.summary.groups.day!.overdueByReason).toEqual({ off: 3 });
    expect(ran.of('runStarted').filter(({ vm }) => vm!.startsWith('day'))).toEqual([]);
    expect(ran.of('runStarted').some(({ vm }) => vm!.startsWith('half'))).toBe(true);
  });

  it('does not read rebootSetting, and a restart that does not fit waits for the next night', async () => {
    const patchSettings = {
      patchMode: 'AutomaticByOS',
      automaticByPlatformSettings: { rebootSetting: 'Never' },
    };
    const ran = await run({
      fleet: [own('own', 5, { patchSettings })],
      parameters: {
        ...NO_FAILURES,
        installCumulative: { median: '4h58m', sigma: 0 },
        guestInstallSpread: '0s',
      },
    });
    for (const { vm } of ran.vms) {
      const [first, second] = ran.about(vm).filter(({ fact }) => fact === 'runStarted');
      const completed = ran.about(vm).find(({ fact }) => fact === 'runCompleted')!;
      expect(completed).toMatchObject({ rebootStatus: 'Required', maintenanceWindowExceeded: true });
      const restart = ran.about(vm).find(({ fact }) => fact === 'rebootStarted')!;
      expect(restart.s).toBe(second!.s);
      expect(second!.s - first!.s).toBe(86_400);
    }
  });

  it('has the same luck as under the platform: the same attempt takes the same time (R4)', async () => {
    const settings = { parameters: { ...NO_FAILURES } };
    const [a, b] = await Promise.all([
      run({ fleet: [own('g', 8)], ...settings }),
      run({ fleet: [group('g', 8)], ...settings }),
    ]);
    const took = (ran: typeof a): number[] =>
      ran.vms.map(({ vm }) => {
        const at = (kind: string): number => ran.about(vm).find(({ fact }) => fact === kind)!.s;
        return at('patchInstalled') - at('installationStarted');
      });
    expect(took(a)).toEqual(took(b));
  });
});

describe('R30 Manual', () => {
  it('installs nothing, is assessed only if the mode says so, and is overdue as not covered', async () => {
    const ran = await run({
      clock: { start: '2024-02-01', end: '2024-03-20' },
      fleet: [
        byHand('quiet', 3),
        byHand('assessed', 3, { assessmentMode: 'AutomaticByPlatform' }),
        group('platform', 20),
      ],
      parameters: NO_FAILURES,
    });
    expect(ran.of('patchInstalled').every(({ vm }) => vm!.startsWith('platform'))).toBe(true);
    const assessments = (name: string): Fact[] => ran.of('assessed').filter(({ vm }) => vm!.startsWith(name));
    expect(assessments('quiet')).toEqual([]);
    // Every night of the run; those after a release find it.
    expect(assessments('assessed').length).toBeGreaterThanOrEqual(3 * 46);
    const [{ s: released }] = ran.of('released');
    for (const { s, found } of assessments('assessed')) expect(found !== null).toBe(s > released!);
    expect(ran.summary.groups.quiet!.overdueByReason).toEqual({ notCovered: 3 });
    expect(ran.summary.groups.quiet!.exposureVmDays).toBeGreaterThan(3 * 30);
    // They take no part in the room of the others: two of twenty.
    let most = 0;
    overlapping(flightsOf(ran), () => {
      most++;
    });
    expect(ran.summary.groups.platform!.peakInFlight).toBe(2);
    expect(most).toBeGreaterThan(0);
  });
});
