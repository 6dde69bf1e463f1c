// Lint: VMs that the platform will not patch, and VMs that it would patch if there were anything to install.
// Refuses to decide who is covered: fleet/coverage.ts does.

import type { NotCovered } from '../fleet/coverage.ts';
import { rolloutsOf } from '../rollout/rollouts.ts';
import type { Level, LintRule } from './rule.ts';
import { type Member, type View, vmsOf } from './view.ts';

interface Why {
  readonly what: string;
  readonly hint: string;
  /** Where the reason is written, when it is. */
  readonly key: string;
  /** What the user chose in so many words is worth a note only. */
  readonly chosen: Level;
}

const BY_PLATFORM = 'set patchSettings.patchMode: AutomaticByPlatform to have the platform patch them';

const mode = (name: string): Why => ({
  what: `the patch mode is ${name}`,
  hint: BY_PLATFORM,
  key: 'patchSettings.patchMode',
  chosen: 'note',
});

const WHY: Readonly<Record<NotCovered, Why>> = {
  imageNotSupported: {
    what: 'the image is not on the supported list',
    hint: 'publisher, offer and sku must be exactly those of a supported marketplace image; custom images never are',
    key: 'image.sku',
    chosen: 'warn',
  },
  scaleSetUniform: {
    what: 'scale sets with uniform orchestration have upgrade policies of their own',
    hint: 'automatic guest patching is for orchestrationMode: Flexible, with the Application Health extension',
    key: 'virtualMachineScaleSet.orchestrationMode',
    chosen: 'note',
  },
  noVmAgent: {
    what: 'there is no VM agent',
    hint: 'set provisionVMAgent: true',
    key: 'provisionVMAgent',
    chosen: 'note',
  },
  patchModeManual: mode('Manual'),
  patchModeAutomaticByOS: mode('AutomaticByOS'),
  patchModeImageDefault: mode('ImageDefault'),
  customerSchedule: {
    what: 'maintenance configurations patch them in their windows',
    hint: 'no phases, zones and health gates; take out the assignment and the bypass to have the platform decide',
    key: 'maintenanceConfigurations',
    chosen: 'note',
  },
  noCustomerSchedule: {
    what: 'patching is left to a customer schedule, and none is attached',
    hint: 'name a maintenance configuration in maintenanceConfigurations, or take out the bypass: nothing is ever installed on them',
    key: 'patchSettings.automaticByPlatformSettings.bypassPlatformSafetyChecksOnUserSchedule',
    chosen: 'warn',
  },
  schedulePrerequisite: {
    what: 'a maintenance configuration is assigned, but they are not handed over to it: neither it nor the platform patches them',
    hint: 'set patchSettings.automaticByPlatformSettings.bypassPlatformSafetyChecksOnUserSchedule: true, or take out the assignment',
    key: 'maintenanceConfigurations',
    chosen: 'warn',
  },
  noApplicationHealth: {
    what: 'a scale set needs the Application Health extension, and there is none',
    hint: 'set applicationHealthExtension: true where the extension is installed',
    key: 'applicationHealthExtension',
    chosen: 'note',
  },
};

export const notCovered: LintRule = {
  id: 'not-covered',
  level: 'warn',
  rests: 'R9',
  about: 'VMs are not covered by automatic guest patching.',
  check: (view) =>
    view.members.flatMap((member) => {
      const { notCovered: reason } = member.coverage;
      if (reason === undefined) return [];
      const { what, hint, key, chosen } = WHY[reason];
      const written = view.isWritten(['fleet', member.index, ...key.split('.')]);
      const byDefault = reason.startsWith('patchMode') && !written ? ', the default of the image' : '';
      return [
        {
          path: view.inGroup(member, key),
          message: `${vmsOf(member)} not covered by automatic patching: ${what}${byDefault}`,
          hint,
          level: written ? chosen : 'warn',
        },
      ];
    }),
};

export const nothingReleased: LintRule = {
  id: 'nothing-released',
  level: 'note',
  rests: 'R5',
  about: 'VMs are covered, but no update for their image is released in the run.',
  check: (view) => {
    const released = new Map<string, boolean>();
    return view.covered.flatMap((member) => {
      const line = member.coverage.image?.line;
      if (line !== undefined) {
        if (!released.has(line)) released.set(line, releasesOn(view, member).length > 0);
        if (released.get(line)) return [];
      }
      const what =
        line === undefined ? 'no release calendar of its product is known' : 'none is in the clock';
      return [
        {
          path: view.inGroup(member, 'image.sku'),
          message: `nothing is released in the run for ${vmsOf(member)}, covered as the image is: ${what}`,
          hint: 'what the run says about them (nothing overdue, no reboots) says nothing about the real ones',
        },
      ];
    });
  },
};

/** The rollouts in the run that bring something to the product line of a group. */
export function releasesOn(view: View, { coverage: { image } }: Member) {
  const { scenario, releases, start } = view;
  const products: readonly unknown[] =
    image?.line === undefined ? [] : [image.line, `${image.line}-hotpatch`];
  const own = releases.filter(({ product }) => products.includes(product));
  return rolloutsOf(own, start, scenario.parameters).list;
}
