// Incidents that name updates: whether the run's catalogue has them. Refuses to know what the incidents do.

import type { Finding } from '../scenario/problem.ts';
import type { Scenario } from '../scenario/schema.ts';
import { closest } from '../scenario/suggestion.ts';
import type { Release } from './release.ts';

/** Findings about `kb` and `release` of incidents; `releases` are those of the run's catalogue. */
export function checkIncidents(incidents: Scenario['incidents'], releases: readonly Release[]): Finding[] {
  return incidents.flatMap((incident, index): Finding[] => {
    if (!('kb' in incident) || incident.kb === undefined) return [];
    const path = ['incidents', index, 'kb'];
    const found = releases.filter(({ kb }) => kb === incident.kb);
    if (found.length === 0) {
      const near = closest(
        incident.kb,
        releases.map(({ kb }) => kb),
      );
      const message = `the catalogue of this run has no ${incident.kb}`;
      return [
        { path, message, rule: 'R5', ...(near === undefined ? {} : { hint: `did you mean "${near}"?` }) },
      ];
    }
    if (incident.kind !== 'wrongOffer') return [];
    const installable = found.some(
      ({ classification, product }) =>
        ['Critical', 'Security'].includes(classification) && !product.endsWith('-hotpatch'),
    );
    if (installable) return [];
    const message = `${incident.kb} is no Critical or Security update outside the hotpatch track: it would never be installed`;
    return [{ path, message, rule: 'R7' }];
  });
}
