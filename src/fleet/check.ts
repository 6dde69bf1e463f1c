// What is wrong with a scenario's regions: names that do not exist, pairs in one phase, regions left out (R15).
// Refuses to know where in the text a value stands.

import type { Finding } from '../scenario/problem.ts';
import type { Scenario } from '../scenario/schema.ts';
import { closest } from '../scenario/suggestion.ts';
import { arePaired, REGION_ZONES } from './regions.ts';

/** Whether Azure has a region of that name. */
export const isRegion = (region: string): boolean => Object.hasOwn(REGION_ZONES, region);

function unknownRegion(path: Finding['path'], region: string): Finding[] {
  if (isRegion(region)) return [];
  const near = closest(region, Object.keys(REGION_ZONES));
  const hint =
    near === undefined ? 'regions are written as in `az account list-locations`' : `did you mean "${near}"?`;
  return [{ path, message: `there is no region "${region}"`, hint }];
}

/** All findings about regions; `raw` is the document as written, which tells how a region was written. */
export function checkRegions(scenario: Scenario): Finding[] {
  const findings: Finding[] = [];
  scenario.fleet.forEach(({ region }, index) => {
    for (const { value } of region) findings.push(...unknownRegion(['fleet', index, 'region'], value));
  });
  scenario.incidents.forEach((incident, index) => {
    if (incident.kind === 'regionOutage') {
      findings.push(...unknownRegion(['incidents', index, 'region'], incident.region));
    } else if ('regions' in incident) {
      incident.regions?.forEach((region, at) => {
        findings.push(...unknownRegion(['incidents', index, 'regions', at], region));
      });
    }
  });
  const { phases } = scenario.rollout;
  if (phases === undefined) return findings;
  phases.forEach(({ regions }, index) => {
    regions.forEach((region, at) => {
      const path = ['rollout', 'phases', index, 'regions', at];
      findings.push(...unknownRegion(path, region));
      const pair = regions.slice(0, at).find((other) => arePaired(other, region));
      if (pair === undefined) return;
      findings.push({
        path,
        message: `"${region}" and "${pair}" are paired regions and cannot share a phase`,
        hint: 'put one of them into another phase',
        rule: 'R15',
      });
    });
  });
  const listed = new Set(phases.flatMap(({ regions }) => regions));
  scenario.fleet.forEach(({ name, region }, index) => {
    for (const { value } of region) {
      if (listed.has(value) || !isRegion(value)) continue;
      findings.push({
        path: ['fleet', index, 'region'],
        message: `region "${value}" of group "${name}" is in no phase of the rollout`,
        hint: 'add it to one of rollout.phases, or leave rollout.phases out',
        rule: 'R15',
      });
    }
  });
  return findings;
}
