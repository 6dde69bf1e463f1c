// A VM's luck: which stream each question draws from (R4, R23, R25).
// Refuses to know what the answers lead to.

import type { Kind } from '../catalogue/release.ts';
import { pick } from '../kernel/lognormal.ts';
import { draw, streamKey, thresholdOf } from '../kernel/streams.ts';
import type { Scenario } from '../scenario/schema.ts';
import type { Durations } from './durations.ts';

/** Draws of one run are kept apart by `slot`: an offer and a .NET update of the same run never share luck. */
const SLOTS = 2;

/** Number of a run in draws: the same in every variant in which the VM makes that attempt at that rollout. */
export function runNumber(rollout: number, attempt: number): number {
  return (rollout * 256 + attempt) * SLOTS;
}

export class Luck {
  readonly #duration: number;
  readonly #failure: number;
  readonly #reboot: number;
  readonly #rebootFailure: number;
  readonly #installThreshold: number;
  readonly #rebootThreshold: number;
  readonly #durations: Durations;
  /** Streams of the periodic assessments. */
  readonly gap: number;
  readonly hour: number;

  constructor({ seed, parameters }: Scenario, durations: Durations) {
    const key = (purpose: string): number => streamKey(seed, purpose);
    this.#duration = key('install duration');
    this.#failure = key('install failure');
    this.#reboot = key('reboot duration');
    this.#rebootFailure = key('reboot failure');
    this.gap = key('assessment gap');
    this.hour = key('assessment hour');
    this.#installThreshold = thresholdOf(parameters.installFailure);
    this.#rebootThreshold = thresholdOf(parameters.rebootFailure);
    this.#durations = durations;
  }

  /** Seconds an installation takes. `vm` is the VM's identity in draws, `run` a runNumber, `slot` 0 or 1. */
  installDuration(kind: Kind, vm: number, run: number, slot: number): number {
    return pick(this.#durations.install(kind), draw(this.#duration, vm, run + slot));
  }

  installFails(vm: number, run: number, slot: number): boolean {
    return draw(this.#failure, vm, run + slot) < this.#installThreshold;
  }

  rebootDuration(vm: number, run: number): number {
    return pick(this.#durations.restart, draw(this.#reboot, vm, run));
  }

  rebootFails(vm: number, run: number): boolean {
    return draw(this.#rebootFailure, vm, run) < this.#rebootThreshold;
  }
}
