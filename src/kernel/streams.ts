// Named random streams: one key per purpose out of the scenario's seed, one draw per (key, subject, index).
// Refuses to know what is drawn for; keeps no state, so no draw can shift another (R4).

import seedrandom from 'seedrandom';

/** Key of a stream: an unsigned 32-bit integer. */
export type StreamKey = number;

/** Keys for named purposes; the same seed and name always give the same key. */
export function streamKey(seed: string, purpose: string): StreamKey {
  return seedrandom(`${seed}\u0000${purpose}`).int32() >>> 0;
}

/**
 * A draw: uniform over the unsigned 32-bit integers, a keyed hash of subject and index (two rounds of a
 * full-avalanche integer mix). Independent of how often and in which order others draw.
 */
export function draw(key: StreamKey, subject: number, index: number): number {
  return drawAt(substream(key, subject), index);
}

/** The part of a draw that depends on key and subject alone, for whoever draws many indices in a row. */
export function substream(key: StreamKey, subject: number): number {
  let x = (key ^ Math.imul(subject, 0x9e3779b1)) | 0;
  x = Math.imul(x ^ (x >>> 16), 0x21f0aaad);
  x = Math.imul(x ^ (x >>> 15), 0x735a2d97);
  return x ^ (x >>> 15);
}

/** `draw(key, subject, index)` for `of = substream(key, subject)`. */
export function drawAt(of: number, index: number): number {
  // The first `| 0` changes nothing: it tells the compiler that this is a sum of whole numbers of 32 bits.
  let x = ((of | 0) + Math.imul(index + 1, 0x85ebca6b)) | 0;
  x = Math.imul(x ^ (x >>> 16), 0x21f0aaad);
  x = Math.imul(x ^ (x >>> 15), 0x735a2d97);
  return (x ^ (x >>> 15)) >>> 0;
}

// Where a draw is compared in a loop or a call of its own: half of all draws are no small integers to V8, and it would make
// an object of each that a function returns.

/** Whether a draw is below a threshold. */
export function isBelow(threshold: number, key: StreamKey, subject: number, index: number): boolean {
  return draw(key, subject, index) < threshold;
}

/** The first index from `from` on, before `end`, whose draw of `of` (substream) is below a threshold; `end` when there is none. */
export function firstBelow(threshold: number, of: number, from: number, end: number): number {
  let index = from;
  while (index < end && drawAt(of, index) >= threshold) index++;
  return index;
}

/** The draw of each subject from 0 on, with a sign. */
export function drawsOf(key: StreamKey, subjects: number, index: number): Int32Array {
  const draws = new Int32Array(subjects);
  for (let subject = 0; subject < subjects; subject++)
    draws[subject] = drawAt(substream(key, subject), index);
  return draws;
}

/** A subject for draws out of a text. */
export function subjectOf(text: string): number {
  let subject = text.length;
  for (let index = 0; index < text.length; index++) subject = draw(subject, text.charCodeAt(index), index);
  return subject;
}

/** A draw folded to the integers 0..n-1; n at most 2^21 so that the product stays exact. */
export function drawBelow(n: number, key: StreamKey, subject: number, index: number): number {
  return below(n, draw(key, subject, index));
}

/** The same for a value that is drawn already. */
export function below(n: number, drawn: number): number {
  // The same in whole numbers of 32 bits, which is several times as fast.
  if (n < 2 ** 15) return (Math.imul(drawn >>> 16, n) + (Math.imul(drawn & 0xffff, n) >>> 16)) >>> 16;
  return Math.floor(drawn * n * 2 ** -32);
}

/** Threshold for `draw(...) < threshold`: true with the given probability (0..1). */
export function thresholdOf(probability: number): number {
  return Math.min(2 ** 32, Math.max(0, Math.round(probability * 2 ** 32)));
}
