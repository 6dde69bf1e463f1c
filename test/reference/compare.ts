// Runs a scenario through the engine and the reference and finds where their ledgers part.
// Refuses to know which of the two is right.

import { buildFleet } from '../../src/fleet/build.ts';
import { vmName } from '../../src/fleet/fleet.ts';
import { type LoadedScenario, loadScenario } from '../../src/index.ts';
import { FactText } from '../../src/ledger/fact-text.ts';
import { FACTS } from '../../src/ledger/facts.ts';
import { Simulation } from '../../src/simulation/simulation.ts';
import { vmTable } from '../../src/vm/table.ts';
import { runReference } from './reference.ts';

interface Fact {
  readonly kind: number;
  readonly t: number;
  readonly vm: number;
  readonly a: number;
  readonly b: number;
}

export interface Comparison {
  readonly facts: number;
  /** Names of the kinds of facts that occurred. */
  readonly kinds: ReadonlySet<string>;
  /** Empty when the ledgers are equal, else what each says from there on. */
  readonly difference: string;
}

const SHOWN = 8;

/** By instant and VM; facts of one VM at one instant stay in the order in which they came. */
function ledger(run: (record: (...fact: [number, number, number, number, number]) => void) => void): Fact[] {
  const facts: Fact[] = [];
  run((kind, t, vm, a, b) => {
    facts.push({ kind, t, vm, a, b });
  });
  return facts.sort((left, right) => left.t - right.t || left.vm - right.vm);
}

function engineLedger({ scenario, releases }: LoadedScenario): Fact[] {
  return ledger((record) => {
    const simulation = new Simulation({
      scenario,
      fleet: buildFleet(scenario),
      releases,
      table: vmTable,
      sink: { record, settled: () => undefined },
      settleEvery: 7 * 86_400,
    });
    while (simulation.step());
  });
}

/** Undefined for a scenario that is refused. */
export function compare(scenarioText: string): Comparison | undefined {
  const loaded = loadScenario(scenarioText, { file: 'reference.json' });
  if (!loaded.ok) return undefined;
  const { scenario, releases } = loaded.scenario;
  const engine = engineLedger(loaded.scenario);
  const reference = ledger((record) => runReference(scenario, releases, record));
  const fleet = buildFleet(scenario);
  const text = new FactText(releases, fleet);
  const show = ({ kind, t, vm, a, b }: Fact): string => {
    const when = new Date((scenario.clock.start + t) * 1000).toISOString().slice(0, 19);
    const who = vm < 0 ? '' : ` ${vmName(fleet, vm)}`;
    return `${when}${who} ${FACTS[kind]} ${JSON.stringify(text.details(kind, a, b, scenario.clock.start))}`;
  };
  const kinds = new Set(engine.map(({ kind }) => FACTS[kind]));
  const [ours, theirs] = [engine, reference].map((facts) => facts.map((fact) => JSON.stringify(fact)));
  const length = Math.max(ours.length, theirs.length);
  let at = 0;
  while (at < length && ours[at] === theirs[at]) at++;
  if (at === length) return { facts: length, kinds, difference: '' };
  const lines = (facts: readonly Fact[]): string => facts.map((fact) => `\n    ${show(fact)}`).join('');
  const parting = [engine[at]?.vm, reference[at]?.vm];
  const before = engine.slice(0, at).filter(({ vm }) => parting.includes(vm));
  const difference = [
    `the ledgers part at record ${at}; the same VMs before:${lines(before.slice(-SHOWN))}`,
    `the engine:${lines(engine.slice(at, at + SHOWN))}`,
    `the reference:${lines(reference.slice(at, at + SHOWN))}`,
  ].join('\n  ');
  return { facts: engine.length, kinds, difference };
}
