// Maintenance configurations and their assignments as Azure Resource Manager has them: nested under `properties` (Resource
// Graph, REST) or flattened (`az maintenance configuration list`). Refuses to know VMs and what becomes of them.
import type { Assignment, SourceConfiguration } from './schedules.ts';
import { isMapping, type Unusable } from './vm.ts';

const CONFIGURATION = 'microsoft.maintenance/maintenanceconfigurations';
const ASSIGNMENT = 'microsoft.maintenance/configurationassignments';

/** What a row is; undefined for one about something else. */
export type MaintenanceRow =
  | { readonly configuration: SourceConfiguration }
  | { readonly assignment: Assignment }
  | Unusable;

export function maintenanceOfArmRow(row: unknown, where: string): MaintenanceRow | undefined {
  if (!isMapping(row) || typeof row.type !== 'string') return undefined;
  const type = row.type.toLowerCase();
  const at = typeof row.name === 'string' && row.name !== '' ? `${where} (${row.name})` : where;
  const inner = isMapping(row.properties) ? row.properties : row;
  if (type === CONFIGURATION) return { configuration: configurationOf(row, inner, at) };
  return type === ASSIGNMENT ? assignmentOf(row, inner, at) : undefined;
}

function configurationOf(
  { id, name }: Record<string, unknown>,
  inner: Record<string, unknown>,
  row: string,
): SourceConfiguration {
  const patches = isMapping(inner.installPatches) ? inner.installPatches : {};
  return {
    row,
    ids: typeof id === 'string' && id !== '' ? [id.toLowerCase()] : [],
    name,
    maintenanceScope: inner.maintenanceScope,
    window: isMapping(inner.maintenanceWindow) ? inner.maintenanceWindow : inner,
    rebootSetting: patches.rebootSetting,
    windowsParameters: patches.windowsParameters,
  };
}

/** An assignment is an extension of what it is for: its id begins with that. */
const FOR_VM = /^(.*\/microsoft\.compute\/virtualmachines\/[^/]+)\/providers\/microsoft\.maintenance\//;

function assignmentOf(
  { id }: Record<string, unknown>,
  { resourceId, maintenanceConfigurationId }: Record<string, unknown>,
  row: string,
): MaintenanceRow {
  const vm = FOR_VM.exec(String(id).toLowerCase())?.[1] ?? String(resourceId ?? '').toLowerCase();
  if (!vm.includes('/microsoft.compute/virtualmachines/'))
    return { row, reason: 'assigns a maintenance configuration to something else than a VM' };
  if (typeof maintenanceConfigurationId !== 'string')
    return { row, reason: 'maintenanceConfigurationId is missing' };
  return { assignment: { row, vm, configuration: maintenanceConfigurationId.toLowerCase() } };
}
