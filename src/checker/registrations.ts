// Whether preview features are registered as they must be, and who has hotpatch because of it (R10). Refuses to know what
// hotpatch brings.

import type { Instant } from '../calendar/instant.ts';
import type { Line, Report } from './breach.ts';
import type { Head } from './head.ts';
import type { Fact } from './trace-lines.ts';
import type { Vm } from './vm.ts';

const FEATURES = ['InGuestHotPatchVMPreview', 'InGuestAutoPatchVMPreview', 'InGuestPatchVMPreview'];

export class Registrations {
  readonly #head: Head;
  readonly #report: Report;
  /** By `<subscription> <feature>`. */
  readonly #registering = new Map<string, Fact>();
  readonly #registered = new Map<string, Fact>();
  /** Where hotpatch is allowed, and since which fact. */
  readonly #allowed = new Map<string, Fact>();

  constructor(head: Head, report: Report) {
    this.#head = head;
    this.#report = report;
  }

  take(fact: Fact): void {
    const breach = (message: string, second: Line | null = null): void =>
      this.#report('R10', null, fact.t, message, fact, second);
    const subscription = fact.subscription as string;
    const key = `${subscription} ${fact.feature}`;
    if (fact.fact === 'providerRegistered') return this.#provider(fact, subscription);
    if (fact.fact === 'featureRegistering') {
      const before = this.#registering.get(key);
      if (before !== undefined) breach(`${fact.feature} is Registering already`, before);
      this.#registering.set(key, fact);
      return;
    }
    const asked = this.#registering.get(key);
    if (asked === undefined) return breach(`${fact.feature} is Registered, and nobody registered it`);
    const { least, most } = this.#head.registrationDelay;
    const took = fact.t - asked.t;
    if (took < least || took > most)
      breach(`${fact.feature} took ${took} s, not ${least} to ${most} s`, asked);
    this.#registered.set(key, fact);
  }

  #provider(fact: Fact, subscription: string): void {
    const missing = FEATURES.find((feature) => !this.#registered.has(`${subscription} ${feature}`));
    if ((missing === undefined) !== fact.propagates) {
      const message = missing === undefined ? 'all features are Registered' : `${missing} is not Registered`;
      this.#report('R10', null, fact.t, `propagates: ${fact.propagates}, but ${message}`, fact);
    }
    if (missing !== undefined || this.#allowed.has(subscription)) return;
    this.#allowed.set(subscription, fact);
    for (const vm of this.#head.vms.values()) {
      if (vm.subscription === subscription && vm.awaitsPreview) vm.allowedBy = fact;
    }
  }

  takeOfVm(vm: Vm, fact: Fact): void {
    const closed = this.#head.preview && !this.#allowed.has(vm.subscription);
    const breach = (message: string, second: Line): void =>
      this.#report('R10', vm.name, fact.t, message, fact, second);
    if (fact.fact === 'hotpatchEnabled' || fact.fact === 'hotpatchDisabled') vm.awaitsPreview = false;
    if (fact.fact === 'hotpatchEnabled') vm.allowedBy = undefined;
    if (closed && fact.fact === 'hotpatchEnabled')
      breach('hotpatch is turned on before its registration', vm.head);
    if (closed && fact.fact === 'trackChanged' && fact.to !== 'notEnrolled')
      breach(`is ${fact.to} before its registration`, vm.head);
    if (!closed && fact.reason === 'previewNotRegistered')
      breach(
        'refuses hotpatch for a registration that is done',
        this.#allowed.get(vm.subscription) ?? vm.head,
      );
  }

  /** The instant is over: who waited for its subscription has been enrolled in it. */
  settle(t: Instant): void {
    for (const [subscription, by] of this.#allowed) {
      if (by.t !== t) continue;
      for (const vm of this.#head.vms.values()) {
        if (vm.subscription !== subscription || vm.allowedBy === undefined) continue;
        this.#report('R10', vm.name, t, 'may have hotpatch, and is not enrolled', by, vm.head);
      }
    }
  }

  /** Nothing is Registering for ever. */
  end(): void {
    for (const [key, asked] of this.#registering) {
      if (this.#registered.has(key) || asked.t + this.#head.registrationDelay.most >= this.#head.end)
        continue;
      this.#report('R10', null, asked.t, `${asked.feature} never comes to be Registered`, asked);
    }
  }
}
