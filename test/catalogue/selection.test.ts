// R30 the choice of updates by classification, KB, restart and publish date, against its own definition on any list.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rebootBehaviorOf } from '../../src/catalogue/kinds.ts';
import { CLASSIFICATIONS, KINDS, type Release } from '../../src/catalogue/release.ts';
import { select } from '../../src/catalogue/selection.ts';

const NUMBERS = ['KB5000001', 'KB5000002', 'KB5000003', 'KB5000004'];
const release = fc
  .record({
    kb: fc.constantFrom(...NUMBERS),
    kind: fc.constantFrom(...KINDS),
    classification: fc.constantFrom(...CLASSIFICATIONS),
    instant: fc.nat(9),
  })
  .map((one) => ({ ...one, rebootBehavior: rebootBehaviorOf(one.kind) }) as Release);
const wanted = fc.record({
  classificationsToInclude: fc.subarray([...CLASSIFICATIONS]),
  kbNumbersToInclude: fc.subarray(NUMBERS),
  kbNumbersToExclude: fc.subarray(NUMBERS),
  excludeKbsRequiringReboot: fc.boolean(),
  maxPatchPublishDate: fc.option(fc.nat(9), { nil: undefined }),
});
const self = (one: Release): Release => one;

describe('R30 which updates are chosen', () => {
  it('each is in exactly one of selected, excluded and notSelected, in the order in which it came', () => {
    fc.assert(
      fc.property(fc.array(release), wanted, (available, filter) => {
        const { selected, excluded, notSelected } = select(available, self, filter);
        const all = [...selected, ...excluded, ...notSelected];
        expect(new Set(all)).toEqual(new Set(available));
        expect(all).toHaveLength(available.length);
        expect(available.filter((one) => selected.includes(one))).toEqual(selected);
      }),
    );
  });

  it('exclusion beats inclusion; what is selected was asked for, may not restart when that is excluded, and is old enough', () => {
    fc.assert(
      fc.property(fc.array(release), wanted, (available, filter) => {
        const { selected, notSelected } = select(available, self, filter);
        for (const one of selected) {
          expect(filter.kbNumbersToExclude).not.toContain(one.kb);
          if (filter.excludeKbsRequiringReboot) expect(one.rebootBehavior).toBe('NeverReboots');
          expect(one.instant).toBeLessThanOrEqual(filter.maxPatchPublishDate ?? 9);
          const asked = [...filter.classificationsToInclude, ...filter.kbNumbersToInclude];
          expect(asked.some((name) => name === one.kb || name === one.classification)).toBe(true);
        }
        for (const one of notSelected) expect(filter.kbNumbersToExclude).not.toContain(one.kb);
      }),
    );
  });

  it('a KB to include adds to the classifications and never takes away from them', () => {
    fc.assert(
      fc.property(fc.array(release), wanted, fc.constantFrom(...NUMBERS), (available, filter, kb) => {
        const before = select(available, self, filter).selected;
        const more = { ...filter, kbNumbersToInclude: [...filter.kbNumbersToInclude, kb] };
        const after = select(available, self, more).selected;
        expect(after).toEqual(expect.arrayContaining([...before]));
        expect(after.filter((one) => !before.includes(one)).every((one) => one.kb === kb)).toBe(true);
      }),
    );
  });
});
