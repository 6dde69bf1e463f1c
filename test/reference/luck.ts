// The draws of the reference: the engine's streams by name and index, each asked where it is needed.
// Refuses to know what a draw leads to.

import { isHotpatch } from '../../src/catalogue/kinds.ts';
import type { Kind } from '../../src/catalogue/release.ts';
import { lognormalTable, pick } from '../../src/kernel/lognormal.ts';
import { draw, drawBelow, streamKey, thresholdOf } from '../../src/kernel/streams.ts';
import type { Scenario } from '../../src/scenario/schema.ts';

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

  installSeconds(kind: Kind, luck: number, rollout: number, tries: number, slot: number): number {
    const { installDotnet, installHotpatch, installOther, installCumulative } = this.#scenario.parameters;
    let duration = installCumulative;
    if (kind === 'dotnet') duration = installDotnet;
    if (isHotpatch(kind)) duration = installHotpatch;
    if (kind === 'definition') duration = installOther;
    const drawn = this.#draw('install duration', luck, indexOf(rollout, tries, slot));
    return pick(lognormalTable(duration.median, duration.sigma), drawn);
  }

  installFails(luck: number, rollout: number, tries: number, slot: number): boolean {
    const drawn = this.#draw('install failure', luck, indexOf(rollout, tries, slot));
    return drawn < thresholdOf(this.#scenario.parameters.installFailure);
  }

  rebootSeconds(luck: number, rollout: number, tries: number): number {
    const { median, sigma } = this.#scenario.parameters.rebootDuration;
    return pick(
      lognormalTable(median, sigma),
      this.#draw('reboot duration', luck, indexOf(rollout, tries, 0)),
    );
  }

  rebootFails(luck: number, rollout: number, tries: number): boolean {
    const drawn = this.#draw('reboot failure', luck, indexOf(rollout, tries, 0));
    return drawn < thresholdOf(this.#scenario.parameters.rebootFailure);
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
