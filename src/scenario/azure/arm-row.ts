// A VM as Azure Resource Manager has it: nested under `properties` (Resource Graph, REST) or flattened (`az vm list`).
// Refuses to know where rows come from.
import * as z from 'zod';
import { SECURITY_TYPES } from '../schema/fleet.ts';
import { flag, object, reasonOf, text, word, zones } from './cell-types.ts';
import { type AzureVm, isMapping, type Unusable } from './vm.ts';

// Both are made when there is a row to read: most scenarios import nothing.
const head = z.lazy(() =>
  z.object({
    id: text(),
    name: text(),
    type: text(),
    location: text(),
    resourceGroup: text(),
    subscriptionId: text(),
    zones: zones(),
    powerState: text(),
  }),
);

const assessmentMode = () => word('ImageDefault', 'AutomaticByPlatform');
const automaticByPlatformSettings = () =>
  object({
    rebootSetting: word('Unknown', 'IfRequired', 'Never', 'Always'),
    bypassPlatformSafetyChecksOnUserSchedule: flag(),
  });

const body = z.lazy(() =>
  z.object({
    hardwareProfile: object({}),
    availabilitySet: object({ id: text() }),
    virtualMachineScaleSet: object({ id: text() }),
    securityProfile: object({ securityType: word(...SECURITY_TYPES) }),
    storageProfile: object({
      imageReference: object({ publisher: text(), offer: text(), sku: text() }),
      osDisk: object({ osType: text() }),
    }),
    osProfile: object({
      windowsConfiguration: object({
        provisionVMAgent: flag(),
        enableAutomaticUpdates: flag(),
        timeZone: text(),
        patchSettings: object({
          patchMode: word('Manual', 'AutomaticByOS', 'AutomaticByPlatform'),
          assessmentMode: assessmentMode(),
          enableHotpatching: flag(),
          automaticByPlatformSettings: automaticByPlatformSettings(),
        }),
      }),
      linuxConfiguration: object({
        provisionVMAgent: flag(),
        patchSettings: object({
          patchMode: word('ImageDefault', 'AutomaticByPlatform'),
          assessmentMode: assessmentMode(),
          automaticByPlatformSettings: automaticByPlatformSettings(),
        }),
      }),
    }),
    extended: object({ instanceView: object({ powerState: object({ code: text() }) }) }),
  }),
);

const VM_TYPE = 'microsoft.compute/virtualmachines';

/** `where` says where the row stands. */
export function vmOfArmRow(row: unknown, where: string): AzureVm | Unusable {
  if (!isMapping(row)) return { row: where, reason: 'is no object' };
  const at = typeof row.name === 'string' && row.name !== '' ? `${where} (${row.name})` : where;
  const refuse = (reason: string): Unusable => ({ row: at, reason });
  if (typeof row.type === 'string' && row.type !== '' && row.type.toLowerCase() !== VM_TYPE)
    return refuse(`is of type ${row.type.toLowerCase()}, not a virtual machine`);
  const top = head.safeParse(row);
  if (!top.success) return refuse(reasonOf(top.error));
  const inner = body.safeParse(isMapping(row.properties) ? row.properties : row);
  if (!inner.success) return refuse(reasonOf(inner.error));
  const { id, name, location, subscriptionId } = top.data;
  if (name === undefined) return refuse('name is missing');
  if (location === undefined) return refuse('location is missing');
  const { osProfile, storageProfile, securityProfile, hardwareProfile, availabilitySet } = inner.data;
  const windows = osProfile?.windowsConfiguration;
  const settings = windows ?? osProfile?.linuxConfiguration;
  const patchSettings = windows?.patchSettings ?? osProfile?.linuxConfiguration?.patchSettings;
  const whole = hardwareProfile !== undefined;
  const state = top.data.powerState ?? inner.data.extended?.instanceView?.powerState?.code;
  return {
    row: at,
    name,
    id: id?.toLowerCase(),
    resourceGroup: top.data.resourceGroup ?? idPart(id, 4),
    subscription: (subscriptionId ?? idPart(id, 2))?.toLowerCase(),
    region: location.replaceAll(' ', '').toLowerCase(),
    zones: top.data.zones ?? [],
    availabilitySet: availabilitySet?.id?.toLowerCase(),
    scaleSet: inner.data.virtualMachineScaleSet?.id?.toLowerCase(),
    system: systemOf(osProfile, storageProfile?.osDisk?.osType),
    image: imageOf(storageProfile?.imageReference),
    timeZone: windows?.timeZone,
    provisionVMAgent: settings?.provisionVMAgent,
    enableAutomaticUpdates: windows?.enableAutomaticUpdates,
    // A whole row leaves the profile out for security type Standard.
    securityType: securityProfile?.securityType ?? (whole ? 'Standard' : undefined),
    patchSettings: {
      patchMode: patchSettings?.patchMode,
      assessmentMode: patchSettings?.assessmentMode,
      // Azure writes what was set: settings of a whole row without it have it off.
      enableHotpatching:
        windows?.patchSettings?.enableHotpatching ?? (whole && windows?.patchSettings ? false : undefined),
      rebootSetting: patchSettings?.automaticByPlatformSettings?.rebootSetting,
      bypass: patchSettings?.automaticByPlatformSettings?.bypassPlatformSafetyChecksOnUserSchedule,
    },
    maintenanceConfigurations: [],
    running: state === undefined ? undefined : /running$/i.test(state),
  };
}

function systemOf(
  profile: z.output<typeof body>['osProfile'],
  osType: string | undefined,
): AzureVm['system'] {
  if (/^windows$/i.test(osType ?? '') || profile?.windowsConfiguration !== undefined) return 'Windows';
  return /^linux$/i.test(osType ?? '') || profile?.linuxConfiguration !== undefined ? 'Linux' : undefined;
}

/** Part of `/subscriptions/<2>/resourceGroups/<4>/...`. */
export function idPart(id: string | undefined, part: number): string | undefined {
  return id?.split('/')[part] || undefined;
}

/** The marketplace image; a gallery or custom image has none of the three. */
export function imageOf(
  reference:
    | { publisher?: string | undefined; offer?: string | undefined; sku?: string | undefined }
    | undefined,
): AzureVm['image'] {
  const { publisher, offer, sku } = reference ?? {};
  if (publisher === undefined || offer === undefined || sku === undefined) return undefined;
  return { publisher, offer, sku };
}
