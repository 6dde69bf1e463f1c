// The trace: the ledger as text, one JSON object a line, in order of time and, at one instant, of VMs.
// Refuses to know who reads it; the lines name everything, no number needs a table to be understood.

import { formatInstant } from '../calendar/instant.ts';
import type { Release } from '../catalogue/release.ts';
import { type Fleet, vmName } from '../fleet/fleet.ts';
import type { Scenario } from '../scenario/schema.ts';
import { FactText } from './fact-text.ts';
import { FACT, type LedgerSink } from './facts.ts';
import { traceHead } from './trace-head.ts';

const FIELDS = 5;

/** Facts that come first among those of one VM at one instant: what the others may be a consequence of. */
const isPower = (kind: number): boolean => kind === FACT.poweredOff || kind === FACT.poweredOn;

export class TraceWriter implements LedgerSink {
  readonly #input: {
    readonly scenario: Scenario;
    readonly fleet: Fleet;
    readonly releases: readonly Release[];
  };
  readonly #line: (line: string) => void;
  readonly #text: FactText;
  /** Facts not yet written, FIELDS integers each. */
  #facts = new Int32Array(FIELDS * 4096);
  #count = 0;
  #written = 0;
  /** Newest release each VM is known to be offered, for assessments that found nothing new. */
  readonly #offered: Int16Array;

  constructor(
    input: { readonly scenario: Scenario; readonly fleet: Fleet; readonly releases: readonly Release[] },
    line: (line: string) => void,
  ) {
    this.#input = input;
    this.#line = line;
    this.#text = new FactText(input.releases, input.fleet);
    this.#offered = new Int16Array(input.fleet.vms).fill(-1);
    traceHead(input, line);
  }

  record(kind: number, t: number, vm: number, a: number, b: number): void {
    const at = this.#count * FIELDS;
    if (at === this.#facts.length) {
      const larger = new Int32Array(this.#facts.length * 2);
      larger.set(this.#facts);
      this.#facts = larger;
    }
    this.#facts[at] = t;
    this.#facts[at + 1] = vm;
    this.#facts[at + 2] = kind;
    this.#facts[at + 3] = a;
    this.#facts[at + 4] = b;
    this.#count++;
  }

  /** Writes what is known to be complete: all facts so far. */
  settled(): void {
    const facts = this.#facts;
    const order = Uint32Array.from({ length: this.#count }, (_, index) => index * FIELDS);
    order.sort(
      (a, b) =>
        facts[a] - facts[b] ||
        facts[a + 1] - facts[b + 1] ||
        Number(isPower(facts[b + 2])) - Number(isPower(facts[a + 2])) ||
        a - b,
    );
    order.forEach((at, index) => {
      this.#write(facts, at, order[index - 1] ?? -1);
    });
    this.#count = 0;
  }

  /** The last line: with it a reader knows that nothing was cut off. */
  end(): void {
    const { end } = this.#input.scenario.clock;
    this.#line(JSON.stringify({ end: formatInstant(end), facts: this.#written }));
  }

  #write(facts: Int32Array, at: number, before: number): void {
    const [t, vm, kind] = [facts[at], facts[at + 1], facts[at + 2]];
    let a = facts[at + 3];
    if (kind === FACT.assessed) {
      const unexecuted = a === NOTHING_NEW;
      // The engine carried out the same assessment, and recorded it.
      const twice = before >= 0 && facts[before] === t && facts[before + 1] === vm;
      if (unexecuted && twice && !isPower(facts[before + 2])) return;
      if (unexecuted) a = this.#offered[vm];
      else this.#offered[vm] = a;
    } else if (kind === FACT.patchInstalled && this.#offered[vm] === a) this.#offered[vm] = -1;
    const instant = formatInstant(this.#input.scenario.clock.start + t);
    const name = vm < 0 ? undefined : vmName(this.#input.fleet, vm);
    const details = this.#text.details(kind, a, facts[at + 4], this.#input.scenario.clock.start);
    this.#written++;
    this.#line(JSON.stringify({ t: instant, fact: this.#text.name(kind), vm: name, ...details }));
  }
}

/** Value of `a` in an assessment that nobody had to carry out: it found what the one before found. */
export const NOTHING_NEW = -2;
