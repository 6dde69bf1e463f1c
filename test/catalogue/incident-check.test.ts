// Incidents that name updates are held to the catalogue of their run (R5, R7, R25). Refuses to know what they do.

import { expect, test } from 'vitest';
import { loadScenario } from '../../src/index.ts';

function problems(incident: string): string[] {
  const text = `version: 1
name: incident
clock: { start: 2024-01-01, end: 2024-06-01 }
catalogue: [{ calendar: real }]
fleet:
  - name: web
    count: 3
    image: { publisher: MicrosoftWindowsServer, offer: WindowsServer, sku: 2022-datacenter-azure-edition-core }
    region: westeurope
incidents:
  - { ${incident} }
`;
  const loaded = loadScenario(text, { file: 's.yaml' });
  return loaded.ok
    ? []
    : loaded.problems.map(({ path, message, hint, rule }) => [path, message, hint, rule].join(' | '));
}

const bad = (text: string): string => `kind: badPatch, probability: 5%, recoverAfter: 1d, ${text}`;

test.each([
  [
    'R5',
    'kind: kbWithdrawn, kb: KB5034128, at: 2024-02-01',
    /no KB5034128 \| did you mean "KB503412[79]"\? \| R5/,
  ],
  ['R5', bad('kb: KB1000000'), /kb \| the catalogue of this run has no KB1000000 \| +\| R5/],
  ['R25', bad('release: 2031-01'), /release \| the catalogue of this run releases nothing in 2031-01 .*R25/],
  [
    'R25',
    bad('kb: KB5034129, release: 2024-02'),
    /KB5034129 was released in 2024-01, so nothing is bad in 2024-02/,
  ],
  [
    'R7',
    'kind: wrongOffer, kb: KB5034860, share: 10%, from: 2024-02-13, for: 2d',
    /KB5034860 is no Critical or Security update outside the hotpatch track.*R7/,
  ],
])('%s %s', (_rule, incident, says) => {
  const found = problems(incident);
  expect(found).toHaveLength(1);
  expect(found[0]).toMatch(says);
});

test.each([
  bad('kb: KB5034129, release: 2024-01'),
  bad('release: 2024-02'),
  'kind: kbWithdrawn, kb: KB5034129, at: 2024-02-01',
  'kind: wrongOffer, kb: KB5034770, share: 10%, from: 2024-02-13, for: 2d',
])('is right: %s', (incident) => expect(problems(incident)).toEqual([]));
