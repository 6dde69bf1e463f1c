// Puts a VM's power plan together: its own plan, who switches it, and outages (R32). Refuses to know patches.

import type { Instant } from '../calendar/instant.ts';
import { streamKey } from '../kernel/streams.ts';
import type { Group, Scenario } from '../scenario/schema.ts';
import { chosenBy } from './chosen.ts';
import { planSources, tablesEnd } from './clocks.ts';
import { FixedOff, type OffSource } from './off-sources.ts';
import { PowerPlan } from './power.ts';
import { Switched, type Switching } from './switched.ts';

/** The switchings of a VM; equal ones have the same key. */
interface Switchings {
  readonly key: string;
  readonly list: readonly Switching[];
}

/** Whether a region is out at an instant: nobody can do anything to its VMs. */
export function isOut({ incidents }: Scenario, region: string, instant: Instant): boolean {
  return incidents.some(
    (incident) =>
      incident.kind === 'regionOutage' &&
      incident.region === region &&
      incident.from <= instant &&
      instant < incident.to,
  );
}

/**
 * Who switches a VM of a group and region; without an ordinal only what concerns the whole group. `byName`: some VM is
 * switched by its name, so that VMs of one place can differ.
 */
export function switchings(scenario: Scenario) {
  const { actions, clock } = scenario;
  const all = actions
    .flatMap((action, index) =>
      action.power === undefined
        ? []
        : [
            {
              action,
              index,
              at: action.at - clock.start,
              on: action.power === 'on',
              chosen: chosenBy(action),
            },
          ],
    )
    .sort((a, b) => a.at - b.at || a.index - b.index);
  const of = (group: Group, region: string, ordinal?: number): Switchings => {
    const list = all.filter(
      ({ action, chosen }) =>
        (ordinal === undefined
          ? action.vms === undefined && (action.groups?.includes(group.name) ?? true)
          : chosen(group, ordinal)) && !isOut(scenario, region, action.at),
    );
    return { key: list.map(({ index }) => index).join(), list };
  };
  return Object.assign(of, { byName: all.some(({ action }) => action.vms !== undefined) });
}

/** The plan of the VMs of a group in one place. */
export function planOf(
  scenario: Scenario,
  group: Group,
  { region, zone }: { readonly region: string; readonly zone: string },
  { list }: Switchings,
): PowerPlan {
  const horizon = tablesEnd(scenario) - scenario.clock.start;
  const own = [...planSources(scenario, group.power, zone), ...massPowerOffs(scenario, group.name, region)];
  const sources = list.length === 0 ? own : [new Switched(new PowerPlan(own, horizon), list, horizon)];
  return new PowerPlan([...sources, ...outages(scenario, region)], horizon);
}

/** Somebody has switched off a share of the VMs of a group in a region. */
function massPowerOffs({ incidents, clock, seed }: Scenario, group: string, region: string): OffSource[] {
  return incidents.flatMap((incident, index) => {
    if (incident.kind !== 'massPowerOff') return [];
    const { from, to, share, groups = [group], regions = [region] } = incident;
    if (!groups.includes(group) || !regions.includes(region)) return [];
    const interval = { from: from - clock.start, to: to - clock.start };
    return [new FixedOff([interval], streamKey(seed, `mass power-off ${index}`), share)];
  });
}

function outages({ incidents, clock }: Scenario, region: string): OffSource[] {
  return incidents.flatMap((incident) => {
    if (incident.kind !== 'regionOutage' || incident.region !== region) return [];
    return [new FixedOff([{ from: incident.from - clock.start, to: incident.to - clock.start }])];
  });
}
