// Flat rows, from a CSV or a query that projects single fields, as rows of Azure Resource Manager. Refuses to know what
// the fields mean.
import { isMapping } from './vm.ts';

const WINDOWS = 'osProfile.windowsConfiguration';
const LINUX = 'osProfile.linuxConfiguration';
/** Fields by their own last names, for queries such as `project name, location, patchMode = properties...`. */
const PATHS: Readonly<Record<string, readonly string[]>> = {
  vmsize: ['hardwareProfile.vmSize'],
  publisher: ['storageProfile.imageReference.publisher'],
  offer: ['storageProfile.imageReference.offer'],
  imagesku: ['storageProfile.imageReference.sku'],
  sku: ['storageProfile.imageReference.sku'],
  ostype: ['storageProfile.osDisk.osType'],
  securitytype: ['securityProfile.securityType'],
  availabilitysetid: ['availabilitySet.id'],
  virtualmachinescalesetid: ['virtualMachineScaleSet.id'],
  timezone: [`${WINDOWS}.timeZone`],
  enableautomaticupdates: [`${WINDOWS}.enableAutomaticUpdates`],
  enablehotpatching: [`${WINDOWS}.patchSettings.enableHotpatching`],
  provisionvmagent: [`${WINDOWS}.provisionVMAgent`, `${LINUX}.provisionVMAgent`],
  patchmode: [`${WINDOWS}.patchSettings.patchMode`, `${LINUX}.patchSettings.patchMode`],
  assessmentmode: [`${WINDOWS}.patchSettings.assessmentMode`, `${LINUX}.patchSettings.assessmentMode`],
  rebootsetting: [
    `${WINDOWS}.patchSettings.automaticByPlatformSettings.rebootSetting`,
    `${LINUX}.patchSettings.automaticByPlatformSettings.rebootSetting`,
  ],
};
const TOP = ['id', 'name', 'type', 'location', 'resourceGroup', 'subscriptionId', 'zones', 'powerState'];
const TOP_NAMES = new Map(TOP.map((key) => [key.toLowerCase(), key]));

/** Where a column's values go: paths in a row. Columns that no import reads go nowhere. */
function targetsOf(column: string): readonly (readonly string[])[] {
  const flat = column.trim();
  const top = TOP_NAMES.get(flat.toLowerCase());
  if (top !== undefined) return [[top]];
  if (flat.toLowerCase() === 'properties') return [['properties']];
  const nested = /^properties[._]([a-z0-9]+([._][a-z0-9]+)*)$/i.exec(flat)?.[1];
  if (nested !== undefined) return [['properties', ...nested.split(/[._]/)]];
  return (PATHS[flat.toLowerCase()] ?? []).map((path) => ['properties', ...path.split('.')]);
}

export interface Columns {
  readonly rowOf: (values: readonly unknown[]) => Record<string, unknown>;
  /** Whether any column is one that an import reads. */
  readonly known: boolean;
}

export function columnsOf(names: readonly string[]): Columns {
  const targets = names.map(targetsOf);
  return {
    known: targets.some((paths) => paths.length > 0),
    rowOf: (values) => {
      const row: Record<string, unknown> = {};
      for (const [index, paths] of targets.entries()) {
        const value = contentOf(values[index]);
        if (value !== undefined) for (const path of paths) put(row, path, value);
      }
      // The same column for both systems: the row's own system has it.
      const { properties } = row;
      if (isMapping(properties) && isMapping(properties.osProfile))
        dropOther(properties, properties.osProfile);
      return row;
    },
  };
}

/** A row of JSON whose fields are not where Resource Manager has them, put there. */
export function nestedRow(row: Record<string, unknown>): Record<string, unknown> {
  return columnsOf(Object.keys(row)).rowOf(Object.values(row));
}

/** Objects and lists stand in cells as JSON. */
function contentOf(cell: unknown): unknown {
  if (cell === '' || cell === null) return undefined;
  if (typeof cell !== 'string' || !/^[[{]/.test(cell)) return cell;
  try {
    return JSON.parse(cell);
  } catch {
    return cell;
  }
}

function put(row: Record<string, unknown>, path: readonly string[], value: unknown): void {
  let target = row;
  for (const step of path.slice(0, -1)) {
    if (!isMapping(target[step])) target[step] = {};
    target = target[step] as Record<string, unknown>;
  }
  target[path.at(-1)!] = value;
}

function dropOther(properties: Record<string, unknown>, osProfile: Record<string, unknown>): void {
  if (!('windowsConfiguration' in osProfile && 'linuxConfiguration' in osProfile)) return;
  const { storageProfile } = properties;
  const disk = isMapping(storageProfile) && isMapping(storageProfile.osDisk) ? storageProfile.osDisk : {};
  const isLinux = String(disk.osType).toLowerCase() === 'linux' || isLinuxMode(osProfile.linuxConfiguration);
  osProfile[isLinux ? 'windowsConfiguration' : 'linuxConfiguration'] = undefined;
}

const isLinuxMode = (configuration: unknown): boolean =>
  isMapping(configuration) &&
  isMapping(configuration.patchSettings) &&
  String(configuration.patchSettings.patchMode).toLowerCase() === 'imagedefault';
