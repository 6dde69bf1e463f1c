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
  const cellOf = new Int32Array(fleet.vms).fill(-1);
  const { cells } = fleet;
  for (let cell = 0; cell < cells.count; cell++) {
    if (cells.isSet[cell] === 1) cellOf.fill(cell, cells.first[cell], cells.first[cell] + cells.size[cell]);
  }
  for (let vm = 0; vm < fleet.vms; vm++) {
    const group = fleet.group[vm];
    const { notCovered, orchestration, hotpatch, image } = fleet.coverage[group];
    const { patchMode, bypass } = handoverOf(fleet.groups[group]);
    const { orchestrationMode } = fleet.groups[group].virtualMachineScaleSet ?? {};
    const set = cellOf[vm];
    const assigned = fleet.groups[group].maintenanceConfigurations;
    line(
      JSON.stringify({
        vm: vmName(fleet, vm),
        group: fleet.groups[group].name,
        region: fleet.regions[fleet.region[vm]],
        zone: fleet.zone[vm] === 0 ? undefined : fleet.zoneNames[fleet.zone[vm] - 1],
        availabilitySet: set < 0 ? undefined : cellName(fleet, set),
        updateDomain: set < 0 ? undefined : fleet.updateDomain[vm],
        orchestrationMode,
        applicationHealthExtension: orchestrationMode && fleet.groups[group].applicationHealthExtension,
        subscription: fleet.subscriptions[fleet.subscription[vm]],
        timeZone: fleet.clocks[fleet.clock[vm]].zone,
        os: image?.os,
        product: image?.line,
        rebootSetting: fleet.groups[group].patchSettings.automaticByPlatformSettings.rebootSetting,
        notCovered,
        maintenanceConfigurations: assigned.length > 0 ? assigned : undefined,
        patchMode,
        bypassPlatformSafetyChecksOnUserSchedule: bypass || undefined,
        enableAutomaticUpdates: fleet.groups[group].enableAutomaticUpdates,
        orchestration,
        hotpatch,
      }),
    );
  }
}
