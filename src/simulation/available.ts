// Everything an assessment finds for a VM, whatever its classification (R7, R14): what somebody can choose from.
// Refuses to know who chooses.

import { releaseOf } from '../catalogue/applicability.ts';
import { isHotpatch } from '../catalogue/kinds.ts';
import { othersFor, type Patch } from '../catalogue/other-offers.ts';
import { TRACK_STATES } from '../ledger/facts.ts';
import type { World } from './world.ts';

const ON_TRACK = TRACK_STATES.indexOf('onTrack');

/**
 * What the VM can install, in the order in which it would: hotpatches go onto what runs, not onto what waits for a
 * restart. Its offers must be fresh.
 */
export function availablePatches(world: World, vm: number): Patch[] {
  const { fleet, offer, dotnetOffer, level, staged, dotnet, stagedDotnet, releases } = world;
  const number = world.lineOfGroup[fleet.group[vm]];
  if (number < 0) return [];
  const line = world.lines[number];
  const patches: Patch[] = [];
  if (offer[vm] >= 0) patches.push({ release: releaseOf(line, offer[vm]), of: 'system', offer: offer[vm] });
  const others = othersFor(line, world.others[number], world.offers[number], {
    level: Math.max(level[vm], staged[vm] >> 1),
    baseline: staged[vm] < 0 ? world.baseline[vm] : -1,
    dotnet: Math.max(dotnet[vm], stagedDotnet[vm]),
    definition: world.definition.get(vm) ?? -1,
    onTrack: world.trackOf[world.configuration[vm]] === ON_TRACK,
  });
  patches.push(...others.filter(({ of }) => of === 'system'));
  if (dotnetOffer[vm] >= 0)
    patches.push({ release: line.dotnet[dotnetOffer[vm]], of: 'dotnet', offer: dotnetOffer[vm] });
  patches.push(...others.filter(({ of }) => of !== 'system'));
  const first = ({ release }: Patch): number => Number(!isHotpatch(releases[release].kind));
  return patches.sort((a, b) => first(a) - first(b));
}
