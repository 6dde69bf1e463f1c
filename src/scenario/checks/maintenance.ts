// Maintenance configurations that Azure would refuse, and groups assigned to some that nobody has (R31). Refuses to know when
// their windows fall and which VMs they patch.
import type { DocumentPath, Finding } from '../problem.ts';
import { didYouMean } from '../suggestion.ts';
import type { Check } from './check.ts';

/** Azure's limits (F42). */
const MAX_VMS = 3_000;
const MAX_IN_PLACE = 250;

export const checkMaintenanceConfigurations: Check = ({ scenario, isSound }) => {
  const findings: Finding[] = [];
  const names = new Set<string>();
  for (const [
    index,
    { name, startDateTime, expirationDateTime },
  ] of scenario.maintenanceConfigurations.entries()) {
    const path = ['maintenanceConfigurations', index];
    const refuse = (key: string, message: string, rule?: string): void => {
      if (isSound([...path, key])) findings.push({ path: [...path, key], message, ...(rule && { rule }) });
    };
    if (names.has(name)) refuse('name', `there is already a maintenance configuration "${name}"`);
    names.add(name);
    if (
      expirationDateTime !== undefined &&
      expirationDateTime <= startDateTime &&
      isSound([...path, 'startDateTime'])
    )
      refuse('expirationDateTime', 'is not after `startDateTime`', 'R31');
  }
  return findings;
};

export const checkAssignments: Check = ({ scenario, isSound, complete }) => {
  const findings: Finding[] = [];
  const names = scenario.maintenanceConfigurations.map(({ name }) => name);
  const isComplete = complete && isSound(['maintenanceConfigurations']);
  const assigned = new Map<string, number>();
  for (const [index, group] of scenario.fleet.entries()) {
    for (const [place, name] of group.maintenanceConfigurations.entries()) {
      const path: DocumentPath = ['fleet', index, 'maintenanceConfigurations', place];
      const refuse = (message: string, rule?: string, hint?: string): void => {
        findings.push({ path, message, ...(rule && { rule }), ...(hint && { hint }) });
      };
      if (group.maintenanceConfigurations.indexOf(name) < place) {
        refuse(`"${name}" is listed twice`);
        continue;
      }
      if (!names.includes(name)) {
        if (isComplete)
          refuse(`no maintenance configuration is called "${name}"`, 'R31', didYouMean(name, names));
        continue;
      }
      const before = assigned.get(name) ?? 0;
      const vms = before + group.count;
      assigned.set(name, vms);
      if (before <= MAX_VMS && vms > MAX_VMS && isSound(['fleet', index, 'count'])) {
        const message = `"${name}" would be assigned to ${vms.toLocaleString('en')} VMs; Azure assigns at most ${MAX_VMS.toLocaleString('en')} to one`;
        refuse(message, 'R31', 'write a second maintenance configuration with the same window');
      }
    }
  }
  return [...findings, ...crowdedPlaces(scenario)];
};

/** Subscriptions that need more configurations in a region than Azure gives. */
function crowdedPlaces({ fleet, maintenanceConfigurations }: Parameters<Check>[0]['scenario']): Finding[] {
  if (maintenanceConfigurations.length <= MAX_IN_PLACE) return [];
  const places = new Map<string, Set<string>>();
  for (const [index, group] of fleet.entries()) {
    if (group.maintenanceConfigurations.length === 0) continue;
    for (const { value: subscription } of group.subscription)
      for (const { value: region } of group.region) {
        const key = `${subscription} ${region}`;
        const used = places.get(key) ?? new Set();
        places.set(key, used);
        for (const name of group.maintenanceConfigurations) used.add(name);
        if (used.size > MAX_IN_PLACE)
          return [
            {
              path: ['fleet', index, 'maintenanceConfigurations'],
              message: `the VMs of subscription "${subscription}" in ${region} have more than ${MAX_IN_PLACE} maintenance configurations, as many as Azure gives to a subscription in a region`,
              rule: 'R31',
            },
          ];
      }
  }
  return [];
}
