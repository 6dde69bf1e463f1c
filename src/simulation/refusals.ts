// Why Azure refuses a change of a VM's settings, and whom it will refuse: actions and registrations alone decide that (R10,
// R12, R28). Refuses to know what a change leads to.

import { chosenBy } from '../fleet/chosen.ts';
import { patchModeOf } from '../fleet/coverage.ts';
import type { Fleet } from '../fleet/fleet.ts';
import { mayHaveMode, type PatchMode } from '../fleet/patch-modes.ts';
import { isOut } from '../fleet/plans.ts';
import { registrationsOf } from '../fleet/registrations.ts';
import type { Refusal } from '../ledger/facts.ts';
import { changedBy } from '../scenario/deeds.ts';
import type { Action, Scenario } from '../scenario/schema.ts';

export type Changes = NonNullable<Action['settings']>;

/** What a VM has when it is asked. */
interface Held {
  readonly patchMode: PatchMode;
  /** It is on the hotpatch track, or to be as soon as its subscription may. */
  readonly hotpatch: boolean;
  /** Its subscription has come to the end of its registrations, or need not register. */
  readonly mayEnrol: boolean;
}

/** Why a VM of a group cannot have these settings together, undefined when it can. */
export function refusalOf(
  { groups, coverage }: Fleet,
  number: number,
  held: Held,
  { assessmentMode, enableHotpatching, patchMode }: Changes,
): Refusal | undefined {
  const group = groups[number];
  if (enableHotpatching && coverage[number].hotpatch === 'notEligible') return 'hotpatchNotSupported';
  // F34: without the agent the platform neither assesses nor installs.
  if (assessmentMode === 'AutomaticByPlatform' && !group.provisionVMAgent) return 'noVmAgent';
  if (patchMode !== undefined && !mayHaveMode(group, patchMode)) return 'patchModeNotAllowed';
  if (patchMode === 'AutomaticByPlatform' && !group.provisionVMAgent) return 'noVmAgent';
  const byPlatform = (patchMode ?? held.patchMode) === 'AutomaticByPlatform';
  const hotpatch = enableHotpatching ?? (patchMode !== undefined && held.hotpatch);
  if (hotpatch && !byPlatform) return 'hotpatchNeedsAutomaticByPlatform';
  return enableHotpatching && !held.mayEnrol ? 'previewNotRegistered' : undefined;
}

/** Whether changing the assessment mode can be refused because of what the VM has by then. */
const isMixed = (changes: Changes | undefined): boolean =>
  changes?.assessmentMode !== undefined &&
  (changes.patchMode !== undefined || changes.enableHotpatching === true);

/** By action that changes settings: 1 for VMs that it is refused. Empty where nothing but the action itself decides. */
export function refusedAhead(scenario: Scenario, fleet: Fleet): ReadonlyMap<Action, Uint8Array> {
  const refused = new Map<Action, Uint8Array>();
  const { actions, clock, preview } = scenario;
  if (!actions.some((action) => isMixed(changedBy(action)))) return refused;
  const { groups, group, coverage, ordinal, region, regions, simulated, subscription, subscriptions } = fleet;
  /** From when each subscription's VMs may have hotpatch. */
  const allowedFrom = subscriptions.map(() => (preview ? Number.POSITIVE_INFINITY : clock.start));
  for (const { at, propagates, subscription: of } of registrationsOf(scenario, subscriptions))
    if (propagates) allowedFrom[of] = Math.min(allowedFrom[of], clock.start + at);
  const inOrder = actions
    .flatMap((action) => {
      const changes = changedBy(action) ?? hotpatchOf(action);
      return changes === undefined ? [] : [{ action, changes, chosen: chosenBy(action) }];
    })
    .sort((a, b) => a.action.at - b.action.at);
  for (let vm = 0; vm < simulated; vm++) {
    const of = group[vm];
    let patchMode = patchModeOf(groups[of]);
    let hotpatch = ['enrolled', 'awaitsPreview'].includes(coverage[of].hotpatch);
    for (const { action, changes, chosen } of inOrder) {
      if (!chosen(groups[of], ordinal[vm])) continue;
      const mayEnrol = allowedFrom[subscription[vm]] <= action.at;
      const outOfReach = action.hotpatch === undefined && isOut(scenario, regions[region[vm]], action.at);
      if (outOfReach || refusalOf(fleet, of, { patchMode, hotpatch, mayEnrol }, changes) !== undefined) {
        const vms = refused.get(action) ?? new Uint8Array(simulated);
        vms[vm] = 1;
        refused.set(action, vms);
        continue;
      }
      patchMode = changes.patchMode ?? patchMode;
      hotpatch = changes.enableHotpatching ?? hotpatch;
    }
  }
  return refused;
}

function hotpatchOf({ hotpatch }: Action): Changes | undefined {
  return hotpatch && { enableHotpatching: hotpatch === 'on' };
}
