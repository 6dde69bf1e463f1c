// What of a trace's bytes repeats earlier ones, noted while they are written. Refuses to know what they say.

import { type Repeats, WINDOW } from './deflate.ts';

/** Notes at most so many until they are cleared. */
export function notedRepeats(most: number) {
  // What is in scope here is a constant to the compiler; one of a module is looked up at each use.
  const window = WINDOW;
  // The first one is none, so that there always is one before.
  const starts = new Int32Array(most).fill(-1, 0, 1);
  const lengths = new Int32Array(most);
  const distances = new Int32Array(most);
  let noted = 1;

  /** The bytes from a position on are those so far back, if that is near enough. What goes on where it was is the same repetition. */
  function repeat(position: number, length: number, back: number): void {
    if (back > window) return;
    const next = noted;
    const last = next - 1;
    if (distances[last] === back && starts[last] + lengths[last] === position) lengths[last] += length;
    else {
      starts[next] = position;
      lengths[next] = length;
      distances[next] = back;
      noted = next + 1;
    }
  }

  /** How far back the bytes are that are repeated until a position, 0 if those before it repeat none. */
  function backAt(position: number): number {
    const last = noted - 1;
    return starts[last] + lengths[last] === position ? distances[last] : 0;
  }

  /** So many bytes more are repeated. */
  function goOn(bytes: number): void {
    lengths[noted - 1] += bytes;
  }

  const all = (): Repeats => ({ starts, lengths, distances, count: noted });

  function clear(): void {
    noted = 1;
  }

  return { repeat, backAt, goOn, all, clear };
}
