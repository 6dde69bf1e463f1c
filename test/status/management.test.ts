// Who decides about a VM, as status shows it: while it is enabled, after its mode was switched, in a preview.
import { describe, expect, it } from 'vitest';
import { instanceViewOf, type PatchStatus, patchStatusOf, VmCollector } from '../../src/index.ts';
import { coverageText } from '../../src/report/coverage-text.ts';
import { renderPatchStatus } from '../../src/report/patch-status.ts';
import { group, HOTPATCH_IMAGE, run } from '../rules/run.ts';

async function statusOf(scenario: object, vm: string): Promise<(at: string) => PatchStatus> {
  const collector = new VmCollector(vm);
  for (const line of (await run(scenario as Record<string, unknown>)).lines) collector.line(line);
  return (at) => patchStatusOf(collector, Date.parse(at) / 1000)!;
}
const modeState = (status: PatchStatus) => instanceViewOf(status).patchStatus.configurationStatuses[0];
const shown = (status: PatchStatus): string =>
  renderPatchStatus(status, { color: false, wall: (instant: number) => instant });

describe('R11 R12 who decides about a VM', () => {
  it('is Pending while the VM is enabled, and Ready with the instant of its end', async () => {
    const at = await statusOf(
      {
        clock: { start: '2024-02-01T12:00:00Z', end: '2024-03-01' },
        fleet: [group('a', 1, { enablement: 'pending' })],
      },
      'a-1',
    );
    expect(modeState(at('2024-02-01T23:00:00Z'))).toMatchObject({
      code: 'PatchModeConfigurationState/Pending',
      time: '2024-02-01T12:00:00Z',
    });
    expect(modeState(at('2024-02-02T03:00:00Z'))).toMatchObject({
      code: 'PatchModeConfigurationState/Ready',
      time: '2024-02-02T00:30:00Z',
    });
    expect(shown(at('2024-02-01T23:00:00Z'))).toContain('being enabled in off-peak hours');
  });

  it('follows the switches of the patch mode', async () => {
    const at = await statusOf(
      {
        fleet: [group('a', 1)],
        actions: [{ at: '2024-02-10', settings: { patchMode: 'AutomaticByOS' } }],
      },
      'a-1',
    );
    expect(at('2024-02-09T00:00:00Z')).toMatchObject({
      patchMode: 'AutomaticByPlatform',
      orchestration: 'azureManaged',
    });
    const after = at('2024-02-11T00:00:00Z');
    expect(after).toMatchObject({ patchMode: 'AutomaticByOS', notCovered: 'patchModeAutomaticByOS' });
    expect(instanceViewOf(after).patchStatus.configurationStatuses).toEqual([]);
    expect(shown(after)).toContain('Windows installs on its own');
  });

  it('F38 says who patches it under the settings of that instant, and agrees with the start where they are the same', async () => {
    const nights = {
      maintenanceConfigurations: [
        {
          name: 'nights',
          startDateTime: '2024-01-01 22:00',
          duration: '03:00',
          timeZone: 'UTC',
          recurEvery: 'Day',
        },
      ],
    };
    const bypass = (on: boolean) => ({ bypassPlatformSafetyChecksOnUserSchedule: on });
    const handed = {
      patchSettings: { patchMode: 'AutomaticByPlatform', automaticByPlatformSettings: bypass(true) },
    };
    const assigned = { maintenanceConfigurations: ['nights'] };
    const manual = { enableAutomaticUpdates: false };
    const byPlatform = { patchMode: 'AutomaticByPlatform' };
    const settings = (at: string, changes: object) => ({ at, settings: changes });
    const cases: [string, Record<string, unknown>, object, string | undefined, string][] = [
      ['taken back', { ...handed, ...assigned }, bypass(false), 'schedulePrerequisite', 'not handed over'],
      ['handed over', assigned, bypass(true), 'customerSchedule', 'patched by its maintenance config'],
      ['to nobody', {}, bypass(true), 'noCustomerSchedule', 'none is attached'],
      [
        'mode away from it',
        { ...handed, ...assigned, ...manual },
        { patchMode: 'Manual' },
        'patchModeManual',
        'patchMode is Manual',
      ],
      [
        'mode to it',
        { ...assigned, ...manual, patchSettings: { patchMode: 'Manual' } },
        byPlatform,
        'schedulePrerequisite',
        'not handed over',
      ],
      ['the platform again', handed, bypass(false), undefined, 'AutomaticByPlatform, rebootSetting'],
    ];
    for (const [, more, changes, reason, words] of cases) {
      const scenario = {
        ...nights,
        fleet: [group('a', 1, more)],
        actions: [settings('2024-02-10T12:00:00Z', changes)],
      };
      const after = (await statusOf(scenario, 'a-1'))('2024-02-20T12:00:00Z');
      expect([after.notCovered, shown(after)]).toEqual([reason, expect.stringContaining(words)]);
      expect(shown(after)).not.toContain('automatic by platform');
    }
  });

  it('R11 R31 a schedule has the VM once it is enabled', async () => {
    const at = await statusOf(
      {
        clock: { start: '2024-02-01T12:00:00Z', end: '2024-03-01' },
        maintenanceConfigurations: [
          {
            name: 'nights',
            startDateTime: '2024-01-01 22:00',
            duration: '03:00',
            timeZone: 'UTC',
            recurEvery: 'Day',
          },
        ],
        fleet: [
          group('a', 1, {
            enablement: 'pending',
            maintenanceConfigurations: ['nights'],
            patchSettings: {
              patchMode: 'AutomaticByPlatform',
              automaticByPlatformSettings: { bypassPlatformSafetyChecksOnUserSchedule: true },
            },
          }),
        ],
      },
      'a-1',
    );
    expect(at('2024-02-01T23:00:00Z')).toMatchObject({ orchestration: 'enabling', notCovered: undefined });
    const after = at('2024-02-03T12:00:00Z');
    expect(after).toMatchObject({ orchestration: 'customerSchedule', notCovered: 'customerSchedule' });
    expect(modeState(after)).toMatchObject({ code: 'PatchModeConfigurationState/Ready' });
    const { notCovered, orchestration } = after.vm;
    expect(coverageText(notCovered!, orchestration)).toBe(
      'being enabled in off-peak hours (R11), then patched by its maintenance configurations (R31)',
    );
  });

  it('R10 waits for the registration of its subscription', async () => {
    const at = await statusOf({ preview: true, fleet: [group('a', 1, { sku: HOTPATCH_IMAGE })] }, 'a-1');
    expect(at('2024-02-09T00:00:00Z').hotpatch).toEqual({
      status: 'NotEnrolled',
      track: 'notEnrolled',
      awaitsPreview: true,
    });
    expect(shown(at('2024-02-09T00:00:00Z'))).toContain('waits for the preview registration');
  });
});
