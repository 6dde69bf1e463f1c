// What happens to everybody at a known instant: releases, rollout starts, withdrawals, deadlines, actions.
// Refuses to know how it is carried out.

import type { World } from './world.ts';

/** One entry of the agenda; `index` is a release, rollout, incident, action or the first registration of an instant. */
export interface AgendaItem {
  readonly at: number;
  readonly kind:
    | 'release'
    | 'withdraw'
    | 'begin'
    | 'relax'
    | 'deadline'
    | 'registration'
    | 'action'
    | 'wrongOffer'
    | 'settle';
  readonly index: number;
}

/** Order of items at the same instant. */
const KINDS: readonly AgendaItem['kind'][] = [
  'settle',
  'deadline',
  'release',
  'withdraw',
  'registration',
  'action',
  'wrongOffer',
  'begin',
  'relax',
];

/** Everything known in advance, sorted; instants in seconds of the run, within it. */
export function agendaOf(world: World, settleEvery: number): AgendaItem[] {
  const { releases, rollouts, scenario, start, horizon } = world;
  const { registrations } = world.preview;
  const { deadline, subscriptionRelaxBefore } = scenario.parameters;
  const items: AgendaItem[] = [];
  const add = (kind: AgendaItem['kind'], instant: number, index: number): void => {
    const at = instant - start;
    // Whole numbers of 32 bits, as the engine has them: `| 0` is how to make a number one.
    if (at >= 0 && at < horizon) items.push({ at: at | 0, kind, index });
  };
  releases.forEach(({ instant }, index) => {
    if (instant <= start) return;
    add('release', instant, index);
    if (rollouts.ofRelease[index] >= 0) add('deadline', instant + deadline, index);
  });
  rollouts.list.forEach((rollout, index) => {
    add('begin', rollout.start, index);
    add('relax', Math.max(rollout.start, rollout.released + deadline - subscriptionRelaxBefore), index);
  });
  scenario.incidents.forEach((incident, index) => {
    if (incident.kind === 'wrongOffer') add('wrongOffer', incident.from, index);
    if (incident.kind !== 'kbWithdrawn') return;
    releases.forEach(({ kb }, release) => {
      if (kb === incident.kb) add('withdraw', incident.at, release);
    });
  });
  scenario.actions.forEach(({ at, register, registerProvider }, index) => {
    if (register === undefined && registerProvider === undefined) add('action', at, index);
  });
  registrations.forEach(({ at }, index) => {
    if (registrations[index - 1]?.at !== at) add('registration', start + at, index);
  });
  for (let at = settleEvery; at < horizon; at += settleEvery) add('settle', start + at, 0);
  return items.sort(
    (a, b) => a.at - b.at || KINDS.indexOf(a.kind) - KINDS.indexOf(b.kind) || a.index - b.index,
  );
}
