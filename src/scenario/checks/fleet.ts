// Groups that contradict themselves or each other (R9, R12, R17, R18, R20). Refuses to know regions and supported images.
import type { DocumentPath, Finding } from '../problem.ts';
import type { Group } from '../schema.ts';
import { VmNamesTaken } from '../vm-names-taken.ts';
import type { Check } from './check.ts';
import { checkSettings } from './settings.ts';

const MAX_VMS = 20_000_000;

export const checkGroups: Check = ({ scenario, isSound, isWritten }) => {
  const findings: Finding[] = [];
  const names = new Set<string>();
  for (const [index, group] of scenario.fleet.entries()) {
    const at = (...steps: string[]): DocumentPath => ['fleet', index, ...steps];
    /** Reports at the last step of the first of the paths, all of which must be what the user wrote. */
    const report = (message: string, rule: string | undefined, ...paths: [string, ...string[]]): void => {
      const places = paths.map((path) => at(...path.split('.')));
      if (places.every(isSound)) findings.push({ path: places[0]!, message, ...(rule && { rule }) });
    };
    if (names.has(group.name)) report(`there is already a group "${group.name}"`, undefined, 'name');
    names.add(group.name);
    // Whatever else is wrong with either, both are there.
    const [zones, sets] = [at('zones'), at('availabilitySets')];
    if (isWritten(sets) && isWritten(zones) && (group.zones.length > 0 || !isSound(zones))) {
      const message = 'a VM is in zones or in an availability set, not in both';
      findings.push({ path: sets, message, rule: 'R17' });
    }
    const scaleSet = at('virtualMachineScaleSet');
    if (isWritten(sets) && isWritten(scaleSet)) {
      const message = 'a VM is in a scale set or in an availability set, not in both';
      findings.push({ path: sets, message, rule: 'R20' });
    }
    for (const [place, zone] of group.zones.entries())
      if (group.zones.indexOf(zone) < place)
        findings.push({
          path: ['fleet', index, 'zones', place],
          message: `zone ${zone} is listed twice`,
          rule: 'R17',
        });
    const { vms, count } = group;
    if (vms !== undefined && vms.length !== count)
      report(
        `names ${vms.length.toLocaleString('en')} VMs, but \`count\` is ${count}`,
        undefined,
        'vms',
        'count',
      );
    checkSettings(group, report);
  }
  findings.push(...repeatedVms(scenario.fleet));
  const vms = scenario.fleet.reduce((sum, { count }) => sum + count, 0);
  if (vms > MAX_VMS) {
    const message = `the groups have ${vms.toLocaleString('en')} VMs in all; at most ${MAX_VMS.toLocaleString('en')} fit into one run`;
    findings.push({ path: ['fleet'], message, atKey: true });
  }
  findings.push(...crowded(scenario.fleet));
  return findings;
};

/** VMs that have the name of another one, once a group. */
function repeatedVms(fleet: readonly Group[]): Finding[] {
  const findings: Finding[] = [];
  const taken = new VmNamesTaken();
  for (const { name, count, vms } of fleet) if (vms === undefined) taken.addNumbered(name, count);
  for (const [index, { vms = [] }] of fleet.entries()) {
    const twice = vms.find((name) => taken.has(name) || taken.add(name));
    if (twice !== undefined)
      findings.push({ path: ['fleet', index, 'vms'], message: `there is already a VM "${twice}"` });
  }
  return findings;
}

/** Power plans that the engine's columns can number, and subscriptions that can be listed. */
const MAX_PLANS = 65_535;
const MAX_SUBSCRIPTIONS = 1_000_000;

/** Groups that are each fine but too much together. */
function crowded(fleet: readonly Group[]): Finding[] {
  const findings: Finding[] = [];
  const refuse = (message: string): void => {
    findings.push({ path: ['fleet'], message, atKey: true });
  };
  const plans = fleet.reduce((sum, { region, timeZone }) => sum + region.length * (timeZone?.length ?? 1), 0);
  if (plans > MAX_PLANS)
    refuse(
      `the groups have ${plans.toLocaleString('en')} pairs of region and time zone; at most ${MAX_PLANS.toLocaleString('en')} fit into one run`,
    );
  const subscriptions = fleet.reduce((sum, { subscription }) => sum + subscription.length, 0);
  if (subscriptions > MAX_SUBSCRIPTIONS)
    refuse(
      `the groups list ${subscriptions.toLocaleString('en')} subscriptions in all; at most ${MAX_SUBSCRIPTIONS.toLocaleString('en')} fit into one run`,
    );
  return findings;
}
