// What goes wrong at given instants. Refuses to know what follows from it.
import * as z from 'zod';
import { SPAN_KEYS, SPAN_META, spanned } from './span.ts';
import { duration, instant, kb, listOf, month, prose, region, share } from './values.ts';

const groups = () => listOf(prose(64), 'group').optional().describe('Only VMs of these groups.');
const regions = () => listOf(region(), 'region').optional().describe('Only VMs in these regions.');
const kind = <const K extends string>(name: K, description: string) =>
  z.literal(name, { error: `expected ${name}` }).describe(description);

const badPatch = () =>
  z
    .strictObject({
      kind: kind('badPatch', 'An update that makes VMs unhealthy (R25).'),
      kb: kb().optional().describe('The bad update; write this, `release` or both.'),
      release: month().optional().describe('Month whose updates are bad, such as 2024-08.'),
      probability: share().describe('Probability that a VM that installs it becomes unhealthy.'),
      recoverAfter: duration('1m', '365d').describe('Time after which an unhealthy VM is healthy again.'),
      groups: groups(),
      regions: regions(),
    })
    .meta({ anyOf: [{ required: ['kb'] }, { required: ['release'] }] })
    .superRefine((written, context) => {
      if (written.kb === undefined && written.release === undefined)
        context.addIssue({
          code: 'custom',
          message: 'expected `kb` or `release`',
          params: { rule: 'R25', about: ['kb', 'release'] },
        });
    });

const regionOutage = () =>
  z
    .strictObject({
      kind: kind('regionOutage', 'Every VM of a region is off.'),
      region: region().describe('The region.'),
      ...SPAN_KEYS,
    })
    .meta(SPAN_META)
    .transform(spanned);

const massPowerOff = () =>
  z
    .strictObject({
      kind: kind('massPowerOff', 'A share of the VMs is switched off.'),
      share: share().describe('Share of the VMs that is off.'),
      ...SPAN_KEYS,
      groups: groups(),
      regions: regions(),
    })
    .meta(SPAN_META)
    .transform(spanned);

const kbWithdrawn = () =>
  z.strictObject({
    kind: kind('kbWithdrawn', 'An update is no longer offered.'),
    kb: kb().describe('The update.'),
    at: instant().describe('Instant from which it is not offered.'),
  });

const wrongOffer = () =>
  z
    .strictObject({
      kind: kind(
        'wrongOffer',
        'An update is offered to VMs that should not get it, as in October 2025 (F64).',
      ),
      kb: kb().describe('The update.'),
      share: share().describe('Share of the VMs that are offered it.'),
      ...SPAN_KEYS,
      groups: groups(),
    })
    .meta(SPAN_META)
    .transform(spanned);

export const incident = z.lazy(() =>
  z.discriminatedUnion('kind', [badPatch(), regionOutage(), massPowerOff(), kbWithdrawn(), wrongOffer()]),
);
export type Incident = z.output<typeof incident>;
