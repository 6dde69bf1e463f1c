// What every scenario of the swarm has to survive: the checker, and figures computed a second time.
// Refuses to know how scenarios are drawn.

import { Checker, type GroupSummary, loadScenario, simulate } from '../../src/index.ts';
import { naiveMetrics } from './naive-metrics.ts';
import type { Shape } from './shape.ts';

const MOST_TOLD = 3;

/** Runs a scenario. Null when it is refused as wrong, else what is wrong with the run, a text each. */
export async function ordeal(shape: Shape): Promise<string[] | null> {
  const loaded = loadScenario(JSON.stringify(shape), { file: 'swarm.json' });
  if (!loaded.ok) return null;
  const found: string[] = [];
  const items: Record<string, unknown>[] = [];
  const checker = new Checker(({ rule, vm, message, first, second }) => {
    found.push(`${rule} ${vm ?? ''} ${message}\n    ${first.text}\n    ${second?.text ?? ''}`);
  });
  const { summary } = await simulate(loaded.scenario, {
    trace: (line) => {
      checker.line(line);
      // Most facts of a trace are assessments without a find, and no figure is made of them.
      if (!line.includes('"assessed"')) items.push(JSON.parse(line));
    },
  });
  const { breaches } = checker.end();
  const wrong = found.slice(0, MOST_TOLD);
  if (breaches > wrong.length) wrong.push(`... ${breaches} breaches`);
  const names = Object.keys(summary.groups);
  wrong.push(...differences('fleet', summary.fleet, naiveMetrics(items, names)));
  for (const name of names) {
    wrong.push(...differences(name, summary.groups[name] as GroupSummary, naiveMetrics(items, [name])));
  }
  return wrong;
}

/** Figures of the summary that differ; months without a reboot may be left out. */
function differences(where: string, summary: GroupSummary, naive: ReturnType<typeof naiveMetrics>): string[] {
  const { min, max, total, byCause, byKb, byMonth } = summary.reboots;
  const months = Object.fromEntries(Object.entries(byMonth).filter(([, many]) => many > 0));
  const figures: Record<string, unknown> = {
    ...summary,
    reboots: { total, min, max, byCause, byMonth: months, byKb },
  };
  return Object.entries(naive).flatMap(([name, value]) => {
    const [ours, theirs] = [figures[name], value].map((one) => JSON.stringify(sorted(one)));
    return ours === theirs ? [] : [`${where}.${name}: the summary says ${ours}, the trace ${theirs}`];
  });
}

function sorted(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([name, inner]) => [name, sorted(inner)]));
}
