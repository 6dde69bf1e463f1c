// The trace: the ledger as text, one JSON object a line, in order of time and, at one instant, of VMs.
// Refuses to know who reads it; the lines name everything, no number needs a table to be understood.

import { formatInstant } from '../calendar/instant.ts';
import { isAutomatic } from '../catalogue/applicability.ts';
import { isHotpatch } from '../catalogue/kinds.ts';
import type { Release } from '../catalogue/release.ts';
import type { Fleet } from '../fleet/fleet.ts';
import type { Scenario } from '../scenario/schema.ts';
import * as FACT from './fact-codes.ts';
import { inOrder } from './fact-order.ts';
import { FactText } from './fact-text.ts';
import { FACTS, type LedgerSink } from './facts.ts';
import { type Piece, pieceOf, TraceBytes } from './trace-bytes.ts';
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
  readonly #out: TraceBytes;
  readonly #text: FactText;
  /** Facts not yet written, FIELDS integers each. */
  #facts = new Int32Array(FIELDS * 4096);
  #count = 0;
  #written = 0;
  /** Newest release each VM is known to be offered, for assessments that found nothing new. */
  readonly #offered: Int16Array;
  /** What each VM's run has begun to install and would lose with its power, -1 for nothing. */
  readonly #atStake: Int16Array;
  readonly #middles: readonly Middles[];
  /** The ends of lines by kind, `a + 1` and `b`. */
  readonly #details: Map<number, Piece>[][] = FACTS.map(() => []);

  constructor(
    input: { readonly scenario: Scenario; readonly fleet: Fleet; readonly releases: readonly Release[] },
    give: (lines: Uint8Array) => void,
  ) {
    this.#input = input;
    this.#out = new TraceBytes(give);
    this.#text = new FactText(input.releases, input.fleet);
    this.#offered = new Int16Array(input.fleet.vms).fill(-1);
    this.#atStake = new Int16Array(input.fleet.vms).fill(-1);
    this.#middles = FACTS.map((name) => middlesOf(name, input.fleet));
    traceHead(input, (line) => this.#line(line));
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
    for (let index = 0, before = -1; index < order.length; index++) {
      const at = order[index];
      this.#write(facts, at, before);
      before = at;
    }
    this.#count = 0;
    this.#out.handOn();
  }

  /** The last line: with it a reader knows that nothing was cut off. */
  end(): void {
    const { end } = this.#input.scenario.clock;
    this.#line(JSON.stringify({ end: formatInstant(end), facts: this.#written }));
    this.#out.handOn();
  }

  #line(text: string): void {
    this.#out.put(pieceOf(text));
    this.#out.endLine();
  }

  #write(facts: Int32Array, at: number, before: number): void {
    const t = facts[at];
    const vm = facts[at + 1];
    const kind = facts[at + 2];
    let a = facts[at + 3];
    if (kind === FACT.assessed) {
      const unexecuted = a === NOTHING_NEW;
      // The engine carried out the same assessment, and recorded it.
      const twice = before >= 0 && facts[before] === t && facts[before + 1] === vm;
      if (unexecuted && twice && !isPower(facts[before + 2])) return;
      if (unexecuted) a = this.#offered[vm];
      else this.#offered[vm] = a;
    } else this.#follow(kind, vm, a);
    this.#written++;
    this.#out.begin(this.#input.scenario.clock.start + t);
    this.#middle(kind, vm);
    this.#out.put(this.#detailsOf(kind, a, facts[at + 4]));
    this.#out.endLine();
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

  /** The kind of a fact and the VM it is about. */
  #middle(kind: number, vm: number): void {
    const { ofNobody, ofGroup } = this.#middles[kind];
    if (vm < 0) return this.#out.put(ofNobody);
    const { group, groups, ordinal } = this.#input.fleet;
    const { vms } = groups[group[vm]];
    this.#out.put(ofGroup[group[vm]]);
    if (vms === undefined) this.#out.putNumber(ordinal[vm] + 1);
    else this.#out.put(pieceOf(vms[ordinal[vm]]));
    this.#out.put(QUOTE);
  }

  /** The rest of a line of JSON; most of them come again and again. */
  #detailsOf(kind: number, a: number, b: number): Piece {
    this.#details[kind][a + 1] ??= new Map();
    const known = this.#details[kind][a + 1];
    let piece = known.get(b);
    if (piece === undefined) {
      if (known.size === MOST_DETAILS) known.clear();
      piece = pieceOf(rest(this.#text.details(kind, a, b, this.#input.scenario.clock.start)));
      known.set(b, piece);
    }
    return piece;
  }
}

/** What stands behind the instant in the lines of one kind of fact. */
interface Middles {
  readonly ofNobody: Piece;
  /** Up to what tells the VMs of each group apart: all of the name for VMs with names of their own, else its number. */
  readonly ofGroup: readonly Piece[];
}

function middlesOf(kind: string, { groups }: Fleet): Middles {
  const nobody = `","fact":${JSON.stringify(kind)}`;
  const ofGroup = groups.map(({ name, vms }) => {
    const common = vms === undefined ? `${name}-` : '';
    return pieceOf(`${nobody},"vm":${JSON.stringify(common).slice(0, -1)}`);
  });
  return { ofNobody: pieceOf(nobody), ofGroup };
}

const QUOTE = pieceOf('"');

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

/** Remembered at most of one kind and `a`: some name an instant, so that there is no end to them. */
const MOST_DETAILS = 1 << 16;
