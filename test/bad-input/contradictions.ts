// Scenarios whose every value is well written and that cannot be run, or are too much as a whole. Refuses to know
// syntax and single values.

import { type BrokenScenario, changed, RIGHT, withShape } from './right-scenario.ts';

const many = (count: number, text: (n: number) => string): string =>
  Array.from({ length: count }, (_, n) => text(n)).join('');

const REGIONS = [
  'westeurope',
  'northeurope',
  'eastus',
  'westus',
  'eastus2',
  'centralus',
  'uksouth',
  'ukwest',
];

export const CONTRADICTIONS: BrokenScenario[] = [
  ['end before start', changed('end: 2024-04-01', 'end: 2023-01-01'), /not after the start/],
  ['a century', changed('end: 2024-04-01', 'end: 2100-01-01'), /30 years/],
  [
    'groups of one name',
    changed(
      'parameters:',
      '  - { name: web, count: 1, region: westeurope, image: { publisher: a, offer: b, sku: c } }\nparameters:',
    ),
    /already a group/,
  ],
  [
    '1e12 VMs in many groups',
    changed(
      'parameters:',
      `${many(3, (n) => `  - { name: g${n}, count: 10000000, region: westeurope, image: { publisher: a, offer: b, sku: c } }\n`)}parameters:`,
    ),
    /at most 20,000,000/,
  ],
  [
    'regions times zones',
    changed(
      'parameters:',
      `  - { name: g, count: 1, image: &i { publisher: a, offer: b, sku: c }, region: &r { ${many(8, (n) => `${REGIONS[n]}: 1, `)} }, timeZone: &z { ${many(12, (n) => `Etc/GMT-${n + 1}: 1, `)} } }
${many(700, (n) => `  - { name: g${n}, count: 1, image: *i, region: *r, timeZone: *z }\n`)}parameters:`,
    ),
    /pairs of region and time zone/,
  ],
  [
    'a subscription list without end',
    changed('zones: ["1", "2"]', `subscription: { ${many(1001, (n) => `s${n}: 1, `)} }`),
    /more than 1,000 entries/,
  ],
  [
    'a million subscriptions',
    changed(
      'parameters:',
      `${many(11, (n) => `  - { name: g${n}, count: 1, region: westeurope, subscriptions: 100000, image: { publisher: a, offer: b, sku: c } }\n`)}parameters:`,
    ),
    /subscriptions in all/,
  ],
  ['10^6 groups in few characters', `${RIGHT}x: [${'{},'.repeat(400_000)}]`, /words and signs/],
  [
    '1,001 incidents',
    changed(
      'incidents: [',
      `incidents: [${many(1001, () => '{ kind: kbWithdrawn, kb: KB5034129, at: 2024-02-20 }, ')}`,
    ),
    /more than 1,000 incidents/,
  ],
  [
    'zones and sets',
    changed('zones: ["1", "2"]', 'zones: ["1"]\n    availabilitySets: { size: 3 }'),
    /not in both/,
  ],
  [
    'a scale set and sets',
    changed(
      'zones: ["1", "2"]',
      'virtualMachineScaleSet: { orchestrationMode: Flexible }\n    availabilitySets: { size: 3 }',
    ),
    /scale set or in an availability set, not in both/,
  ],
  [
    'hotpatch without platform',
    changed('patchMode: AutomaticByPlatform', 'patchMode: Manual'),
    /AutomaticByPlatform/,
  ],
  [
    'pairs in one phase',
    changed('[westeurope] }, { regions: [northeurope]', '[westeurope, northeurope]'),
    /paired/,
  ],
  ['a region in no phase', changed(', { regions: [northeurope] }', ''), /in no phase/],
  ['a group nobody has', changed('groups: [web] }]\n', 'groups: [wbe] }]\n'), /no group is called/],
  ['a KB nobody has', changed('release: 2024-02', 'kb: KB9999999'), /has no KB9999999/],
  ['empty catalogue', changed('[{ calendar: real }]', '[]'), /at least one source/],
  [
    'two calendars',
    changed('[{ calendar: real }]', '[{ calendar: real }, { calendar: generated }]'),
    /one calendar/,
  ],
  ['a fleet left out', withShape('fleet', '').replace('fleet: ', ''), /fleet/],
  [
    'release twice',
    changed(
      '[{ calendar: real }]',
      `[{ releases: [${'{ product: WS2022, release_date: 2024-02-13, kb: KB1234567, kind: cumulative },'.repeat(2)}] }]`,
    ),
    /listed twice/,
  ],
  [
    'a circle of one',
    changed(
      '[{ calendar: real }]',
      '[{ releases: [{ product: WS2022, release_date: 2024-02-13, kb: KB1234567, kind: cumulative, supersedes: [KB1234567] }] }]',
    ),
    /circle/,
  ],
];
