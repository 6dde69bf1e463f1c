// R24 where a pending restart meets something else in the same instant, or a newer update in the same run.
import { describe, expect, it } from 'vitest';
import { exactly, group, NO_FAILURES, type Ran, rebooting, run } from './run.ts';

const BY_HAND = { patchSettings: { patchMode: 'Manual' } };
const install = (at: string, rebootSetting: string) => ({
  at,
  install: { rebootSetting, windowsParameters: { classificationsToInclude: ['Security'] } },
});
const effective = (ran: Ran, vm = 'a-1'): string[] =>
  ran.about(vm).flatMap(({ fact, t }) => (fact === 'becameEffective' ? [t.slice(0, 16)] : []));
const january = install('2024-01-10T09:00:00Z', 'Never');
const CLOCK = { start: '2024-01-01', end: '2024-03-10' };
const parameters = { ...NO_FAILURES, installCumulative: exactly('20m'), rebootDuration: exactly('10m') };

describe('R24 a pending restart', () => {
  it('is had in a restart that is cut short, also where a newer update was to take effect with it', async () => {
    const ran = await run({
      clock: CLOCK,
      fleet: [group('a', 1, BY_HAND)],
      actions: [
        january,
        install('2024-02-14T09:00:00Z', 'IfRequired'),
        { at: '2024-02-14T09:25:00Z', restart: 'now' },
      ],
      parameters,
    });
    expect(ran.of('runInterrupted')).toHaveLength(1);
    // January's is in effect with the restart that cut the run short; February's has to be installed again.
    expect(effective(ran)).toEqual(['2024-02-14T09:25']);
    expect(ran.of('overdue').map(({ t, reason }) => [t.slice(0, 10), reason])).toEqual([
      ['2024-02-08', 'rebootRequired'],
    ]);
  });

  it('R32 is nothing a later run can bring back by being cut short, once it was had', async () => {
    const ran = await run({
      clock: { start: '2024-01-01', end: '2024-04-20' },
      fleet: [group('a', 1, BY_HAND)],
      actions: [
        january,
        install('2024-02-14T09:00:00Z', 'IfRequired'),
        install('2024-03-13T09:00:00Z', 'IfRequired'),
        { at: '2024-03-13T09:25:00Z', power: 'off' },
      ],
      parameters,
    });
    expect(ran.of('runInterrupted')).toHaveLength(1);
    expect(ran.of('overdue').map(({ t, reason }) => [t.slice(0, 10), reason])).toEqual([
      ['2024-02-08', 'rebootRequired'],
      ['2024-04-11', 'interrupted'],
    ]);
  });

  it('is had before an installation on demand in the instant at which the VM is switched on', async () => {
    const ran = await run({
      clock: CLOCK,
      fleet: [group('a', 1, BY_HAND)],
      actions: [
        january,
        { at: '2024-01-20', power: 'off' },
        { at: '2024-02-14T09:00:00Z', power: 'on' },
        install('2024-02-14T09:00:00Z', 'Never'),
      ],
      parameters,
    });
    expect(effective(ran)).toEqual(['2024-02-14T09:00']);
  });

  it('is had by a VM that is taken out of the queue for room in the instant at which it is switched on', async () => {
    // Nights in which runs last beyond off-peak hours: those who wait for room are looked at when others leave.
    const ran = await run({
      seed: '6',
      clock: { start: '2024-02-01', end: '2024-09-01' },
      catalogue: [{ calendar: 'real' }],
      fleet: [
        group('a', 30, {
          sku: '2022-datacenter',
          region: 'northeurope',
          power: { offNightly: { probability: '50%', from: '01:00', to: '07:00' } },
        }),
      ],
      parameters: { installCumulative: { median: '3h' }, subscriptionShare: '3%' },
    });
    expect(effective(ran, 'a-17')).toContain('2024-06-21T06:00');
  });

  it('R9, F34 nothing is assessed without an agent, and hotpatch is refused to who can never have it', async () => {
    const ran = await run({
      clock: CLOCK,
      fleet: [
        group('a', 1, { ...BY_HAND, provisionVMAgent: false }),
        group('b', 1, { patchSettings: rebooting('IfRequired') }),
      ],
      actions: [
        { at: '2024-02-01', groups: ['a'], assess: 'now' },
        { at: '2024-02-01', groups: ['a'], settings: { assessmentMode: 'AutomaticByPlatform' } },
        { at: '2024-02-01', groups: ['b'], hotpatch: 'on' },
      ],
    });
    expect(ran.of('actionRefused').map(({ action, reason }) => [action, reason])).toEqual([
      ['assess', 'noVmAgent'],
      ['settings', 'noVmAgent'],
      ['hotpatchOn', 'hotpatchNotSupported'],
    ]);
    expect(ran.about('a-1').filter(({ fact }) => fact === 'assessed')).toEqual([]);
  });
});
