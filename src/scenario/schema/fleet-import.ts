// An entry of `fleet` that stands for the groups of an exported fleet. Refuses to know what such a file holds.
import * as z from 'zod';
import { SECURITY_TYPES } from './fleet.ts';
import { power } from './power.ts';
import { flag, oneOf, prose, TIME_ZONE } from './values.ts';
import { weighted } from './weighted.ts';

/** For editors and for the keys; what is given here is checked as part of every group it goes into. */
export const importEntry = z.lazy(() =>
  z.strictObject({
    import: prose(1000)
      .min(1, { error: 'expected the name of a file' })
      .describe(
        'VMs of `az vm list -d -o json`, `az graph query -o json`, its CSV or `terraform show -json`, in a file beside the scenario.',
      ),
    timeZone: weighted(TIME_ZONE).optional().describe('Time zone of the VMs whose own is not in the file.'),
    securityType: oneOf(SECURITY_TYPES)
      .optional()
      .describe('Security type of the VMs whose own is not in the file.'),
    applicationHealthExtension: flag()
      .optional()
      .describe('Whether instances of scale sets have the Application Health extension; true when left out.'),
    power: power.optional().describe('Power plan of the VMs; no export has one.'),
  }),
);

export function importEntryJsonSchema(): object {
  const { $schema: _, ...schema } = z.toJSONSchema(importEntry, {
    target: 'draft-7',
    io: 'input',
    unrepresentable: 'any',
  });
  return schema;
}
