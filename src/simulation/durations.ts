// How long installations and restarts take, as tables to draw from (R23). Refuses to know who draws.

import { isHotpatch } from '../catalogue/kinds.ts';
import type { Kind } from '../catalogue/release.ts';
import { lognormalTable } from '../kernel/lognormal.ts';
import type { Parameters } from '../scenario/schema.ts';

export class Durations {
  readonly #cumulative: Int32Array;
  readonly #hotpatch: Int32Array;
  readonly #dotnet: Int32Array;
  readonly #other: Int32Array;
  readonly restart: Int32Array;

  constructor(parameters: Parameters) {
    const table = ({ median, sigma }: { median: number; sigma: number }): Int32Array =>
      lognormalTable(median, sigma);
    this.#cumulative = table(parameters.installCumulative);
    this.#hotpatch = table(parameters.installHotpatch);
    this.#dotnet = table(parameters.installDotnet);
    this.#other = table(parameters.installOther);
    this.restart = table(parameters.rebootDuration);
  }

  install(kind: Kind): Int32Array {
    if (kind === 'dotnet') return this.#dotnet;
    if (isHotpatch(kind)) return this.#hotpatch;
    return kind === 'definition' ? this.#other : this.#cumulative;
  }
}
