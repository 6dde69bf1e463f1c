// When preview features and the resource provider of each subscription are registered, out of the actions alone (R10).
// Refuses to know VMs and what hotpatch is.

import { drawBelow, streamKey, subjectOf } from '../kernel/streams.ts';
import { PREVIEW_FEATURES } from '../scenario/deeds.ts';
import type { Scenario } from '../scenario/schema.ts';

/** A subscription's state changes; `at` in seconds of the run. */
export interface Registration {
  readonly at: number;
  readonly subscription: number;
  readonly what: 'featureRegistered' | 'featureRegistering' | 'providerRegistered';
  /** Index of PREVIEW_FEATURES, -1 for the provider. */
  readonly feature: number;
  /** Of the provider: all features were Registered by then, so that hotpatch is allowed from then on. */
  readonly propagates: boolean;
}

/** Order of what happens at one instant: who is registered by then counts as registered. */
const ORDER: readonly Registration['what'][] = [
  'featureRegistered',
  'featureRegistering',
  'providerRegistered',
];

/** Everything that is registered in the run, in order. Registering once more what is registered changes nothing. */
export function registrationsOf(scenario: Scenario, subscriptions: readonly string[]): Registration[] {
  const { actions, clock, parameters, seed } = scenario;
  const { min, max } = parameters.featureRegistrationDelay;
  if (!actions.some(({ register, registerProvider }) => register ?? registerProvider)) return [];
  const key = streamKey(seed, 'feature registration');
  const inOrder = [...actions].sort((a, b) => a.at - b.at);
  const found: Registration[] = [];
  subscriptions.forEach((name, subscription) => {
    const own = inOrder.filter((action) => action.subscriptions?.includes(name) ?? true);
    const registeredAt = PREVIEW_FEATURES.map((feature, index) => {
      const asked = own.find(({ register }) => register === feature);
      if (asked === undefined) return Number.POSITIVE_INFINITY;
      const at = asked.at - clock.start;
      const registered = at + min + drawBelow(max - min + 1, key, subjectOf(name), index);
      const of = { subscription, feature: index, propagates: false };
      found.push(
        { at, what: 'featureRegistering', ...of },
        { at: registered, what: 'featureRegistered', ...of },
      );
      return registered;
    });
    for (const { at: instant, registerProvider } of own) {
      if (registerProvider === undefined) continue;
      const at = instant - clock.start;
      const propagates = registeredAt.every((registered) => registered <= at);
      found.push({ at, what: 'providerRegistered', subscription, feature: -1, propagates });
    }
  });
  return found.sort(
    (a, b) =>
      a.at - b.at ||
      ORDER.indexOf(a.what) - ORDER.indexOf(b.what) ||
      a.subscription - b.subscription ||
      a.feature - b.feature,
  );
}
