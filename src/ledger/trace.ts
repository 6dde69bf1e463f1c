// The trace: the ledger as text, one JSON object a line, in order of time and, at one instant, of VMs.
// Refuses to know who reads it; the lines name everything, no number needs a table to be understood.

import { formatInstant } from '../calendar/instant.ts';
import { InstantText } from '../calendar/instant-text.ts';
import { isAutomatic } from '../catalogue/applicability.ts';
import { isHotpatch } from '../catalogue/kinds.ts';
import type { Release } from '../catalogue/release.ts';
import type { Fleet } from '../fleet/fleet.ts';
import type { Scenario } from '../scenario/schema.ts';
import { inOrder } from './fact-order.ts';
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
  /** What each VM's run has begun to install and would lose with its power, -1 for nothing. */
  readonly #atStake: Int16Array;
  readonly #instants = new InstantText();
  readonly #details = new Map<string, string>();
  /** Names of each group's VMs as JSON, up to the number. */
  readonly #prefixes: readonly string[];

  constructor(
    input: { readonly scenario: Scenario; readonly fleet: Fleet; readonly releases: readonly Release[] },
    line: (line: string) => void,
  ) {
    this.#input = input;
    this.#line = line;
    this.#text = new FactText(input.releases, input.fleet);
    this.#offered = new Int16Array(input.fleet.vms).fill(-1);
    this.#atStake = new Int16Array(input.fleet.vms).fill(-1);
    this.#prefixes = input.fleet.groups.map(({ name }) => JSON.stringify(`${name}-`).slice(0, -1));
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
    const first = (at: number): boolean => isPower(facts[at + 2]);
    const order = inOrder({ facts, count: this.#count, fields: FIELDS, first });
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
    } else this.#follow(kind, vm, a);
    const { start } = this.#input.scenario.clock;
    this.#written++;
    const head = `{"t":"${this.#instants.of(start + t)}","fact":"${this.#text.name(kind)}"`;
    const name = vm < 0 ? '' : `,"vm":${this.#nameOf(vm)}`;
    this.#line(head + name + this.#detailsOf(kind, a, facts[at + 4]));
  }

  /** Keeps up what the VM is offered through a run: installed is no longer offered, failed or lost is again (R32). */
  #follow(kind: number, vm: number, a: number): void {
    const { releases } = this.#input;
    switch (kind) {
      case FACT.admitted:
      case FACT.runStarted:
        this.#atStake[vm] = -1;
        return;
      case FACT.installationStarted:
        if (this.#atStake[vm] < 0 && isAutomatic(releases[a])) this.#atStake[vm] = a;
        return;
      case FACT.patchInstalled: {
        const offered = this.#offered[vm];
        if (offered >= 0 && brings(releases[a], releases[offered])) {
          if (this.#atStake[vm] < 0) this.#atStake[vm] = offered;
          this.#offered[vm] = -1;
        }
        // A hotpatch needs no restart: it stays.
        if (isHotpatch(releases[a].kind)) this.#atStake[vm] = -1;
        return;
      }
      case FACT.patchFailed:
        if (this.#offered[vm] < 0 && isAutomatic(releases[a])) this.#offered[vm] = a;
        return;
      case FACT.runInterrupted:
        if (this.#offered[vm] < 0) this.#offered[vm] = this.#atStake[vm];
    }
  }

  /** The VM's name as JSON. */
  #nameOf(vm: number): string {
    const { group, groups, ordinal } = this.#input.fleet;
    const { vms } = groups[group[vm]];
    if (vms !== undefined) return `"${vms[ordinal[vm]]}"`;
    return `${this.#prefixes[group[vm]]}${ordinal[vm] + 1}"`;
  }

  /** The rest of a line of JSON; most of them come again and again. */
  #detailsOf(kind: number, a: number, b: number): string {
    const { start } = this.#input.scenario.clock;
    if (this.#text.namesInstant(kind)) return rest(this.#text.details(kind, a, b, start));
    const key = `${kind} ${a} ${b}`;
    let text = this.#details.get(key);
    if (text === undefined) {
      text = rest(this.#text.details(kind, a, b, start));
      this.#details.set(key, text);
    }
    return text;
  }
}

/** Details as the end of a JSON object that has begun. */
function rest(details: object): string {
  const text = JSON.stringify(details);
  return text === '{}' ? text.slice(1) : `,${text.slice(1)}`;
}

/** Whether an update is the one offered, or of another classification and contains it (R6). */
function brings(update: Release, offered: Release): boolean {
  if (update === offered) return true;
  const system = ({ kind }: Release): boolean => kind !== 'dotnet' && kind !== 'definition';
  return !isAutomatic(update) && system(update) && system(offered) && offered.instant <= update.instant;
}

/** Value of `a` in an assessment that nobody had to carry out: it found what the one before found. */
export const NOTHING_NEW = -2;
