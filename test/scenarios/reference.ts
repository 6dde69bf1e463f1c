// The reference pages of docs/, made from the schema: every key and every parameter with its description.
// Refuses to know the examples around the tables of keys.
import { scenarioJsonSchema } from '../../src/index.ts';
import { PARAMETERS } from '../../src/scenario/schema/parameters.ts';
import type { Parameter } from '../../src/scenario/schema/registry.ts';
import { GATE } from '../../src/scenario/schema/rollout.ts';

interface JsonSchema {
  readonly description?: string;
  readonly default?: unknown;
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly items?: JsonSchema;
  readonly anyOf?: readonly JsonSchema[];
  readonly oneOf?: readonly JsonSchema[];
  readonly allOf?: readonly JsonSchema[];
}

const cell = (text: string): string => text.replaceAll('|', '\\|').replaceAll('\n', ' ');
const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [head, head.map(() => '---'), ...rows].map((row) => `| ${row.map(cell).join(' | ')} |`).join('\n');

const shown = (value: unknown): string => {
  if (typeof value !== 'object' || value === null) return `\`${String(value)}\``;
  const pairs = Object.entries(value).map(([key, part]) => `${key}: ${String(part)}`);
  return `\`{ ${pairs.join(', ')} }\``;
};

/** Rows for every key below a schema: path, description. */
function keysBelow(schema: JsonSchema, path: string): string[][] {
  const rows: string[][] = [];
  for (const [key, property] of Object.entries(schema.properties ?? {})) {
    const at = path === '' ? key : `${path}.${key}`;
    const words = property.enum === undefined ? '' : ` One of ${property.enum.map(shown).join(', ')}.`;
    rows.push([`\`${at}\``, `${property.description ?? ''}${words}`]);
    if (at !== 'parameters') rows.push(...keysBelow(property, at));
  }
  if (schema.items !== undefined) rows.push(...keysBelow(schema.items, `${path}[]`));
  for (const variant of [...(schema.anyOf ?? []), ...(schema.oneOf ?? []), ...(schema.allOf ?? [])])
    rows.push(...variantKeys(variant, path));
  return rows;
}

/** The kinds of a list are told apart by `kind`: their keys are shown as `incidents[badPatch].kb`. */
function variantKeys(variant: JsonSchema, path: string): string[][] {
  const kind = variant.properties?.kind?.const;
  if (kind === undefined) return keysBelow(variant, path);
  return keysBelow(variant, path.replace(/\[\]$/, `[${String(kind)}]`));
}

/** The table of the keys below one key at the root of the scenario file, that key included. */
export function keyTable(root: string): string {
  const { properties = {} } = scenarioJsonSchema() as JsonSchema;
  const rows = keysBelow({ properties: { [root]: properties[root]! } }, '');
  // A key that several forms of an entry have is told where it comes first.
  const first = rows.filter(([key], index) => rows.findIndex((row) => row[0] === key) === index);
  return table(['key', 'meaning'], first);
}

/** Keys at the root of the scenario file. */
export function rootKeys(): string[] {
  return Object.keys((scenarioJsonSchema() as JsonSchema).properties ?? {});
}

function parameterTable(registry: Readonly<Record<string, Parameter>>, prefix: string): string {
  const rows = Object.entries(registry).map(([name, { usual, basis, source, description }]) => {
    const [point = '', reason = ''] = source.split(/: (.*)/s);
    return [`\`${prefix}${name}\``, shown(usual), basis, point, `${description} (${reason})`];
  });
  return table(['parameter', 'default', 'basis', 'point', 'what it does, and why this default'], rows);
}

/** The text of docs/parameters.md. */
export function parametersPage(): string {
  return `# Parameters

Every number of the model that a scenario can change, under \`parameters\` and \`rollout.gate\`. *Documented* values stand
in Microsoft's documents; *assumed* ones are this project's choice for what the documents leave open: U-points, listed with
the facts (F) and contradictions (D) they come from. A run lists all of them with the value it used.

This page is made from the schema by \`npx vitest run test/scenarios/reference.test.ts -u\`.

\`\`\`yaml
parameters:
  offPeakStart: "23:00"
  installCumulative: { median: 40m }
  subscriptionShare: 5%
\`\`\`

## parameters

${parameterTable(PARAMETERS, '')}

## rollout.gate

${parameterTable(GATE, 'rollout.gate.')}
`;
}
