// Phases and zone orders that cannot be followed, and names of groups that nobody has (R15, R17). Refuses to know
// region pairs.
import type { DocumentPath, Finding } from '../problem.ts';
import { didYouMean } from '../suggestion.ts';
import type { Check } from './check.ts';

export const checkPhases: Check = ({ scenario }) => {
  const findings: Finding[] = [];
  const phaseOf = new Map<string, string>();
  for (const [index, { name, regions }] of (scenario.rollout.phases ?? []).entries()) {
    for (const [place, region] of regions.entries()) {
      const path = ['rollout', 'phases', index, 'regions', place];
      const first = phaseOf.get(region);
      if (first !== undefined)
        findings.push({ path, message: `${region} is already in "${first}"`, rule: 'R15' });
      else phaseOf.set(region, name);
    }
  }
  return findings;
};

export const checkZoneOrder: Check = ({ scenario, isSound }) => {
  const path = ['rollout', 'order', 'zones'];
  const { zones: order } = scenario.rollout.order;
  if (order === 'rotate' || !isSound(path)) return [];
  const findings: Finding[] = [];
  for (const [place, zone] of order.entries())
    if (order.indexOf(zone) < place)
      findings.push({ path: [...path, place], message: `zone ${zone} is listed twice`, rule: 'R17' });
  const used = new Set(scenario.fleet.flatMap(({ zones }) => zones));
  const left = [...used].filter((zone) => !order.includes(zone)).sort();
  if (left.length > 0)
    findings.push({
      path,
      message: `has no turn for zone ${left.join(' and ')}, where the fleet has VMs`,
      rule: 'R17',
    });
  return findings;
};

/** Incidents and actions that name groups. */
export const checkGroupNames: Check = ({ scenario, isSound, complete, groupNames }) => {
  const findings: Finding[] = [];
  const demand = (groups: readonly string[] | undefined, path: DocumentPath): void => {
    for (const [place, name] of (groups ?? []).entries()) {
      if (groupNames.includes(name)) continue;
      const hint = didYouMean(name, groupNames);
      findings.push({
        path: [...path, place],
        message: `no group is called "${name}"`,
        ...(hint && { hint }),
      });
    }
  };
  if (!complete || (!isSound(['fleet']) && groupNames.length === 0)) return [];
  for (const [index, incident] of scenario.incidents.entries())
    if ('groups' in incident) demand(incident.groups, ['incidents', index, 'groups']);
  for (const [index, { groups }] of scenario.actions.entries()) demand(groups, ['actions', index, 'groups']);
  return findings;
};
