// Draws a preview: whether there is one, and which subscriptions register what, in good order or not. Refuses to know fleets.

import fc from 'fast-check';
import { one, record, type Shape, sometimes } from './shape-words.ts';

const HOUR = 3_600_000;
const FEATURES = ['InGuestHotPatchVMPreview', 'InGuestAutoPatchVMPreview', 'InGuestPatchVMPreview'];

/** One subscription's, or everybody's, way through the registrations; the provider before or behind the features. */
function wayOf(start: number, days: number): fc.Arbitrary<Shape[]> {
  return fc
    .tuple(
      fc.integer({ min: 0, max: days * 12 }),
      one(FEATURES, FEATURES, FEATURES, FEATURES.slice(1)),
      one(0, 5, 20, 300),
      // Every group has a first subscription.
      record({ subscriptions: sometimes(one(['subscription-1'])) }),
    )
    .map(([hour, features, minutes, whom]) => {
      const at = (more: number): string =>
        new Date(start + hour * HOUR + more * 60_000).toISOString().slice(0, 19).concat('Z');
      return [
        ...features.map((register) => ({ at: at(0), ...whom, register })),
        { at: at(minutes), ...whom, registerProvider: 'Microsoft.Compute' },
      ];
    });
}

export function previewOf(
  start: number,
  days: number,
): fc.Arbitrary<{ preview: boolean; registrations: Shape[] }> {
  return fc.oneof(
    { weight: 6, arbitrary: fc.constant({ preview: false, registrations: [] as Shape[] }) },
    {
      weight: 1,
      arbitrary: fc.record({
        preview: one(true, true, true, false),
        registrations: fc.array(wayOf(start, days), { maxLength: 2 }).map((ways) => ways.flat()),
      }),
    },
  );
}
