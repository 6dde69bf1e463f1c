// The assumption ledger: every parameter of the model with its value and what it rests on. Refuses to know which of
// them a run made use of.
import { valueAt } from './messages.ts';
import type { DocumentPath } from './problem.ts';
import { PARAMETERS } from './schema/parameters.ts';
import type { Parameter } from './schema/registry.ts';
import { GATE } from './schema/rollout.ts';
import type { Scenario } from './schema.ts';

/** One line of the ledger; `scenario` means that the user set it. */
export interface AssumptionRow {
  readonly parameter: string;
  readonly value: string;
  readonly basis: 'documented' | 'assumed' | 'scenario';
  readonly source: string;
}

/** All of them, parameters first. `raw` is the scenario as written, which tells what the user set. */
export function assumptions(scenario: Scenario, raw: unknown): AssumptionRow[] {
  const { phases, order } = scenario.rollout;
  const phasesText = phases
    ? `${phases.length} listed`
    : `${scenario.parameters.phaseCount} derived, growing`;
  const zonesText = order.zones === 'rotate' ? 'rotate' : order.zones.join(', ');
  return [
    ...Object.entries(PARAMETERS).map(([name, entry]) =>
      row(name, entry, valueAt(raw, ['parameters', name])),
    ),
    ...Object.entries(GATE).map(([name, entry]) =>
      row(`rollout.gate.${name}`, entry, valueAt(raw, ['rollout', 'gate', name])),
    ),
    written('rollout.phases', phasesText, 'U4: which regions share a phase is not published', raw),
    written('rollout.order.zones', zonesText, 'U7: the order of zones is not published', raw),
  ];
}

function row(parameter: string, entry: Parameter, given: unknown): AssumptionRow {
  if (given === undefined)
    return { parameter, value: textOf(entry.usual), basis: entry.basis, source: entry.source };
  const usual = entry.usual;
  const value = isMapping(usual) && isMapping(given) ? { ...usual, ...given } : given;
  const source = `set by the scenario; ${entry.basis} default ${textOf(usual)} (${entry.source})`;
  return { parameter, value: textOf(value), basis: 'scenario', source };
}

function written(parameter: string, value: string, source: string, raw: unknown): AssumptionRow {
  const path: DocumentPath = parameter.split('.');
  if (valueAt(raw, path) === undefined) return { parameter, value, basis: 'assumed', source };
  return { parameter, value, basis: 'scenario', source: `set by the scenario (${source})` };
}

function textOf(value: unknown): string {
  if (!isMapping(value)) return String(value);
  return Object.entries(value)
    .map(([key, part]) => `${key} ${part}`)
    .join(', ');
}

function isMapping(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
