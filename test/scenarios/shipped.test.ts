// Every scenario that ships: loads, runs, keeps the promise of 30 days, gives the same bytes twice, and its key figures
// are the golden ones. A change of those is a change of the model and stands in CHANGELOG.md under "Model".
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { type GroupSummary, scenarioJsonSchema } from '../../src/index.ts';
import { FOLDER, NAMES, type Outcome, outcome, promised, shipped } from './shipped.ts';

const outcomes = new Map<string, Promise<Outcome>>();
function ran(name: string): Promise<Outcome> {
  const run = outcomes.get(name) ?? outcome(shipped(name));
  outcomes.set(name, run);
  return run;
}

function keyFigures(group: GroupSummary) {
  const { vms, covered, reboots, hotpatches, daysToEffective, effectiveWithin, overdueByReason, deferrals } =
    group;
  const { perVm, min, max, byCause } = reboots;
  return {
    vms,
    covered,
    reboots: { perVm, min, max, byCause },
    hotpatches,
    daysToEffective,
    effectiveWithin,
    overdue: group.overdue,
    overdueByReason,
    deferrals,
    peaks: { rebooting: group.peakRebooting, inFlight: group.peakInFlight },
    failures: group.failures,
  };
}

describe('R1 the shipped scenarios', () => {
  const zone = process.env.TZ;

  test.each(NAMES)('%s keeps its golden figures', async (name) => {
    const { summary, trace } = await ran(name);
    const groups = Object.entries(summary.groups).map(([group, results]) => [group, keyFigures(results)]);
    const golden = { trace, groups: Object.fromEntries(groups) };
    await expect(`${JSON.stringify(golden, null, 2)}\n`).toMatchFileSnapshot(`golden/${name}.json`);
  });

  test.each(NAMES)('%s gives the same bytes again, on a host in another time zone', async (name) => {
    const first = await ran(name);
    try {
      process.env.TZ = 'Pacific/Chatham';
      expect(new Date(0).getTimezoneOffset()).toBe(-765);
      const second = await outcome(shipped(name));
      expect(second.trace).toBe(first.trace);
      expect(JSON.stringify(second.summary)).toBe(JSON.stringify(first.summary));
    } finally {
      if (zone === undefined) delete process.env.TZ;
      else process.env.TZ = zone;
    }
  });
});

describe('R21 every always-on VM is effective within 30 days where nothing goes wrong', () => {
  const calm = NAMES.filter((name) => {
    const { incidents, actions } = shipped(name).scenario;
    return incidents.length === 0 && actions.length === 0;
  });

  test.each(calm)('%s', async (name) => {
    const { summary } = await ran(name);
    for (const group of promised(shipped(name).scenario)) {
      const { covered, effectiveWithin, overdue } = summary.groups[group]!;
      if (covered === 0) continue;
      expect({ group, within30: effectiveWithin['30d'], overdue }).toEqual({
        group,
        within30: 1,
        overdue: 0,
      });
    }
  });
});

describe('the folder of scenarios', () => {
  test('has golden figures for what ships, and for nothing else', () => {
    const golden = readdirSync('test/scenarios/golden').map((file) => file.replace(/\.json$/, ''));
    expect(golden.sort()).toEqual(NAMES);
  });

  test('ships the schema that `patchsim schema` prints', () => {
    const shippedSchema = readFileSync(`${FOLDER}/patchsim.schema.json`, 'utf8');
    expect(shippedSchema).toBe(`${JSON.stringify(scenarioJsonSchema(), null, 2)}\n`);
  });

  const index = readFileSync(`${FOLDER}/README.md`, 'utf8');
  test.each(NAMES)('%s names the schema, its question and itself, and stands in the index', (name) => {
    const [first] = readFileSync(`${FOLDER}/${name}.yaml`, 'utf8').split('\n');
    expect(first).toBe('# yaml-language-server: $schema=./patchsim.schema.json');
    const { scenario } = shipped(name);
    expect(scenario.name).toBe(name);
    expect(scenario.description).not.toBe('');
    expect(index).toContain(`(${name}.yaml)`);
    expect(index).toContain(`patchsim run scenarios/${name}.yaml`);
  });
});
