// Texts with one mistake each, where it stands and what is to be said about it.
import { ACTIONS_OF_FORM, ACTIONS_OF_MEANING } from './action-mistakes.ts';
import { MAINTENANCE_OF_FORM, MAINTENANCE_OF_MEANING } from './maintenance-mistakes.ts';
import { broken, SMALL } from './scenarios.ts';
import { VALUES_OF_FORM, VALUES_OF_MEANING } from './value-mistakes.ts';

const WINDOWS = '{ publisher: MicrosoftWindowsServer, offer: WindowsServer, sku: 2019-datacenter }';
const UBUNTU = '{ publisher: Canonical, offer: ubuntu-24_04-lts, sku: server }';
const settings = (text: string): string => `    patchSettings: { ${text} }`;
const incident = (text: string): string[] => ['incidents:', `  - { ${text} }`];
const span = 'from: 2024-03-01, for: 2d';

/** Text · place and path · what message, hint or rule must hold. */
export type Row = [text: string, place: string, says: string | RegExp];

/** Mistakes of form: the JSON Schema must refuse them too. */
export const OF_FORM: Row[] = [
  [broken({ 1: 'version: 2' }), '1:10 version', 'expected 1, the version of the scenario file, found 2'],
  [broken({ 2: '' }), '1:1 name', /^missing; expected a name/],
  [broken({ 2: 'name: ../../etc' }), '2:7 name', /found "\.\.\/\.\.\/etc"/],
  [broken({ 2: 'name: 2024' }), '2:7 name', 'quote it: "2024"'],
  [broken({ 3: 'clock: { start: 2024-01-01 }' }), '3:1 clock.end', /^missing; expected a date/],
  [broken({ 3: 'clock: { start: 1.1.2024, end: 2025-01-01 }' }), '3:17 clock.start', 'R1'],
  [broken({ 3: 'clok: { start: 2024-01-01, end: 2025-01-01 }' }), '3:1 clok', 'did you mean "clock"?'],
  [broken({ 6: '    cuont: 10' }), '6:5 fleet.0.cuont', 'did you mean "count"?'],
  [broken({ 6: '    count: 0' }), '6:12 fleet.0.count', /whole number from 1 to 10,000,000, found 0/],
  [broken({ 6: '    count: 10000001' }), '6:12 fleet.0.count', /10,000,000/],
  [broken({ 6: '    count: 2.5' }), '6:12 fleet.0.count', /found 2\.5/],
  [broken({ 6: '    count: "10"' }), '6:12 fleet.0.count', /found "10"/],
  [broken({ 7: '    image: ubuntu' }), '7:12 fleet.0.image', /publisher, offer and sku, found "ubuntu"/],
  [broken({ 8: '    region: west-europe' }), '8:13 fleet.0.region', /found "west-europe"/],
  [
    broken({ 8: '    region: { westeurope: 0 }' }),
    '8:27 fleet.0.region.westeurope',
    /from 1 to 1,000, found 0/,
  ],
  [broken({ 8: '    region: {}' }), '8:13 fleet.0.region', 'expected at least one entry'],
  [
    broken({ 9: settings('patchMode: AutomaticByPlatfrom') }),
    '9:33 fleet.0.patchSettings.patchMode',
    'did you mean "AutomaticByPlatform"?',
  ],
  [
    broken({ 9: settings('patchMode: AutomaticByPlatform, enableHotpatching: yes') }),
    '9:73 fleet.0.patchSettings.enableHotpatching',
    'did you mean true?',
  ],
  [broken({ 14: '    zones: ["1", "4"]' }), '14:18 fleet.1.zones.1', 'R17'],
  [broken({ 14: '    availabilitySets: { size: 1 }' }), '14:31 fleet.1.availabilitySets.size', 'R18'],
  [
    broken({ 14: '    availabilitySets: { size: 10, updateDomains: 21 }' }),
    '14:50 fleet.1.availabilitySets.updateDomains',
    'R18',
  ],
  [broken({ 14: '    power: alwayson' }), '14:12 fleet.1.power', 'did you mean "alwaysOn"?'],
  [
    broken({ 14: '    power: { offNightly: { probability: 10 } }' }),
    '14:41 fleet.1.power.offNightly.probability',
    /0 to 1 or 0% to 100%, found 10/,
  ],
  [
    broken({ 14: '    power: { weekly: [{ days: [Mondey], from: 07:00, to: 19:00 }] }' }),
    '14:32 fleet.1.power.weekly.0.days.0',
    'did you mean "Monday"?',
  ],
  [
    broken({ 14: '    power: { off: [{ from: 2024-02-01 }] }' }),
    '14:20 fleet.1.power.off.0',
    'expected `to` or `for`',
  ],
  [
    broken({ 14: '    subscription: a' }, 'x: 1'),
    '16:1 x',
    /known keys: version, name, description, seed, clock/,
  ],
  [broken({ 15: 'parameters: { zoneBak: 3h }' }), '15:15 parameters.zoneBak', 'did you mean "zoneBake"?'],
  [broken({ 15: 'parameters: { zoneBake: 3 hours }' }), '15:25 parameters.zoneBake', /from 0s to 7d/],
  [
    broken({ 15: 'rollout: { gate: { healthyShare: 950% } }' }),
    '15:34 rollout.gate.healthyShare',
    /found "950%"/,
  ],
  [
    broken({ 15: 'rollout: { phases: [{ regions: [] }] }' }),
    '15:32 rollout.phases.0.regions',
    /at least one region/,
  ],
  [
    broken({ 15: 'rollout: { order: { zones: rotat } }' }),
    '15:28 rollout.order.zones',
    'did you mean "rotate"?',
  ],
  [broken({ 15: 'rollout: { order: { zones: ["1", b] } }' }), '15:34 rollout.order.zones.1', 'R17'],
  [broken({ 15: 'catalogue: [{ calendar: rael }]' }), '15:25 catalogue.0.calendar', 'did you mean "real"?'],
  [
    broken({ 15: 'catalogue: [{ dotnet: true }]' }),
    '15:13 catalogue.0',
    /one of `calendar`, `file` and `releases`/,
  ],
  [broken({ 15: 'catalogue: [{ calendar: real, file: a.csv }]' }), '15:31 catalogue.0.file', /its own/],
  [
    broken({
      15: 'catalogue: [{ releases: [{ product: WS2022, release_date: 2024-01-09, kb: 5034129, kind: cumulative }] }]',
    }),
    '15:75 catalogue.0.releases.0.kb',
    /KB number such as KB5034129, found 5034129/,
  ],
  [
    broken({}, ...incident('kind: badPach, release: 2024-03, probability: 5%, recoverAfter: 1d')),
    '17:13 incidents.0.kind',
    'did you mean "badPatch"?',
  ],
  [broken({}, ...incident('kind: badPatch, probability: 5%, recoverAfter: 1d')), '17:5 incidents.0', 'R25'],
  [
    broken({}, ...incident(`kind: massPowerOff, ${span}`)),
    '17:5 incidents.0.share',
    /^missing; expected a share/,
  ],
  [
    broken({}, ...incident(`kind: regionOutage, region: eastus, to: 2024-04-01, ${span}`)),
    '17:77 incidents.0.for',
    /both/,
  ],
  ...VALUES_OF_FORM,
  ...ACTIONS_OF_FORM,
  [
    SMALL.replace(/fleet:[\s\S]*seed/, 'fleet: []\nseed'),
    '4:8 fleet',
    'expected a list of at least one group, found an empty list',
  ],
  ...MAINTENANCE_OF_FORM,
];

/** Mistakes of meaning: form alone does not show them. */
export const OF_MEANING: Row[] = [
  ...VALUES_OF_MEANING,
  [broken({ 3: 'clock: { start: 2024-01-01, end: 2024-01-01 }' }), '3:34 clock.end', 'R1'],
  [broken({ 3: 'clock: { start: 2024-01-01, end: 2023-01-01 }' }), '3:34 clock.end', 'R1'],
  [
    broken({ 3: 'clock: { start: 2024-01-01, end: 2055-01-01 }' }),
    '3:34 clock.end',
    'is more than 30 years after the start',
  ],
  [broken({ 3: 'clock: { start: 2024-02-30, end: 2025-01-01 }' }), '3:17 clock.start', 'R1'],
  [broken({ 3: 'clock: { start: 1999-12-31, end: 2025-01-01 }' }), '3:17 clock.start', 'R1'],
  [broken({ 10: '  - name: web' }), '10:11 fleet.1.name', 'there is already a group "web"'],
  [
    broken({
      6: '    count: 10000000',
      11: '    count: 10000000',
      14: '  - { name: c, count: 1, region: eastus, image: { publisher: a, offer: b, sku: c } }',
    }),
    '4:1 fleet',
    /20,000,001 VMs in all; at most 20,000,000/,
  ],
  [
    broken({ 14: '    timeZone: W. Europe Standart Time' }),
    '14:15 fleet.1.timeZone',
    'did you mean "W. Europe Standard Time"?',
  ],
  [
    broken({ 14: '    timeZone: { Europe/Berlin: 1, Europe/Pariss: 2 }' }),
    '14:35 fleet.1.timeZone.Europe/Pariss',
    'did you mean "Europe/Paris"?',
  ],
  [
    broken({ 8: '    region: { West Europe: 1, westeurope: 2 }' }),
    '8:31 fleet.0.region.westeurope',
    'is named twice',
  ],
  [broken({ 14: '    zones: [1, 2, "1"]' }), '14:19 fleet.1.zones.2', 'R17'],
  [
    broken({ 14: '    zones: [1, 2]', 15: '    availabilitySets: { size: 10 }' }),
    '15:23 fleet.1.availabilitySets',
    'R17',
  ],
  [
    broken({ 9: settings('patchMode: AutomaticByOS, enableHotpatching: true') }),
    '9:67 fleet.0.patchSettings.enableHotpatching',
    'R9',
  ],
  [broken({ 9: settings('enableHotpatching: true') }), '9:41 fleet.0.patchSettings.enableHotpatching', 'R9'],
  [broken({ 15: '    provisionVMAgent: false' }), '14:33 fleet.1.patchSettings.patchMode', 'R9'],
  [
    broken({ 14: settings('assessmentMode: AutomaticByPlatform'), 15: '    provisionVMAgent: false' }),
    '14:38 fleet.1.patchSettings.assessmentMode',
    'R9',
  ],
  [
    broken({ 14: settings('patchMode: Manual'), 15: '    enableAutomaticUpdates: true' }),
    '15:29 fleet.1.enableAutomaticUpdates',
    'R12',
  ],
  [
    broken({ 14: settings('patchMode: AutomaticByOS'), 15: '    enableAutomaticUpdates: false' }),
    '15:29 fleet.1.enableAutomaticUpdates',
    'R12',
  ],
  [
    broken({ 12: `    image: ${WINDOWS}`, 14: settings('patchMode: ImageDefault') }),
    '14:33 fleet.1.patchSettings.patchMode',
    'R9',
  ],
  [
    broken({ 12: `    image: ${UBUNTU}`, 14: settings('patchMode: AutomaticByOS') }),
    '14:33 fleet.1.patchSettings.patchMode',
    'R9',
  ],
  [
    broken({ 14: '    power: { weekly: [{ from: 07:00, to: 07:00 }] }' }),
    '14:42 fleet.1.power.weekly.0.to',
    'R32',
  ],
  [
    broken({ 14: '    power: { offNightly: { probability: 1, from: 07:00 } }' }),
    '14:50 fleet.1.power.offNightly.from',
    'R32',
  ],
  [broken({ 15: 'parameters: { offPeakStart: 06:00 }' }), '15:29 parameters.offPeakStart', 'R3'],
  [
    broken({ 15: 'parameters: { assessmentPeriod: { min: 5d } }' }),
    '15:15 parameters.assessmentPeriod.max',
    'R13',
  ],
  [
    broken({ 15: 'rollout: { phases: [{ regions: [eastus] }, { regions: [westus, East US] }] }' }),
    '15:64 rollout.phases.1.regions.1',
    'R15',
  ],
  [
    broken({ 14: '    zones: [1, 2, 3]', 15: 'rollout: { order: { zones: [1, 2] } }' }),
    '15:28 rollout.order.zones',
    'has no turn for zone 3, where the fleet has VMs',
  ],
  [
    broken({}, ...incident(`kind: massPowerOff, share: 5%, groups: [wbe], ${span}`)),
    '17:47 incidents.0.groups.0',
    'did you mean "web"?',
  ],
  ...ACTIONS_OF_MEANING,
  [broken({}, ...incident('kind: kbWithdrawn, kb: KB5034129, at: 2025-01-01')), '17:45 incidents.0.at', 'R1'],
  [
    broken({}, ...incident('kind: regionOutage, region: eastus, from: 2024-04-01, to: 2024-04-01')),
    '17:65 incidents.0.to',
    'R1',
  ],
  [
    broken({ 15: 'catalogue: [{ calendar: real, unplannedBaselines: [2024-02] }]' }),
    '15:31 catalogue.0.unplannedBaselines',
    'R5',
  ],
  ...MAINTENANCE_OF_MEANING,
];

/** Texts that are no document. */
export const OF_SYNTAX: Row[] = [
  ['', '1:1 ', 'the file is empty'],
  ['# only a comment\n', '1:1 ', 'the file is empty'],
  ['- 1\n', '1:3 ', 'expected a mapping of keys to values, found a list'],
  ['just words', '1:1 ', /^expected a mapping/],
  [`${SMALL}seed: 8\n`, '16:1 ', 'this key is there twice'],
  [`${SMALL}---\nname: other\n`, '16:1 ', 'a second document begins here; one file holds one'],
  ['a: [1\nb: 2', '2:1 ', /^flow sequence/],
  ['a:\n\t- 1', '2:1 ', 'indented with a tab; YAML wants spaces'],
  ['name: a\nx: \0', '2:4 ', 'the file holds a NUL byte'],
  ['a: &x [1, *x]', '1:11 ', 'alias "x" stands inside itself'],
  ['a: *x', '1:4 ', 'no anchor "x" before this alias'],
  ['? [a]\n: 1', '1:3 ', 'a key must be a text'],
  ['%YAML 1.1\n---\na: on', '1:1 ', 'YAML 1.1 is not read, only 1.2'],
  [broken({ 2: 'name: !shout small' }), '2:7 ', /unresolved tag/],
  ['['.repeat(5000), '1:101 ', 'nested too deeply'],
  [`${'['.repeat(150)}${']'.repeat(150)}`, '1:101 ', 'nested too deeply'],
  [aliasBomb(), '6:10 ', 'aliases stand for too many values'],
  ['#'.repeat(4_000_001), '1:1 ', 'the file is longer than 4,000,000 characters'],
];

function aliasBomb(): string {
  const lines = ['a0: &a0 [1, 1, 1, 1, 1, 1, 1, 1, 1, 1]'];
  for (let level = 1; level < 8; level++)
    lines.push(`a${level}: &a${level} [${Array(10).fill(`*a${level - 1}`)}]`);
  return lines.join('\n');
}
