// The order of a trace: facts by instant, then VM, power first among those of one VM, then as they were recorded.
// Refuses to know what a fact says.

import { type FactBlock, FIELD, kindIn } from './fact-block.ts';
import { FACT } from './fact-codes.ts';

/** Facts of a second from which on they are not put in order one by one. */
const MANY = 32;

/** What comes first among the facts of one VM at one instant: the others may be a consequence of it. */
export const isPower = (kind: number): boolean => kind === FACT.poweredOff || kind === FACT.poweredOn;

const isPowerAt = (facts: Int32Array, at: number): boolean => isPower(kindIn(facts[at + FIELD.kindAndA]));

/**
 * Copies facts in order. They lie within a day or a few, so a counting sort by second does nearly all of it, and keeps
 * those of one second as they were recorded; what is left are a few facts of the same second.
 */
export function orderOf(): (from: FactBlock, to: Int32Array) => void {
  /** Where each second's facts go. Kept: new ones a day would keep the collector of garbage busy. */
  let places = new Uint32Array(1024);
  return ({ facts, count }, to) => {
    if (count === 0) return;
    const size = count * FIELD.all;
    const [earliest, latest] = bounds(facts, size);
    const seconds = latest - earliest + 1;
    if (places.length <= seconds) places = new Uint32Array(2 * seconds);
    places.fill(0, 0, seconds + 1);
    for (let at = 0; at < size; at += FIELD.all) places[facts[at] - earliest + 1] += FIELD.all;
    for (let second = 1; second < seconds; second++) places[second] += places[second - 1];
    place(facts, size, to, places, earliest);
    sortSeconds(to, size);
  };
}

function bounds(facts: Int32Array, size: number): readonly [earliest: number, latest: number] {
  let earliest = facts[FIELD.t];
  let latest = earliest;
  for (let at = FIELD.all; at < size; at += FIELD.all) {
    const t = facts[at + FIELD.t];
    if (t < earliest) earliest = t;
    if (t > latest) latest = t;
  }
  return [earliest, latest];
}

function place(facts: Int32Array, size: number, to: Int32Array, places: Uint32Array, earliest: number): void {
  for (let at = 0; at < size; at += FIELD.all) {
    const second = facts[at + FIELD.t] - earliest;
    const put = places[second];
    places[second] = put + FIELD.all;
    to[put] = facts[at];
    to[put + 1] = facts[at + 1];
    to[put + 2] = facts[at + 2];
    to[put + 3] = facts[at + 3];
  }
}

/** Puts the facts of each second in order where they are not. */
function sortSeconds(facts: Int32Array, size: number): void {
  let lastT = -1;
  let lastVm = -1;
  for (let at = 0; at < size; at += FIELD.all) {
    const t = facts[at + FIELD.t];
    const vm = facts[at + FIELD.vm];
    // The VM first: the question that nearly always decides.
    if (t === lastT && (vm < lastVm || (vm === lastVm && isPowerAt(facts, at)))) {
      at = sortSecond(facts, size, at) - FIELD.all;
    }
    lastT = t;
    lastVm = vm;
  }
}

/** Puts the second's facts in order that one of them is in; returns where they end. */
function sortSecond(facts: Int32Array, size: number, within: number): number {
  const t = facts[within + FIELD.t];
  let [begin, end] = [within, within];
  while (begin > 0 && facts[begin - FIELD.all + FIELD.t] === t) begin -= FIELD.all;
  while (end < size && facts[end + FIELD.t] === t) end += FIELD.all;
  if (end - begin < MANY * FIELD.all) sortFew(facts, begin, end);
  else sortMany(facts.subarray(begin, end));
  return end;
}

/** Whether a fact comes after one that was recorded after it. */
function isAfter(facts: Int32Array, one: number, later: number): boolean {
  const vms = facts[one + FIELD.vm] - facts[later + FIELD.vm];
  return vms > 0 || (vms === 0 && isPowerAt(facts, later) && !isPowerAt(facts, one));
}

function sortFew(facts: Int32Array, begin: number, end: number): void {
  for (let next = begin + FIELD.all; next < end; next += FIELD.all) {
    for (let at = next; at > begin && isAfter(facts, at - FIELD.all, at); at -= FIELD.all) {
      for (let field = at; field < at + FIELD.all; field++) {
        const later = facts[field];
        facts[field] = facts[field - FIELD.all];
        facts[field - FIELD.all] = later;
      }
    }
  }
}

/** Sorts what may end in a long run that is in order: who goes through all VMs records them like that. */
function sortMany(facts: Int32Array): void {
  const before = facts.slice();
  // Who is at a lower place was recorded before.
  const comesAfter = (a: number, b: number): number =>
    (a < b ? isAfter(before, a, b) : !isAfter(before, b, a)) ? 1 : -1;
  let run = before.length - FIELD.all;
  while (run > 0 && !isAfter(before, run - FIELD.all, run)) run -= FIELD.all;
  const front = Array.from({ length: run / FIELD.all }, (_, index) => index * FIELD.all).sort(comesAfter);
  for (let to = 0, next = 0; to < facts.length; to += FIELD.all) {
    const fromFront = run === before.length || (next < front.length && !isAfter(before, front[next], run));
    const from = fromFront ? front[next++] : run;
    if (!fromFront) run += FIELD.all;
    for (let field = 0; field < FIELD.all; field++) facts[to + field] = before[from + field];
  }
}
