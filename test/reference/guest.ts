// Windows installs on its own: every day of the run at its hour, listed one by one (R29).
// Refuses to know what is installed.

import { nights } from '../../src/calendar/night.ts';
import { tablesEnd } from '../../src/fleet/clocks.ts';
import { FACT } from '../../src/ledger/fact-codes.ts';
import { STARTED_BY, startCode } from '../../src/ledger/facts.ts';
import { REASON } from '../../src/rollout/reason-codes.ts';
import { hasUpdate, needsRestart } from './offers.ts';
import type { Orchestrator } from './orchestrator.ts';
import { isOn } from './timing.ts';
import { NEVER, type Vm, type World } from './world.ts';

/** Every window of the run, and the instant in it at which the VM begins. */
function days(world: World, vm: Vm): { begin: number; end: number }[] {
  const { scenario, fleet, horizon } = world;
  const { guestInstallTime, activeHoursStart, guestInstallSpread } = scenario.parameters;
  const { table } = fleet.clocks[fleet.clock[vm.number]];
  const window = { start: guestInstallTime, end: activeHoursStart };
  const { start, end } = nights(table, window, scenario.clock.start, tablesEnd(scenario));
  return [...start.keys()]
    .filter((day) => start[day] < end[day] && start[day] <= horizon)
    .map((day) => {
      const spread = Math.min(guestInstallSpread, end[day] - start[day]);
      return {
        begin: start[day] + Math.floor(world.luck.shareOfGuest(vm.luck, day) * spread),
        end: end[day],
      };
    });
}

export function awaitGuest(orchestrator: Orchestrator, world: World, vm: Vm, t: number, from: number): void {
  const later = days(world, vm).filter(({ begin }) => begin > from);
  const at = later.find(({ begin }) => isOn(vm, begin))?.begin ?? NEVER;
  if (at !== (later[0]?.begin ?? NEVER)) vm.reason = REASON.off;
  orchestrator.rest(vm, t, 'start', at);
}

export function beginGuest(orchestrator: Orchestrator, world: World, vm: Vm, t: number): void {
  if (!hasUpdate(vm) && !needsRestart(vm)) return orchestrator.wait(vm, 'nothing', NEVER);
  const { end } = days(world, vm).find(({ begin }) => begin === t)!;
  const { averageInstall } = world.scenario.parameters;
  if (end - t < vm.reserve + (hasUpdate(vm) ? averageInstall : 0)) {
    vm.reason = REASON.windowTooShort;
    return awaitGuest(orchestrator, world, vm, t, t);
  }
  orchestrator.runs.switchedOn(vm, t);
  world.record(FACT.runStarted, t, vm.number, startCode(STARTED_BY.indexOf('guest')), end);
  orchestrator.runs.send(vm, t, { type: 'ASSESSED', found: true });
  orchestrator.runs.start(vm, t, end, true);
}
