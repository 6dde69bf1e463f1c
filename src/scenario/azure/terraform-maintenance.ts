// Maintenance configurations and their assignments in `terraform show -json`. Before they are applied neither has an id: a
// plan's references tell which belong together. Refuses to know VMs.
import type { Assignment, SourceConfiguration } from './schedules.ts';
import { isMapping, type Unusable } from './vm.ts';

export const CONFIGURATION = 'azurerm_maintenance_configuration';
export const ASSIGNMENT = /^azurerm_maintenance_assignment_/;
const VM_ASSIGNMENT = 'azurerm_maintenance_assignment_virtual_machine';

const first = (block: unknown): Record<string, unknown> => {
  const one: unknown = Array.isArray(block) ? block[0] : block;
  return isMapping(one) ? one : {};
};

export function configurationOf(address: string, values: Record<string, unknown>): SourceConfiguration {
  const window = first(values.window);
  const patches = first(values.install_patches);
  const windows = first(patches.windows);
  return {
    row: address,
    ids: [address, values.id].filter((id) => typeof id === 'string').map((id) => id.toLowerCase()),
    name: values.name,
    maintenanceScope: values.scope,
    window: {
      startDateTime: window.start_date_time,
      expirationDateTime: window.expiration_date_time,
      duration: window.duration,
      timeZone: window.time_zone,
      recurEvery: window.recur_every,
    },
    rebootSetting: patches.reboot,
    windowsParameters: {
      classificationsToInclude: windows.classifications_to_include,
      kbNumbersToInclude: windows.kb_numbers_to_include,
      kbNumbersToExclude: windows.kb_numbers_to_exclude,
    },
  };
}

export function assignmentOf(
  address: string,
  type: string,
  values: Record<string, unknown>,
  references: References,
): Assignment | Unusable {
  if (type !== VM_ASSIGNMENT)
    return { row: address, reason: 'assigns a maintenance configuration to something else than a VM' };
  const told = (key: string): string | undefined => {
    const id = values[key];
    return typeof id === 'string' && id.startsWith('/') ? id : references.of(address, key);
  };
  const [vm, configuration] = [told('virtual_machine_id'), told('maintenance_configuration_id')];
  if (vm === undefined || configuration === undefined)
    return { row: address, reason: 'what it assigns to which VM is not known before it is applied' };
  return { row: address, vm: vm.toLowerCase(), configuration: configuration.toLowerCase() };
}

/** Which resource the value of another one comes from, by the configuration inside a plan; the root module's only. */
export class References {
  readonly #expressions = new Map<string, Record<string, unknown>>();

  constructor(configuration: unknown) {
    const root = isMapping(configuration) ? configuration.root_module : undefined;
    const resources = isMapping(root) && Array.isArray(root.resources) ? root.resources : [];
    for (const resource of resources)
      if (isMapping(resource) && isMapping(resource.expressions))
        this.#expressions.set(String(resource.address), resource.expressions);
  }

  /** Address of the resource whose id it is; undefined where there are several, or none. */
  of(address: string, key: string): string | undefined {
    const expression = this.#expressions.get(address)?.[key];
    const references = isMapping(expression) ? expression.references : undefined;
    const ids = (Array.isArray(references) ? references : []).filter((one) => String(one).endsWith('.id'));
    return ids.length === 1 ? String(ids[0]).slice(0, -'.id'.length) : undefined;
  }
}
