// Lint: variants that are the scenario itself. Refuses to know what a variant may change.

import { isDeepStrictEqual } from 'node:util';
import type { Scenario } from '../scenario/schema.ts';
import type { LintRule } from './rule.ts';

/** What makes a run; the rest says what is done with it. */
function runOf({ variants: _, expect: __, snapshot: ___, ...run }: Scenario): object {
  return run;
}

export const variantIdle: LintRule = {
  id: 'variant-idle',
  level: 'warn',
  rests: 'R4',
  about: 'A variant changes nothing: it is the scenario once more.',
  check: ({ scenario, variants }) =>
    [...variants].flatMap(([name, variant]) => {
      if (!isDeepStrictEqual(runOf(variant.scenario), runOf(scenario))) return [];
      return [
        {
          path: ['variants', name],
          message: `the variant "${name}" changes nothing: all it writes is so already`,
          hint: 'compare and expectations would hold the scenario against itself',
          atKey: true,
        },
      ];
    }),
};
