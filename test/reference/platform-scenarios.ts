// Scenarios written by hand about what the platform lets VMs have: scale sets, the preview, patch modes. Refuses to know their
// results.

import { group, type HandWritten, written } from './written.ts';

export const platformScenarios: readonly HandWritten[] = [
  written(
    'a scale set at all hours, across clock changes at midnight, beside VMs of the same subscription',
    ['admitted', 'runInterrupted', 'patchFailed'],
    ['2024-08-01', '2024-11-15'],
    [
      group('flex', 12, {
        virtualMachineScaleSet: { orchestrationMode: 'Flexible' },
        applicationHealthExtension: true,
        timeZone: 'America/Santiago',
        zones: ['1', '2'],
        power: { weekly: [{ from: '07:00', to: '20:00' }] },
      }),
      group('vm', 6),
      group('blind', 2, { virtualMachineScaleSet: { orchestrationMode: 'Flexible' } }),
    ],
    { parameters: { installFailure: 0.3, installCumulative: { median: '2h', sigma: 0.5 } } },
  ),
  written(
    'a preview: registrations in good order and not, refusals, and who does not want it any more',
    ['featureRegistering', 'featureRegistered', 'providerRegistered', 'hotpatchEnabled', 'actionRefused'],
    ['2024-03-01', '2024-08-01'],
    [
      group('a', 6, { subscription: { one: 1, two: 1, three: 1 } }),
      group('off', 2, { subscription: 'one', patchSettings: { enableHotpatching: false } }),
    ],
    {
      preview: true,
      actions: [
        { at: '2024-03-03', vms: ['a-1', 'a-2'], hotpatch: 'off' },
        { at: '2024-03-04', vms: ['a-1', 'off-1'], hotpatch: 'on' },
        { at: '2024-03-05', groups: ['a'], drift: { enableHotpatching: true } },
        ...['InGuestPatchVMPreview', 'InGuestHotPatchVMPreview', 'InGuestAutoPatchVMPreview'].map(
          (register) => ({
            at: '2024-03-20T10:00:00Z',
            subscriptions: ['one', 'two'],
            register,
          }),
        ),
        { at: '2024-03-20T10:00:00Z', subscriptions: ['two'], register: 'InGuestPatchVMPreview' },
        { at: '2024-03-20T10:02:00Z', registerProvider: 'Microsoft.Compute' },
        {
          at: '2024-03-20T10:15:00Z',
          subscriptions: ['two', 'three'],
          registerProvider: 'Microsoft.Compute',
        },
        { at: '2024-04-20T10:00:00Z', registerProvider: 'Microsoft.Compute' },
        { at: '2024-04-20T10:00:00Z', vms: ['a-1', 'off-1'], hotpatch: 'on' },
      ],
    },
  ),
];
