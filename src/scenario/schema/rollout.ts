// How a release travels over the fleet: phases, the gate between them, the order of zones (R15-R17). Refuses to
// know which regions are paired.
import * as z from 'zod';
import { parameter, shapeOf } from './registry.ts';
import { duration, integer, listOf, prose, region, share, zone } from './values.ts';

/** The parameters of the gate between two phases (R16). */
export const GATE = {
  healthyShare: parameter(
    share(),
    '95%',
    'assumed',
    'U5: only "if eligible VMs update successfully" is published',
    'Share of attempted VMs that must be healthy for the next phase to open.',
  ),
  haltShare: parameter(
    share(),
    '20%',
    'assumed',
    'U5: figure of extension upgrades (F29)',
    'The rollout halts when more than this share of attempted VMs is unhealthy.',
  ),
  haltMinimumVms: parameter(
    integer(1, 20_000_000),
    3,
    'assumed',
    'U5: one unlucky restart must not halt a small fleet',
    'The rollout halts only when at least so many VMs are unhealthy.',
  ),
  bake: parameter(
    duration('0s', '14d'),
    '24h',
    'assumed',
    'U4: no bake time is published; five phases must fit into 30 days',
    'Time a phase rests after its last VM before the next opens.',
  ),
  phaseLimit: parameter(
    duration('1h', '30d'),
    '4d',
    'assumed',
    'U4: the longest assessment period, so that every VM has been assessed once',
    'A phase waits this long at most for VMs that were not attempted.',
  ),
  checkInterval: parameter(
    duration('1m', '1d'),
    '1h',
    'assumed',
    'U4: how often gates are looked at is not published',
    'Time between two looks at a gate.',
  ),
};

const phase = z.strictObject({
  name: prose(64).optional().describe('Name of the phase in reports; `phase 1` and so on when left out.'),
  regions: listOf(region(), 'region').describe(
    'Regions of the phase; paired regions must be in different ones (R15).',
  ),
});

const phases = listOf(phase, 'phase').transform((list) =>
  list.map(({ name, regions }, index) => ({ name: name ?? `phase ${index + 1}`, regions })),
);

const order = z
  .strictObject({
    zones: z
      .union([z.literal('rotate'), listOf(zone(), 'zone')], {
        error: 'expected rotate or a list of zones such as ["1", "2", "3"]',
      })
      .prefault('rotate')
      .describe('Order in which the zones of a region take their turns: rotate (by month) or a list (U7).'),
  })
  .prefault({})
  .describe('Order inside a region.');

export const rollout = z
  .strictObject({
    phases: phases.optional().describe('Phases in their order; derived from the fleet when left out (U4).'),
    gate: z.strictObject(shapeOf(GATE)).prefault({}).describe('The gate between two phases (R16).'),
    order,
  })
  .prefault({})
  .describe('How a release is rolled out over regions and zones.');

export type Gate = z.output<typeof rollout>['gate'];
