// Scenarios written by hand about what the platform lets VMs have: scale sets, the preview, patch modes. Refuses to know their
// results.

import { group, type HandWritten, SPRING, written } from './written.ts';

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
        {
          at: '2024-04-01',
          vms: ['a-1', 'a-2', 'a-3', 'a-4', 'off-1'],
          settings: { assessmentMode: 'AutomaticByPlatform', enableHotpatching: true },
        },
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
  written(
    'patch modes switched to and fro, in flight and off, with what is refused',
    [
      'orchestrationChanged',
      'enablementStarted',
      'enablementCompleted',
      'actionRefused',
      'runStarted',
      'admitted',
      'deferred',
      'hotpatchDisabled',
      'runInterrupted',
    ],
    ['2024-03-01', '2024-08-15'],
    [
      group('hot', 12, { zones: ['1', '2'] }),
      group('os', 8, { sku: '2022-datacenter', patchSettings: { patchMode: 'AutomaticByOS' } }),
      group('hand', 6, { sku: '2022-datacenter', patchSettings: { patchMode: 'Manual' } }),
      group('pool', 14, {
        sku: '2022-datacenter',
        power: { offNightly: { probability: 0.4, from: '23:30', to: '03:10' } },
      }),
      group('set', 8, { sku: '2022-datacenter', availabilitySets: { size: 4, updateDomains: 2 } }),
    ],
    {
      parameters: {
        installFailure: 0.2,
        enablementDuration: '9h',
        assessmentPeriod: { min: '1d', max: '2d' },
      },
      actions: [
        {
          at: '2024-03-13T01:30:00Z',
          groups: ['pool', 'set', 'hot'],
          settings: { patchMode: 'AutomaticByOS' },
        },
        {
          at: '2024-03-14T02:00:00Z',
          groups: ['set', 'pool'],
          settings: { patchMode: 'AutomaticByPlatform' },
        },
        {
          at: '2024-03-20T10:00:00Z',
          groups: ['hot'],
          settings: { patchMode: 'AutomaticByOS', enableHotpatching: false },
        },
        { at: '2024-04-02T10:00:00Z', groups: ['hand'], drift: { patchMode: 'AutomaticByPlatform' } },
        { at: '2024-04-02T10:00:00Z', groups: ['hand'], drift: { patchMode: 'AutomaticByOS' } },
        { at: '2024-04-03T02:00:00Z', vms: ['hand-1'], settings: { patchMode: 'Manual' } },
        { at: '2024-04-10T00:30:00Z', groups: ['hot', 'os'], settings: { patchMode: 'AutomaticByPlatform' } },
        { at: '2024-04-11T01:10:00Z', restart: 'now' },
        { at: '2024-04-11T10:00:00Z', vms: ['hot-1', 'hot-2'], hotpatch: 'on' },
        {
          at: '2024-04-11T10:00:00Z',
          settings: { patchMode: 'AutomaticByOS', assessmentMode: 'AutomaticByPlatform' },
        },
        { at: '2024-04-12T10:00:00Z', groups: ['hot'], hotpatch: 'on' },
        {
          at: '2024-05-15T01:00:00Z',
          groups: ['pool'],
          vms: ['pool-1', 'pool-2', 'pool-3'],
          settings: { patchMode: 'AutomaticByOS' },
        },
        { at: '2024-05-16T12:00:00Z', groups: ['os'], assess: 'now' },
        { at: '2024-06-12T01:30:00Z', groups: ['set'], settings: { patchMode: 'AutomaticByOS' } },
      ],
    },
  ),
  written(
    'not yet enabled: by night, by day in a scale set, and switched off meanwhile',
    ['enablementStarted', 'enablementCompleted', 'overdue'],
    SPRING,
    [
      group('new', 6, { enablement: 'pending', power: { offNightly: { probability: 0.7 } } }),
      group('flex', 4, {
        enablement: 'pending',
        virtualMachineScaleSet: { orchestrationMode: 'Flexible' },
        applicationHealthExtension: true,
      }),
      group('never', 3, {
        enablement: 'pending',
        power: { offNightly: { probability: 1, from: '22:30', to: '06:30' } },
      }),
    ],
    { parameters: { enablementDuration: '30h' }, actions: [{ at: '2024-04-20', assess: 'now' }] },
  ),
];
