// Incidents that name updates: whether the run's catalogue has them. Refuses to know what the incidents do.

import { monthOf } from '../calendar/instant.ts';
import type { Finding } from '../scenario/problem.ts';
import type { Scenario } from '../scenario/schema.ts';
import { closest } from '../scenario/suggestion.ts';
import type { Release } from './release.ts';

/** Findings about `kb` and `release` of incidents; `releases` are those of the run's catalogue. */
export function checkIncidents(incidents: Scenario['incidents'], releases: readonly Release[]): Finding[] {
  return incidents.flatMap((incident, index): Finding[] => {
    if (incident.kind === 'badPatch' && incident.release !== undefined) {
      const problem = checkMonth(incident.release, incident.kb, releases);
      if (problem !== undefined)
        return [{ path: ['incidents', index, 'release'], message: problem, rule: 'R25' }];
    }
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

/** Why a bad patch of a month, or of a month and a KB, is no update of this run. */
function checkMonth(month: string, kb: string | undefined, releases: readonly Release[]): string | undefined {
  if (!releases.some(({ instant }) => monthOf(instant) === month)) {
    return `the catalogue of this run releases nothing in ${month}`;
  }
  const known = releases.filter((release) => release.kb === kb);
  if (known.length === 0 || known.some(({ instant }) => monthOf(instant) === month)) return undefined;
  return `${kb} was released in ${monthOf(known[0].instant)}, so nothing is bad in ${month}`;
}
