// R9, R20 for instances of scale sets: at all hours with flexible orchestration and the health extension, else never.
import { describe, expect, it } from 'vitest';
import { loadScenario } from '../../src/index.ts';
import { exactly, flightsOf, group, NO_FAILURES, run, scenarioText } from './run.ts';

const FLEXIBLE = {
  virtualMachineScaleSet: { orchestrationMode: 'Flexible' },
  applicationHealthExtension: true,
};
const HOUR = 3600;

describe('R20 scale sets with flexible orchestration', () => {
  it('R20 install at all hours, and no end of a day cuts a run short', async () => {
    const ran = await run({
      clock: { start: '2024-02-01', end: '2024-06-10' },
      fleet: [group('flex', 60, FLEXIBLE), group('vm', 20)],
      parameters: { ...NO_FAILURES, installCumulative: exactly('90m'), subscriptionShare: '100%' },
    });
    const admitted = ran.of('admitted').filter(({ vm }) => vm!.startsWith('flex'));
    const hours = new Set(admitted.map(({ s }) => Math.floor((s % (24 * HOUR)) / HOUR)));
    expect(hours.size).toBeGreaterThan(20);
    for (const { s, windowEnd } of admitted) expect(Date.parse(windowEnd!) / 1000 - s).toBe(235 * 60);
    const midnight = flightsOf(ran).filter(
      ({ vm, from, to }) =>
        vm.startsWith('flex') && new Date(from * 1000).getUTCDate() !== new Date(to * 1000).getUTCDate(),
    );
    expect(midnight.length).toBeGreaterThan(5);
    const exceeded = ran.of('runCompleted').filter((fact) => fact.maintenanceWindowExceeded);
    expect(exceeded.filter(({ vm }) => vm!.startsWith('flex'))).toEqual([]);
    expect(
      ran.of('deferred').filter(({ vm, reason }) => vm!.startsWith('flex') && reason === 'notOffPeak'),
    ).toEqual([]);
    const night = ran.of('admitted').filter(({ vm }) => vm!.startsWith('vm'));
    for (const { s } of night)
      expect([20, 21, 22, 23, 0, 1, 2, 3, 4, 5]).toContain(Math.floor((s % (24 * HOUR)) / HOUR));
    expect(ran.of('overdue')).toEqual([]);
  });

  it('R20 what failed is tried again on the next day', async () => {
    const ran = await run({
      fleet: [group('flex', 30, FLEXIBLE)],
      parameters: { installFailure: 0.5, rebootFailure: 0, subscriptionShare: '100%' },
    });
    let pairs = 0;
    for (let n = 1; n <= 30; n++) {
      const about = ran.about(`flex-${n}`);
      about.forEach((failed, at) => {
        const again = about.slice(at).find(({ fact }) => fact === 'admitted');
        if (failed.fact !== 'patchFailed' || again === undefined) return;
        pairs++;
        // Midnight in Amsterdam in winter.
        expect(again.s % (24 * HOUR)).toBe(23 * HOUR);
        expect(again.s - failed.s).toBeLessThan(24 * HOUR);
      });
    }
    expect(pairs).toBeGreaterThan(5);
  });
});

describe('R9 scale sets', () => {
  it('R9 without the Application Health extension, or with uniform orchestration, are never patched', async () => {
    const ran = await run({
      fleet: [
        group('blind', 3, { ...FLEXIBLE, applicationHealthExtension: false }),
        group('uniform', 3, { ...FLEXIBLE, virtualMachineScaleSet: { orchestrationMode: 'Uniform' } }),
        group('flex', 3, FLEXIBLE),
      ],
    });
    expect(new Map(ran.vms.map(({ group, notCovered }) => [group, notCovered]))).toEqual(
      new Map([
        ['blind', 'noApplicationHealth'],
        ['uniform', 'scaleSetUniform'],
        ['flex', undefined],
      ]),
    );
    expect(new Set(ran.of('admitted').map(({ vm }) => vm!.split('-')[0]))).toEqual(new Set(['flex']));
  });

  it('R20 in availability sets are a mistake, in zones they are not', () => {
    const load = (more: object) =>
      loadScenario(scenarioText({ fleet: [group('flex', 6, { ...FLEXIBLE, ...more })] }), { file: 'x.yaml' });
    expect(load({ zones: ['1', '2'] }).ok).toBe(true);
    const refused = load({ availabilitySets: { size: 3 } });
    expect(refused.ok ? [] : refused.problems.map(({ rule, path }) => [rule, path])).toEqual([
      ['R20', ['fleet', 0, 'availabilitySets']],
    ]);
  });
});
