// Luck in runs whose updates somebody chose: streams of their own, so that nobody else's luck moves (R4, R23).
// Refuses to know what the answers lead to.

import type { Kind } from '../catalogue/release.ts';
import { pick } from '../kernel/lognormal.ts';
import { draw, type StreamKey, streamKey, thresholdOf } from '../kernel/streams.ts';
import type { Scenario } from '../scenario/schema.ts';
import type { Durations } from './durations.ts';

/** `vm` is the VM's identity in draws, `at` when the run began: the same in every variant with that run. */
export class ChosenLuck {
  readonly #durations: Durations;
  readonly #duration: StreamKey;
  readonly #failure: StreamKey;
  readonly #reboot: StreamKey;
  readonly #rebootFailure: StreamKey;
  readonly #installThreshold: number;
  readonly #rebootThreshold: number;

  constructor({ seed, parameters }: Scenario, durations: Durations) {
    const key = (purpose: string): StreamKey => streamKey(seed, `chosen ${purpose}`);
    this.#durations = durations;
    this.#duration = key('install duration');
    this.#failure = key('install failure');
    this.#reboot = key('reboot duration');
    this.#rebootFailure = key('reboot failure');
    this.#installThreshold = thresholdOf(parameters.installFailure);
    this.#rebootThreshold = thresholdOf(parameters.rebootFailure);
  }

  installDuration(kind: Kind, vm: number, at: number, release: number): number {
    return pick(this.#durations.install(kind), draw(draw(this.#duration, vm, at), vm, release));
  }

  installFails(vm: number, at: number, release: number): boolean {
    return draw(draw(this.#failure, vm, at), vm, release) < this.#installThreshold;
  }

  rebootDuration(vm: number, at: number): number {
    return pick(this.#durations.restart, draw(this.#reboot, vm, at));
  }

  rebootFails(vm: number, at: number): boolean {
    return draw(this.#rebootFailure, vm, at) < this.#rebootThreshold;
  }
}
