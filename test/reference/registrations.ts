// Preview features and the provider of each subscription as they are registered, one after the other (R10).
// Refuses to know what hotpatch is; it says who may have it.

import { FACT } from '../../src/ledger/fact-codes.ts';
import type { Action } from '../../src/scenario/schema.ts';
import type { World } from './world.ts';

const FEATURES = ['InGuestHotPatchVMPreview', 'InGuestAutoPatchVMPreview', 'InGuestPatchVMPreview'];

/** States of a subscription's features, as far as it has any. */
const states = (): Map<string, 'Registering' | 'Registered'> => new Map();

export class Registrations {
  readonly #world: World;
  readonly #features: ReturnType<typeof states>[];
  readonly #add: (t: number, index: number, happen: () => void) => void;
  /** Called back with a subscription whose VMs may have hotpatch from now on. */
  readonly #done: (subscription: number, t: number) => void;

  constructor(
    world: World,
    add: (t: number, index: number, happen: () => void) => void,
    done: (subscription: number, t: number) => void,
  ) {
    this.#world = world;
    this.#features = world.fleet.subscriptions.map(states);
    this.#add = add;
    this.#done = done;
    for (const action of world.scenario.actions) {
      const t = action.at - world.scenario.clock.start;
      for (const [subscription, name] of world.fleet.subscriptions.entries())
        if (action.subscriptions === undefined || action.subscriptions.includes(name))
          this.#plan(action, t, subscription);
    }
  }

  #plan({ register, registerProvider }: Action, t: number, subscription: number): void {
    const feature = FEATURES.indexOf(register ?? '');
    if (feature >= 0)
      this.#add(t, this.#place(1, subscription, feature), () => this.#register(subscription, feature, t));
    if (registerProvider !== undefined)
      this.#add(t, this.#place(2, subscription, 0), () => this.#provider(subscription, t));
  }

  /** Who is first in one instant. */
  #place(rank: number, subscription: number, feature: number): number {
    return (rank * this.#features.length + subscription) * FEATURES.length + feature;
  }

  #register(subscription: number, feature: number, t: number): void {
    const of = this.#features[subscription]!;
    if (of.has(FEATURES[feature]!)) return;
    of.set(FEATURES[feature]!, 'Registering');
    this.#world.record(FACT.featureRegistering, t, -1, subscription, feature);
    const { featureRegistrationDelay } = this.#world.scenario.parameters;
    const name = this.#world.fleet.subscriptions[subscription]!;
    const then = t + this.#world.luck.registrationSeconds(name, feature, featureRegistrationDelay);
    this.#add(then, this.#place(0, subscription, feature), () => {
      of.set(FEATURES[feature]!, 'Registered');
      this.#world.record(FACT.featureRegistered, then, -1, subscription, feature);
    });
  }

  #provider(subscription: number, t: number): void {
    const propagates = FEATURES.every(
      (feature) => this.#features[subscription]!.get(feature) === 'Registered',
    );
    this.#world.record(FACT.providerRegistered, t, -1, subscription, Number(propagates));
    if (!propagates || this.#world.allowed.has(subscription)) return;
    this.#world.allowed.add(subscription);
    this.#done(subscription, t);
  }
}
