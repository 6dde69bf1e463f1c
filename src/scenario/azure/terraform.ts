// `terraform show -json`, of a state or a plan: azurerm virtual machines and maintenance configurations.
// Refuses to know other providers.
import * as z from 'zod';
import { idPart, imageOf } from './arm-row.ts';
import { flag, object, reasonOf, text, word, zones } from './cell-types.ts';
import type { Schedules } from './schedules.ts';
import {
  ASSIGNMENT,
  assignmentOf,
  CONFIGURATION,
  configurationOf,
  References,
} from './terraform-maintenance.ts';
import { type AzureVm, isMapping, type SourceVms, type Unusable } from './vm.ts';

const block = <T extends z.ZodRawShape>(shape: T) =>
  z.preprocess((value) => (Array.isArray(value) ? value[0] : value), object(shape)).optional();

const image = () => block({ publisher: text(), offer: text(), sku: text() });

/** Of all four resources; each has some of them. */
const machine = z.lazy(() =>
  z.object({
    id: text(),
    name: text(),
    location: text(),
    resource_group_name: text(),
    zone: zones(),
    zones: zones(),
    availability_set_id: text(),
    virtual_machine_scale_set_id: text(),
    source_image_reference: image(),
    storage_image_reference: image(),
    timezone: text(),
    provision_vm_agent: flag(),
    enable_automatic_updates: flag(),
    automatic_updates_enabled: flag(),
    hotpatching_enabled: flag(),
    patch_mode: word('Manual', 'AutomaticByOS', 'AutomaticByPlatform', 'ImageDefault'),
    patch_assessment_mode: word('ImageDefault', 'AutomaticByPlatform'),
    reboot_setting: word('IfRequired', 'Never', 'Always'),
    bypass_platform_safety_checks_on_user_schedule_enabled: flag(),
    secure_boot_enabled: flag(),
    vtpm_enabled: flag(),
    os_disk: block({ security_encryption_type: text() }),
    os_profile_windows_config: block({
      provision_vm_agent: flag(),
      enable_automatic_upgrades: flag(),
      timezone: text(),
    }),
  }),
);

const MACHINES = [
  'azurerm_windows_virtual_machine',
  'azurerm_linux_virtual_machine',
  'azurerm_virtual_machine',
];
const SCALE_SET = /^azurerm_.*virtual_machine_scale_set$/;
const FLEXIBLE = 'azurerm_orchestrated_virtual_machine_scale_set';
const INSTANCES_ELSEWHERE =
  'is a scale set with flexible orchestration, and Terraform does not know its instances: `az vm list` has them';
const UNIFORM =
  'is a scale set with uniform orchestration, which automatic guest patching does not handle (F45)';

export function isTerraform(value: Record<string, unknown>): boolean {
  return 'format_version' in value && ('values' in value || 'planned_values' in value);
}

export function vmsOfTerraform(value: Record<string, unknown>): SourceVms {
  const vms: AzureVm[] = [];
  const unusable: Unusable[] = [];
  const schedules: Schedules = { configurations: [], assignments: [] };
  const references = new References(value.configuration);
  const state = isMapping(value.planned_values) ? value.planned_values : value.values;
  for (const { address, type, values, data } of resourcesIn(
    isMapping(state) ? state.root_module : undefined,
  )) {
    if (data && MACHINES.includes(type))
      unusable.push({ row: address, reason: 'is a data source, which does not say how it is patched' });
    else if (MACHINES.includes(type)) {
      const vm = vmOf(type, values, address);
      if ('reason' in vm) unusable.push(vm);
      else vms.push(vm);
    } else if (SCALE_SET.test(type))
      unusable.push({ row: address, reason: type === FLEXIBLE ? INSTANCES_ELSEWHERE : UNIFORM });
    else if (type === 'azapi_resource' && /^microsoft\.compute\/virtualmachines@/i.test(String(values.type)))
      unusable.push({ row: address, reason: 'is a VM of the azapi provider, which is not read' });
    else if (type === CONFIGURATION) schedules.configurations.push(configurationOf(address, values));
    else if (ASSIGNMENT.test(type)) {
      const assignment = assignmentOf(address, type, values, references);
      if ('reason' in assignment) unusable.push(assignment);
      else schedules.assignments.push(assignment);
    }
  }
  return { vms, unusable, notes: [], schedules };
}

interface Resource {
  readonly address: string;
  readonly type: string;
  readonly values: Record<string, unknown>;
  /** Whether Terraform only looks at it. */
  readonly data: boolean;
}

/** All resources, those of modules too. */
function resourcesIn(module: unknown): Resource[] {
  if (!isMapping(module)) return [];
  const { resources = [], child_modules: inner = [] } = module;
  const own = (Array.isArray(resources) ? resources : []).flatMap((resource): Resource[] => {
    if (!isMapping(resource) || typeof resource.type !== 'string') return [];
    const { address, type, values, mode } = resource;
    return [
      {
        address: String(address ?? type),
        type,
        values: isMapping(values) ? values : {},
        data: mode === 'data',
      },
    ];
  });
  return [...own, ...(Array.isArray(inner) ? inner : []).flatMap(resourcesIn)];
}

function vmOf(type: string, values: Record<string, unknown>, address: string): AzureVm | Unusable {
  const read = machine.safeParse(values);
  if (!read.success) return { row: address, reason: reasonOf(read.error) };
  const { data } = read;
  if (data.name === undefined) return { row: address, reason: 'name is not known before it is applied' };
  if (data.location === undefined)
    return { row: address, reason: 'location is not known before it is applied' };
  const windows = type === 'azurerm_windows_virtual_machine';
  const legacy = type === 'azurerm_virtual_machine';
  const older = data.os_profile_windows_config;
  return {
    row: address,
    name: data.name,
    id: data.id?.toLowerCase(),
    resourceGroup: data.resource_group_name,
    subscription: idPart(data.id, 2)?.toLowerCase(),
    region: data.location.replaceAll(' ', '').toLowerCase(),
    zones: data.zone ?? data.zones ?? [],
    availabilitySet: data.availability_set_id?.toLowerCase(),
    scaleSet: data.virtual_machine_scale_set_id?.toLowerCase(),
    system: legacy ? undefined : windows ? 'Windows' : 'Linux',
    image: imageOf(data.source_image_reference ?? data.storage_image_reference),
    timeZone: data.timezone ?? older?.timezone,
    provisionVMAgent: data.provision_vm_agent ?? older?.provision_vm_agent,
    enableAutomaticUpdates:
      data.automatic_updates_enabled ?? data.enable_automatic_updates ?? older?.enable_automatic_upgrades,
    securityType: legacy ? 'Standard' : securityTypeOf(data),
    patchSettings: {
      patchMode: data.patch_mode,
      assessmentMode: data.patch_assessment_mode,
      enableHotpatching: windows ? (data.hotpatching_enabled ?? false) : undefined,
      rebootSetting: data.reboot_setting,
      bypass: data.bypass_platform_safety_checks_on_user_schedule_enabled,
    },
    maintenanceConfigurations: [],
    running: undefined,
  };
}

function securityTypeOf({ os_disk, secure_boot_enabled, vtpm_enabled }: z.output<typeof machine>): string {
  if (os_disk?.security_encryption_type !== undefined) return 'ConfidentialVM';
  return secure_boot_enabled || vtpm_enabled ? 'TrustedLaunch' : 'Standard';
}
