// What `status` shows of runs on demand: every update found is in one of its counts, in the shape of the instance view.
import { describe, expect, it } from 'vitest';
import { instanceViewOf, loadScenario, patchStatusOf, simulate, VmCollector } from '../../src/index.ts';
import { group, NO_FAILURES, scenarioText } from '../rules/run.ts';
import { instanceView } from './instance-view.ts';

const RELEASES = [
  ['2024-01-09', 'KB9000001', 'cumulative'],
  ['2024-02-13', 'KB9000002', 'cumulative'],
  ['2024-02-13', 'KB9000004', 'dotnet'],
  ['2024-02-15', 'KB9000005', 'preview'],
  ['2024-02-16', 'KB9000006', 'definition'],
].map(([release_date, kb, kind]) => ({ product: 'WS2022', release_date, kb, kind }));

async function summariesAt(instants: readonly string[], windowsParameters: object, more: object = {}) {
  const text = scenarioText({
    catalogue: [{ releases: RELEASES }],
    fleet: [group('a', 1, { sku: '2022-datacenter', patchSettings: { patchMode: 'Manual' } })],
    parameters: { ...NO_FAILURES, installCumulative: { median: '20m', sigma: 0 } },
    actions: [
      { at: '2024-02-20T10:00:00Z', assess: 'now' },
      { at: '2024-02-20T11:00:00Z', install: { rebootSetting: 'IfRequired', windowsParameters, ...more } },
    ],
  });
  const loaded = loadScenario(text, { file: 'status.json' });
  if (!loaded.ok) throw new Error(loaded.problems.map(({ message }) => message).join());
  const collector = new VmCollector('a-1');
  await simulate(loaded.scenario, { jobs: 1, trace: (line) => collector.line(line) });
  return instants.map((instant) => {
    const status = patchStatusOf(collector, Date.parse(instant) / 1000)!;
    return instanceView.parse(instanceViewOf(status)).patchStatus;
  });
}

describe('R7 R30 the counts of the portal', () => {
  it('an assessment counts what is Critical or Security, and everything else as other', async () => {
    const [before, after] = await summariesAt(['2024-02-20T10:30:00Z', '2024-02-20T13:00:00Z'], {
      classificationsToInclude: ['Security'],
    });
    expect(before!.availablePatchSummary).toMatchObject({
      criticalAndSecurityPatchCount: 2,
      otherPatchCount: 2,
    });
    expect(after!.availablePatchSummary).toMatchObject({
      criticalAndSecurityPatchCount: 0,
      otherPatchCount: 2,
    });
  });

  it('a run counts what it installed, what was excluded, and what nobody selected', async () => {
    const [done] = await summariesAt(['2024-02-20T13:00:00Z'], {
      classificationsToInclude: ['Security'],
      kbNumbersToExclude: [9000004],
    });
    expect(done!.lastPatchInstallationSummary).toMatchObject({
      status: 'Succeeded',
      installedPatchCount: 1,
      excludedPatchCount: 1,
      notSelectedPatchCount: 2,
      pendingPatchCount: 0,
      maintenanceWindowExceeded: false,
    });
  });

  it('what there was no time for is pending; Never with a restart due is a warning (F53)', async () => {
    const how = { maximumDuration: 'PT35M', rebootSetting: 'Never' };
    const chosen = { classificationsToInclude: ['Security'] };
    const [during, done] = await summariesAt(['2024-02-20T11:05:00Z', '2024-02-20T13:00:00Z'], chosen, how);
    expect(during!.lastPatchInstallationSummary).toMatchObject({
      status: 'InProgress',
      pendingPatchCount: 2,
    });
    expect(done!.lastPatchInstallationSummary).toMatchObject({
      status: 'CompletedWithWarnings',
      installedPatchCount: 1,
      pendingPatchCount: 1,
      maintenanceWindowExceeded: true,
    });
    expect(done!.availablePatchSummary).toMatchObject({ rebootPending: true });
  });
});
