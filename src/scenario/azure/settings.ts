// The settings of an imported VM as those of a group, written as in a scenario, with the defaults for what its source lacks.
// Refuses to know the other VMs.
import { resolveZone } from '../../calendar/zone.ts';
import type { AzureVm } from './vm.ts';

/** A group of `fleet` as a user would write it, without name, count and VMs. */
export type WrittenGroup = Readonly<Record<string, unknown>>;

/** What the source does not say, and what is taken instead. */
export const DEFAULTS = {
  power: 'power plan: always on',
  timeZone: "time zone: the region's own",
  unknownTimeZone: "time zone that is not known: the region's own",
  updateDomain: 'update domain: in turn over the 5 of an availability set',
  subscription: 'subscription: one for all',
  securityType: 'security type: TrustedLaunch',
  patchMode: 'patch mode: the default of the image',
  hotpatch: 'hotpatching: the default of the image',
  rebootSetting: 'reboot setting: IfRequired',
  provisionVMAgent: 'VM agent: installed',
  enableAutomaticUpdates: 'automatic updates: on, but off with patch mode Manual',
  applicationHealthExtension: 'Application Health extension of scale sets: installed',
} as const;

export type Lack = keyof typeof DEFAULTS;

/** What stands beside `import` in the scenario, for what the source lacks. */
export interface Given {
  readonly power?: unknown;
  readonly timeZone?: unknown;
  readonly securityType?: unknown;
  readonly applicationHealthExtension?: unknown;
}

/** The place of a custom image in an image's three parts; none of them is supported (F36). */
const CUSTOM_IMAGE = { publisher: 'custom', offer: 'custom', sku: 'custom' };

/** Equal for VMs with equal settings, in whichever case they are written. */
export function settingsKey(vm: AzureVm): string {
  const { publisher, offer, sku } = vm.image ?? CUSTOM_IMAGE;
  const { patchMode, assessmentMode, enableHotpatching, rebootSetting, bypass } = vm.patchSettings;
  const { region, subscription, system, timeZone, provisionVMAgent, enableAutomaticUpdates, securityType } =
    vm;
  const image = `${publisher}|${offer}|${sku}`;
  const machine = `${vm.zones}|${vm.availabilitySet !== undefined}|${vm.scaleSet !== undefined}|${provisionVMAgent}|${enableAutomaticUpdates}`;
  const patching = `${patchMode}|${assessmentMode}|${enableHotpatching}|${rebootSetting}|${bypass}`;
  const place = `${region}|${subscription}|${system}|${timeZone}|${securityType}`;
  return `${image}|${machine}|${patching}|${place}|${vm.maintenanceConfigurations}`.toLowerCase();
}

export function settingsOf(
  vm: AzureVm,
  given: Given,
): { readonly settings: WrittenGroup; readonly lacks: readonly Lack[] } {
  const { patchMode, assessmentMode, enableHotpatching, rebootSetting, bypass } = vm.patchSettings;
  const zoneKnown = vm.timeZone !== undefined && resolveZone(vm.timeZone) !== undefined;
  const platform = patchMode === 'AutomaticByPlatform';
  const linux = vm.system === 'Linux';
  const lacks: Lack[] = [];
  const lack = (name: Lack, when: boolean): void => {
    if (when) lacks.push(name);
  };
  lack('power', given.power === undefined);
  if (given.timeZone === undefined && !zoneKnown)
    lacks.push(vm.timeZone === undefined ? 'timeZone' : 'unknownTimeZone');
  lack('updateDomain', vm.availabilitySet !== undefined);
  lack('subscription', vm.subscription === undefined);
  lack('securityType', (vm.securityType ?? given.securityType) === undefined);
  lack('patchMode', patchMode === undefined);
  lack('hotpatch', !linux && (platform || patchMode === undefined) && enableHotpatching === undefined);
  lack('rebootSetting', platform && rebootSetting === undefined);
  lack('provisionVMAgent', vm.provisionVMAgent === undefined);
  lack('enableAutomaticUpdates', !linux && vm.enableAutomaticUpdates === undefined);
  const inScaleSet = vm.scaleSet !== undefined;
  lack('applicationHealthExtension', inScaleSet && given.applicationHealthExtension === undefined);
  return {
    lacks,
    settings: {
      image: vm.image ?? CUSTOM_IMAGE,
      region: vm.region,
      zones: vm.zones.length === 0 ? undefined : vm.zones,
      subscription: vm.subscription,
      virtualMachineScaleSet: inScaleSet ? { orchestrationMode: 'Flexible' } : undefined,
      applicationHealthExtension: inScaleSet ? (given.applicationHealthExtension ?? true) : undefined,
      timeZone: zoneKnown ? vm.timeZone : given.timeZone,
      provisionVMAgent: vm.provisionVMAgent,
      enableAutomaticUpdates: vm.enableAutomaticUpdates,
      securityType: vm.securityType ?? given.securityType,
      patchSettings: {
        patchMode,
        assessmentMode,
        enableHotpatching,
        automaticByPlatformSettings:
          rebootSetting === undefined && bypass === undefined
            ? undefined
            : { rebootSetting, bypassPlatformSafetyChecksOnUserSchedule: bypass },
      },
      maintenanceConfigurations:
        vm.maintenanceConfigurations.length === 0 ? undefined : vm.maintenanceConfigurations,
      power: given.power,
    },
  };
}
