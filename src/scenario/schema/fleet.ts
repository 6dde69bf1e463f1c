// A group of VMs as the user describes it: image, place, settings in Azure's own spelling. Refuses to know which
// images are supported and which regions exist.
import * as z from 'zod';
import { power } from './power.ts';
import {
  anyOf,
  flag,
  integer,
  name,
  oneOf,
  prose,
  REGION,
  type TextKind,
  TIME_ZONE,
  zone,
} from './values.ts';
import { vmNames } from './vm-names.ts';
import { type Weighted, weighted } from './weighted.ts';

export const SECURITY_TYPES = ['TrustedLaunch', 'Standard', 'ConfidentialVM'] as const;

const MAX_VMS_PER_GROUP = 10_000_000;

const part = () => prose(200).min(1, { error: 'expected a text that is not empty' });

const image = z
  .strictObject(
    {
      publisher: part().describe('Publisher of the marketplace image, such as MicrosoftWindowsServer.'),
      offer: part().describe('Offer of the marketplace image, such as WindowsServer.'),
      sku: part().describe('SKU of the marketplace image, such as 2022-datacenter-azure-edition-core.'),
    },
    { error: 'expected an image with publisher, offer and sku' },
  )
  .describe('The marketplace image; it decides what is supported (R9).');

const availabilitySets = z
  .strictObject({
    size: integer(2, 200, 'R18').describe('VMs in one availability set; the last set takes the rest.'),
    updateDomains: integer(1, 20, 'R18')
      .prefault(5)
      .describe('Update domains of a set; Azure allows 1 to 20 (R18).'),
  })
  .describe('Puts the VMs of the group into availability sets of this size (R18).');

export const ORCHESTRATION_MODES = ['Flexible', 'Uniform'] as const;

const virtualMachineScaleSet = z
  .strictObject(
    {
      orchestrationMode: oneOf(ORCHESTRATION_MODES).describe(
        'Flexible: patched at all hours, with the Application Health extension only (R20); Uniform: never (R9).',
      ),
    },
    { error: 'expected { orchestrationMode: Flexible }' },
  )
  .describe('The VMs are instances of a virtual machine scale set (R20).');

const automaticByPlatformSettings = z
  .strictObject({
    rebootSetting: oneOf(['Unknown', 'IfRequired', 'Never', 'Always'])
      .optional()
      .describe(
        "Whether an install run restarts the VM (R24). When left out: the maintenance configuration's where one is assigned, else IfRequired.",
      ),
    bypassPlatformSafetyChecksOnUserSchedule: flag()
      .prefault(false)
      .describe(
        'Leaves patching to a customer schedule, a maintenance configuration; without one nothing is installed (F38).',
      ),
  })
  .prefault({})
  .describe('Settings of patch mode AutomaticByPlatform.');

const patchSettings = z
  .strictObject({
    patchMode: oneOf(['Manual', 'AutomaticByOS', 'AutomaticByPlatform', 'ImageDefault'])
      .optional()
      .describe('Who installs updates; the default of the image when left out (F31, F59).'),
    assessmentMode: oneOf(['ImageDefault', 'AutomaticByPlatform'])
      .optional()
      .describe('AutomaticByPlatform has the platform assess the VM every 24 hours (R13).'),
    enableHotpatching: flag()
      .optional()
      .describe('Whether the VM is hotpatched; the default of the image when left out (F59).'),
    automaticByPlatformSettings,
  })
  .prefault({})
  .describe("Azure's patchSettings of the VM.");

const SUBSCRIPTION: TextKind<string> = {
  expected: 'expected the name of a subscription, at most 100 characters',
  pattern: String.raw`^\S(.{0,98}\S)?$`,
  parse: (text) => (/^\S(.{0,98}\S)?$/.test(text) ? text : undefined),
};

const written = z.strictObject({
  name: name().describe('Name of the group; its VMs are called <name>-1, <name>-2 and so on.'),
  count: integer(1, MAX_VMS_PER_GROUP).describe('Number of VMs.'),
  vms: vmNames()
    .optional()
    .describe(
      'Names of the VMs, as many as `count`: a list, or a text with blanks between them; else <name>-1, <name>-2 and so on.',
    ),
  image,
  region: weighted(REGION).describe(
    'Azure region, or regions with weights such as { westeurope: 3, northeurope: 1 }.',
  ),
  zones: z
    .array(zone(), { error: 'expected a list of zones such as ["1", "2", "3"]' })
    .max(3, { error: 'has more than three zones' })
    .prefault([])
    .describe('Availability zones over which the VMs are spread in turn (R17).'),
  availabilitySets: availabilitySets.optional(),
  virtualMachineScaleSet: virtualMachineScaleSet.optional(),
  applicationHealthExtension: flag()
    .prefault(false)
    .describe(
      'Whether the Application Health extension is installed; a scale set is not patched without it (R9, R20).',
    ),
  subscription: weighted(SUBSCRIPTION).optional().describe('Subscription, or several with weights (R19).'),
  subscriptions: integer(1, 100_000)
    .optional()
    .describe('Number of equal subscriptions; instead of `subscription`.'),
  timeZone: weighted(TIME_ZONE)
    .optional()
    .describe(
      "Time zone of the VMs, Windows or IANA id, or several with weights; else the region's own (R3).",
    ),
  provisionVMAgent: flag().prefault(true).describe('Whether the VM agent is installed (F34).'),
  enableAutomaticUpdates: flag()
    .optional()
    .describe('Fixed when a VM is made; true when left out, but false with patch mode Manual (R12).'),
  enablement: oneOf(['pending', 'completed'])
    .prefault('completed')
    .describe('pending: the platform has yet to configure the VMs for AutomaticByPlatform, off-peak (R11).'),
  securityType: oneOf(SECURITY_TYPES)
    .prefault('TrustedLaunch')
    .describe('Security type of the VM; Standard has no VBS and so no hotpatch (F60).'),
  patchSettings,
  maintenanceConfigurations: anyOf(prose(64), 'maintenance configuration', 100)
    .prefault([])
    .describe('Names of the maintenance configurations to which the VMs are assigned (R31).'),
  power: power
    .prefault('alwaysOn')
    .describe('When the VMs are on: alwaysOn (the default) or a power plan (R32).'),
});

/** One group of VMs that are alike but for region, zone, set, subscription and time zone. */
export const group = written
  .meta({ not: { required: ['subscription', 'subscriptions'] } })
  .transform(({ subscription, subscriptions, enableAutomaticUpdates, ...rest }, context) => {
    if (subscription !== undefined && subscriptions !== undefined)
      context.addIssue({
        code: 'custom',
        message: 'has both `subscription` and `subscriptions`; write one of them',
        path: ['subscriptions'],
        params: { atKey: true },
      });
    const { automaticByPlatformSettings: platform } = rest.patchSettings;
    // F16: the VM's own setting takes precedence over that of a maintenance configuration, where it has one.
    const unset = rest.maintenanceConfigurations.length > 0 ? 'Unknown' : 'IfRequired';
    return {
      ...rest,
      patchSettings: {
        ...rest.patchSettings,
        automaticByPlatformSettings: { ...platform, rebootSetting: platform.rebootSetting ?? unset },
      },
      subscription: subscription ?? numbered(subscriptions ?? 1),
      enableAutomaticUpdates: enableAutomaticUpdates ?? rest.patchSettings.patchMode !== 'Manual',
    };
  });

export type Group = z.output<typeof group>;

/** Lists of numbered subscriptions by their length: thousands of groups may share one of 100,000. */
const NUMBERED = new Map<number, Weighted<string>>();

function numbered(count: number): Weighted<string> {
  let list = NUMBERED.get(count);
  if (list === undefined) {
    list = Array.from({ length: count }, (_, index) => ({ value: `subscription-${index + 1}`, weight: 1 }));
    NUMBERED.clear(); // One is enough: groups of one scenario mostly have the same number.
    NUMBERED.set(count, list);
  }
  return list;
}
