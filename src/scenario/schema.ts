// The scenario file, version 1: one source for its types, its validation and the JSON Schema that editors read.
// Refuses to know YAML and where in a text a value stands.
import * as z from 'zod';
import { action } from './schema/actions.ts';
import { type CatalogueSource, catalogueSource } from './schema/catalogue.ts';
import { expectation } from './schema/expectation.ts';
import { group } from './schema/fleet.ts';
import { importEntryJsonSchema } from './schema/fleet-import.ts';
import { incident } from './schema/incidents.ts';
import { maintenanceConfiguration } from './schema/maintenance.ts';
import { parameters } from './schema/parameters.ts';
import { rollout } from './schema/rollout.ts';
import { anyOf, flag, instant, listOf, name, prose } from './schema/values.ts';

export type { Action, Install } from './schema/actions.ts';
export type { CatalogueSource, UserRelease } from './schema/catalogue.ts';
export type { WrittenExpectation } from './schema/expectation.ts';
export type { Group } from './schema/fleet.ts';
export type { Incident } from './schema/incidents.ts';
export type { MaintenanceConfiguration } from './schema/maintenance.ts';
export type { Parameters } from './schema/parameters.ts';
export type { Power } from './schema/power.ts';
export type { Gate } from './schema/rollout.ts';
export type { Weighted } from './schema/weighted.ts';
export type { WindowsParameters } from './schema/windows-parameters.ts';

const clock = z
  .strictObject(
    {
      start: instant().describe('First instant of the run (ISO 8601, UTC when no offset is written).'),
      end: instant().describe('Instant at which the run ends; at most 30 years after `start`.'),
    },
    { error: 'expected { start, end }' },
  )
  .describe('The simulated time (R1).');

const SEED = 'expected a text or a whole number';
const wholeSeed = z
  .number({ error: SEED })
  .refine(Number.isInteger, { error: SEED })
  .refine(Number.isSafeInteger, {
    error: 'is too large for a number to be exact',
    params: { hint: 'write it as a text, in quotes' },
  })
  .meta({ type: 'integer', minimum: Number.MIN_SAFE_INTEGER, maximum: Number.MAX_SAFE_INTEGER });
const seed = z
  .union([z.string().min(1, { error: SEED }).max(200, { error: SEED }), wholeSeed], { error: SEED })
  .transform(String)
  .prefault('1')
  .describe('Root of all luck: the same scenario and seed give the same results (R4).');

/** What one text can hold and the engine's columns can number. */
const MAX_GROUPS = 10_000;

const file = z.strictObject({
  $schema: z.string().optional().describe('Address of this schema, for editors; not read.'),
  version: z
    .literal(1, { error: 'expected 1, the version of the scenario file' })
    .describe('Version of the file: 1.'),
  name: name().describe('Name of the scenario; reports are written to a folder of that name.'),
  description: prose(10_000).prefault('').describe('What the scenario shows.'),
  seed,
  clock,
  catalogue: listOf(catalogueSource, 'source of releases')
    .prefault([{ calendar: 'real' }])
    .describe('Where releases come from; the real calendar when left out (R5).'),
  preview: flag()
    .prefault(false)
    .describe(
      'Hotpatch as in its preview: only where features and provider of the subscription are registered, by actions (R10).',
    ),
  fleet: listOf(group, 'group', MAX_GROUPS).describe('The VMs, in groups.'),
  maintenanceConfigurations: anyOf(maintenanceConfiguration, 'maintenance configuration')
    .prefault([])
    .describe("Customers' schedules, Azure's maintenance configurations of guest scope (R31)."),
  parameters,
  rollout,
  incidents: anyOf(incident, 'incident').prefault([]).describe('What goes wrong.'),
  actions: anyOf(action, 'action').prefault([]).describe('What operators do.'),
  variants: z
    .record(name(), z.record(z.string(), z.unknown()))
    .prefault({})
    .describe('The same scenario with something changed, by name: what differs, written as in the scenario.'),
  expect: anyOf(expectation, 'expectation')
    .prefault([])
    .describe('What must hold, for `patchsim test`; see docs/testing.md.'),
  snapshot: flag()
    .prefault(false)
    .describe('`patchsim test` keeps the key figures in a file beside the scenario and compares them.'),
});

export const scenarioSchema = file.transform(({ $schema: _, catalogue, variants, ...rest }) => ({
  ...rest,
  catalogue: catalogue as CatalogueSource[],
  variants: Object.keys(variants),
}));

/** A scenario: every default filled in, durations in seconds, instants in UTC seconds, zones as IANA ids. */
export type Scenario = z.output<typeof scenarioSchema>;

/** The JSON Schema (draft-07) of the scenario file. */
export function scenarioJsonSchema(): object {
  const schema = z.toJSONSchema(scenarioSchema, { target: 'draft-7', io: 'input', unrepresentable: 'any' });
  // An entry that imports is gone before the scenario is checked: editors alone see it.
  const fleet = schema.properties!.fleet as { items: object };
  fleet.items = { anyOf: [fleet.items, importEntryJsonSchema()] };
  return schema;
}
