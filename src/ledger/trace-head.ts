// The head of a trace: the run, its parameters, phases and releases, and every VM's place, so that a reader (the
// checker, R35) needs nothing but the trace.
// Refuses to know facts.

import { formatInstant } from '../calendar/instant.ts';
import type { Release } from '../catalogue/release.ts';
import { cellName, type Fleet, vmName } from '../fleet/fleet.ts';
import { handoverOf } from '../fleet/patch-modes.ts';
import { phasesOf } from '../fleet/phases.ts';
import type { Install, Scenario } from '../scenario/schema.ts';

/** Version of the trace's format: a reader refuses a newer one. */
const FORMAT_VERSION = 1;

/** What is asked for, with its instants as text. */
function written<T extends Pick<Install, 'windowsParameters'>>({ windowsParameters, ...install }: T): object {
  const { maxPatchPublishDate: latest, ...parameters } = windowsParameters;
  const maxPatchPublishDate = latest === undefined ? undefined : formatInstant(latest);
  return { ...install, windowsParameters: { ...parameters, maxPatchPublishDate } };
}

/** A local time, held as if it were UTC. */
const localText = (time: number): string => formatInstant(time).slice(0, 19).replace('T', ' ');

export function traceHead(
  { scenario, fleet, releases }: { scenario: Scenario; fleet: Fleet; releases: readonly Release[] },
  line: (line: string) => void,
): void {
  const { name, seed, clock, parameters, rollout, preview } = scenario;
  line(
    JSON.stringify({
      trace: 'patchsim',
      formatVersion: FORMAT_VERSION,
      scenario: name,
      seed,
      start: formatInstant(clock.start),
      end: formatInstant(clock.end),
      vms: fleet.vms,
      releases: releases.filter(({ instant }) => instant > clock.start).length,
    }),
  );
  line(JSON.stringify({ parameters, gate: rollout.gate, preview: preview || undefined }));
  const phases = phasesOf(scenario, fleet).map((phase) => ({
    name: phase.name,
    regions: phase.regions.map((region) => fleet.regions[region]),
  }));
  line(JSON.stringify({ phases }));
  const installs = scenario.actions.flatMap(({ at, groups, vms, install }) =>
    install === undefined ? [] : [{ at: formatInstant(at), groups, vms, ...written(install) }],
  );
  if (installs.length > 0) line(JSON.stringify({ installs }));
  for (const configuration of scenario.maintenanceConfigurations) {
    const { name, startDateTime, expirationDateTime, installPatches, ...rest } = configuration;
    line(
      JSON.stringify({
        maintenanceConfiguration: name,
        startDateTime: localText(startDateTime),
        expirationDateTime: expirationDateTime && localText(expirationDateTime),
        ...rest,
        installPatches: written(installPatches),
      }),
    );
  }
  for (const { product, kb, kind, classification, instant, supersedes: replaced } of releases) {
    const supersedes = replaced.length > 0 ? replaced : undefined;
    const named = { release: kb, product, kind, classification, instant: formatInstant(instant) };
    line(JSON.stringify({ ...named, supersedes }));
  }
  vmLines(fleet, line);
}

/** A member of an object behind others. */
const member = (key: string, value: unknown): string =>
  value === undefined ? '' : `,${JSON.stringify(key)}:${JSON.stringify(value)}`;

/** A line for each VM, out of texts that are made once for all VMs of a group, region, zone, subscription or time zone. */
function vmLines(fleet: Fleet, line: (line: string) => void): void {
  const { cells } = fleet;
  const setOf = new Int32Array(fleet.vms).fill(-1);
  for (let cell = 0; cell < cells.count; cell++) {
    if (cells.isSet[cell] === 1) setOf.fill(cell, cells.first[cell], cells.first[cell] + cells.size[cell]);
  }
  const groups = fleet.groups.map(({ name }) => member('group', name));
  const scaleSets = fleet.groups.map(({ virtualMachineScaleSet: { orchestrationMode } = {}, ...group }) => {
    const health = orchestrationMode && group.applicationHealthExtension;
    return member('orchestrationMode', orchestrationMode) + member('applicationHealthExtension', health);
  });
  const rests = fleet.groups.map((_, group) => `,${JSON.stringify(restOf(fleet, group)).slice(1)}`);
  const regions = fleet.regions.map((region) => member('region', region));
  const zones = ['', ...fleet.zoneNames.map((zone) => member('zone', zone))];
  const subscriptions = fleet.subscriptions.map((subscription) => member('subscription', subscription));
  const clocks = fleet.clocks.map(({ zone }) => member('timeZone', zone));
  for (let vm = 0; vm < fleet.vms; vm++) {
    const group = fleet.group[vm];
    const front = `{"vm":${JSON.stringify(vmName(fleet, vm))}${groups[group]}`;
    const place = `${regions[fleet.region[vm]]}${zones[fleet.zone[vm]]}`;
    const domain = member('updateDomain', fleet.updateDomain[vm]);
    const set = setOf[vm] < 0 ? '' : `${member('availabilitySet', cellName(fleet, setOf[vm]))}${domain}`;
    const clock = `${subscriptions[fleet.subscription[vm]]}${clocks[fleet.clock[vm]]}`;
    line(`${front}${place}${set}${scaleSets[group]}${clock}${rests[group]}`);
  }
}

/** What holds of all VMs of a group. */
function restOf(fleet: Fleet, index: number): object {
  const group = fleet.groups[index];
  const { notCovered, orchestration, hotpatch, image } = fleet.coverage[index];
  const { patchMode, bypass } = handoverOf(group);
  const assigned = group.maintenanceConfigurations;
  return {
    os: image?.os,
    product: image?.line,
    rebootSetting: group.patchSettings.automaticByPlatformSettings.rebootSetting,
    notCovered,
    maintenanceConfigurations: assigned.length > 0 ? assigned : undefined,
    patchMode,
    bypassPlatformSafetyChecksOnUserSchedule: bypass || undefined,
    enableAutomaticUpdates: group.enableAutomaticUpdates,
    orchestration,
    hotpatch,
  };
}
