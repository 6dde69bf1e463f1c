// Exports of Azure and Terraform as groups: nothing is lost, settings are the source's. Refuses to know the engine.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { isRegion } from '../../src/fleet/check.ts';
import { loadScenario } from '../../src/index.ts';
import { importFleet } from '../../src/scenario/azure/import.ts';
import { scenarioText } from '../../src/scenario/azure/scenario-text.ts';
import { exportText, groupsOf, imported } from './exports.ts';

const FORMATS = [
  'az-vm-list.json',
  'resource-graph.json',
  'resource-graph.csv',
  'projected.csv',
  'terraform.json',
];

describe('an export', () => {
  it.each(FORMATS)('%s becomes this scenario', async (name) => {
    const fleet = imported(exportText(name), name);
    const unused = fleet.unusable.map(({ row, reason }) => `${row}: ${reason}`);
    const text = scenarioText(fleet, 'mine', [...fleet.notices, ...unused]);
    await expect(text).toMatchFileSnapshot(`./golden/${name}.yaml`);
    const loaded = loadScenario(text, { file: 'mine.yaml' });
    expect(loaded.ok ? [] : loaded.problems).toEqual([]);
  });

  it('of the same VMs is the same fleet in every format', () => {
    const [list, graph, csv] = FORMATS.map((name) => groupsOf(imported(exportText(name))));
    expect(graph).toEqual(csv);
    const names = new Set(graph!.map(({ name }) => name));
    expect(list!.filter(({ name }) => names.has(name))).toEqual(graph);
  });

  it('in pages, as the answer of the API or as one VM is read too', () => {
    const rows = JSON.parse(exportText('az-vm-list.json')) as unknown[];
    const pages = [{ data: rows.slice(0, 4) }, { data: rows.slice(4) }];
    const whole = groupsOf(imported(JSON.stringify(rows)));
    expect(groupsOf(imported(`\uFEFF${JSON.stringify(pages)}`))).toEqual(whole);
    expect(groupsOf(imported(JSON.stringify({ value: rows })))).toEqual(whole);
    expect(groupsOf(imported(JSON.stringify(rows[9]))).map(({ vms }) => vms)).toEqual([['dc1']]);
  });

  it('has every row in a group or among those that are not used, whatever the rows are', () => {
    const good = JSON.parse(exportText('az-vm-list.json')) as Record<string, unknown>[];
    const spoilt = fc
      .tuple(
        fc.constantFrom(...good),
        fc.constantFrom('name', 'location', 'zones', 'osProfile', 'type'),
        fc.jsonValue(),
      )
      .map(([row, key, value]) => ({ ...row, [key]: value }));
    const rows = fc.array(fc.oneof(fc.constantFrom(...good), spoilt, fc.jsonValue()), { maxLength: 30 });
    fc.assert(
      fc.property(rows, (list) => {
        const fleet = importFleet(JSON.stringify(list), { file: 'x.json', isRegion });
        if ('message' in fleet) return;
        const used = groupsOf(fleet).flatMap(({ vms }) => vms);
        expect(used.length + fleet.unusable.length).toBe(list.length);
        expect(new Set(used).size).toBe(used.length);
        const loaded = loadScenario(scenarioText(fleet, 'x', fleet.notices), { file: 'x.yaml' });
        expect(loaded.ok ? [] : loaded.problems).toEqual([]);
      }),
    );
  });

  it('keeps availability sets whole, those of a kind in one group', () => {
    const [, , , , , , sql] = JSON.parse(exportText('az-vm-list.json')) as Record<string, unknown>[];
    const inSet = (set: string, name: string) => ({
      ...sql,
      id: name,
      name,
      availabilitySet: { id: `/sets/${set}` },
    });
    const rows = ['a:sql-1', 'b:sql-2', 'a:sql-3', 'b:sql-4', 'c:other-1', 'c:sql-5', 'c:sql-6'].map((one) =>
      inSet(...(one.split(':') as [string, string])),
    );
    const fleet = imported(JSON.stringify(rows));
    expect(groupsOf(fleet).map(({ name, vms, availabilitySets }) => [name, vms, availabilitySets])).toEqual([
      ['sql', ['sql-1', 'sql-3', 'sql-2', 'sql-4'], { size: 2 }],
      ['c', ['other-1', 'sql-5', 'sql-6'], { size: 3 }],
    ]);
    expect(fleet.sets).toEqual([
      { set: '/sets/a', name: 'sql-set-1' },
      { set: '/sets/b', name: 'sql-set-2' },
      { set: '/sets/c', name: 'c-set-1' },
    ]);
  });

  it('R20 takes VMs with a scale set as instances of flexible orchestration, with the health extension unless told', () => {
    const [row] = JSON.parse(exportText('az-vm-list.json')) as Record<string, unknown>[];
    const instance = (name: string, more: object = {}) => ({
      ...row,
      id: name,
      name,
      zones: null,
      virtualMachineScaleSet: { id: '/x/virtualMachineScaleSets/Shop' },
      ...more,
    });
    const rows = [
      instance('shop_1a2b3c4d'),
      instance('shop_5e6f7a8b', { availabilitySet: { id: '/sets/a' } }),
      row,
    ];
    const fleet = imported(JSON.stringify(rows));
    const shop = groupsOf(fleet).find(({ vms }) => vms[0] === 'shop_1a2b3c4d')!;
    expect(shop).toMatchObject({
      virtualMachineScaleSet: { orchestrationMode: 'Flexible' },
      applicationHealthExtension: true,
    });
    expect(groupsOf(fleet).filter((group) => 'virtualMachineScaleSet' in group)).toEqual([shop]);
    expect(fleet.notices).toContain(
      'not in the source, Application Health extension of scale sets: installed (1 VM).',
    );
    expect(fleet.unusable).toEqual([
      {
        row: 'row 2 (shop_5e6f7a8b)',
        reason: 'is in a scale set and in an availability set, where a VM is in one of them',
      },
    ]);
    const without = importFleet(JSON.stringify(rows), {
      file: 'x.json',
      isRegion,
      given: { applicationHealthExtension: false },
    });
    if ('message' in without) throw new Error(without.message);
    expect(groupsOf(without)[0]).toMatchObject({ applicationHealthExtension: false });
    expect(without.notices.join()).not.toContain('Application Health');
  });

  it('R20 takes a scale set of Terraform from a VM in it, and says why the others are not read', () => {
    const state = JSON.parse(exportText('terraform.json'));
    const { resources } = state.values.root_module;
    const vm = resources.find(({ type }: { type: string }) => type === 'azurerm_windows_virtual_machine');
    vm.values.virtual_machine_scale_set_id = '/x/virtualMachineScaleSets/Shop';
    const type = 'azurerm_orchestrated_virtual_machine_scale_set';
    resources.push({ address: `${type}.shop`, type, values: { name: 'shop', location: 'westeurope' } });
    const fleet = imported(JSON.stringify(state));
    const inSet = groupsOf(fleet).filter((group) => 'virtualMachineScaleSet' in group);
    expect(inSet.map(({ vms }) => vms)).toEqual([[vm.values.name]]);
    const reasons = new Map(fleet.unusable.map(({ row, reason }) => [row, reason]));
    expect(reasons.get(`${type}.shop`)).toContain('flexible orchestration');
    expect(reasons.get('azurerm_windows_virtual_machine_scale_set.pool')).toContain('uniform orchestration');
  });

  it('takes the same VM once, and tells VMs of one name apart', () => {
    const [row] = JSON.parse(exportText('az-vm-list.json')) as Record<string, unknown>[];
    const elsewhere = {
      ...row,
      id: '/subscriptions/two/resourceGroups/rg-web/x/y/z/web-01',
      resourceGroup: 'rg-web',
    };
    const fleet = imported(JSON.stringify([row, elsewhere, row]));
    expect(groupsOf(fleet).flatMap(({ vms }) => vms)).toEqual(['web-01.rg-web', 'web-01.rg-web.two']);
    expect(fleet.unusable).toEqual([{ row: 'row 3 (web-01)', reason: 'is row 1 (web-01) once more' }]);
  });

  it('with text that could end a comment or a line stays inside of its comment', () => {
    const [row] = JSON.parse(exportText('az-vm-list.json')) as Record<string, unknown>[];
    const evil = { ...row, name: 'x\nversion: 2\n\u2028seed: 1' };
    const fleet = imported(JSON.stringify([row, evil]));
    const text = scenarioText(
      fleet,
      'x',
      fleet.unusable.map(({ row: where }) => where),
    );
    expect(parse(text).version).toBe(1);
  });
});

it.each([
  ['', 1, 1, /the file is empty/],
  ['[{"name": "a"},\n {"b" 2}]', 2, 7, /not readable as JSON: expected a colon before this/],
  ['[{"name": "a"', 1, 14, /not readable as JSON/],
  ['{"a": 1}', 1, 1, /no known list of VMs/],
  ['a,b\n1,2\n', 1, 1, /no known list of VMs/],
  ['name,location\n"a,b\n', 2, 1, /not readable as CSV/],
  ['[]', 1, 1, /it holds no VM/],
  ['[{"name": "vm1"}]', 1, 1, /no VM in it can be used/],
  ['['.repeat(200_000), 1, 1, /not readable as JSON/],
])('%.20s is a problem with its place', (text, line, column, message) => {
  const problem = importFleet(text, { file: 'x.json', isRegion });
  expect(problem).toMatchObject({ file: 'x.json', line, column, message: expect.stringMatching(message) });
});

it('100,000 rows are imported in seconds', () => {
  const rows = JSON.parse(exportText('resource-graph.json')).data.slice(0, 11) as {
    name: string;
    id: string;
  }[];
  const many = Array.from({ length: 100_000 }, (_, n) => {
    const row = rows[n % rows.length]!;
    return { ...row, name: `${row.name}${n}`, id: `${row.id}${n}` };
  });
  const text = JSON.stringify(many);
  const before = process.cpuUsage();
  const fleet = imported(text);
  const { user } = process.cpuUsage(before);
  expect(groupsOf(fleet).reduce((sum, { vms }) => sum + vms.length, 0)).toBe(100_000);
  // 5 s are promised (docs/importing.md) for a machine that has nothing else to do.
  expect(user / 1e6).toBeLessThan(10);
});
