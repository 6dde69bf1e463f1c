// Runs of updates that somebody chose, and what there is to choose from, once more (R7, R30). Refuses to know what a run does.

import { isAutomatic } from '../../src/catalogue/applicability.ts';
import { isHotpatch } from '../../src/catalogue/kinds.ts';
import type { Release } from '../../src/catalogue/release.ts';
import { FACT } from '../../src/ledger/fact-codes.ts';
import { ASKED_REBOOTS, CHOICES, REBOOT_STATUSES, STARTED_BY } from '../../src/ledger/facts.ts';
import type { WindowsParameters } from '../../src/scenario/schema.ts';
import { needsRestart, offeredRelease, releaseInSlot, trackOf } from './offers.ts';
import type { Runs } from './run.ts';
import { newRun, type Patch } from './run-state.ts';
import type { Vm, World } from './world.ts';

/** Everything the VM can have: what is offered, then what nobody gets who does not ask. */
function available(world: World, vm: Vm): Patch[] {
  if (vm.line === undefined) return [];
  const line = world.lines[vm.line];
  const found: Patch[] = [];
  if (vm.offer >= 0) found.push({ slot: 0, offer: vm.offer, release: releaseInSlot(world, vm, 0) });
  const level = Math.max(vm.level, Math.floor(vm.staged / 2));
  for (const side of ['track', 'cumulative'] as const) {
    let newest: Patch | undefined;
    for (const [point, { onDemand, [side]: release }] of line.points.entries()) {
      if (!world.out.has(release)) continue;
      const offer = 2 * point + Number(side === 'track');
      // A newer automatic update contains it.
      newest = onDemand ? { slot: 0, offer, release } : undefined;
    }
    if (newest === undefined || Math.floor(newest.offer / 2) <= level) continue;
    const running = vm.staged < 0 && vm.baseline === world.offers[vm.line].baseline;
    if (side === 'cumulative' || (running && trackOf(vm) === 'onTrack')) found.push(newest);
  }
  if (vm.dotnetOffer >= 0)
    found.push({ slot: 1, offer: vm.dotnetOffer, release: releaseInSlot(world, vm, 1) });
  const dotnet = line.dotnet.findLastIndex((release) => world.out.has(release));
  if (dotnet > Math.max(vm.dotnet, vm.stagedDotnet) && !isAutomatic(world.releases[line.dotnet[dotnet]]))
    found.push({ slot: 1, offer: dotnet, release: line.dotnet[dotnet] });
  const definition = line.definitions.findLastIndex((release) => world.out.has(release));
  if (definition > vm.definition)
    found.push({ slot: 2, offer: definition, release: line.definitions[definition] });
  const hot = ({ release }: Patch): boolean => isHotpatch(world.releases[release].kind);
  return [...found.filter(hot), ...found.filter((patch) => !hot(patch))];
}

function choice(release: Release, wanted: WindowsParameters): (typeof CHOICES)[number] {
  const { kb, classification, rebootBehavior, instant } = release;
  const quiet = rebootBehavior === 'NeverReboots';
  if (wanted.kbNumbersToExclude.includes(kb) || (wanted.excludeKbsRequiringReboot && !quiet))
    return 'excluded';
  const asked = wanted.kbNumbersToInclude.includes(kb);
  const classed = (wanted.classificationsToInclude as readonly string[]).includes(classification);
  const inTime = instant <= (wanted.maxPatchPublishDate ?? instant);
  return inTime && (asked || classed) ? 'selected' : 'notSelected';
}

/** Begins a run of what is chosen from everything available; false when it is over at once. */
export function beginChosen(
  world: World,
  runs: Runs,
  vm: Vm,
  t: number,
  wish: {
    readonly by: (typeof STARTED_BY)[number];
    readonly configuration?: number;
    readonly wanted: WindowsParameters;
    readonly rebootSetting: 'IfRequired' | 'Never' | 'Always';
    readonly end: number;
  },
): boolean {
  const { releases, record, scenario } = world;
  const { by, configuration = -1, wanted, rebootSetting, end } = wish;
  runs.switchedOn(vm, t);
  runs.assess(vm, t);
  const all = available(world, vm);
  const starter = STARTED_BY.length * (configuration + 1) + STARTED_BY.indexOf(by);
  const code = starter * ASKED_REBOOTS.length + ASKED_REBOOTS.indexOf(rebootSetting);
  record(FACT.runStarted, t, vm.number, code, end);
  const assessed = (): void => record(FACT.assessed, t, vm.number, offeredRelease(world, vm), 0);
  assessed();
  for (const [index, wantedChoice] of CHOICES.entries()) {
    const those = all.filter(({ release }) => choice(releases[release], wanted) === wantedChoice);
    for (const { release } of those) record(FACT.patchChosen, t, vm.number, release, index);
  }
  const patches = all.filter(({ release }) => choice(releases[release], wanted) === 'selected');
  // The rollout's number and attempts stay: no luck but its own is touched.
  vm.run = newRun(vm.run.rollout, vm.run.tries, end);
  vm.run.own = true;
  vm.run.chosen = { patches, at: 0, began: t, rebootSetting };
  const fits = end - t >= vm.reserve + scenario.parameters.averageInstall;
  if (patches.length > 0 && fits) {
    vm.run.slot = patches[0].slot;
    runs.send(vm, t, { type: 'ASSESSED', found: true });
    runs.send(vm, t, { type: 'ADMITTED', run: 'install' });
    return true;
  }
  vm.run.exceeded = patches.length > 0;
  if (needsRestart(vm) && rebootSetting !== 'Never' && end - t >= vm.reserve) {
    runs.send(vm, t, { type: 'ASSESSED', found: true });
    runs.send(vm, t, { type: 'ADMITTED', run: 'reboot' });
    return true;
  }
  const status = REBOOT_STATUSES.indexOf(needsRestart(vm) ? 'Required' : 'NotNeeded');
  record(FACT.runCompleted, t, vm.number, status, Number(vm.run.exceeded));
  record(FACT.healthy, t, vm.number, -1, -1);
  assessed();
  return false;
}
