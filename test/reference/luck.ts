// The draws of the reference: the engine's streams by name and index, each asked where it is needed.
// Refuses to know what a draw leads to.

import { isHotpatch } from '../../src/catalogue/kinds.ts';
import type { Kind } from '../../src/catalogue/release.ts';
import { lognormalTable, pick } from '../../src/kernel/lognormal.ts';
import { draw, drawBelow, streamKey, subjectOf, thresholdOf } from '../../src/kernel/streams.ts';
import type { Scenario } from '../../src/scenario/schema.ts';
import type { Patch } from './run-state.ts';
import type { Vm } from './world.ts';

/** Number of a draw: attempt at a rollout, and which of the run's two updates. */
const indexOf = (rollout: number, tries: number, slot: number): number => (rollout * 256 + tries) * 2 + slot;

export class Luck {
  readonly #scenario: Scenario;
  readonly #keys = new Map<string, number>();

  constructor(scenario: Scenario) {
    this.#scenario = scenario;
  }

  #draw(purpose: string, luck: number, index: number): number {
    return draw(this.#key(purpose), luck, index);
  }

  #key(purpose: string): number {
    const key = this.#keys.get(purpose) ?? streamKey(this.#scenario.seed, purpose);
    this.#keys.set(purpose, key);
    return key;
  }

  /** A draw of the VM's run: about one of its updates, or about its restart. */
  #drawInRun(what: string, { luck, run }: Vm, patch?: Patch): number {
    const { rollout, tries, chosen } = run;
    if (chosen === undefined) return this.#draw(what, luck, indexOf(rollout, tries, patch?.slot ?? 0));
    const ofRun = this.#draw(`chosen ${what}`, luck, chosen.began);
    return patch === undefined ? ofRun : draw(ofRun, luck, patch.release);
  }

  installSeconds(kind: Kind, vm: Vm, patch: Patch): number {
    const { installDotnet, installHotpatch, installOther, installCumulative } = this.#scenario.parameters;
    let duration = installCumulative;
    if (kind === 'dotnet') duration = installDotnet;
    if (isHotpatch(kind)) duration = installHotpatch;
    if (kind === 'definition') duration = installOther;
    const drawn = this.#drawInRun('install duration', vm, patch);
    return pick(lognormalTable(duration.median, duration.sigma), drawn);
  }

  installFails(vm: Vm, patch: Patch): boolean {
    const drawn = this.#drawInRun('install failure', vm, patch);
    return drawn < thresholdOf(this.#scenario.parameters.installFailure);
  }

  rebootSeconds(vm: Vm): number {
    const { median, sigma } = this.#scenario.parameters.rebootDuration;
    return pick(lognormalTable(median, sigma), this.#drawInRun('reboot duration', vm));
  }

  rebootFails(vm: Vm): boolean {
    const drawn = this.#drawInRun('reboot failure', vm);
    return drawn < thresholdOf(this.#scenario.parameters.rebootFailure);
  }

  registrationSeconds(subscription: string, feature: number, delay: { min: number; max: number }): number {
    const key = this.#key('feature registration');
    return delay.min + drawBelow(delay.max - delay.min + 1, key, subjectOf(subscription), feature);
  }

  /** 0 to below n. */
  nightsTo(n: number, luck: number, night: number): number {
    return drawBelow(n, this.#key('assessment gap'), luck, night);
  }

  /** 0 to below 1. */
  shareOfNight(luck: number, night: number): number {
    return this.#draw('assessment hour', luck, night) / 2 ** 32;
  }

  /** 0 to below 1. */
  shareOfGuest(luck: number, day: number): number {
    return this.#draw('guest install', luck, day) / 2 ** 32;
  }

  isBad(incident: number, luck: number, release: number, probability: number): boolean {
    return this.#draw(`bad patch ${incident}`, luck, release) < thresholdOf(probability);
  }

  isOfferedWrongly(incident: number, luck: number, share: number): boolean {
    return this.#draw(`wrong offer ${incident}`, luck, 0) < thresholdOf(share);
  }
}
