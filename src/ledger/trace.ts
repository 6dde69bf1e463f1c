// The trace: the ledger as text, one JSON object a line, in the order it is given.
// Refuses to know who reads it; the lines name everything, no number needs a table to be understood.

import { formatInstant } from '../calendar/instant.ts';
import type { Release } from '../catalogue/release.ts';
import type { Fleet } from '../fleet/fleet.ts';
import type { Scenario } from '../scenario/schema.ts';
import { aIn, type FactBlock, FIELD, kindIn } from './fact-block.ts';
import { FACT } from './fact-codes.ts';
import { FactText } from './fact-text.ts';
import { FACTS } from './facts.ts';
import { commonName, nameEndsOf } from './name-ends.ts';
import { pieceTableOf } from './piece-table.ts';
import { type Piece, type TakesLines, traceBytesOf } from './trace-bytes.ts';
import { traceHead } from './trace-head.ts';

/** Piece that is not known yet. */
const UNKNOWN: Piece = -1;
/** How much of a fact is one piece: all, or all but a `b` that stands last. */
enum LAST {
  all = 0,
  /** It is an instant or a number: there are too many to know a piece for each. */
  dated = -3,
  counted = -4,
}
const lengthOf = {
  [LAST.all]: 0,
  [LAST.dated]: '2024-01-09T18:00:00Z"}\n'.length,
  [LAST.counted]: '0}\n'.length,
};

/** By kind how much of a fact with a `b` is one piece. */
const LASTS = Int32Array.from(FACTS, (_, kind) => {
  if (kind === FACT.rebootCompleted) return LAST.counted;
  return kind === FACT.admitted || kind === FACT.deferred || kind === FACT.runStarted ? LAST.dated : LAST.all;
});

export interface TraceInput {
  readonly scenario: Scenario;
  readonly fleet: Fleet;
  readonly releases: readonly Release[];
}

export interface Trace {
  /** Writes facts in order (ordered-facts.ts) that come after all before. */
  block(facts: FactBlock): void;
  /** The last line: with it a reader knows that nothing was cut off. */
  end(): void;
}

/** Takes facts and hands on lines. Columns are in scope, not fields, as where facts are gathered. */
export function traceOf(input: TraceInput, give: TakesLines): Trace {
  const { fleet, releases, scenario } = input;
  const { start, end } = scenario.clock;
  const { begin, put, putName, endWith, endWithNumber, endLine, line, handOn, pieceOf, hasRoom, forget } =
    traceBytesOf(give, nameEndsOf(fleet), start);
  const text = new FactText(releases, fleet);
  const { group } = fleet;
  const nobody = fleet.groups.length;
  const width = nobody + 1;
  // In scope they are constants to the compiler.
  const kinds = FACTS.length;
  const lasts = LASTS;
  const kindOf = kindIn;
  const aOf = aIn;
  /** Of each kind of fact and group, what lies between the seconds and what tells the group's VMs apart. */
  const middles = new Int32Array(FACTS.length * width).fill(UNKNOWN);
  /** The ends of lines: most come again and again. */
  const { find, has, pieceAt, isFull, set, clear } = pieceTableOf();
  let written = 0;
  traceHead(input, line);

  function block({ facts, count }: FactBlock): void {
    for (let at = 0; at < count * FIELD.all; at += FIELD.all) {
      const what = facts[at + FIELD.kindAndA];
      write(facts[at + FIELD.t], facts[at + FIELD.vm], kindOf(what), aOf(what), facts[at + FIELD.b]);
    }
    written += count;
    handOn();
  }

  function write(t: number, vm: number, kind: number, a: number, b: number): void {
    if (!hasRoom() || isFull()) forgetAll();
    const last = b < 0 ? LAST.all : lasts[kind];
    const detail = detailOf(vm < 0 ? kind + kinds : kind, a, last === LAST.all ? b : last);
    let at = begin(t, middleOf(kind, vm < 0 ? nobody : group[vm]));
    if (vm >= 0) at = putName(vm, at);
    at = put(detail, at);
    if (last === LAST.dated) at = endWith(b, at);
    else if (last === LAST.counted) at = endWithNumber(b, at);
    endLine(at);
  }

  function middleOf(kind: number, ofGroup: number): Piece {
    const known = middles[kind * width + ofGroup];
    return known < 0 ? newMiddle(kind, ofGroup) : known;
  }

  function newMiddle(kind: number, ofGroup: number): Piece {
    const fact = `Z","fact":${JSON.stringify(FACTS[kind])}`;
    const common = ofGroup === nobody ? undefined : commonName(fleet.groups[ofGroup]);
    const named = common === undefined ? fact : `${fact},"vm":${JSON.stringify(common).slice(0, -1)}`;
    const piece = pieceOf(named);
    middles[kind * width + ofGroup] = piece;
    return piece;
  }

  /** What follows the name: by kind, or for facts of no VM by a number of its own, since a name ends with a quote. */
  function detailOf(key: number, a: number, b: number): Piece {
    const entry = find(key, a, b);
    return has(entry) ? pieceAt(entry) : newDetail(entry, key, a, b);
  }

  function newDetail(entry: number, key: number, a: number, b: number): Piece {
    const quote = key < FACTS.length ? '"' : '';
    const last: LAST = b === LAST.dated || b === LAST.counted ? b : LAST.all;
    const said = `${quote}${restOf(text.details(key % FACTS.length, a, last === LAST.all ? b : 0, start))}\n`;
    const piece = pieceOf(said.slice(0, said.length - lengthOf[last]));
    set(entry, key, a, b, piece);
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

  return { block, end: finish };
}

/** Details as the end of a JSON object that has begun. */
function restOf(details: object): string {
  const text = JSON.stringify(details);
  return text === '{}' ? text.slice(1) : `,${text.slice(1)}`;
}
