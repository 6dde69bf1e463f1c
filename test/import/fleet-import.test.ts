// `import` in `fleet`: the groups of a file as if they stood in the scenario, and mistakes at their places. Refuses to know
// formats.
import { describe, expect, it } from 'vitest';
import { loadScenario } from '../../src/index.ts';
import { scenarioText } from '../../src/scenario/azure/scenario-text.ts';
import { exportText, imported, loadFleet } from './exports.ts';

const fleetOf = (loaded: ReturnType<typeof loadFleet>) => {
  if (!loaded.ok) throw new Error(loaded.problems.map(({ message }) => message).join('\n'));
  return loaded.scenario.scenario.fleet;
};
const problemsOf = (loaded: ReturnType<typeof loadFleet>): string[] =>
  loaded.ok
    ? []
    : loaded.problems.map(({ file, line, column, message }) => `${file}:${line}:${column} ${message}`);

const IMPORT = '  - import: az-vm-list.json';

describe('fleet: import', () => {
  it('is the fleet that `import az` writes', () => {
    const text = scenarioText(imported(exportText('az-vm-list.json')), 'mine', []);
    const written = loadScenario(text, { file: 'mine.yaml' });
    expect(fleetOf(loadFleet(IMPORT))).toEqual(fleetOf(written));
  });

  it('says what was filled in, is simulated otherwise and is not used, as notices', () => {
    const loaded = loadFleet(IMPORT);
    const { notices, inputs } = loaded.ok ? loaded.scenario : { notices: [], inputs: [] };
    const { notices: own } = imported(exportText('az-vm-list.json'));
    expect(notices).toEqual(expect.arrayContaining(own.map((notice) => `az-vm-list.json: ${notice}`)));
    expect(notices).toContain('az-vm-list.json: not used, there is no region "moonbase1": row 17 (edge-1).');
    expect(inputs.map(({ name }) => name)).toEqual(['fleet.yaml', 'az-vm-list.json']);
  });

  it('stands among other groups and imports, whose names it does not take', () => {
    const image = '{ publisher: MicrosoftWindowsServer, offer: WindowsServer, sku: 2019-datacenter }';
    const fleet = fleetOf(
      loadFleet(
        `  - { name: sql, count: 2, image: ${image}, region: eastus }\n${IMPORT}\n  - import: projected.csv`,
      ),
    );
    const names = fleet.map(({ name }) => name);
    expect(names).toEqual(expect.arrayContaining(['sql', 'sql-2', 'web-z1', 'web', 'lin']));
    expect(new Set(names).size).toBe(names.length);
    expect(fleet.find(({ name }) => name === 'sql-2')!.vms).toContain('sql-1.rg-data');
  });

  it('takes what the file lacks from beside it', () => {
    const given = `${IMPORT}
    timeZone: Asia/Tokyo
    power: { off: [{ from: 2024-02-01, for: 1d }] }`;
    const fleet = fleetOf(loadFleet(given));
    const zones = new Map(fleet.map(({ name, timeZone }) => [name, timeZone?.[0]?.value]));
    expect([zones.get('web-z1'), zones.get('sql')]).toEqual(['Asia/Tokyo', 'Europe/London']);
    expect(fleet.every(({ power }) => power.off.length === 1)).toBe(true);
  });

  it('has groups that variants, incidents and expectations know by name, and VMs too', () => {
    const rest = `variants: { off: { fleet: { web-z1: { patchSettings: { enableHotpatching: false } } } } }
actions: [{ at: 2024-02-01, groups: [web-z2], hotpatch: "off" }]
expect: ['when(vm: web-01, release: 2024-02).p95 <= 2024-03-01', { that: overdue == 0, group: sql }]`;
    const off = loadScenario(
      `version: 1\nname: mine\nclock: { start: 2024-01-01, end: 2024-03-01 }\nfleet:\n${IMPORT}\n${rest}`,
      { file: 'x.yaml', read: exportText, variant: 'off' },
    );
    const hotpatching = fleetOf(off).map(({ name, patchSettings }) => [
      name,
      patchSettings.enableHotpatching,
    ]);
    expect(problemsOf(loadFleet(IMPORT, rest))).toEqual([]);
    expect(hotpatching.slice(0, 2)).toEqual([
      ['web-z1', false],
      ['web-z2', true],
    ]);
  });

  const files: Readonly<Record<string, string>> = { 'broken.json': '[{"name": "a"},\n {"b" 2}]' };
  const read = (name: string): string => {
    if (name in files) return files[name]!;
    throw new Error('it does not exist');
  };

  it('reports a broken file at its place in that file, with the other mistakes of the scenario', () => {
    const rest = 'incidents: [{ kind: massPowerOff, share: 2, from: 2024-02-01, for: 1d, groups: [web] }]';
    expect(problemsOf(loadFleet('  - import: broken.json', rest, read))).toEqual([
      'broken.json:2:7 not readable as JSON: expected a colon before this',
      'fleet.yaml:6:42 expected a share, 0 to 1 or 0% to 100%, found 2',
    ]);
  });

  it('that cannot be read is the one mistake, whatever names its groups, VMs, subscriptions and configurations', () => {
    const fleet = `  - import: none.json
  - name: own
    count: 1
    region: westeurope
    image: { publisher: MicrosoftWindowsServer, offer: WindowsServer, sku: 2022-datacenter }
    maintenanceConfigurations: [nightly]
  - import: broken.json`;
    const rest = `incidents: [{ kind: massPowerOff, share: 0.1, from: 2024-02-01, for: 1d, groups: [web] }]
actions:
  - { at: 2024-02-01, vms: [web-1], power: "off" }
  - { at: 2024-02-01, groups: [web], restart: now }
  - { at: 2024-02-01, subscriptions: [shop], register: InGuestHotPatchVMPreview }
variants: { v: { fleet: { web: { count: 3 } } } }
expect: [{ that: overdue == 0, group: web }]`;
    expect(problemsOf(loadFleet(fleet, rest, read))).toEqual([
      'broken.json:2:7 not readable as JSON: expected a colon before this',
      'fleet.yaml:5:13 "none.json" cannot be read: it does not exist',
    ]);
  });

  it.each([
    ['  - import: none.json', '5:13 "none.json" cannot be read: it does not exist'],
    ['  - import: 7', '5:13 expected a text of at most 1,000 characters, found 7'],
    ['  - imports: x', '5:5 unknown key "imports"'],
    ['  - { import: az-vm-list.json, count: 3 }', '5:32 unknown key "count"'],
    ['  - { import: az-vm-list.json, timeZone: Mars }', /^5:42 expected a time zone/],
    [
      '  - { import: az-vm-list.json, power: { weekly: [{ from: "08:00", to: "08:00" }] } }',
      /^5:71 .*no length/,
    ],
    [
      `  - import: az-vm-list.json\nvariants: { v: { fleet: { wbe-z1: { count: 1 } } } }`,
      '6:27 there is no group "wbe-z1"',
    ],
    [
      `  - import: az-vm-list.json\nvariants: { v: { fleet: { web-z1: { count: 1 } } } }`,
      /names 2 VMs, but `count` is 1/,
    ],
  ])('%s is one mistake at its place', (fleet, place) => {
    const found = problemsOf(
      loadFleet(fleet, '', (name) => (name.startsWith('az') ? exportText(name) : read(name))),
    );
    expect(found).toHaveLength(1);
    expect(found[0]!.replace('fleet.yaml:', '')).toEqual(
      typeof place === 'string' ? place : expect.stringMatching(place),
    );
  });
});
