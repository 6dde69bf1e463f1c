// An imported fleet as the text of a scenario file. Refuses to know how the fleet was read.
import { stringify } from 'yaml';
import type { ImportedFleet } from './import.ts';

/** The year that is simulated until the user writes another: the last whole one of the built-in calendar. */
const CLOCK = { start: '2025-01-01', end: '2026-01-01' };

/** `notices` become comments at the top. */
export function scenarioText(fleet: ImportedFleet, name: string, notices: readonly string[]): string {
  const head = notices.map((notice) => `# ${notice.replace(/[\p{Cc}\u2028\u2029]/gu, ' ')}\n`).join('');
  // One text of names is a tenth of a list of them.
  const groups = fleet.groups.map((group) => ({ ...group, vms: (group.vms as readonly string[]).join(' ') }));
  const { configurations } = fleet;
  const scenario = {
    version: 1,
    name,
    clock: CLOCK,
    fleet: groups,
    ...(configurations.length > 0 && { maintenanceConfigurations: configurations }),
  };
  return head + stringify(scenario, { lineWidth: 110, aliasDuplicateObjects: false });
}
