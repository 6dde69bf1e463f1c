// A VM's luck: which stream each question draws from, and the tables of durations (R4, R23, R25).
// Refuses to know what the answers lead to.

import { isHotpatch } from '../catalogue/kinds.ts';
import type { Kind } from '../catalogue/release.ts';
import { lognormalTable, pick } from '../kernel/lognormal.ts';
import { draw, streamKey, thresholdOf } from '../kernel/streams.ts';
import type { Scenario } from '../scenario/schema.ts';

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
  readonly #cumulative: Int32Array;
  readonly #hotpatch: Int32Array;
  readonly #dotnet: Int32Array;
  readonly #other: Int32Array;
  readonly #restart: Int32Array;
  /** Streams of the periodic assessments. */
  readonly gap: number;
  readonly hour: number;

  constructor({ seed, parameters }: Scenario) {
    const key = (purpose: string): number => streamKey(seed, purpose);
    this.#duration = key('install duration');
    this.#failure = key('install failure');
    this.#reboot = key('reboot duration');
    this.#rebootFailure = key('reboot failure');
    this.gap = key('assessment gap');
    this.hour = key('assessment hour');
    this.#installThreshold = thresholdOf(parameters.installFailure);
    this.#rebootThreshold = thresholdOf(parameters.rebootFailure);
    const table = ({ median, sigma }: { median: number; sigma: number }): Int32Array =>
      lognormalTable(median, sigma);
    this.#cumulative = table(parameters.installCumulative);
    this.#hotpatch = table(parameters.installHotpatch);
    this.#dotnet = table(parameters.installDotnet);
    this.#other = table(parameters.installOther);
    this.#restart = table(parameters.rebootDuration);
  }

  /** Seconds an installation takes. `vm` is the VM's identity in draws, `run` a runNumber, `slot` 0 or 1. */
  installDuration(kind: Kind, vm: number, run: number, slot: number): number {
    const table =
      kind === 'dotnet'
        ? this.#dotnet
        : isHotpatch(kind)
          ? this.#hotpatch
          : kind === 'definition'
            ? this.#other
            : this.#cumulative;
    return pick(table, draw(this.#duration, vm, run + slot));
  }

  installFails(vm: number, run: number, slot: number): boolean {
    return draw(this.#failure, vm, run + slot) < this.#installThreshold;
  }

  rebootDuration(vm: number, run: number): number {
    return pick(this.#restart, draw(this.#reboot, vm, run));
  }

  rebootFails(vm: number, run: number): boolean {
    return draw(this.#rebootFailure, vm, run) < this.#rebootThreshold;
  }
}
