// The chart as a page of documentation: a Mermaid diagram of its regions and every transition in words.
// Refuses to know any rule: states, transitions and descriptions are read from the machine.

import type { AnyStateNode, AnyTransitionDefinition } from 'xstate';
import { vmChart } from './chart.ts';

const AFTER = /^xstate\.after\.(\w+)\./;

/** `after` events by the delay's name, others by their own. */
const eventName = (type: string): string => {
  const delay = AFTER.exec(type)?.[1];
  return delay === undefined ? type : `after ${delay}`;
};

/** XState keeps what its guard and action creators were given on the functions they return. */
interface Created {
  readonly name: string;
  readonly type?: string;
  readonly guards?: readonly unknown[];
  readonly stateValue?: Readonly<Record<string, string>>;
  readonly event?: unknown;
}

/** A guard in words, in the chart's own names. */
function guardText(guard: unknown): string {
  if (typeof guard !== 'function') {
    const { type, params } = guard as { type: string; params: string };
    return type === 'is' ? params : `${type} = ${params}`;
  }
  const { name, guards = [], stateValue = {} } = guard as Created;
  if (name === 'and') return guards.map(guardText).join(' and ');
  if (name === 'or') return `(${guards.map(guardText).join(' or ')})`;
  if (name === 'not') return `not ${guardText(guards[0])}`;
  return Object.entries(stateValue)
    .map(([region, state]) => `${region} is ${state}`)
    .join(' and ');
}

/** Names of actions; what one region tells another by the event it raises, which is computed for LEVEL alone. */
function actionsText(actions: readonly unknown[]): string {
  return actions
    .filter((action) => typeof action === 'string' || !isTimer(action as Created))
    .map((action) => (typeof action === 'string' ? action : `tells ${raised(action as Created) ?? 'LEVEL'}`))
    .join(', ');
}

const raised = ({ event }: Created): string | undefined => (event as { type?: string }).type;
const isTimer = (action: Created): boolean =>
  action.type === 'xstate.cancel' || AFTER.test(raised(action) ?? '');

const transitionsOf = (state: AnyStateNode): AnyTransitionDefinition[] =>
  [...state.transitions.values()].flat();
const targetOf = ({ target, source }: AnyTransitionDefinition): string => target?.[0]?.key ?? source.key;
const regionsOf = (): AnyStateNode[] => Object.values(vmChart.root.states);

/** One arrow for each pair of states, labelled with the events that can lead along it. */
function arrows(region: AnyStateNode): string[] {
  const labels = new Map<string, Set<string>>();
  for (const state of Object.values(region.states) as AnyStateNode[]) {
    for (const transition of transitionsOf(state)) {
      if (transition.target === undefined) continue;
      const ends = `${state.key} --> ${targetOf(transition)}`;
      labels.set(ends, (labels.get(ends) ?? new Set()).add(eventName(transition.eventType)));
    }
  }
  return [...labels].map(([ends, events]) => `${ends} : ${[...events].join(', ')}`);
}

function diagram(): string {
  const regions = regionsOf().map((region) => {
    const body = [`[*] --> ${region.initial.target?.[0]?.key}`, ...arrows(region)];
    return [`    state ${region.key} {`, ...body.map((line) => `      ${line}`), '    }'].join('\n');
  });
  return `stateDiagram-v2\n  state vm {\n${regions.join('\n    --\n')}\n  }`;
}

/** A table of Markdown with columns as wide as their widest cell. */
function tableOf(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = head.map((name, column) =>
    Math.max(3, name.length, ...rows.map((row) => row[column].length)),
  );
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell, column) => cell.padEnd(widths[column])).join(' | ')} |`;
  return [line(head), line(widths.map((width) => '-'.repeat(width))), ...rows.map(line)].join('\n');
}

function regionText(region: AnyStateNode): string {
  const states = Object.values(region.states) as AnyStateNode[];
  const entries = states.filter(({ entry }) => actionsText(entry) !== '');
  const table = tableOf(
    ['in', 'event', 'if', 'to', 'actions'],
    states.flatMap((state) =>
      transitionsOf(state).map((transition) => [
        state.key,
        eventName(transition.eventType),
        transition.guard === undefined ? '' : guardText(transition.guard),
        transition.target === undefined ? '(stays)' : targetOf(transition),
        actionsText(transition.actions),
      ]),
    ),
  );
  const onEntry = entries.map(({ key, entry }) => `- on entering ${key}: ${actionsText(entry)}`).join('\n');
  return [`## ${region.key}`, region.description ?? '', table, onEntry]
    .filter((part) => part !== '')
    .join('\n\n');
}

/** docs/chart.md. */
export function chartPage(): string {
  return `# The life of one VM

<!-- Generated from src/vm/chart.ts by \`npm run build:table\`; do not edit. -->

A VM is in one state of each region at once. Events come from outside; \`after\` marks a timer that the state itself
started, named by what takes the time. A region tells the others something with an event of its own: AGENT_LOST,
AGENT_BACK, and LEVEL, the kind of content that has just taken effect. Of several lines for one event the first whose
condition holds is taken. Guards read only the event and the states of other regions, so the whole chart is asked
every question once and the engine runs on the answers (\`src/vm/table.generated.ts\`).

\`\`\`mermaid
${diagram()}
\`\`\`

${regionsOf().map(regionText).join('\n\n')}
`;
}
