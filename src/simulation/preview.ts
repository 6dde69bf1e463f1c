// Who may have hotpatch while it is in preview, and who waits for that (R10). Refuses to know what enrolment does to a VM.

import type { Fleet } from '../fleet/fleet.ts';
import { type Registration, registrationsOf } from '../fleet/registrations.ts';
import { FACTS, type LedgerSink } from '../ledger/facts.ts';
import type { Scenario } from '../scenario/schema.ts';

export class Preview {
  /** In order of time. */
  readonly registrations: readonly Registration[];
  readonly #fleet: Fleet;
  /** Per subscription: 1 where hotpatch may be enabled. */
  readonly #allowed: Uint8Array;
  /** Per VM, in a preview only: 1 while it is to have hotpatch as soon as its subscription may. */
  readonly #wanted: Uint8Array;

  constructor(scenario: Scenario, fleet: Fleet) {
    const { coverage, group, simulated, subscriptions } = fleet;
    this.#fleet = fleet;
    this.registrations = registrationsOf(scenario, subscriptions);
    this.#allowed = new Uint8Array(subscriptions.length).fill(scenario.preview ? 0 : 1);
    this.#wanted = Uint8Array.from({ length: scenario.preview ? simulated : 0 }, (_, vm) =>
      Number(coverage[group[vm]].hotpatch === 'awaitsPreview'),
    );
  }

  allows(vm: number): boolean {
    return this.#allowed[this.#fleet.subscription[vm]] === 1;
  }

  /** It is to have hotpatch as soon as its subscription may, or has it. */
  wants(vm: number): boolean {
    return this.#wanted[vm] === 1;
  }

  /** Its settings have hotpatch on or off from now on. */
  want(vm: number, on: boolean): void {
    if (this.#wanted.length > 0) this.#wanted[vm] = Number(on);
  }

  /**
   * Takes all registrations of the instant of the first; returns who is to be enrolled because the registrations of its
   * subscription have come to their end, undefined for nobody.
   */
  register(first: number, sink: LedgerSink): ((vm: number) => boolean) | undefined {
    const { registrations } = this;
    const { at } = registrations[first];
    const allowed = new Set<number>();
    for (let index = first; registrations[index]?.at === at; index++) {
      const { what, subscription, feature, propagates } = registrations[index];
      sink.record(FACTS.indexOf(what), at, -1, subscription, feature < 0 ? Number(propagates) : feature);
      if (propagates && this.#allowed[subscription] === 0) allowed.add(subscription);
    }
    if (allowed.size === 0) return undefined;
    for (const subscription of allowed) this.#allowed[subscription] = 1;
    return (vm) => this.#wanted[vm] === 1 && allowed.has(this.#fleet.subscription[vm]);
  }
}
