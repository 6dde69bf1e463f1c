// R31 maintenance configurations of an export: those of guest scope become schedules of the groups they are assigned to,
// all others are listed. Refuses to know when windows fall.
import { describe, expect, it } from 'vitest';
import { exportText, groupsOf, imported, loadFleet } from './exports.ts';

const PLACE = '/subscriptions/s1/resourceGroups/rg1/providers';
const [VM] = JSON.parse(exportText('az-vm-list.json')) as Record<string, unknown>[];
const vm = (name: string) => ({ ...VM, name, id: `${PLACE}/Microsoft.Compute/virtualMachines/${name}` });
const TIMES = {
  startDateTime: '2024-01-05 22:00',
  expirationDateTime: null,
  duration: '03:00',
  timeZone: 'W. Europe Standard Time',
  recurEvery: '1Month Second Tuesday Offset4',
};
const PATCHES = {
  rebootSetting: 'IfRequired',
  windowsParameters: {
    classificationsToInclude: ['Security', 'UpdateRollUp'],
    kbNumbersToExclude: ['5012170'],
    kbNumbersToInclude: null,
  },
  linuxParameters: null,
};
/** As Resource Graph has it. */
const configuration = (name: string, changes: object = {}) => ({
  id: `${PLACE}/Microsoft.Maintenance/maintenanceConfigurations/${name}`,
  name,
  type: 'microsoft.maintenance/maintenanceconfigurations',
  properties: {
    maintenanceScope: 'InGuestPatch',
    maintenanceWindow: { ...TIMES, ...changes },
    installPatches: PATCHES,
  },
});
const assignment = (name: string, to: string) => ({
  id: `${PLACE}/Microsoft.Compute/virtualMachines/${to}/providers/Microsoft.Maintenance/configurationAssignments/${name}`,
  name: `${name}-${to}`,
  type: 'microsoft.maintenance/configurationassignments',
  properties: { maintenanceConfigurationId: configuration(name).id.toUpperCase() },
});
const fleetOf = (...rows: readonly object[]) => imported(JSON.stringify(rows));
const namesIn = (fleet: ReturnType<typeof imported>) =>
  groupsOf(fleet).map(({ vms, maintenanceConfigurations = [] }) => [vms.join(), maintenanceConfigurations]);

describe('R31 import of maintenance configurations', () => {
  it('VMs are in groups by what they are assigned to, whatever the order of the rows', () => {
    const fleet = fleetOf(
      assignment('b', 'one'),
      ...['one', 'two', 'three', 'four'].map(vm),
      configuration('a'),
      assignment('a', 'two'),
      assignment('a', 'one'),
      configuration('b', { expirationDateTime: '9999-12-31 23:59:59' }),
      assignment('a', 'four'),
    );
    expect(namesIn(fleet)).toEqual([
      ['one', ['a', 'b']],
      ['two,four', ['a']],
      ['three', []],
    ]);
    const { expirationDateTime: _, ...times } = TIMES;
    const installPatches = {
      rebootSetting: 'IfRequired',
      windowsParameters: {
        classificationsToInclude: ['Security', 'UpdateRollUp'],
        kbNumbersToExclude: ['5012170'],
      },
    };
    expect(fleet.configurations).toEqual([
      { name: 'a', ...times, installPatches },
      { name: 'b', ...times, installPatches },
    ]);
    expect(fleet.notices[0]).toMatch(/4 VMs in 3 groups, 2 maintenance configurations\.$/);
  });

  it('reads the CSV of Azure Resource Graph, where properties are JSON', () => {
    const rows = [vm('one'), configuration('a'), assignment('a', 'one')] as Record<string, unknown>[];
    const { id: _, name: __, type: ___, location, ...properties } = rows[0]!;
    const cell = (value: unknown): string => {
      const text = typeof value === 'string' ? value : JSON.stringify(value);
      return `"${text.replaceAll('"', '""')}"`;
    };
    const lines = rows.map((row, index) =>
      [row.id, row.name, row.type, location, index === 0 ? properties : row.properties].map(cell).join(),
    );
    const fleet = imported(['id,name,type,location,properties', ...lines].join('\n'), 'rows.csv');
    expect([namesIn(fleet), fleet.configurations]).toEqual([
      [['one', ['a']]],
      fleetOf(...rows).configurations,
    ]);
  });

  it('reads what `az maintenance configuration list` flattens', () => {
    const { properties, ...head } = configuration('a');
    const flat = { ...head, maintenanceScope: 'InGuestPatch', ...TIMES, installPatches: PATCHES };
    const nested = fleetOf(vm('one'), configuration('a'), assignment('a', 'one'));
    const fleet = fleetOf(vm('one'), flat, {
      ...assignment('a', 'one'),
      ...assignment('a', 'one').properties,
    });
    expect(properties.maintenanceScope).toBe('InGuestPatch');
    expect([fleet.configurations, namesIn(fleet)]).toEqual([nested.configurations, namesIn(nested)]);
  });

  it.each([
    ['a window that is too long', configuration('a', { duration: '04:00' }), /^duration: .* found "04:00"$/],
    ['a recurrence of another scope', configuration('a', { recurEvery: '2Hours' }), /^recurEvery: /],
    ['a time zone that is not known', configuration('a', { timeZone: 'Mars' }), /^timeZone: /],
    [
      'one that expires as it starts',
      configuration('a', { expirationDateTime: TIMES.startDateTime }),
      /^expirationDateTime: is not after startDateTime, found "2024-01-05 22:00"$/,
    ],
    [
      'another scope',
      { ...configuration('a'), properties: { maintenanceScope: 'Host' } },
      /scope Host, not InGuestPatch/,
    ],
    [
      'a dynamic scope',
      {
        ...assignment('a', 'one'),
        id: '/subscriptions/s1/providers/Microsoft.Maintenance/configurationAssignments/x',
      },
      /something else than a VM/,
    ],
    ['a VM that is not there', assignment('a', 'nobody'), /not in the source/],
  ])('%s is not used, with the reason', (_, row, reason) => {
    const fleet = fleetOf(vm('one'), row);
    expect(fleet.unusable.map((one) => one.reason)).toEqual([expect.stringMatching(reason)]);
    expect(fleet.configurations).toEqual([]);
  });

  it('an assignment to a configuration that cannot be used is told as well', () => {
    const fleet = fleetOf(vm('one'), configuration('a', { duration: '04:00' }), assignment('a', 'one'));
    expect(fleet.unusable).toHaveLength(2);
    expect(namesIn(fleet)).toEqual([['one', []]]);
  });

  it('one that expires before it starts does not keep a scenario from loading', () => {
    const past = configuration('a', { expirationDateTime: '2023-01-05 22:00' });
    const rows = JSON.stringify([vm('one'), past, assignment('a', 'one')]);
    const loaded = loadFleet('  - import: rows.json', '', () => rows);
    if (!loaded.ok) throw new Error(loaded.problems.map(({ message }) => message).join('\n'));
    const { fleet, maintenanceConfigurations } = loaded.scenario.scenario;
    expect([fleet[0]!.maintenanceConfigurations, maintenanceConfigurations]).toEqual([[], []]);
    expect(imported(rows).unusable.map(({ row }) => row)).toEqual(['row 2 (a)', 'row 3 (a-one)']);
  });

  it.each([
    ['always', 'Always'],
    ['IFREQUIRED', 'IfRequired'],
    ['neverReboot', 'Never'],
  ])('reboot setting %s is %s: its letter case is free, as in the rows of VMs', (rebootSetting, known) => {
    const { properties, ...head } = configuration('a');
    const fleet = fleetOf(vm('one'), {
      ...head,
      properties: { ...properties, installPatches: { rebootSetting } },
    });
    expect(fleet.configurations).toEqual([
      expect.objectContaining({ installPatches: { rebootSetting: known } }),
    ]);
  });

  it('one with a reboot setting that is none is not used', () => {
    const { properties, ...head } = configuration('a');
    const installPatches = { rebootSetting: 'Sometimes' };
    const fleet = fleetOf(vm('one'), { ...head, properties: { ...properties, installPatches } });
    expect(fleet.unusable.map(({ reason }) => reason)).toEqual([
      expect.stringMatching(/^installPatches\.rebootSetting: /),
    ]);
  });

  it('one that is there twice is used once, whatever the case of its id', () => {
    const again = { ...configuration('a'), id: configuration('a').id.toUpperCase() };
    const fleet = fleetOf(vm('one'), configuration('a'), again, assignment('a', 'one'));
    expect(fleet.configurations.map(({ name }) => name)).toEqual(['a']);
    expect(fleet.unusable).toEqual([{ row: 'row 3 (a)', reason: 'is row 2 (a) once more' }]);
    expect(namesIn(fleet)).toEqual([['one', ['a']]]);
  });

  it('one that cannot be used is no reason to leave out the row that can, nor is a row without an id', () => {
    const { id: _, ...nameless } = configuration('b');
    const late = configuration('a', { duration: '04:00' });
    const fleet = fleetOf(vm('one'), late, configuration('a'), nameless, { ...nameless, name: 'c' });
    expect(fleet.configurations.map(({ name }) => name)).toEqual(['a', 'b', 'c']);
    expect(fleet.unusable.map(({ row }) => row)).toEqual(['row 2 (a)']);
  });

  it('a state of Terraform has ids', () => {
    const fleet = imported(exportText('terraform.json'));
    expect(fleet.configurations.map(({ name, recurEvery }) => [name, recurEvery])).toEqual([
      ['nights', '1Week Saturday'],
    ]);
    expect(groupsOf(fleet).find(({ name }) => name === 'batch')).toMatchObject({
      maintenanceConfigurations: ['nights'],
    });
  });

  it('a data source of Terraform for one that it has as a resource stands for the same', () => {
    const state = JSON.parse(exportText('terraform.json')) as {
      values: { root_module: { resources: Record<string, unknown>[] } };
    };
    const { resources } = state.values.root_module;
    const nights = resources.find(({ type }) => type === 'azurerm_maintenance_configuration')!;
    resources.push({ ...nights, mode: 'data', address: `data.${String(nights.address)}` });
    const fleet = imported(JSON.stringify(state));
    expect(fleet.configurations.map(({ name }) => name)).toEqual(['nights']);
    expect(fleet.unusable).toContainEqual({
      row: `data.${String(nights.address)}`,
      reason: `is ${String(nights.address)} once more`,
    });
  });

  it('a plan of Terraform has references', () => {
    const state = JSON.parse(exportText('terraform.json'), (key, value) =>
      key === 'id' || key.endsWith('_id') ? undefined : value,
    ) as { values: object };
    const expression = (...references: string[]) => ({ references });
    const batch = expression(
      'azurerm_windows_virtual_machine.batch.id',
      'azurerm_windows_virtual_machine.batch',
    );
    const nights = expression(
      'azurerm_maintenance_configuration.nights.id',
      'azurerm_maintenance_configuration.nights',
    );
    const resource = (virtual_machine_id: object) => ({
      address: 'azurerm_maintenance_assignment_virtual_machine.batch',
      expressions: { virtual_machine_id, maintenance_configuration_id: nights },
    });
    const planWith = (virtual_machine_id: object) =>
      imported(
        JSON.stringify({
          format_version: '1.2',
          planned_values: state.values,
          configuration: { root_module: { resources: [resource(virtual_machine_id)] } },
        }),
      );
    const assigned = (fleet: ReturnType<typeof imported>) =>
      groupsOf(fleet).find(({ name }) => name === 'batch')!.maintenanceConfigurations;
    expect(assigned(planWith(batch))).toEqual(['nights']);
    const unknown = planWith(expression('each.value'));
    expect(assigned(unknown)).toBeUndefined();
    expect(unknown.unusable.map(({ reason }) => reason)).toContain(
      'what it assigns to which VM is not known before it is applied',
    );
  });

  it('in a scenario they stand behind its own, with names that nobody has', () => {
    const rows = JSON.stringify([vm('one'), configuration('a'), assignment('a', 'one')]);
    const own =
      "maintenanceConfigurations: [{ name: a, startDateTime: 2024-01-01 01:00, duration: '02:00', timeZone: UTC, recurEvery: Day }]";
    const loaded = loadFleet('  - import: rows.json\n    timeZone: Asia/Tokyo', own, () => rows);
    if (!loaded.ok) throw new Error(loaded.problems.map(({ message }) => message).join('\n'));
    const { fleet, maintenanceConfigurations } = loaded.scenario.scenario;
    expect(maintenanceConfigurations.map(({ name }) => name)).toEqual(['a', 'a-2']);
    expect(fleet[0]!.maintenanceConfigurations).toEqual(['a-2']);
  });

  it('what is wrong with the scenario beside them keeps its place', () => {
    const rows = JSON.stringify([vm('one'), configuration('a'), assignment('a', 'one')]);
    const problems = (rest: string): string[] => {
      const loaded = loadFleet('  - import: rows.json', rest, () => rows);
      return loaded.ok
        ? []
        : loaded.problems.map(({ line, column, path }) => `${line}:${column} ${path.join('.')}`);
    };
    expect(problems('maintenanceConfigurations: none')).toEqual(['6:28 maintenanceConfigurations']);
    expect(problems('maintenanceConfigurations: [{ name: b }]')).toContain(
      '6:29 maintenanceConfigurations.0.duration',
    );
  });
});
