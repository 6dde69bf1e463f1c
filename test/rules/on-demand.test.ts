// R30 over traces: installation on demand, in whatever patch mode and at any hour; what it installs, and what it leaves.
import { describe, expect, it } from 'vitest';
import { exactly, type Fact, group, HOTPATCH_IMAGE, NO_FAILURES, type Ran, releaseRow, run } from './run.ts';

const NOON = '2024-02-20T11:00:00Z';
const all = [
  'Critical',
  'Security',
  'UpdateRollUp',
  'FeaturePack',
  'ServicePack',
  'Definition',
  'Tools',
  'Updates',
];
const RELEASES = [
  releaseRow('2024-01-09', 'KB9000001', 'cumulative'),
  releaseRow('2024-01-09', 'KB9000001', 'baseline_planned', { product: 'WS2022-hotpatch' }),
  releaseRow('2024-02-13', 'KB9000002', 'cumulative'),
  releaseRow('2024-02-13', 'KB9000003', 'hotpatch', { product: 'WS2022-hotpatch' }),
  releaseRow('2024-02-13', 'KB9000004', 'dotnet'),
  releaseRow('2024-02-15', 'KB9000005', 'preview'),
  releaseRow('2024-02-16', 'KB9000006', 'definition'),
  releaseRow('2024-03-12', 'KB9000007', 'cumulative'),
  releaseRow('2024-03-12', 'KB9000008', 'hotpatch', { product: 'WS2022-hotpatch' }),
];
const install = (windowsParameters: object, more: object = {}) => ({
  rebootSetting: 'IfRequired',
  windowsParameters,
  ...more,
});
const by = (patchMode: string, more: object = {}) =>
  group('a', 1, { sku: '2022-datacenter', patchSettings: { patchMode }, ...more });
const one = (what: object, vm: object = by('Manual'), more: Record<string, unknown> = {}): Promise<Ran> =>
  run({
    clock: { start: '2024-02-01', end: '2024-04-05' },
    catalogue: [{ releases: RELEASES }],
    fleet: [vm],
    actions: [{ at: NOON, install: what }],
    ...more,
    parameters: {
      ...NO_FAILURES,
      installCumulative: exactly('20m'),
      installDotnet: exactly('5m'),
      installHotpatch: exactly('4m'),
      installOther: exactly('1m'),
      rebootDuration: exactly('6m'),
      ...((more.parameters as object) ?? {}),
    },
  });
const kbs = (ran: Ran, fact: string): (string | undefined)[] => ran.of(fact).map(({ kb }) => kb);
const at = (ran: Ran, fact: string): string[] => ran.of(fact).map(({ t }) => t.slice(11, 16));
const choices = (ran: Ran, choice: string): (string | undefined)[] =>
  ran
    .of('patchChosen')
    .filter((fact) => (fact as Fact & { choice: string }).choice === choice)
    .map(({ kb }) => kb);

describe('R30 installation on demand', () => {
  it('installs one update after the other at noon and restarts once, where nothing is automatic', async () => {
    const ran = await one(install({ classificationsToInclude: ['Security', 'Critical'] }));
    expect(kbs(ran, 'patchInstalled')).toEqual(['KB9000002', 'KB9000004']);
    expect(at(ran, 'installationStarted')).toEqual(['11:00', '11:20']);
    expect(ran.of('rebootStarted')).toMatchObject([{ t: '2024-02-20T11:25:00Z', kb: 'KB9000002' }]);
    expect(ran.of('runCompleted')).toMatchObject([{ rebootStatus: 'Completed', t: '2024-02-20T11:31:00Z' }]);
    expect(choices(ran, 'notSelected').sort()).toEqual(['KB9000005', 'KB9000006']);
    expect(ran.summary.groups.a!.actions!.install).toEqual({ done: 1, refused: {} });
    expect(ran.summary.groups.a!.reboots.byCause).toEqual({ cumulative: 1 });
  });

  it('without it nothing is ever installed on such a VM', async () => {
    const ran = await one(install({ classificationsToInclude: all }), by('Manual'), { actions: [] });
    expect(ran.of('patchInstalled', 'runStarted')).toEqual([]);
    expect(ran.of('overdue').length).toBeGreaterThan(0);
  });

  it.each(['Manual', 'AutomaticByOS', 'AutomaticByPlatform'])('works in patch mode %s', async (mode) => {
    const ran = await one(install({ kbNumbersToInclude: ['9000005'] }), by(mode));
    const noon = ran.of('patchInstalled').filter(({ t }) => t.startsWith('2024-02-20T11'));
    expect(noon.map(({ kb }) => kb)).toEqual(['KB9000005']);
  });

  it('a KB adds to the classifications; exclusion beats inclusion and is told apart from what nobody chose', async () => {
    const ran = await one(
      install({
        classificationsToInclude: ['Security', 'Definition'],
        kbNumbersToInclude: ['KB9000005'],
        kbNumbersToExclude: [9000002, 'KB9000006'],
      }),
    );
    expect(kbs(ran, 'patchInstalled')).toEqual(['KB9000005', 'KB9000004']);
    expect(choices(ran, 'excluded').sort()).toEqual(['KB9000002', 'KB9000006']);
    expect(choices(ran, 'notSelected')).toEqual([]);
  });

  it('a preview contains the security update before it, which is in effect with it (R6)', async () => {
    const ran = await one(install({ kbNumbersToInclude: ['KB9000005'] }));
    expect(kbs(ran, 'becameEffective')).toEqual(['KB9000002']);
    expect(ran.of('rebootStarted')).toMatchObject([{ kb: 'KB9000005', cause: 'preview' }]);
    expect(ran.of('overdue').map(({ kb }) => kb)).not.toContain('KB9000002');
  });

  it('excludeKbsRequiringReboot leaves what never restarts, maxPatchPublishDate what is old enough', async () => {
    const quiet = await one(install({ classificationsToInclude: all, excludeKbsRequiringReboot: true }));
    expect([kbs(quiet, 'patchInstalled'), quiet.of('rebootStarted')]).toEqual([['KB9000006'], []]);
    expect(choices(quiet, 'excluded')).toHaveLength(3);
    const old = await one(install({ classificationsToInclude: all, maxPatchPublishDate: '2024-02-14' }));
    expect(kbs(old, 'patchInstalled')).toEqual(['KB9000002', 'KB9000004']);
  });

  it('each update starts only if it and a restart fit into maximumDuration; the rest stays pending (R22)', async () => {
    const ran = await one(install({ classificationsToInclude: ['Security'] }, { maximumDuration: 'PT39M' }));
    expect(kbs(ran, 'patchInstalled')).toEqual(['KB9000002']);
    expect(ran.of('runCompleted')).toMatchObject([
      { maintenanceWindowExceeded: true, rebootStatus: 'Completed' },
    ]);
    const none = await one(install({ classificationsToInclude: ['Security'] }, { maximumDuration: 'PT15M' }));
    expect(none.of('runCompleted')).toMatchObject([
      { t: NOON, maintenanceWindowExceeded: true, rebootStatus: 'NotNeeded' },
    ]);
    expect(none.of('installationStarted')).toEqual([]);
  });

  it('its own reboot setting holds in the run, not that of the VM (R24)', async () => {
    const never = await one(
      install({ classificationsToInclude: ['Security'] }, { rebootSetting: 'Never' }),
      by('Manual'),
    );
    expect(never.of('rebootStarted')).toEqual([]);
    expect(never.of('runCompleted')).toMatchObject([{ rebootStatus: 'Required' }]);
    const settings = {
      patchMode: 'AutomaticByPlatform',
      automaticByPlatformSettings: { rebootSetting: 'Never' },
    };
    const always = await one(
      install({ classificationsToInclude: ['Definition'] }, { rebootSetting: 'Always' }),
      {
        ...by('Manual'),
        patchSettings: settings,
      },
    );
    expect(always.of('rebootStarted').filter(({ t }) => t.startsWith('2024-02-20T11'))).toHaveLength(1);
  });

  it('on an azureManaged VM the rollout has nothing left to do, and takes up the next month', async () => {
    const ran = await one(install({ classificationsToInclude: ['Security'] }), by('AutomaticByPlatform'), {
      actions: [{ at: '2024-02-13T18:30:00Z', install: install({ classificationsToInclude: ['Security'] }) }],
    });
    expect(ran.of('admitted').every(({ t }) => t > '2024-03-12')).toBe(true);
    expect(ran.of('admitted')).toHaveLength(1);
    expect(kbs(ran, 'patchInstalled')).toEqual(['KB9000002', 'KB9000004', 'KB9000007']);
  });

  it('a preview leads a VM off the hotpatch track until the next baseline (R27)', async () => {
    const vm = group('a', 1, { sku: HOTPATCH_IMAGE });
    const ran = await one(install({ kbNumbersToInclude: ['KB9000005'] }), vm);
    expect(ran.of('trackChanged')).toMatchObject([
      { from: 'onTrack', to: 'offTrack', t: '2024-02-20T11:26:00Z' },
    ]);
    expect(kbs(ran, 'patchInstalled').at(-1)).toBe('KB9000007');
  });

  it('a VM of a set takes no room: all of a set install at once', async () => {
    const vm = { ...by('AutomaticByPlatform'), count: 10, availabilitySets: { size: 10 } };
    const ran = await one(install({ kbNumbersToInclude: ['KB9000005'] }), vm, {});
    expect(ran.of('runStarted')).toHaveLength(10);
  });

  it('is refused while the VM is off, in a run, in a region that is out, or without an agent', async () => {
    const noon = { at: NOON, install: install({ classificationsToInclude: ['Security'] }) };
    const refusals = async (vm: object, more: Record<string, unknown> = {}) =>
      (await one({}, vm, { actions: [noon], ...more })).of('actionRefused').map(({ reason }) => reason);
    expect(await refusals(by('Manual', { power: { off: [{ from: '2024-02-19', for: '3d' }] } }))).toEqual([
      'off',
    ]);
    expect(await refusals(by('Manual', { provisionVMAgent: false }))).toEqual(['noVmAgent']);
    const twice = { actions: [noon, { ...noon, at: '2024-02-20T11:10:00Z' }] };
    expect(await refusals(by('Manual'), twice)).toEqual(['inFlight']);
    const out = [{ kind: 'regionOutage', region: 'westeurope', from: '2024-02-20', for: '1d' }];
    expect(await refusals(by('Manual'), { incidents: out })).toEqual(['regionOutage']);
  });

  it('a VM switched off in it loses what needed its restart (R32)', async () => {
    const power = { off: [{ from: '2024-02-20T11:22:00Z', for: '1h' }] };
    const ran = await one(install({ classificationsToInclude: all }), by('Manual', { power }));
    expect(ran.of('runInterrupted')).toHaveLength(1);
    expect(ran.of('becameEffective')).toEqual([]);
  });

  it('moves nobody else: other VMs, and its own runs of other months, have the luck they had (R4)', async () => {
    const parameters = {
      installFailure: 0.3,
      rebootFailure: 0.1,
      installCumulative: { median: '20m', sigma: 1 },
    };
    const fleet = [group('a', 20, { sku: '2022-datacenter' })];
    const without = await one({}, {}, { fleet, parameters, actions: [] });
    const action = { at: NOON, vms: ['a-1'], install: install({ kbNumbersToInclude: ['KB9000005'] }) };
    const withIt = await one({}, {}, { fleet, parameters, actions: [action] });
    for (let vm = 2; vm <= 20; vm++) expect(withIt.about(`a-${vm}`)).toEqual(without.about(`a-${vm}`));
    const march = (ran: Ran) => ran.about('a-1').filter(({ t }) => t > '2024-03-12');
    expect(march(withIt)).toEqual(march(without));
  });
});
