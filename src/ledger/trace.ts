// The trace: the ledger as text, one JSON object a line, in order of time and, at one instant, of VMs.
// Refuses to know who reads it; the lines name everything, no number needs a table to be understood.

import { formatInstant } from '../calendar/instant.ts';
import type { Release } from '../catalogue/release.ts';
import type { Fleet } from '../fleet/fleet.ts';
import type { Scenario } from '../scenario/schema.ts';
import { FACT } from './fact-codes.ts';
import { orderOf } from './fact-order.ts';
import { FactText } from './fact-text.ts';
import { FACTS, type LedgerSink } from './facts.ts';
import { commonName, nameEndsOf } from './name-ends.ts';
import { offeredOf } from './offered.ts';
import { pieceTableOf } from './piece-table.ts';
import { type Piece, traceBytesOf } from './trace-bytes.ts';
import { traceHead } from './trace-head.ts';

/** Integers per fact beside its instant. */
const FIELDS = 4;
/** Piece that is not known yet. */
const UNKNOWN: Piece = -1;
/** In place of a `b` that is an instant, which stands last: there are too many to know a piece for each. */
const DATED = -3;
const DATE_END = '2024-01-09T18:00:00Z"}'.length;
const isDated = (kind: number, b: number): boolean =>
  b >= 0 && (kind === FACT.admitted || kind === FACT.deferred || kind === FACT.runStarted);

/** Facts that come first among those of one VM at one instant: what the others may be a consequence of. */
const isPower = (kind: number): boolean => kind === FACT.poweredOff || kind === FACT.poweredOn;

export interface TraceInput {
  readonly scenario: Scenario;
  readonly fleet: Fleet;
  readonly releases: readonly Release[];
}

export interface Trace extends LedgerSink {
  /** The last line: with it a reader knows that nothing was cut off. */
  end(): void;
}

/**
 * Takes facts and hands on lines. What is in scope here is a constant to the compiler, so that columns cost no more
 * than their elements; fields of an object would be loaded and checked for each of them.
 */
export function traceOf(input: TraceInput, give: (lines: Uint8Array) => void): Trace {
  const { fleet, releases, scenario } = input;
  const { start, end } = scenario.clock;
  const { begin, put, putFrom, endWith, endLine, line, handOn, pieceOf, hasRoom, forget } =
    traceBytesOf(give);
  const text = new FactText(releases, fleet);
  const { to: offeredTo, follow } = offeredOf(releases, fleet.vms);
  const { source: names, starts: nameStarts } = nameEndsOf(fleet);
  const { group } = fleet;
  const nobody = fleet.groups.length;
  const width = nobody + 1;
  /** Of each kind of fact and group, what lies between the seconds and what tells the group's VMs apart. */
  const middles = new Int32Array(FACTS.length * width).fill(UNKNOWN);
  /** The ends of lines: most come again and again. */
  const { find, has, pieceAt, isFull, set, clear } = pieceTableOf();
  /** Facts not yet written: their instants, and their VM, kind, `a` and `b`. */
  let times = new Int32Array(4096);
  let rest = new Int32Array(FIELDS * times.length);
  let count = 0;
  let written = 0;
  const inOrder = orderOf();
  traceHead(input, line);

  function record(kind: number, t: number, vm: number, a: number, b: number): void {
    if (count === times.length) enlarge();
    times[count] = t;
    const at = count * FIELDS;
    rest[at] = vm;
    rest[at + 1] = kind;
    rest[at + 2] = a;
    rest[at + 3] = b;
    count++;
  }

  function enlarge(): void {
    const [fewer, narrower] = [times, rest];
    times = new Int32Array(2 * fewer.length);
    rest = new Int32Array(2 * narrower.length);
    times.set(fewer);
    rest.set(narrower);
  }

  /** Writes what is known to be complete: all facts so far. */
  function settled(): void {
    const [instants, facts] = [times, rest];
    const first = (fact: number): boolean => isPower(facts[fact * FIELDS + 1]);
    const order = inOrder({ times, count, rest, fields: FIELDS, first });
    let [lastT, lastVm, lastKind] = [Number.NEGATIVE_INFINITY, -1, -1];
    for (let index = 0; index < count; index++) {
      const at = order[index] * FIELDS;
      const t = instants[order[index]];
      const vm = facts[at];
      const kind = facts[at + 1];
      // The engine carried out the same assessment, and recorded it.
      const twice = lastT === t && lastVm === vm && !isPower(lastKind);
      lastT = t;
      lastVm = vm;
      lastKind = kind;
      let a = facts[at + 2];
      if (kind === FACT.assessed && a === NOTHING_NEW) {
        if (twice) continue;
        a = offeredTo(vm);
      } else follow(kind, vm, a);
      write(t, vm, kind, a, facts[at + 3]);
    }
    count = 0;
    handOn();
  }

  function write(t: number, vm: number, kind: number, a: number, b: number): void {
    written++;
    if (!hasRoom() || isFull()) forgetAll();
    const middle = middleOf(kind, vm < 0 ? nobody : group[vm]);
    const dated = isDated(kind, b);
    const detail = detailOf(kind, a, dated ? DATED : b);
    const nameStart = vm < 0 ? 0 : nameStarts[vm];
    const nameLength = vm < 0 ? 0 : nameStarts[vm + 1] - nameStart;
    begin(start + t);
    put(middle);
    putFrom(names, nameStart, nameLength);
    put(detail);
    if (dated) endWith(start + b);
    endLine();
  }

  function middleOf(kind: number, ofGroup: number): Piece {
    const known = middles[kind * width + ofGroup];
    return known === UNKNOWN ? newMiddle(kind, ofGroup) : known;
  }

  function newMiddle(kind: number, ofGroup: number): Piece {
    const fact = `Z","fact":${JSON.stringify(FACTS[kind])}`;
    const common = ofGroup === nobody ? undefined : commonName(fleet.groups[ofGroup]);
    const named = common === undefined ? fact : `${fact},"vm":${JSON.stringify(common).slice(0, -1)}`;
    const piece = pieceOf(named);
    middles[kind * width + ofGroup] = piece;
    return piece;
  }

  function detailOf(kind: number, a: number, b: number): Piece {
    const entry = find(kind, a, b);
    if (has(entry)) return pieceAt(entry);
    const said = restOf(text.details(kind, a, b === DATED ? 0 : b, start));
    const piece = pieceOf(b === DATED ? said.slice(0, -DATE_END) : `${said}\n`);
    set(entry, kind, a, b, piece);
    return piece;
  }

  function forgetAll(): void {
    forget();
    clear();
    middles.fill(UNKNOWN);
  }

  function finish(): void {
    line(JSON.stringify({ end: formatInstant(end), facts: written }));
    handOn();
  }

  return { record, settled, end: finish };
}

/** Details as the end of a JSON object that has begun. */
function restOf(details: object): string {
  const text = JSON.stringify(details);
  return text === '{}' ? text.slice(1) : `,${text.slice(1)}`;
}

/** Value of `a` in an assessment that nobody had to carry out: it found what the one before found. */
export const NOTHING_NEW = -2;
