// Scenarios in which lint finds something about scale sets, the preview and patch modes. Refuses to know how they are linted.

import type { Case } from './finds.ts';
import { changed, WEB_MODE } from './fleet.ts';

/** Findings of not-covered. */
export const SCALE_SETS: readonly Case[] = [
  [
    'a scale set without the health extension',
    changed({ [WEB_MODE]: 'virtualMachineScaleSet: { orchestrationMode: Flexible }' }),
    'web',
    'needs the Application Health extension, and there is none',
  ],
  [
    'a scale set with uniform orchestration',
    changed({ [WEB_MODE]: 'virtualMachineScaleSet: { orchestrationMode: Uniform }' }),
    'Uniform',
    'upgrade policies of their own',
  ],
];

/** By rule, in the order of the rules. */
export const PLATFORM_FINDS: Readonly<Record<string, readonly Case[]>> = {
  'preview-idle': [
    ['a preview without registrations', changed({}, 'preview: true\n'), 'web', 'never complete there'],
    [
      'a provider registered too early',
      changed(
        {},
        `preview: true
actions:
  - { at: 2024-02-01, register: InGuestHotPatchVMPreview }
  - { at: 2024-02-01, register: InGuestAutoPatchVMPreview }
  - { at: 2024-02-01, register: InGuestPatchVMPreview }
  - { at: 2024-02-01, registerProvider: Microsoft.Compute }
`,
      ),
      'web',
      'no hotpatch for 20 VMs of group "web" in subscription "subscription-1"',
    ],
    [
      'registrations without a preview',
      changed({}, 'actions: [{ at: 2024-02-01, registerProvider: Microsoft.Compute }]\n'),
      'Microsoft.Compute',
      'the scenario has none',
    ],
  ],
  'mode-switch-refused': [
    [
      'Manual with automatic updates',
      changed({}, 'actions: [{ at: 2024-02-01, settings: { patchMode: Manual } }]\n'),
      'Manual',
      'none of the VMs can have',
    ],
    [
      'the platform without an agent',
      changed(
        { [WEB_MODE]: 'provisionVMAgent: false\n    patchSettings: { patchMode: AutomaticByOS }' },
        'actions: [{ at: 2024-02-01, groups: [web], drift: { patchMode: AutomaticByPlatform } }]\n',
      ),
      'AutomaticByPlatform',
      'all are refused',
    ],
  ],
};
