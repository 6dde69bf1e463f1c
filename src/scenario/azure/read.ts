// The text of an export, of whichever format it turns out to be, as VMs. Refuses to know what
// becomes of the VMs.
import { csvValues } from '../csv.ts';
import { jsonFaults } from '../json-faults.ts';
import { placeOf, sourceText } from '../place.ts';
import type { Problem } from '../problem.ts';
import { maintenanceOfArmRow } from './arm-maintenance.ts';
import { vmOfArmRow } from './arm-row.ts';
import { columnsOf, nestedRow } from './columns.ts';
import type { Schedules } from './schedules.ts';
import { isTerraform, vmsOfTerraform } from './terraform.ts';
import { type AzureVm, isMapping, type SourceVms, type Unusable } from './vm.ts';

/** What was read, and what the format is called. */
export interface ReadExport extends SourceVms {
  readonly format: string;
}

const KNOWN =
  'known are `az vm list -d -o json`, `az graph query -o json`, its CSV, and `terraform show -json`';

/** Never throws; a text that cannot be read as any known format is a problem with its place. */
export function readExport(written: string, file: string): ReadExport | Problem {
  const text = written.replace(/^\uFEFF/, '');
  const first = /\S/.exec(text)?.[0];
  if (first === undefined) return refusal(file, text, 0, 'the file is empty');
  if (first !== '[' && first !== '{') return readCsv(text, file);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return syntaxProblem(text, file);
  }
  if (isMapping(value) && isTerraform(value))
    return { format: 'terraform show -json', ...vmsOfTerraform(value) };
  const listed = rowsIn(value);
  if (listed === undefined)
    return refusal(file, text, text.indexOf(first), 'this is no known list of VMs', KNOWN);
  const { rows, notes } = listed;
  const flattened = rows.some(
    (row) => isMapping(row) && ('hardwareProfile' in row || 'storageProfile' in row),
  );
  return {
    format: flattened ? 'az vm list' : 'Azure Resource Graph',
    ...vmsOfRows(rows, notes),
  };
}

/** The rows of a list, of the answer to a query, or of several such answers. */
function rowsIn(value: unknown): { rows: unknown[]; notes: string[] } | undefined {
  if (Array.isArray(value)) {
    if (value.length === 0 || !value.every((page) => isMapping(page) && Array.isArray(page.data)))
      return { rows: value, notes: [] };
    const pages = value as Record<string, unknown>[];
    return { rows: pages.flatMap(({ data }) => data as unknown[]), notes: [] };
  }
  if (!isMapping(value)) return undefined;
  if (Array.isArray(value.data)) {
    const total = Number(value.total_records ?? value.totalRecords ?? 0);
    const missing = total - value.data.length;
    const notes = [
      `the query has ${total.toLocaleString('en')} rows, but this is a page of ${value.data.length.toLocaleString('en')}: ask for the others with \`--first 1000 --skip-token\` and put the pages into one list.`,
    ];
    return { rows: value.data, notes: missing > 0 ? notes : [] };
  }
  if (Array.isArray(value.value)) return { rows: value.value, notes: [] };
  return 'location' in value && 'name' in value ? { rows: [value], notes: [] } : undefined;
}

function vmsOfRows(rows: readonly unknown[], notes: string[]): SourceVms {
  const vms: AzureVm[] = [];
  const unusable: Unusable[] = [];
  const schedules: Schedules = { configurations: [], assignments: [] };
  for (const [index, row] of rows.entries()) {
    const maintenance = maintenanceOfArmRow(row, `row ${index + 1}`);
    if (maintenance !== undefined) {
      if ('configuration' in maintenance) schedules.configurations.push(maintenance.configuration);
      else if ('assignment' in maintenance) schedules.assignments.push(maintenance.assignment);
      else unusable.push(maintenance);
      continue;
    }
    const vm = vmOfArmRow(isFlat(row) ? nestedRow(row) : row, `row ${index + 1}`);
    if ('reason' in vm) unusable.push(vm);
    else vms.push(vm);
  }
  return { vms, unusable, notes, schedules };
}

const PROFILES = ['properties', 'storageProfile', 'hardwareProfile', 'osProfile'];

function isFlat(row: unknown): row is Record<string, unknown> {
  return isMapping(row) && !PROFILES.some((key) => isMapping(row[key]));
}

function readCsv(text: string, file: string): ReadExport | Problem {
  const values = csvValues(text);
  if ('message' in values) {
    const { lineStarts } = sourceText(file, text);
    return refusal(file, text, lineStarts[values.line - 1] ?? 0, values.message, KNOWN);
  }
  const [header = [], ...lines] = values.filter((line) => line.some((value) => value !== ''));
  const { known, rowOf } = columnsOf(header);
  if (!known) return refusal(file, text, 0, 'this is no known list of VMs', KNOWN);
  return { format: 'CSV of Azure Resource Graph', ...vmsOfRows(lines.map(rowOf), []) };
}

/** The first place at which the text stops being JSON. */
function syntaxProblem(text: string, file: string): Problem {
  const faults = jsonFaults(text);
  const { offset = 0, message = 'not readable as JSON: nested too deeply', hint } = faults?.[0] ?? {};
  return refusal(file, text, offset, message, hint);
}

function refusal(file: string, text: string, offset: number, message: string, hint?: string): Problem {
  return placeOf(sourceText(file, text), offset, offset + 1, { path: [], message, ...(hint && { hint }) });
}
