// The trace: the ledger as text, one JSON object a line, in order of time and, at one instant, of VMs.
// Refuses to know who reads it; the lines name everything, no number needs a table to be understood.

import { formatInstant } from '../calendar/instant.ts';
import type { Release } from '../catalogue/release.ts';
import type { Fleet } from '../fleet/fleet.ts';
import type { Scenario } from '../scenario/schema.ts';
import { emptyBlock, type FactBlock, FIELDS } from './fact-block.ts';
import { FACT } from './fact-codes.ts';
import { orderOf } from './fact-order.ts';
import { FactText } from './fact-text.ts';
import { FACTS } from './facts.ts';
import { commonName, nameEndsOf } from './name-ends.ts';
import { offeredOf } from './offered.ts';
import { pieceTableOf } from './piece-table.ts';
import { type Piece, type TakesLines, traceBytesOf } from './trace-bytes.ts';
import { traceHead } from './trace-head.ts';

/** Piece that is not known yet. */
const UNKNOWN: Piece = -1;
/** In place of a `b` that is an instant or a number, which stands last: there are too many to know a piece for each. */
const DATED = -3;
const COUNTED = -4;
const ALL = 0;
const lengthOf = { [ALL]: 0, [DATED]: '2024-01-09T18:00:00Z"}\n'.length, [COUNTED]: '0}\n'.length } as const;

/** How much of a fact is one piece. */
function lastOf(kind: number, b: number): keyof typeof lengthOf {
  if (b < 0) return ALL;
  if (kind === FACT.rebootCompleted) return COUNTED;
  return kind === FACT.admitted || kind === FACT.deferred || kind === FACT.runStarted ? DATED : ALL;
}

/** Facts that come first among those of one VM at one instant: what the others may be a consequence of. */
const isPower = (kind: number): boolean => kind === FACT.poweredOff || kind === FACT.poweredOn;

export interface TraceInput {
  readonly scenario: Scenario;
  readonly fleet: Fleet;
  readonly releases: readonly Release[];
}

export interface Trace {
  /** Writes facts that come after all before, and are complete up to their last instant. */
  block(facts: FactBlock): void;
  /** The last line: with it a reader knows that nothing was cut off. */
  end(): void;
}

/** Takes facts and hands on lines. Columns are in scope, not fields, as where facts are gathered. */
export function traceOf(input: TraceInput, give: TakesLines): Trace {
  const { fleet, releases, scenario } = input;
  const { start, end } = scenario.clock;
  const { begin, put, putName, endWith, endWithNumber, endLine, line, handOn, pieceOf, hasRoom, forget } =
    traceBytesOf(give);
  const text = new FactText(releases, fleet);
  const { to: offeredTo, follow } = offeredOf(releases, fleet.vms);
  const names = nameEndsOf(fleet);
  const { group } = fleet;
  const nobody = fleet.groups.length;
  const width = nobody + 1;
  /** Of each kind of fact and group, what lies between the seconds and what tells the group's VMs apart. */
  const middles = new Int32Array(FACTS.length * width).fill(UNKNOWN);
  /** The ends of lines: most come again and again. */
  const { find, has, pieceAt, isFull, set, clear } = pieceTableOf();
  let written = 0;
  const inOrder = orderOf();
  let sorted = emptyBlock();
  traceHead(input, line);

  function block({ times: instants, rest: facts, count }: FactBlock): void {
    const first = (fact: number): boolean => isPower(facts[fact * FIELDS + 1]);
    const order = inOrder({ times: instants, count, rest: facts, fields: FIELDS, first });
    if (sorted.times.length < count) sorted = emptyBlock(2 * count);
    const [times, rest] = [sorted.times, sorted.rest];
    // Apart, so that a fact that is far away is fetched while others are.
    for (let index = 0, to = 0; index < count; index++, to += FIELDS) {
      const fact = order[index];
      const at = fact * FIELDS;
      times[index] = instants[fact];
      rest[to] = facts[at];
      rest[to + 1] = facts[at + 1];
      rest[to + 2] = facts[at + 2];
      rest[to + 3] = facts[at + 3];
    }
    writeAll(times, rest, count);
    handOn();
  }

  function writeAll(times: Int32Array, rest: Int32Array, count: number): void {
    let [lastT, lastVm, lastKind] = [Number.NEGATIVE_INFINITY, -1, -1];
    for (let index = 0; index < count; index++) {
      const at = index * FIELDS;
      const t = times[index];
      const vm = rest[at];
      const kind = rest[at + 1];
      // The engine carried out the same assessment, and recorded it.
      const twice = lastT === t && lastVm === vm && !isPower(lastKind);
      lastT = t;
      lastVm = vm;
      lastKind = kind;
      let a = rest[at + 2];
      if (kind === FACT.assessed && a === NOTHING_NEW) {
        if (twice) continue;
        a = offeredTo(vm);
      } else follow(kind, vm, a);
      write(t, vm, kind, a, rest[at + 3]);
    }
  }

  function write(t: number, vm: number, kind: number, a: number, b: number): void {
    written++;
    if (!hasRoom() || isFull()) forgetAll();
    const last = lastOf(kind, b);
    const detail = detailOf(vm < 0 ? kind + FACTS.length : kind, a, last === ALL ? b : last);
    begin(start + t, middleOf(kind, vm < 0 ? nobody : group[vm]));
    if (vm >= 0) putName(names, vm);
    put(detail);
    if (last === DATED) endWith(start + b);
    else if (last === COUNTED) endWithNumber(b);
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

  /** What follows the name: by kind, or for facts of no VM by a number of its own, since a name ends with a quote. */
  function detailOf(key: number, a: number, b: number): Piece {
    const entry = find(key, a, b);
    if (has(entry)) return pieceAt(entry);
    const quote = key < FACTS.length ? '"' : '';
    const last = b === DATED || b === COUNTED ? b : ALL;
    const said = `${quote}${restOf(text.details(key % FACTS.length, a, last === ALL ? b : 0, start))}\n`;
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

/** Value of `a` in an assessment that nobody had to carry out: it found what the one before found. */
export const NOTHING_NEW = -2;
