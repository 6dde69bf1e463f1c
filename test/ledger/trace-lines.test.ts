// Lines put together from bytes are what JSON.stringify writes, whatever had to be forgotten before. Refuses to know
// what is fast about it.

import { expect, test } from 'vitest';
import { formatInstant } from '../../src/calendar/instant.ts';
import { loadScenario } from '../../src/experiment/load.ts';
import { buildFleet } from '../../src/fleet/build.ts';
import { eachLine } from '../../src/ledger/each-line.ts';
import { gathering } from '../../src/ledger/fact-block.ts';
import { FACT } from '../../src/ledger/fact-codes.ts';
import { traceOf } from '../../src/ledger/trace.ts';
import type { Group } from '../../src/scenario/schema.ts';

/** As long as names may be. */
const LONG = 'v'.repeat(200);

function loaded() {
  const image = {
    publisher: 'MicrosoftWindowsServer',
    offer: 'WindowsServer',
    sku: '2022-datacenter-azure-edition-core',
  };
  const group = { image, region: 'westeurope', patchSettings: { patchMode: 'AutomaticByPlatform' } };
  const result = loadScenario(
    JSON.stringify({
      version: 1,
      name: 'lines',
      seed: '1',
      clock: { start: '2024-01-01', end: '2024-02-01' },
      catalogue: [{ calendar: 'real' }],
      fleet: [
        { name: 'web', count: 12, ...group },
        { name: LONG.slice(0, 64), count: 2, ...group },
        { name: 'own', count: 3, ...group },
      ],
    }),
    { file: 'lines.json' },
  );
  if (!result.ok) throw new Error(JSON.stringify(result.problems));
  const { scenario, releases } = result.scenario;
  // As an imported fleet has them.
  const named = (group: Group) =>
    group.name === 'own' ? { ...group, vms: ['b', 'a-much-longer-name', LONG] } : group;
  return { scenario: { ...scenario, fleet: scenario.fleet.map(named) }, releases };
}

test('R33 a line is the JSON of its fact, also after 200,000 different ones and of the longest names', () => {
  const { scenario, releases } = loaded();
  const fleet = buildFleet(scenario);
  const lines: string[] = [];
  const trace = traceOf(
    { scenario, fleet, releases },
    eachLine((line) => lines.push(line)),
  );
  const { record, settled } = gathering((block) => {
    trace.block(block);
    return block;
  });
  const expected: string[] = [];
  const expects = (t: number, vm: number, fact: string, details: object) => {
    const { group, ordinal, groups } = fleet;
    const { name, vms } = groups[group[vm]];
    const named = vms === undefined ? `${name}-${ordinal[vm] + 1}` : vms[ordinal[vm]];
    expected.push(
      JSON.stringify({ t: formatInstant(scenario.clock.start + t), fact, vm: named, ...details }),
    );
  };
  const { kb, kind } = releases[0];
  // Each of other seconds than all before: more ends of lines than are remembered.
  for (let t = 0; t < 200_000; t++) {
    const vm = t % fleet.vms;
    record(FACT.rebootCompleted, t, vm, 0, t);
    expects(t, vm, 'rebootCompleted', { kb, cause: kind, rule: 'R24', seconds: t });
    if (t % 1000 === 0) {
      record(FACT.deferred, t, vm, 0, t % 2000 === 0 ? -1 : 5 * t);
      const until = t % 2000 === 0 ? null : formatInstant(scenario.clock.start + 5 * t);
      expects(t, vm, 'deferred', { reason: 'off', until });
    }
    if (t % 30_000 === 0) settled(t);
  }
  settled(200_000);
  trace.end();
  expect(lines.filter((line) => line.startsWith('{"t"'))).toEqual(expected);
});
